"""Every URL of the portal × every role × inside and outside its area. A URL that ``matrix.URLS`` lacks fails."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from offices.identity import identities_of
from tests.base import make_world
from tests.scope.matrix import PUBLIC, SIGNED_IN, URLS, Url
from tests.scope.subjects import Subjects, make_subjects

ENDS_THE_SESSION = {"logout", "sign_out_everywhere"}
"""Whoever calls them; what they do is tested with the accounts."""

OUTSIDERS = ("county_yongxin", "clerk_hechuan", "village_gaotang", "sysadmin", "auditor")


def names(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    """Full names of all URLs, ``namespace:name``; a nameless one shows as its route."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern):
            yield prefix + (pattern.name or str(pattern.pattern))


EVERY_NAME = sorted(set(names(get_resolver().url_patterns)))
PORTAL = [name for name in EVERY_NAME if not name.startswith("admin:")]
ADMIN = [name for name in EVERY_NAME if name.startswith("admin:") and name != "admin:login"]


@pytest.fixture(scope="module")
def subjects(django_db_setup: None, django_db_blocker: Any) -> Iterator[Subjects]:
    """Made once for all URLs; each request is rolled back, so none sees what another wrote."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_subjects(make_world())
        transaction.set_rollback(True)


def ask(client: Client, name: str, subjects: Subjects) -> Any:
    url = URLS[name]
    address = reverse(name, kwargs=url.kwargs(subjects))
    with transaction.atomic():
        response = client.post(address, url.data) if url.method == "POST" else client.get(address, url.data)
        transaction.set_rollback(True)
    return response


def expected(url: Url, subjects: Subjects, username: str) -> frozenset[int]:
    """Statuses that are right for this account: wrong role, wrong place, or fine."""
    identity = identities_of(subjects.world.users[username])[0]
    if url.needs not in (PUBLIC, SIGNED_IN) and not (identity.can(url.needs) or identity.can(url.or_needs)):
        return frozenset({403})
    place = subjects.place(url.subject)
    if place is not None and not place.path.startswith(identity.path):
        return frozenset({404})
    return url.fine


def test_every_url_is_listed_and_nothing_else() -> None:
    assert sorted(URLS) == PORTAL


@pytest.mark.django_db
@pytest.mark.parametrize("name", PORTAL)
def test_anonymous_visitors_are_sent_to_sign_in(subjects: Subjects, name: str) -> None:
    response = ask(Client(), name, subjects)
    if URLS[name].needs == PUBLIC:
        assert response.status_code in URLS[name].fine
    elif name == "logout":
        assert response.status_code == 302
    else:
        assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("login"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in PORTAL if name not in ENDS_THE_SESSION])
def test_each_account_gets_what_its_role_and_place_allow(subjects: Subjects, name: str) -> None:
    wrong = {}
    for username in subjects.world.users:
        response = ask(subjects.world.client(username), name, subjects)
        if response.status_code not in expected(URLS[name], subjects, username):
            wrong[username] = response.status_code
    assert not wrong


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in PORTAL if name not in ENDS_THE_SESSION])
def test_no_answer_names_what_lies_outside_the_area(subjects: Subjects, name: str) -> None:
    """Whatever the answer (page, export, refusal), it must not hold the names of other places and people."""
    leaks = {}
    for username in OUTSIDERS:
        if username in {"sysadmin", "auditor"} and URLS[name].tells_administrators:
            continue
        response = ask(subjects.world.client(username), name, subjects)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        found = [secret for secret in subjects.secrets_from(username) if secret in readable(body)]
        if found:
            leaks[username] = found
    assert not leaks


def readable(body: bytes) -> str:
    """Text of a page, or of every part of a workbook."""
    if not body.startswith(b"PK"):
        return body.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return "\n".join(archive.read(part).decode(errors="replace") for part in archive.namelist())


@pytest.mark.django_db
@pytest.mark.parametrize("name", ADMIN)
def test_the_admin_opens_to_the_system_administrator_only(subjects: Subjects, name: str) -> None:
    for arguments in ([], ["1"], [subjects.world["敦厚镇"].pk, "x"]):
        try:
            address = reverse(name, args=arguments)
        except NoReverseMatch:
            continue
        for username in set(subjects.world.users) - {"sysadmin"}:
            response = subjects.world.client(username).get(address)
            assert response.status_code in {302, 403, 404, 405}, f"{username} at {name}"
