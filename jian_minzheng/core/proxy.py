"""Behind nginx the peer of every request is nginx: put the visitor's address back for trail and lock-out."""

import ipaddress
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_WITH_PORT = re.compile(r"\[(?P<six>[^\]]*)\](?::\d+)?|(?P<four>[\d.]+):\d+")


class ClientAddressMiddleware:
    """Take the address that the own proxy appended last; what a visitor sends along stands before it and is ignored.

    Only the production settings use it: there nothing but the proxy reaches the process. Where what stands there is no
    address, the visitor's is not known; the proxy's own would be untrue.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if forwarded:
            request.META["REMOTE_ADDR"] = address_in(forwarded.rpartition(",")[2]) or ""
        return self.get_response(request)


def address_in(text: str) -> str | None:
    """The address in a header, with or without port, brackets and zone; ``None`` where there is none."""
    written = text.strip()
    if found := _WITH_PORT.fullmatch(written):
        written = found["six"] or found["four"] or ""
    try:
        address = ipaddress.ip_address(written.partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)
