"""What an office decided about one layout of roster, kept, and applied to the next file that looks alike."""

from typing import Any

from django.utils import timezone

from offices.identity import Identity
from offices.models import User
from staffing.models import ImportBatch, RosterLayout
from staffing.roster_import.decisions import Decisions
from staffing.roster_import.grid import Sheet
from staffing.roster_import.layout.blocks import sheet_layout
from staffing.roster_import.layout.columns import Layout
from staffing.roster_import.layout.layouts import by_index, by_name, fingerprint
from staffing.roster_import.layout.naming import Column


def look_of(batch: ImportBatch, layout: Layout, decisions: Decisions) -> str:
    """The fingerprint of the sheet as the portal sees it by itself; kept while the official decides otherwise."""
    if decisions.columns or decisions.header or decisions.hidden:
        return str(batch.columns.get("look", ""))
    return fingerprint(layout)


def recall(batch: ImportBatch, identity: Identity, sheet: Sheet, layout: Layout) -> Decisions | None:
    """What was decided the last time for the unit and kind of ``batch`` about a sheet that looks like ``layout``.

    ``batch.columns["recalled"]`` then says when and by whom. ``None`` when nothing is remembered.
    """
    layouts = RosterLayout.objects.visible_to(identity).select_related("used_by")
    kept = layouts.filter(division=batch.division, kind=batch.kind, fingerprint=fingerprint(layout)).first()
    if kept is None:
        return None
    part = kept.decisions
    header = _header(part, layout.last_header + sheet.first_row)
    seen = (
        sheet_layout(sheet, None, header, hidden=part.get("hidden", False)) if header or part.get("hidden") else layout
    )
    columns = by_index(seen, part.get("columns", {}))
    batch.columns["recalled"] = {"on": timezone.localdate(kept.used_at).isoformat(), "who": str(kept.used_by)}
    return Decisions(
        header=header,
        columns=columns,
        hidden=part.get("hidden", False),
        blanks=part.get("blanks", {}),
        values=part.get("values", {}),
    )


def remember(batch: ImportBatch, *, user: User) -> None:
    """Keep what holds for every file of this layout; what was decided last replaces what was known.

    The caller has fetched ``batch`` within the scope of ``user``. An official who goes on without any decision makes
    the portal forget those that were kept.
    """
    look = batch.columns.get("look")
    if not look or batch.state != ImportBatch.State.PREVIEWED:
        return
    which = {"division": batch.division, "kind": batch.kind, "fingerprint": look}
    kept = _portable(batch)
    if kept:
        RosterLayout.objects.update_or_create(**which, defaults={"decisions": kept, "used_by": user})
    else:
        RosterLayout.objects.filter(**which).delete()


def _portable(batch: ImportBatch) -> dict[str, Any]:
    """The decisions without those that name rows, columns by their names; empty parts are left out."""
    decisions = Decisions.from_json(batch.decisions)
    named = {column["index"]: column["header"] for column in batch.columns["list"]}
    last = max(named, default=-1)
    columns = tuple(Column(index, named.get(index, ""), None, 0.0, "") for index in range(last + 1))
    parts = {
        "columns": by_name(Layout(0, 0, columns), decisions.columns),
        "blanks": dict(decisions.blanks),
        "values": {key: dict(texts) for key, texts in decisions.values.items()},
        "hidden": decisions.hidden,
        "header": list(decisions.header or ()),
    }
    kept: dict[str, Any] = {name: part for name, part in parts.items() if part}
    return kept | {"usual": batch.columns.get("usual")} if decisions.header else kept


def _header(part: dict[str, Any], usual: int) -> tuple[int, int] | None:
    """The header rows that were chosen, if the portal would again have taken the same others."""
    if "header" not in part or part.get("usual") != usual:
        return None
    first, last = part["header"]
    return first, last
