"""How a view asks for a capability: a wrong role is told so (403), a wrong place does not exist (404)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from offices.identity import Identity
from offices.roles import Capability

View = Callable[..., HttpResponseBase]


def acting(request: HttpRequest) -> Identity:
    """The identity of a request that has one.

    Raises:
        PermissionDenied: the account holds no grant.
    """
    identity: Identity | None = getattr(request, "identity", None)
    if identity is None:
        raise PermissionDenied("您的账号还没有被授予任何角色，请联系系统管理员。")
    return identity


def require(request: HttpRequest, capability: Capability) -> Identity:
    """The acting identity, provided its role has the capability.

    Raises:
        PermissionDenied: it has not.
    """
    identity = acting(request)
    if not identity.can(capability):
        raise PermissionDenied(f"您当前的身份“{identity}”没有“{capability.label}”的权限。")
    return identity


def needs(capability: Capability) -> Callable[[View], View]:
    """Decorator for function views: ``@needs(Capability.VIEW_OFFICES)``."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            require(request, capability)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


class NeedsMixin:
    """For class-based views: state ``capability``; ``self.identity`` is the acting identity."""

    capability: Capability
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.identity = require(request, self.capability)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response
