"""Write many records with their history in a handful of statements.

History rows are copied from the tables themselves (``INSERT … SELECT``): the database already holds every value, so
none travels twice, and what history says is by construction what was written.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, models
from django.db.models import Max
from django.utils import timezone

from jian_minzheng.core.bulk.chunks import chunks
from jian_minzheng.core.bulk.copying import insert_rows, new_keys

ROWS_PER_STATEMENT = 2000
ROWS_PER_UPDATE = 500

Advance = Callable[[int], None]
"""Hears how many more records have been written."""

Also = Callable[[Sequence[Any]], None]
"""Runs after records are stored and before their history is written: what hangs on them (many-to-many choices)."""


def unwatched(rows: int) -> None:
    """For writers whose progress nobody follows."""


def nothing_more(records: Sequence[Any]) -> None:
    """For records on which nothing hangs."""


def bulk_insert(
    records: Sequence[models.Model],
    *,
    user: AbstractBaseUser | None,
    reason: str,
    advance: Advance = unwatched,
    also: Also = nothing_more,
) -> None:
    """Create the records (their keys are set) and one ``+`` history row each.

    ``save`` is not called and no signal sent. The transaction must have written something before, see ``new_keys``.
    """
    for chunk in chunks(records, ROWS_PER_STATEMENT):
        insert_records(chunk)
        also(chunk)
        write_history(type(chunk[0]), [record.pk for record in chunk], "+", user=user, reason=reason)
        advance(len(chunk))


def insert_records(records: Sequence[models.Model]) -> None:
    """Create the records, without history; they get their keys. ``save`` and signals: as in ``bulk_insert``."""
    if not records:
        return
    model = type(records[0])
    for record, key in zip(records, new_keys(model, len(records)), strict=True):
        record.pk, record._state.adding, record._state.db = key, False, connection.alias
    names = [field.attname for field in model._meta.concrete_fields]
    insert_rows(model, names, map(attrgetter(*names), records))


def bulk_change(
    records: Sequence[Any],
    fields: Iterable[str],
    *,
    user: AbstractBaseUser | None,
    reason: str,
    advance: Advance = unwatched,
    also: Also = nothing_more,
) -> None:
    """Save ``fields`` of the records, advance their versions, and write one ``~`` history row each."""
    if not records:
        return
    for record in records:
        record.version += 1
    update_rows(records, [*dict.fromkeys(fields), "version"], advance)
    also(records)
    write_history(type(records[0]), [record.pk for record in records], "~", user=user, reason=reason)


def update_rows(records: Sequence[Any], fields: Sequence[str], advance: Advance = unwatched) -> None:
    """``UPDATE … FROM (VALUES …)``, known to both databases; ``bulk_update`` writes one CASE per row and field."""
    if not records:
        return
    meta, quote = type(records[0])._meta, connection.ops.quote_name
    columns = [meta.get_field(name) for name in fields]
    mark = f"({', '.join(_placeholder(field) for field in (meta.pk, *columns))})"
    sets = ", ".join(f"{quote(field.column)} = v.column{place}" for place, field in enumerate(columns, start=2))
    table, key = quote(meta.db_table), quote(meta.pk.column)
    with connection.cursor() as cursor:
        for chunk in chunks(records, ROWS_PER_UPDATE):
            values = [
                field.get_db_prep_save(getattr(record, field.attname), connection)
                for record in chunk
                for field in (meta.pk, *columns)
            ]
            marks = ", ".join([mark] * len(chunk))
            # S608: names come from the models, values go as parameters.
            cursor.execute(
                f"UPDATE {table} SET {sets} FROM (VALUES {marks}) AS v WHERE {table}.{key} = v.column1",  # noqa: S608
                values,
            )
            advance(len(chunk))


def _placeholder(field: Any) -> str:
    """PostgreSQL must be told the types of bare values; without a length, lest a text be cut off."""
    if connection.vendor != "postgresql":
        return "%s"
    return f"%s::{field.cast_db_type(connection).partition('(')[0]}"


def write_history(model: Any, pks: Sequence[int], sign: str, *, user: AbstractBaseUser | None, reason: str) -> None:
    """Copy the rows as they now stand into the history table, as django-simple-history would have saved them."""
    history = model.history.model
    quote = connection.ops.quote_name
    added = {
        "history_date": timezone.now(),
        "history_type": sign,
        "history_user": user and user.pk,
        "history_change_reason": reason[:100],
    }
    copied = [field for field in history.tracked_fields if field.name in {own.name for own in model._meta.fields}]
    into = [history._meta.get_field(field.name).column for field in copied]
    into += [history._meta.get_field(name).column for name in added]
    stamps = [history._meta.get_field(name).get_db_prep_save(value, connection) for name, value in added.items()]
    select = ", ".join([*(quote(field.column) for field in copied), *(["%s"] * len(added))])
    head = f"INSERT INTO {quote(history._meta.db_table)} ({', '.join(map(quote, into))}) SELECT {select}"
    source = f" FROM {quote(model._meta.db_table)} WHERE {quote(model._meta.pk.column)}"
    with connection.cursor() as cursor:
        for chunk in chunks(pks):
            cursor.execute(f"{head}{source} {_AMONG[connection.vendor]}", [*stamps, _keys(chunk)])
    for declared in getattr(history, "_history_m2m_fields", ()):
        _write_choices_history(history, declared, pks)


def replace_choices(model: Any, name: str, chosen: Mapping[int, Sequence[int]]) -> None:
    """Give records, by key, these choices of a many-to-many field instead of what they have; without history."""
    declared = model._meta.get_field(name)
    through, own, other = declared.remote_field.through, declared.m2m_field_name(), declared.m2m_reverse_field_name()
    for pks in chunks(list(chosen)):
        through.objects.filter(**{f"{own}__in": pks}).delete()
    rows = ({f"{own}_id": pk, f"{other}_id": key} for pk, keys in chosen.items() for key in keys)
    through.objects.bulk_create([through(**row) for row in rows], batch_size=ROWS_PER_UPDATE)


def _write_choices_history(history: Any, declared: Any, pks: Sequence[int]) -> None:
    """What the records have in a many-to-many field, beside the newest history row of each: the one just written."""
    through, own = declared.remote_field.through, f"{declared.m2m_field_name()}_id"
    into = getattr(history, declared.name).model
    names = [field.attname for field in through._meta.concrete_fields]
    for chunk in chunks(pks):
        entries = history.objects.filter(id__in=chunk).order_by()
        newest = dict(entries.values_list("id").annotate(Max("history_id")))
        rows = through.objects.filter(**{f"{own}__in": chunk}).order_by("pk").values(*names)
        into.objects.bulk_create([into(history_id=newest[row[own]], **row) for row in rows], batch_size=ROWS_PER_UPDATE)


_AMONG = {"postgresql": "= ANY(%s)", "sqlite": "IN (SELECT value FROM json_each(%s))"}
"""Thousands of keys as a single parameter."""


def _keys(keys: Sequence[int]) -> list[int] | str:
    return list(keys) if connection.vendor == "postgresql" else json.dumps(list(keys))
