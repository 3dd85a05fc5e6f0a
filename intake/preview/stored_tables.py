"""What a batch keeps about the tables that it reads: how each is laid out, and how its lines are named."""

from collections.abc import Container, Iterable
from typing import Any

from intake.addresses import Addresses, column_address, sheet_of
from intake.headers import normalise
from intake.issues import Severity
from intake.kinds import Kind
from intake.layout.naming import Column
from intake.layout.tables import Table
from intake.lexicon import SEQUENCE
from intake.lines.amounts import unit_of_amounts
from intake.lines.rows import Place
from intake.models import ImportBatch
from intake.preview.left_out import lines_above
from intake.preview.sheet_head import sheet_head
from jian_minzheng.core.masking import mask_text

Stored = dict[str, Any]
SURE = 0.9
"""From this confidence on a column needs no look."""


def describe_table(table: Table, kind: Kind, look: str, usual: int) -> Stored:
    """As kept in ``batch.columns["tables"]``; ``look`` and ``usual`` are for ``memory``."""
    return {
        "number": table.number,
        "sheet": table.sheet.name,
        "start": table.start,
        "header_row": table.header_row,
        "head": sheet_head(table.sheet, table.layout, kind.lexicon),
        "above": lines_above(table),
        "amounts_in": unit_of_amounts(table.sheet.rows[: max(0, table.layout.first_header)]),
        "look": look,
        "usual": usual,
    }


def describe_columns(tables: list[Table], kind: Kind, decided: Container[int]) -> list[Stored]:
    """Each column as ``{index, table, letter, header, field, tick, label, confidence, reason, decided, used, leads}``.

    ``leads``: what is decided about it goes for the columns of that name on further sheets. Those that follow and mean
    the same need not be shown. Numbers over a column are masked: a head may be taken from lines that are records'.
    """
    leaders: dict[str, tuple[str | None, str | None]] = {}
    described = []
    for table in tables:
        names = [normalise(column.header) for column in table.layout.columns]
        for column, name in zip(table.layout.columns, names, strict=True):
            if not (column.header or column.field):
                continue
            index, meaning = column_address(sheet_of(table.number), column.index), (column.field, column.tick)
            own = index in decided
            alone = bool(name) and names.count(name) == 1
            described.append(
                {
                    "index": index,
                    "table": table.number,
                    "letter": column.letter,
                    "header": mask_text(column.header),
                    "field": column.field,
                    "tick": column.tick,
                    "label": kind.fields[column.field].label if column.field else "",
                    "confidence": column.confidence,
                    "reason": mask_text(column.reason),
                    "decided": own,
                    "used": column.field in kind.keys,
                    "leads": own or not alone or leaders.get(name) != meaning or _decides(table, column, kind),
                }
            )
            if alone:
                leaders.setdefault(name, meaning)
    return described


def _decides(table: Table, column: Column, kind: Kind) -> bool:
    """By its names it is decided whether a table beside another is read."""
    return bool(table.start) and column.field == kind.lexicon.named_by


def tables_of(batch: ImportBatch) -> list[Stored]:
    """See ``describe_table``; none before the file was read."""
    return list(batch.columns.get("tables", ()))


def told_above(batch: ImportBatch) -> list[Stored]:
    """Of each table with lines over its head: ``label``, those ``lines``, their ``count``, and how many ``more``."""
    labels, told = addresses_of(batch).labels, []
    for table in tables_of(batch):
        lines = [line for line in table["above"]["lines"] if not line["head"]]
        more = table["above"]["more"]
        if lines:
            told.append({"label": labels[table["number"]], "lines": lines, "more": more, "count": len(lines) + more})
    return told


def sheets_of(batch: ImportBatch) -> list[str]:
    """The names of the sheets chosen, in the order in which they count."""
    return list(batch.columns.get("sheets") or [batch.sheet])


def addresses_of(batch: ImportBatch) -> Addresses:
    """How the batch names its lines."""
    return Addresses.of((table["number"], table["sheet"], table["start"]) for table in tables_of(batch))


def places_of(batch: ImportBatch) -> dict[int, Place]:
    """Where the cells of rows stand, by table."""
    among, kind = addresses_of(batch), batch.table_kind
    return {
        table["number"]: Place(kind, table["sheet"], _letters(batch, table["number"]), among=among)
        for table in tables_of(batch)
    }


def columns_of_table(batch: ImportBatch, number: int) -> list[Stored]:
    """The columns of one table, see ``describe_columns``."""
    return [column for column in batch.columns.get("list", ()) if column["table"] == number]


def columns_understood(batch: ImportBatch) -> list[Stored]:
    """The columns of the file, if each was recognised for sure and there is nothing to say of its tables; else none.

    Then somebody looks at the columns first. So also where the last decisions were applied again, or a column says what
    the portal records, but not by such a table.
    """
    columns, lexicon = list(batch.columns.get("list", ())), batch.table_kind.lexicon
    sure = all(
        column["confidence"] >= SURE and (column["used"] or (column["field"] and not lexicon.is_read(column["field"])))
        for column in columns
    )
    asked = batch.summary.get("issues") or batch.columns.get("recalled")
    return columns if sure and not asked else []


def not_recorded(columns: Iterable[Stored]) -> list[str]:
    """How those are called, running numbers aside, that nothing is made of."""
    return [column["header"] for column in columns if not column["used"] and column["field"] != SEQUENCE]


def _letters(batch: ImportBatch, number: int) -> dict[str, str]:
    return {column["field"]: column["letter"] for column in columns_of_table(batch, number) if column["field"]}


def named_tables(batch: ImportBatch) -> list[tuple[int, str]]:
    """Number and name of each table, as people choose among them."""
    labels = addresses_of(batch).labels
    return [(table["number"], labels[table["number"]] or table["sheet"]) for table in tables_of(batch)]


def is_blocked(batch: ImportBatch) -> bool:
    """Is something wrong with every sheet as a whole? Of several, those that are understood can go in."""
    bad = {issue["sheet"] for issue in batch.summary.get("issues", ()) if issue["severity"] == Severity.ERROR}
    return bad >= {table["sheet"] for table in tables_of(batch)}
