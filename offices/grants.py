"""Give and take back roles. The three powers stay separate, and every change is on record."""

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import transaction
from guardian.shortcuts import assign_perm

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action
from offices.models import Division, DivisionGrant, User
from offices.roles import LEVELS, SEPARATED_POWERS, Capability, Role


def check_grant(*, user: User, role: Role, division: Division, ignoring: DivisionGrant | None = None) -> None:
    """Would this grant be lawful?

    Raises:
        ValidationError: wrong level for the role, a closed unit, or the account would mix separated powers.
    """
    if division.level != LEVELS[role]:
        expected = Division(level=LEVELS[role]).get_level_display()
        raise ValidationError(f"“{role.label}”应授予{expected}一级的单位，{division.name}不是。")
    if division.valid_to:
        raise ValidationError(f"{division.name}已于{division.valid_to}撤销，不能再授权。")
    others = DivisionGrant.objects.filter(user=user)
    if ignoring is not None and ignoring.pk:
        others = others.exclude(pk=ignoring.pk)
    held = {Role(code) for code in others.values_list("permission__codename", flat=True)}
    mixes = (role in SEPARATED_POWERS and held - {role}) or any(
        power in held and power != role for power in SEPARATED_POWERS
    )
    if mixes:
        raise ValidationError("系统管理员、安全审计员与业务角色三权分立，同一账号不能兼任。")


@transaction.atomic
def grant_give(actor: Acting, *, user: User, role: Role, division: Division) -> DivisionGrant:
    """Grant a role at a division; giving it twice changes nothing.

    Raises:
        PermissionDenied: whoever acts does not administer accounts.
        ValidationError: see ``check_grant``.
    """
    actor.insist_on(Capability.ADMINISTER)
    User.objects.select_for_update().get(pk=user.pk)
    check_grant(user=user, role=role, division=division)
    assign_perm(role.value, user, division)
    grant: DivisionGrant = DivisionGrant.objects.get(
        user=user, content_object=division, permission=role_permission(role)
    )
    trail.record(actor, Action.GRANT_GIVEN, subject=user, detail={"角色": role.label, "单位": division.name})
    return grant


@transaction.atomic
def grant_revoke(actor: Acting, *, grant: DivisionGrant) -> None:
    """Take a grant back. The grant is gone at the next request of the account; the trail keeps what it was.

    Raises:
        PermissionDenied: whoever acts does not administer accounts.
    """
    actor.insist_on(Capability.ADMINISTER)
    detail = {"角色": grant.permission.name, "单位": grant.content_object.name}
    trail.record(actor, Action.GRANT_REVOKED, subject=grant.user, detail=detail)
    grant.delete()


def role_permission(role: Role) -> Permission:
    """The auth permission that stands for a role."""
    return Permission.objects.get(
        codename=role.value, content_type__app_label="offices", content_type__model="division"
    )
