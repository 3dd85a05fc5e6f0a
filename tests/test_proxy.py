"""Behind the proxy the trail names the visitor's address, not one that the visitor made up."""

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from jian_minzheng.core.proxy import ClientAddressMiddleware


def address(**headers: str) -> str:
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    ClientAddressMiddleware(view)(RequestFactory().get("/", **headers))
    return seen[0]


def test_the_address_appended_by_the_proxy_counts() -> None:
    assert address(REMOTE_ADDR="", HTTP_X_FORWARDED_FOR="1.2.3.4, 10.0.0.7") == "10.0.0.7"


def test_without_a_proxy_the_peer_counts() -> None:
    assert address(REMOTE_ADDR="10.0.0.8") == "10.0.0.8"
