"""What a request passes before any view: text that no database keeps, and bodies beyond the limits, are refused."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.datastructures import MultiValueDict

from jian_minzheng.core import errors
from jian_minzheng.core.parameters import storable

GetResponse = Callable[[HttpRequest], HttpResponse]
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
METHODS = ("GET", "HEAD", "POST")
"""What browsers send. A view that does not say what it takes would answer the others as it answers GET."""
BROKEN = (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError)


class RequestGuardMiddleware:
    """Stands before the session: headers and cookies are looked at first, parameters once it is known who asks."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not all(map(storable, _sent_along(request))):
            return errors.bad_request(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Read the parameters here, where what is wrong with them can still be told in the portal's words."""
        if request.method not in METHODS:
            told = errors.method_not_allowed(request)
            told["Allow"] = ", ".join(METHODS)
            return told
        try:
            plain = all(map(storable, [request.path_info, *_texts(request.GET), *_texts(request.POST)]))
        except TOO_LARGE:
            return errors.too_large(request)
        except BROKEN:
            plain = False
        return None if plain else errors.bad_request(request)


class MethodNotAllowedMiddleware:
    """An address that only takes what a form sends, opened by itself (after signing in again, say), gets a page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        told = errors.method_not_allowed(request)
        told["Allow"] = response["Allow"]
        return told


def _sent_along(request: HttpRequest) -> Iterator[str]:
    yield from (value for name, value in request.META.items() if name.startswith("HTTP_"))
    yield from request.COOKIES.values()


def _texts(sent: MultiValueDict[str, str]) -> Iterable[str]:
    for name, values in sent.lists():
        yield name
        yield from values
