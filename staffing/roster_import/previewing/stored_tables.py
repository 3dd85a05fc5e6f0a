"""What a batch keeps about the tables that it reads: how each is laid out, and how its lines are named."""

from collections.abc import Container
from typing import Any

from jian_minzheng.core.masking import mask_text
from staffing.models import ImportBatch
from staffing.roster_import.addresses import Addresses, column_address, sheet_of
from staffing.roster_import.fields import FIELDS
from staffing.roster_import.issues import Severity
from staffing.roster_import.kinds import RosterKind
from staffing.roster_import.layout.headers import normalise
from staffing.roster_import.layout.naming import Column
from staffing.roster_import.layout.tables import Table
from staffing.roster_import.lines.amounts import unit_of_amounts
from staffing.roster_import.lines.rows import Place
from staffing.roster_import.previewing.sheet_head import sheet_head

Stored = dict[str, Any]


def describe_table(table: Table, look: str, usual: int) -> Stored:
    """As kept in ``batch.columns["tables"]``; ``look`` and ``usual`` are for ``memory``."""
    return {
        "number": table.number,
        "sheet": table.sheet.name,
        "start": table.start,
        "header_row": table.header_row,
        "head": sheet_head(table.sheet, table.layout),
        "amounts_in": unit_of_amounts(table.sheet.rows[: max(0, table.layout.first_header)]),
        "look": look,
        "usual": usual,
    }


def describe_columns(tables: list[Table], kind: RosterKind, decided: Container[int]) -> list[Stored]:
    """Each column as ``{index, table, letter, header, field, tick, label, confidence, reason, decided, used, leads}``.

    ``leads``: what is decided about it goes for the columns of that name on further sheets. Those that follow and mean
    the same need not be shown. Numbers over a column are masked: a head may be taken from lines that are people's.
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
                    "label": FIELDS[column.field].label if column.field else "",
                    "confidence": column.confidence,
                    "reason": mask_text(column.reason),
                    "decided": own,
                    "used": column.field in kind.fields,
                    "leads": own or not alone or leaders.get(name) != meaning or _decides(table, column),
                }
            )
            if alone:
                leaders.setdefault(name, meaning)
    return described


def _decides(table: Table, column: Column) -> bool:
    """By its names it is decided whether a table beside another is read."""
    return bool(table.start) and column.field == "name"


def tables_of(batch: ImportBatch) -> list[Stored]:
    """See ``describe_table``; batches from before there could be several tables kept the parts of theirs by name."""
    columns: Stored = batch.columns
    if "tables" in columns:
        return list(columns["tables"])
    kept = {name: columns.get(name) for name in ("head", "amounts_in", "look", "usual")}
    return [{"number": 0, "sheet": batch.sheet, "start": "", "header_row": batch.header_row, **kept}]


def sheets_of(batch: ImportBatch) -> list[str]:
    """The names of the sheets chosen, in the order in which they count."""
    return list(batch.columns.get("sheets") or [batch.sheet])


def addresses_of(batch: ImportBatch) -> Addresses:
    """How the batch names its lines."""
    return Addresses.of((table["number"], table["sheet"], table["start"]) for table in tables_of(batch))


def places_of(batch: ImportBatch) -> dict[int, Place]:
    """Where the cells of rows stand, by table."""
    among = addresses_of(batch)
    return {
        table["number"]: Place(table["sheet"], _letters(batch, table["number"]), among=among)
        for table in tables_of(batch)
    }


def columns_of_table(batch: ImportBatch, number: int) -> list[Stored]:
    """The columns of one table, see ``describe_columns``."""
    return [column for column in batch.columns.get("list", ()) if column.get("table", 0) == number]


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
