"""How a view asks for a capability: a wrong role is told so (403), a wrong place does not exist (404)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from jian_minzheng.core.acting import Acting, Identity, PortalRequest

View = Callable[..., HttpResponseBase]


def actor_of(request: HttpRequest) -> Acting:
    """Who acts in a request, with an identity.

    Raises:
        PermissionDenied: the account holds no grant.
    """
    actor = cast(PortalRequest, request).actor
    actor.scope  # noqa: B018  (raises)
    return actor


def identity_of(request: HttpRequest) -> Identity:
    """The identity of a request that has one; what it cannot see does not exist for this request.

    Raises:
        PermissionDenied: the account holds no grant.
    """
    return cast(PortalRequest, request).actor.scope


def require(request: HttpRequest, capability: TextChoices) -> Acting:
    """Who acts, provided the role has the capability.

    Raises:
        PermissionDenied: it has not.
    """
    actor = actor_of(request)
    if not actor.scope.can(capability):
        raise PermissionDenied(f"您当前的身份“{actor.identity}”没有“{capability.label}”的权限。")
    return actor


def needs(capability: TextChoices) -> Callable[[View], View]:
    """Decorator for function views: ``@needs(Capability.VIEW_OFFICES)``; ``view.needs`` tells it to the matrix."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            require(request, capability)
            return view(request, *args, **kwargs)

        guarded.needs = capability  # type: ignore[attr-defined]
        return guarded

    return decorate
