"""The demonstration data in the test database: loaded once, put back before every journey."""

import sqlite3
from contextlib import closing

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections

COUNTY = "吉安县"
"""Loaded in full; of all others the bare units."""


class DemoDatabase:
    """Two copies beside the test database, one empty and one full, taken when it is made.

    Copying a whole database takes a fraction of a second on SQLite and on PostgreSQL; loading the data takes many, and
    emptying tables one by one is what the audit trail forbids.
    """

    def __init__(self) -> None:
        self._live = str(connection.settings_dict["NAME"])
        assert "test" in self._live, "journeys overwrite their database, so it must be the tests' own"
        self._empty = f"{self._live}_empty"
        self._full = f"{self._live}_full"
        _copy(self._live, self._empty)
        for command in ("load_divisions", "load_standards"):
            call_command(command, stdout=_Silence())
        call_command("load_demo", county=[COUNTY], stdout=_Silence())
        _copy(self._live, self._full)
        self.clear()

    def fill(self) -> None:
        """Put the demonstration data in place, whatever is there now."""
        _copy(self._full, self._live)

    def clear(self) -> None:
        """Put the empty database back, which all other tests expect."""
        _copy(self._empty, self._live)

    def discard(self) -> None:
        """Remove both copies."""
        for name in (self._empty, self._full):
            _drop(name)


class _Silence:
    def write(self, text: str) -> None:
        """The accounts are of no interest here."""

    def flush(self) -> None:
        """Nothing is kept back."""


def _copy(source: str, target: str) -> None:
    connections.close_all()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
    else:
        _drop(target)
        _administer(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
    ContentType.objects.clear_cache()
    cache.clear()


def _drop(name: str) -> None:
    if connection.vendor == "postgresql":  # SQLite's files go with the temporary folder of the run
        _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _administer(statement: str) -> None:
    with connection._nodb_cursor() as cursor:  # what Django's own test runner uses
        cursor.execute(statement)
