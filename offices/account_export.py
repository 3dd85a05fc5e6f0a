"""The list of accounts with what each may do, for 系统管理员; without names, telephones and passwords."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from import_export import fields, resources
from import_export.admin import ExportMixin
from import_export.formats.base_formats import XLSX

from jian_minzheng.core.access import actor_of
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action
from offices.models import DivisionGrant, User
from offices.roles import Role


class AccountResource(resources.ModelResource):
    """One row per account."""

    username = fields.Field("username", "账号")
    grants = fields.Field(column_name="授权")
    active = fields.Field(column_name="状态")
    must_change = fields.Field(column_name="须改密码")
    last_login = fields.Field(column_name="上次登录")

    class Meta:
        model = User
        fields = ("username", "grants", "active", "must_change", "last_login")

    def get_queryset(self) -> QuerySet[User]:
        return User.objects.order_by("username")

    def before_export(self, queryset: QuerySet[User], **kwargs: Any) -> None:
        """Read all grants at once."""
        self._grants: dict[int, list[str]] = {}
        for grant in DivisionGrant.objects.select_related("permission", "content_object"):
            role = Role(grant.permission.codename).label
            self._grants.setdefault(grant.user_id, []).append(f"{grant.content_object.name}{role}")

    def dehydrate_grants(self, user: User) -> str:
        return "、".join(self._grants.get(user.pk, []))

    def dehydrate_active(self, user: User) -> str:
        return "在用" if user.is_active else "停用"

    def dehydrate_must_change(self, user: User) -> str:
        return "是" if user.must_change_password else "否"

    def dehydrate_last_login(self, user: User) -> str:
        return f"{localtime(user.last_login):%Y-%m-%d %H:%M}" if user.last_login else "从未登录"


class AccountExport(ExportMixin):
    """The export button of the account list: a workbook of what is filtered, on record in the audit trail."""

    resource_classes = (AccountResource,)
    export_formats = (XLSX,)
    skip_export_form = True

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_view_permission(request))

    def export_action(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = super().export_action(request)
        rows = self.get_export_queryset(request).count()
        trail.record(actor_of(request), Action.EXPORTED, label="账号清单", detail={"行数": rows})
        return response
