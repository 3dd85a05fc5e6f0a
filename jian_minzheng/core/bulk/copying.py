"""Put many rows into a table in the quickest way that each database has.

PostgreSQL takes them as a stream (``COPY``), SQLite through one prepared statement. ``bulk_create`` writes every value
into the text of a statement that the server then has to parse: three times the time, and memory for all of it.
Constraints and triggers hold as with any other insert.
"""

import io
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, models

Row = Sequence[Any]
_Adapter = Callable[[Any], Any]

_EMPTY_JSON = {"dict": "{}", "list": "[]"}
_DUMPS = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert into the model's table; ``names`` are the fields that each row holds, in its order.

    Values are those that the model's attributes have. Nothing is filled in: columns not named get the database's
    default, which is right for a key and wrong for everything else.
    """
    fields = [_field(model, name) for name in names]
    quote = connection.ops.quote_name
    into = f"{quote(model._meta.db_table)} ({', '.join(quote(field.column) for field in fields)})"
    adapted = _adapted(rows, [(place, _adapter(field)) for place, field in enumerate(fields)])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors:  # as for a statement: those who catch a clash know Django's alone
                cursor.copy_expert(f"COPY {into} FROM STDIN", io.StringIO("".join(map(_line, adapted))))
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", list(adapted))  # noqa: S608  (names of our models)


def new_keys(model: type[models.Model], count: int) -> list[int]:
    """Primary keys for rows about to be inserted; nobody else is given the same.

    On SQLite they are counted on from the last one, so the transaction must have written something before: then it
    is the only one that writes.
    """
    meta = model._meta
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(meta.db_table), meta.pk.column, count],
            )
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [meta.db_table])
        last = (cursor.fetchone() or (0,))[0]
    return list(range(last + 1, last + 1 + count))


def _field(model: type[models.Model], name: str) -> Any:
    """By the name of the attribute, ``person_id`` for the field ``person``."""
    return next(field for field in model._meta.concrete_fields if name in (field.attname, field.name))


def _adapter(field: Any) -> _Adapter | None:
    """What makes the driver's value of an attribute's; ``None`` where they are the same."""
    if isinstance(field, models.JSONField):
        return lambda value: _DUMPS(value) if value else _EMPTY_JSON[type(value).__name__]
    if isinstance(field, models.DateField | models.DecimalField):
        return lambda value: None if value is None else field.get_db_prep_save(value, connection)
    return None


def _adapted(rows: Iterable[Row], adapters: Sequence[tuple[int, _Adapter | None]]) -> Iterable[list[Any]]:
    needed = [(place, adapt) for place, adapt in adapters if adapt]
    for row in rows:
        values = list(row)
        for place, adapt in needed:
            values[place] = adapt(values[place])
        yield values


def _line(values: Sequence[Any]) -> str:
    """One line of COPY's text format."""
    return "\t".join(map(_text, values)) + "\n"


def _text(value: Any) -> str:
    if value is None:
        return r"\N"
    if not isinstance(value, str):
        return str(value)
    plain = value.replace("\\", "\\\\").replace("\n", "\\n")
    return plain.replace("\t", "\\t").replace("\r", "\\r")
