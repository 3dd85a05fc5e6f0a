"""The small 吉安 of ``tests.base``, or whatever else is made of it, made once and put in place as rows: a hundredth of
the work."""

import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Max, Min

from offices.models import Division
from tests.base import World, make_world

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass
class StandingWorld:
    """Keeps what making a world wrote; ``stand`` writes it again, keys and all, in the transaction of a test.

    It was written under permissions that had certain keys: a test that commits is followed by a flush, which gives them
    others. Then the world is made anew.
    """

    make: Callable[[], Any] = make_world
    under: Any = None
    world: bytes = b""
    rows: Rows = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)

    def stand(self) -> Any:
        under = Permission.objects.aggregate(Min("pk"), Max("pk"))
        if under != self.under:
            return self._make(under)
        with connection.cursor() as cursor:
            for table, rows in self.rows.items():
                _insert(cursor, f"INSERT INTO {table} ({self.columns[table]}) VALUES ", rows)
        ContentType.objects.get_for_model(Division)  # known by now, as it is to whoever was granted something at one
        return pickle.loads(self.world)

    def _make(self, under: Any) -> Any:
        self.under = None
        before, world, after = self._written(), self.make(), self._written()
        added = {table: [row for row in rows if row not in before[table]] for table, rows in after.items()}
        if all(len(rows) == len(before[table]) + len(added[table]) for table, rows in after.items()):
            self.rows = {table: rows for table, rows in added.items() if rows}
            self.under, self.world = under, pickle.dumps(world)
        return world

    def _written(self) -> Rows:
        found: Rows = {}
        with connection.cursor() as cursor:
            for name in connection.introspection.django_table_names(only_existing=True, include_views=False):
                table = connection.ops.quote_name(name)
                cursor.execute(f"SELECT * FROM {table}")
                self.columns[table] = ", ".join(connection.ops.quote_name(column[0]) for column in cursor.description)
                found[table] = list(cursor.fetchall())
        return found


def as_it_is(world: World) -> World:
    return world


def world_with(*loaders: Callable[[], Any], then: Callable[[World], Any] = as_it_is) -> Any:
    """A fixture for a module that needs more in place than people and places: lists loaded, and what ``then`` does."""

    def make() -> World:
        world = make_world()
        for load in loaders:
            load()
        then(world)
        return world

    kept = _KEPT.setdefault((*loaders, then), StandingWorld(make))

    @pytest.fixture
    def standing(db: None) -> World:
        return kept.stand()

    return standing


_KEPT: dict[tuple[Callable[..., Any], ...], StandingWorld] = {}
"""By what is in place, so that modules that need the same share it."""


def _insert(cursor: Any, head: str, rows: list[tuple[Any, ...]]) -> None:
    one = f"({', '.join(['%s'] * len(rows[0]))})"
    cursor.execute(head + ", ".join([one] * len(rows)), [value for row in rows for value in row])
