"""What every test stands on."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase
from hypothesis import settings

from jian_minzheng.core.audit import guards
from tests.base import World, make_world

# The same examples every time and no time limit on a busy machine: a failure is then a failure for everybody.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")


@pytest.fixture(autouse=True, scope="session")
def _flush_may_empty_the_audit_trail() -> Iterator[None]:
    """A test that commits is followed by a flush, on SQLite a series of deletions: the guards step aside for it."""
    flush = TransactionTestCase._fixture_teardown

    def teardown(case: Any) -> None:
        guards.remove(connection)
        flush(case)
        guards.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield


@pytest.fixture
def world(db: None) -> World:
    """Named people and places; see ``tests.base``."""
    return make_world()


@pytest.fixture(scope="module")
def standing_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The same, made once for a module and taken back after it: for ``lent_world``, or for rows that are only read.

    Every test of the module finds it in the database, also one that asks for ``db`` alone.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture
def lent_world(standing_world: World, db: None) -> World:
    """The module's world for one test: what the test writes is undone after it, what it changes in memory is a copy."""
    return copy.deepcopy(standing_world)
