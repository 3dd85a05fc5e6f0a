"""Every URL of the portal × every role × inside and outside its area, by GET, POST and htmx, with every parameter that
names a unit or a record. A URL that ``matrix.URLS`` lacks fails.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.scope.asking import Asker
from tests.scope.extracting import patterns, unlisted
from tests.scope.matrix import URLS
from tests.scope.particular import PARTICULAR
from tests.scope.subjects import Subjects

ENDS_THE_SESSION = {"logout", "sign_out_everywhere"}
"""Whoever calls them; what they do is tested with the accounts."""

EVERY_NAME = sorted({name for name, _ in patterns(get_resolver().url_patterns)})
PORTAL = [name for name in EVERY_NAME if not name.startswith("admin:")]
ADMIN = [name for name in EVERY_NAME if name.startswith("admin:") and name != "admin:login"]


@pytest.fixture(scope="module")
def asker(subjects: Subjects, django_db_blocker: Any) -> Iterator[Asker]:
    with django_db_blocker.unblock():
        yield Asker(subjects)


def test_every_url_is_listed_and_nothing_else() -> None:
    assert [name for name in unlisted(get_resolver().url_patterns, URLS) if not name.startswith("admin:")] == []
    assert sorted(URLS) == PORTAL


@pytest.mark.django_db
@pytest.mark.parametrize("name", PORTAL)
def test_each_account_gets_what_its_role_and_place_allow(asker: Asker, name: str) -> None:
    assert asker.problems(name) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", PARTICULAR)
def test_it_does_not_happen_that(asker: Asker, name: str) -> None:
    assert list(PARTICULAR[name](asker)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ADMIN)
def test_the_admin_opens_to_the_system_administrator_only(asker: Asker, name: str) -> None:
    subjects = asker.subjects
    for arguments in ([], ["1"], [subjects.world["敦厚镇"].pk, "x"]):
        try:
            address = reverse(name, args=arguments)
        except NoReverseMatch:
            continue
        for username in set(subjects.world.users) - {"sysadmin"}:
            response = asker.client(username).get(address)
            assert response.status_code in {302, 403, 404, 405}, f"{username} at {name}"
