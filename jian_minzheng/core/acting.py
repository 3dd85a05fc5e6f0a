"""Who acts: one value, the first argument of every service, always called ``actor``.

A view takes it from its request (``core.access.actor_of``); a task builds the same value from the account, grant and
address that were stored when the work was asked for; a command of the system itself acts as ``SYSTEM``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from jian_minzheng.core.proxy import address_in

NO_GRANT = "您的账号还没有被授予任何角色，请联系系统管理员。"


@dataclass(frozen=True, slots=True)
class Identity:
    """当前身份: the one grant under which a session acts, as scope and permission checks need it.

    ``path`` is the division's place in the tree, ``level`` its level, ``capabilities`` what the role may do.
    """

    grant_id: int
    user_id: int
    role: TextChoices
    division_id: int
    division_name: str
    level: str
    path: str
    capabilities: frozenset[TextChoices]

    def __str__(self) -> str:
        return f"{self.division_name}·{self.role.label}"

    def can(self, capability: TextChoices) -> bool:
        return capability in self.capabilities


@dataclass(frozen=True, slots=True)
class Acting:
    """An account, the identity under which it acts, and the address it comes from.

    ``user`` is ``None`` for a visitor who has not signed in and for the system itself, ``identity`` for both and for an
    account that holds no grant.
    """

    user: AbstractBaseUser | None
    identity: Identity | None
    address: str | None = None

    def can(self, capability: TextChoices) -> bool:
        return self.identity is not None and self.identity.can(capability)

    def insist_on(self, capability: TextChoices) -> None:
        """For services whose rows belong to no unit, so that no scope refuses: only who may, and the system itself.

        Raises:
            PermissionDenied: whoever acts may not.
        """
        if not (self.is_system or self.can(capability)):
            raise PermissionDenied(f"您当前的身份“{self.scope}”没有“{capability.label}”的权限。")

    @property
    def scope(self) -> Identity:
        """The identity, where there has to be one.

        Raises:
            PermissionDenied: there is none.
        """
        if self.identity is None:
            raise PermissionDenied(NO_GRANT)
        return self.identity

    @property
    def is_system(self) -> bool:
        """A command that an operator typed at the machine; it answers to no grant."""
        return self is SYSTEM

    @property
    def name(self) -> str:
        """How the audit trail calls whoever acts."""
        if self.user is not None:
            return str(self.user)
        return "系统" if self.is_system else "未登录"


SYSTEM = Acting(user=None, identity=None)


class PortalRequest(HttpRequest):
    """A request as the portal's middleware leaves it; for the type checker, Django makes the object.

    ``identities`` are the account's grants, the widest first; ``actor`` is what services are given.
    """

    identities: Sequence[Identity]
    identity: Identity | None
    actor: Acting
    htmx: HtmxDetails


def address_of(request: HttpRequest) -> str | None:
    """Where the request comes from, as trail and lock-out record it; ``None`` where that is not known."""
    return address_in(request.META.get("REMOTE_ADDR") or "")
