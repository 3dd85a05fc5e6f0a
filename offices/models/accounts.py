"""Accounts, and the grants that say which role an account holds where."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from guardian.models import UserObjectPermissionBase

from jian_minzheng.core.masking import mask_text
from offices.models.divisions import Division


class User(AbstractUser):
    """One person's account. What it may do is said by its grants alone; ``is_superuser`` opens nothing."""

    full_name = models.CharField("姓名", max_length=50, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    must_change_password = models.BooleanField("首次登录须改密码", default=True)
    session_epoch = models.PositiveIntegerField("会话批次", default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "账号"

    def __str__(self) -> str:
        return mask_text(self.full_name or self.username)

    def get_session_auth_hash(self) -> str:
        """Sessions die when the password or the epoch changes; raising the epoch signs the account out everywhere."""
        return f"{super().get_session_auth_hash()}{self.session_epoch}"


class DivisionGrant(UserObjectPermissionBase):
    """django-guardian's row 'user holds permission on object': the permission is a role, the object a division."""

    content_object = models.ForeignKey(Division, models.PROTECT, related_name="grants", verbose_name="单位")

    class Meta(UserObjectPermissionBase.Meta):
        verbose_name = verbose_name_plural = "授权"

    def __str__(self) -> str:
        return f"{self.user}·{self.permission.name}·{self.content_object}"
