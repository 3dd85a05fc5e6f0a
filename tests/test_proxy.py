"""Behind the proxy the trail names the visitor's address, not one that the visitor made up."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, modify_settings
from django.urls import reverse

from jian_minzheng.core.audit.models import AuditEntry
from jian_minzheng.core.proxy import ClientAddressMiddleware
from tests.base import World


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


@pytest.mark.parametrize(
    ("forwarded", "known"),
    [
        ("10.0.0.7:51234", "10.0.0.7"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("1.2.3.4,", ""),
        ("unknown", ""),
        ("10.0.0.7:port", ""),
        ("[", ""),
        ("1.2.3.4' OR 1=1", ""),
        ("²", ""),
        ("9" * 5000, ""),
    ],
)
def test_what_is_no_address_is_not_known(forwarded: str, known: str) -> None:
    """The proxy's own address would be untrue in the trail, and whatever else stands there is none."""
    assert address(REMOTE_ADDR="10.0.0.8", HTTP_X_FORWARDED_FOR=forwarded) == known


@pytest.mark.parametrize(("forwarded", "kept"), [("rubbish", None), ("[::1", None), ("10.0.0.7:80", "10.0.0.7")])
@modify_settings(MIDDLEWARE={"prepend": "jian_minzheng.core.proxy.ClientAddressMiddleware"})
def test_the_trail_of_a_failed_sign_in_keeps_addresses_only(world: World, forwarded: str, kept: str | None) -> None:
    """Lock-out and trail both write where somebody came from; PostgreSQL takes nothing but an address there."""
    typed = {"username": "county_jian", "password": "not this one"}
    assert Client().post(reverse("login"), typed, HTTP_X_FORWARDED_FOR=forwarded).status_code == 200
    assert AuditEntry.objects.filter(action="sign_in_failed").get().address == kept
