"""Villages on the books that a village list does not name: the list, or the tree of units, is behind the times."""

from collections.abc import Sequence

from offices.models import Division
from staffing.roster_import.issues import Issue, Severity
from staffing.roster_import.rows import RosterRow
from staffing.roster_import.units import UnitBook

_TOWNSHIP_DEPTH = 3
_NAMED = 20


def villages_missing(rows: Sequence[RosterRow], units: UnitBook) -> list[Issue]:
    """One reminder naming villages of the townships that the list covers and that none of its rows is about."""
    named = {row.unit.path for row in rows if row.unit}
    covered = {path[: _TOWNSHIP_DEPTH * Division.steplen] for path in named}
    missing = [
        unit.name
        for unit in units.villages.units
        if unit.path not in named and unit.path[: _TOWNSHIP_DEPTH * Division.steplen] in covered
    ]
    if not missing:
        return []
    more = f"等{len(missing)}个" if len(missing) > _NAMED else ""
    message = (
        f"区划里有而名册里没有的村(居)：{'、'.join(missing[:_NAMED])}{more}。"
        "名册漏了的请补上；确已撤并的请系统管理员在“区划变更”中登记。"
    )
    place = rows[0].place if rows else None
    return [
        Issue(place.sheet if place else "", 0, "", "village", "village_missing", "", message, str(Severity.WARNING))
    ]
