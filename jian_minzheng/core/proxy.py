"""Behind nginx the peer of every request is nginx: put the visitor's address back for trail and lock-out."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class ClientAddressMiddleware:
    """Take the address that the own proxy appended last; what a visitor sends along stands before it and is ignored.

    Only the production settings use it: there nothing but the proxy reaches the process.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if forwarded:
            request.META["REMOTE_ADDR"] = forwarded
        return self.get_response(request)
