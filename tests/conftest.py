"""What every test stands on."""

import copy
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from django.test import TransactionTestCase
from hypothesis import settings

from tests import emptying
from tests.base import World, make_world
from tests.standing import StandingWorld

if TYPE_CHECKING:
    from tests.scope.subjects import Subjects

WITH_DATABASE = frozenset({"db", "transactional_db"})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What touches no database is the same on either: the second run leaves it out, see ``tools.run_tests``."""
    apart = [item for item in items if not needs_database(item)]
    for item in apart:
        item.user_properties.append(("database", "none"))
    if "DATABASE_TESTS_ONLY" in os.environ:
        config.hook.pytest_deselected(items=apart)
        left_out = set(apart)
        items[:] = [item for item in items if item not in left_out]


def needs_database(item: Any) -> bool:
    """Does the test ask for it by its mark, its class or a fixture? pytest-django keeps all others from it."""
    if item.get_closest_marker("django_db") or issubclass(getattr(item, "cls", None) or object, TransactionTestCase):
        return True
    made = [one for some in item._fixtureinfo.name2fixturedefs.values() for one in some]
    unblocked = any("django_db_blocker" in one.argnames for one in made if "pytest_django" not in one.func.__module__)
    return unblocked or bool(WITH_DATABASE & set(item.fixturenames))


# The same examples every time and no time limit on a busy machine: a failure is then a failure for everybody.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")


@pytest.fixture(autouse=True, scope="session")
def _what_a_test_commits_is_deleted() -> Iterator[None]:
    """Instead of the flush that follows such a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: emptying.empty())
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Notes which tables the migrations left empty."""
    with django_db_blocker.unblock():
        emptying.tables_of_the_suite()


@pytest.fixture(scope="session")
def _standing() -> StandingWorld:
    return StandingWorld()


@pytest.fixture
def world(db: None, _standing: StandingWorld) -> World:
    """Named people and places; see ``tests.base``."""
    return _standing.stand()


@pytest.fixture(scope="module")
def standing_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The same, made once for a module and taken back after it: for ``lent_world``, or for rows that are only read.

    Every test of the module finds it in the database, also one that asks for ``db`` alone.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def subjects(django_db_setup: None, django_db_blocker: Any) -> Iterator["Subjects"]:
    """A world with a record of each kind, here and elsewhere, put in place for a module and taken away after it."""
    with django_db_blocker.unblock():
        # Committed: a thousand requests rolled back inside one open transaction would slow each other down.
        with transaction.atomic():
            made: Subjects = SUBJECTS.stand()
        yield made
        emptying.empty()


def _make_subjects() -> "Subjects":
    from tests.scope.subjects import make_subjects  # it reads the addresses of the whole portal

    return make_subjects(make_world())


SUBJECTS = StandingWorld(_make_subjects)


@pytest.fixture
def lent_world(standing_world: World, db: None) -> World:
    """The module's world for one test: what the test writes is undone after it, what it changes in memory is a copy."""
    return copy.deepcopy(standing_world)
