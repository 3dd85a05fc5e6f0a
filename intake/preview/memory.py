"""What an account decided about one layout of table, kept, and applied to its next file that looks alike."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from intake.addresses import column_address, sheet_of
from intake.decisions import Decisions
from intake.headers import normalise
from intake.layout.blocks import sheet_layout
from intake.layout.layouts import by_index, fingerprint
from intake.layout.tables import Table, names_of
from intake.lexicon import Lexicon
from intake.models import ImportBatch, TableLayout
from intake.preview.stored_tables import Stored, columns_of_table, tables_of
from intake.preview.uploader import is_uploader
from jian_minzheng.core.acting import Acting, Identity
from offices.models import Division


def fingerprint_of(batch: ImportBatch, table: Table, decisions: Decisions) -> tuple[str, int]:
    """The fingerprint of the table as the portal sees it by itself, and the last row of the head it then takes.

    The fingerprint is kept from the reading before while the official decides otherwise.
    """
    before: Stored = next((kept for kept in _before(batch) if _same(kept, table)), {})
    decided = table.decided or sheet_of(table.number) in decisions.header or decisions.hidden
    look = str(before.get("look") or "") if decided else fingerprint(table.layout)
    return look, before.get("usual") or table.header_row


def recall(batch: ImportBatch, identity: Identity, tables: Sequence[Table]) -> Decisions | None:
    """What the uploader of ``batch`` decided the last time, for its unit and kind, about tables that look like these.

    ``batch.columns["recalled"]`` then says when, and what in a few words. ``None`` when nothing is remembered. What was
    decided under a grant that reached further is not: it may speak of what lies beyond, and the batch's readers see
    what was decided.
    """
    layouts = TableLayout.objects.visible_to(identity).filter(used_by=batch.owner_id).order_by("used_at")
    looks = {table.number: fingerprint(table.layout) for table in tables}
    found = list(layouts.filter(division=batch.division, kind=batch.kind, fingerprint__in=set(looks.values())))
    if not found:
        return None
    under = [layout.decisions.get("scope") for layout in found]
    reached = set(Division.objects.visible_to(identity).filter(pk__in=set(under)).values_list("pk", flat=True))
    kept = {layout.fingerprint: layout for layout, scope in zip(found, under, strict=True) if scope in reached}
    if not kept:
        return None
    newest = list(kept.values())[-1]
    parts = {number: kept[look].decisions if look in kept else {} for number, look in looks.items()}
    headers = {
        sheet_of(table.number): header for table in tables if (header := _header(parts[table.number], table.header_row))
    }
    recalled = Decisions(
        header=headers,
        columns=_columns(tables, parts, headers, batch.table_kind.lexicon),
        hidden=all(part.get("hidden", False) for part in parts.values()),
        blanks=_joined(parts, "blanks"),
        values=_joined(parts, "values"),
    )
    on = timezone.localdate(newest.used_at).isoformat()
    batch.columns["recalled"] = {"on": on, "what": "、".join(_in_words(recalled))}
    return recalled


def _in_words(decisions: Decisions) -> list[str]:
    """Of what sorts the decisions are, and how many of each."""
    written = sum(map(len, decisions.values.values()))
    told = {
        "表头所在的行": bool(decisions.header),
        f"{len(decisions.columns)}列读作什么": bool(decisions.columns),
        "读取隐藏的行列": decisions.hidden,
        f"{len(decisions.blanks)}列的空白格怎么算": bool(decisions.blanks),
        f"{written}种写法读作什么": bool(written),
    }
    return [words for words, decided in told.items() if decided]


def remember(actor: Acting, *, batch: ImportBatch) -> None:
    """Keep what holds for every file of these layouts; what was decided last replaces what was known.

    A colleague who goes on with the file decided nothing of it: nothing is kept. The caller has fetched ``batch``
    within the actor's scope. An official who goes on without any decision makes the portal forget those that were
    kept.
    """
    if batch.state != ImportBatch.State.PREVIEWED or not is_uploader(actor.scope, batch):
        return
    kept: dict[str, dict[str, Any]] = {}
    for look, part in _portable(batch):
        if look and not kept.get(look):
            kept[look] = part
    for look, part in kept.items():
        which: dict[str, Any] = {
            "division": batch.division,
            "kind": batch.kind,
            "fingerprint": look,
            "used_by": batch.owner,
        }
        if part:
            decided = {**part, "scope": batch.scope_id}
            TableLayout.objects.update_or_create(**which, defaults={"decisions": decided})
        else:
            TableLayout.objects.filter(**which).delete()


def _columns(
    tables: Sequence[Table],
    parts: Mapping[int, dict[str, Any]],
    headers: Mapping[int, tuple[int, int]],
    lexicon: Lexicon,
) -> dict[int, str | None]:
    """By column, those left out that follow one of the same name further in front."""
    columns: dict[int, str | None] = {}
    led: set[str] = set()
    for table in tables:
        part, sheet = parts[table.number], sheet_of(table.number)
        header, hidden = headers.get(sheet), part.get("hidden", False)
        seen = sheet_layout(table.sheet, lexicon, None, header, hidden=hidden) if header or hidden else table.layout
        names = {index: name for name, index in names_of(seen).items()}
        told = by_index(seen, part.get("columns", {}))
        columns |= {column_address(sheet, index): key for index, key in told.items() if names[index] not in led}
        led |= set(names.values())
    return columns


def _joined(parts: Mapping[int, dict[str, Any]], name: str) -> dict[str, Any]:
    """What was decided about values or blanks, of several layouts that of the first in front."""
    joined: dict[str, Any] = {}
    for part in reversed(list(parts.values())):
        joined |= part.get(name, {})
    return joined


def _portable(batch: ImportBatch) -> list[tuple[str, dict[str, Any]]]:
    """By look of each table, the decisions without those that name rows, columns by their names; empty parts are left
    out."""
    decisions = Decisions.from_json(batch.decisions)
    followed: dict[str, str | None] = {}
    portable = []
    for table in tables_of(batch):
        columns = columns_of_table(batch, table["number"])
        names = [normalise(column["header"]) for column in columns]
        indices = {name: column["index"] for name, column in zip(names, columns, strict=True) if names.count(name) == 1}
        own = {name: decisions.columns[index] for name, index in indices.items() if name and index in decisions.columns}
        header = decisions.header.get(sheet_of(table["number"]))
        parts = {
            "columns": {name: followed[name] for name in indices if name in followed} | own,
            "blanks": dict(decisions.blanks),
            "values": {key: dict(texts) for key, texts in decisions.values.items()},
            "hidden": decisions.hidden,
            "header": list(header or ()),
            "usual": table["usual"] if header else None,
        }
        portable.append((table["look"] or "", {name: part for name, part in parts.items() if part}))
        followed = own | followed
    return portable


def _before(batch: ImportBatch) -> list[Stored]:
    return tables_of(batch) if batch.columns else []


def _same(kept: Stored, table: Table) -> bool:
    return (kept["sheet"], kept["start"]) == (table.sheet.name, table.start)


def _header(part: dict[str, Any], usual: int) -> tuple[int, int] | None:
    """The header rows that were chosen, if the portal would again have taken the same others."""
    if "header" not in part or part.get("usual") != usual:
        return None
    first, last = part["header"]
    return first, last
