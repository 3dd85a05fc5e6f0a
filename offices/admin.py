"""Accounts and grants in the stock admin, for 系统管理员. Accounts are closed, never deleted."""

from collections.abc import Sequence
from typing import Any

from axes.utils import reset as axes_reset
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from django.core.exceptions import ValidationError
from django.db.models import F, ForeignKey, Model, QuerySet, Subquery
from django.http import HttpRequest

from jian_minzheng.core.access import actor_of
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.editing.one_form import TypedInOneForm
from jian_minzheng.core.editing.words import PlainWords
from jian_minzheng.core.look_alikes import holds, is_foldable
from jian_minzheng.core.parameters import whole_number
from offices.account_export import AccountExport
from offices.grants import check_grant, grant_give, grant_revoke, role_permission
from offices.models import Division, DivisionGrant, User
from offices.models.divisions import Level
from offices.places import unit_above
from offices.roles import LEVELS, Capability, Role


def _labels(form: forms.ModelForm[Any]) -> list[str]:
    """What was changed, as the form calls it."""
    return sorted(str(form.fields[name].label or name) for name in form.changed_data)


class RecordPicker(AutocompleteSelect):
    """The stock picker, shown empty where the address or the form names no record; Django's own asks the database."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        return super().optgroups(name, [pk for pk in value if whole_number(pk) is not None], attr)


class AdministratorOnly:
    """Permissions come from the acting grant, like everywhere else; nothing is deleted here unless said otherwise."""

    def _administers(self, request: HttpRequest) -> bool:
        identity = getattr(request, "identity", None)
        return identity is not None and identity.can(Capability.ADMINISTER)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._administers(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._administers(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._administers(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._administers(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only what the filters on offer ask for: others fail in the database, or tell at which unit a record lies."""
        admin: Any = self
        offered = {getattr(one, "parameter_name", one) for one in admin.list_filter}
        return lookup.removesuffix("__exact").removesuffix("__isnull") in offered

    def formfield_for_foreignkey(self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        admin: Any = self
        if db_field.name in admin.get_autocomplete_fields(request):
            kwargs["widget"] = RecordPicker(db_field, admin.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    # The trail and each record's own history take the place of Django's admin log.
    def log_addition(self, *args: Any, **kwargs: Any) -> Any: ...

    def log_change(self, *args: Any, **kwargs: Any) -> Any: ...

    def log_deletions(self, *args: Any, **kwargs: Any) -> Any: ...


class NewAccountForm(PlainWords, TypedInOneForm, UserCreationForm[User]):
    """The stock form, in the portal's words."""


class AccountForm(PlainWords, TypedInOneForm, UserChangeForm[User]):
    """The stock form, in the portal's words."""


class ResetPasswordForm(PlainWords, AdminPasswordChangeForm):  # type: ignore[type-arg]
    """Only a new password: Django's offer to switch passwords off would lock the account out for good."""

    usable_password = None


@admin.register(User)
class AccountAdmin(AdministratorOnly, AccountExport, UserAdmin[User]):
    """A new account gets a first password that its owner must change at once."""

    form = AccountForm
    add_form = NewAccountForm
    change_password_form = ResetPasswordForm
    list_display = ("username", "full_name", "phone", "is_active", "last_login", "must_change_password")
    list_filter = ("is_active", "must_change_password")
    search_fields = ("username", "full_name")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("资料", {"fields": ("full_name", "phone")}),
        ("状态", {"fields": ("is_active", "must_change_password", "last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("username", "full_name", "phone", "password1", "password2")}),
    )
    readonly_fields = ("last_login", "date_joined")
    actions = ("force_sign_out", "unlock")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        trail.record(actor_of(request), Action.ACCOUNT_CHANGED, subject=obj, detail={"修改项": _labels(form)})
        if form.also_said:
            messages.info(request, form.also_said)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        """A password reset by an administrator is a first password again."""
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            User.objects.filter(pk=id).update(must_change_password=True)
            trail.record(
                actor_of(request), Action.ACCOUNT_CHANGED, subject=User.objects.get(pk=id), detail={"重置密码": "是"}
            )
        return response

    @admin.action(description="强制退出所选账号的所有登录")
    def force_sign_out(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            trail.record(actor_of(request), Action.SIGN_OUT_EVERYWHERE, subject=user)
        queryset.update(session_epoch=F("session_epoch") + 1)
        messages.success(request, "所选账号已全部退出登录。")

    @admin.action(description="解除所选账号的登录锁定")
    def unlock(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            axes_reset(username=user.username)
            trail.record(actor_of(request), Action.ACCOUNT_CHANGED, subject=user, detail={"解除锁定": "是"})
        messages.success(request, "所选账号已解锁。")


class GrantForm(PlainWords, forms.ModelForm[DivisionGrant]):
    """Choose a role by its name instead of a permission by its number."""

    role = forms.ChoiceField(label="角色", choices=Role.choices)

    class Meta:
        model = DivisionGrant
        fields = ("user", "role", "content_object")
        labels = {"user": "账号"}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if {"user", "role", "content_object"} <= values.keys():
            values["role"] = Role(values["role"])
            check_grant(user=values["user"], role=values["role"], division=values["content_object"])
            if DivisionGrant.objects.filter(
                user=values["user"],
                content_object=values["content_object"],
                permission=role_permission(values["role"]),
            ).exists():
                raise ValidationError("该账号已有这项授权。")
        return values


class RoleFilter(admin.SimpleListFilter):
    """Grants of one role, by its name."""

    title = "角色"
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(role.value, str(role.label)) for role in Role]

    def queryset(self, request: HttpRequest, queryset: QuerySet[DivisionGrant]) -> QuerySet[DivisionGrant]:
        return queryset.filter(permission__codename=self.value()) if self.value() else queryset


@admin.register(DivisionGrant)
class GrantAdmin(AdministratorOnly, admin.ModelAdmin[DivisionGrant]):
    """A grant is given or taken back, never edited: what an account could do on a day stays readable in the trail."""

    form = GrantForm
    autocomplete_fields = ("user", "content_object")
    list_display = ("account", "role_name", "content_object")
    list_filter = (RoleFilter,)
    list_select_related = ("user", "permission", "content_object")
    search_fields = ("user__username", "user__full_name", "content_object__name")

    @admin.display(description="账号", ordering="user__username")
    def account(self, grant: DivisionGrant) -> str:
        return f"{grant.user.username} {grant.user.full_name}"

    @admin.display(description="角色", ordering="permission__codename")
    def role_name(self, grant: DivisionGrant) -> str:
        return str(Role(grant.permission.codename).label)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._administers(request)

    def save_model(self, request: HttpRequest, obj: DivisionGrant, form: Any, change: bool) -> None:
        values = form.cleaned_data
        given = grant_give(
            actor_of(request), user=values["user"], role=values["role"], division=values["content_object"]
        )
        obj.pk, obj.permission = given.pk, given.permission

    def delete_model(self, request: HttpRequest, obj: DivisionGrant) -> None:
        grant_revoke(actor_of(request), grant=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[DivisionGrant]) -> None:
        for grant in queryset:
            grant_revoke(actor_of(request), grant=grant)


@admin.register(Division)
class DivisionPicker(AdministratorOnly, admin.ModelAdmin[Division]):
    """Serves the picker of the grant form; divisions themselves are changed by the steps on the division pages."""

    search_fields = ("name", "initials", "stats_code")
    list_display = ("name", "level", "kind", "stats_code", "civil_affairs_code")
    list_filter = ("level", "virtual")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Division]:
        rows: QuerySet[Division] = super().get_queryset(request).filter(level__in=set(LEVELS.values()))
        for level in (Level.COUNTY, Level.TOWNSHIP):
            rows = rows.annotate(**{f"{level}_name": Subquery(unit_above("path", level).values("name"))})
        return rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Division], search_term: str
    ) -> tuple[QuerySet[Division], bool]:
        """As the portal finds units, where a name may be written otherwise."""
        if not is_foldable(search_term):
            return super().get_search_results(request, queryset, search_term)
        for word in search_term.split():
            queryset = queryset.filter(holds("name", word))
        return queryset, False

    def choice_label(self, unit: Any) -> str:
        """Names recur: a grant for 新圩村委会 must say whose village that is."""
        return "·".join(dict.fromkeys(name for name in (unit.county_name, unit.township_name, unit.name) if name))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
