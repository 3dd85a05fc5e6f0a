"""当前身份: the one grant under which a session acts."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from offices.models import DivisionGrant
from offices.roles import CAPABILITIES, Capability, Role

SESSION_KEY = "grant"


@dataclass(frozen=True, slots=True)
class Identity:
    """A role at a division, as scope and permission checks need it; ``path`` is the division's place in the tree."""

    grant_id: int
    user_id: int
    role: Role
    division_id: int
    division_name: str
    level: str
    path: str

    def __str__(self) -> str:
        return f"{self.division_name}·{self.role.label}"

    def can(self, capability: Capability) -> bool:
        return capability in CAPABILITIES[self.role]

    @property
    def capabilities(self) -> frozenset[Capability]:
        return CAPABILITIES[self.role]


def identities_of(user: Any) -> list[Identity]:
    """Every grant of an active account (``User`` or nobody), the widest first."""
    if user is None or not user.is_active:
        return []
    grants = (
        DivisionGrant.objects.filter(user=user)
        .select_related("permission", "content_object")
        .order_by("content_object__depth", "content_object__path", "permission__codename")
    )
    return [_identity(grant) for grant in grants if grant.permission.codename in Role.values]


def choose_identity(request: HttpRequest, held: list[Identity]) -> Identity | None:
    """The grant chosen in this session, else the widest one; ``None`` for visitors and accounts without grants."""
    chosen = request.session.get(SESSION_KEY)
    return next((identity for identity in held if identity.grant_id == chosen), held[0] if held else None)


def _identity(grant: DivisionGrant) -> Identity:
    division = grant.content_object
    return Identity(
        grant_id=grant.pk,
        user_id=grant.user_id,
        role=Role(grant.permission.codename),
        division_id=division.pk,
        division_name=division.name,
        level=division.level,
        path=division.path,
    )
