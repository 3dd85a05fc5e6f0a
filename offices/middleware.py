"""What every request passes on its way in: idle time-out, acting identity, first-password rule."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from jian_minzheng.core.acting import Acting, PortalRequest, address_of
from offices.identity import choose_identity, identities_of

GetResponse = Callable[[HttpRequest], HttpResponse]
_LAST_SEEN = "last_seen"


class IdleTimeoutMiddleware:
    """Sign out a session that nobody has used for ``SESSION_IDLE_SECONDS``.

    A page that asks for its own progress (``X-Poll``) is no sign of a person; it does not write the session either,
    which would have to wait for the very import that it asks about on SQLite.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            last_seen = request.session.get(_LAST_SEEN, now)
            if now - last_seen > settings.SESSION_IDLE_SECONDS:
                logout(request)
                request.session["idle_notice"] = True
            elif "X-Poll" not in request.headers and (now - last_seen >= 60 or _LAST_SEEN not in request.session):
                request.session[_LAST_SEEN] = now  # once a minute is enough, and spares a write per request
        return self.get_response(request)


class IdentityMiddleware:
    """Put on the request the account's grants, the acting one (or ``None``), and ``actor``, which services are given.

    Grants are read afresh at every request: a grant that was taken back stops working at once.
    """

    def __init__(self, get_response: Callable[[PortalRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        user = request.user if request.user.is_authenticated else None
        request.identities = identities_of(user)
        request.identity = choose_identity(request, request.identities)
        request.actor = Acting(user, request.identity, address_of(request))
        return self.get_response(request)


class FirstPasswordMiddleware:
    """Somebody else set this password: nothing else opens until its owner has chosen another."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        allowed = {reverse("password_change"), reverse("logout")}
        if request.user.is_authenticated and request.user.must_change_password and request.path not in allowed:
            return redirect("password_change")
        return self.get_response(request)


class NoStoreMiddleware:
    """What a signed-in person reads stays in no cache, unless the view has said itself who may keep it.

    Not by capability: the pages of stations, homes and findings name people too.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response
