"""Accounts, and the grants that say which role an account holds where."""

from collections.abc import Collection
from typing import Any, Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from guardian.models import UserObjectPermissionBase

from jian_minzheng.core.masking import mask_text
from offices.models.divisions import Division


class User(AbstractUser):
    """One person's account. What it may do is said by its grants alone; ``is_superuser`` opens nothing.

    Forms of Django's save an account whole, long after it was read: hashing a password takes its time. So ``save``
    stores what was changed here alone; an account that was closed or signed out everywhere meanwhile stays so.
    """

    full_name = models.CharField("姓名", max_length=50, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    must_change_password = models.BooleanField("首次登录须改密码", default=True)
    session_epoch = models.PositiveIntegerField("会话批次", default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "账号"

    def __str__(self) -> str:
        return mask_text(self.full_name or self.username)

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **options: Any) -> Self:
        user = super().from_db(db, field_names, values, **options)
        user._as_read = dict(zip(field_names, values, strict=True))
        return user

    def refresh_from_db(self, *args: Any, **options: Any) -> None:
        super().refresh_from_db(*args, **options)
        self._as_read = self._now()

    def save(self, **options: Any) -> None:
        """See the class; with ``update_fields``, those."""
        before: dict[str, Any] = getattr(self, "_as_read", {})
        if before and not self._state.adding and options.get("update_fields") is None:
            options["update_fields"] = [name for name, value in self._now().items() if before.get(name, value) != value]
        super().save(**options)
        self._as_read = self._now()

    def _now(self) -> dict[str, Any]:
        """What is known of the fields here, by attribute."""
        fields = (field.attname for field in self._meta.concrete_fields)
        return {name: self.__dict__[name] for name in fields if name in self.__dict__}

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
