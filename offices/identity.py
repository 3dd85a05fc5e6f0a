"""The grants of an account as identities to act under, and the one chosen in a session."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from jian_minzheng.core.acting import Acting, Identity
from offices.models import DivisionGrant
from offices.roles import CAPABILITIES, Role

SESSION_KEY = "grant"


def identities_of(user: AbstractBaseUser | AnonymousUser | None) -> list[Identity]:
    """Every grant of an active account, the widest first; none of a visitor."""
    if user is None or not user.is_authenticated or not user.is_active:
        return []
    grants = (
        DivisionGrant.objects.filter(user_id=user.pk)
        .select_related("permission", "content_object")
        .order_by("content_object__depth", "content_object__path", "permission__codename")
    )
    return [_identity(grant) for grant in grants if grant.permission.codename in Role.values]


def choose_identity(request: HttpRequest, held: list[Identity]) -> Identity | None:
    """The grant chosen in this session, else the widest one; ``None`` for visitors and accounts without grants."""
    chosen = request.session.get(SESSION_KEY)
    return next((identity for identity in held if identity.grant_id == chosen), held[0] if held else None)


def acting_as(user: AbstractBaseUser) -> Acting:
    """An account under its widest grant, where no session has chosen one: on the command line, in tests."""
    held = identities_of(user)
    return Acting(user, held[0] if held else None)


def _identity(grant: DivisionGrant) -> Identity:
    division, role = grant.content_object, Role(grant.permission.codename)
    return Identity(
        grant_id=grant.pk,
        user_id=grant.user_id,
        role=role,
        division_id=division.pk,
        division_name=division.name,
        level=division.level,
        path=division.path,
        capabilities=frozenset(CAPABILITIES[role]),
    )
