"""Townships whose station is not on record: people may come in before it, and that it is missing is told."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from intake.issues import Issue
from intake.kinds import Kind
from intake.lines.rows import Row
from intake.lines.tallying import Lines
from intake.units.book import UnitBook
from jian_minzheng.core.bulk.chunks import chunks
from offices.models import Station
from staffing.rosters.positions import Roster
from staffing.vocabulary import Kind as PostKind

NO_STATION = "no_station"
_NAMED = 20


def without_station(roster: Roster, units: Iterable[int]) -> set[int]:
    """Those of the units that ought to have a station and have none in operation."""
    if roster.kind != PostKind.STATION_STAFF:
        return set()
    missing, today = set(units), timezone.localdate()
    running = Station.objects.all().live().filter(Q(closed_on__isnull=True) | Q(closed_on__gte=today))
    for some in chunks(sorted(missing)):
        missing -= set(running.filter(township__in=some).values_list("township", flat=True))
    return missing


def tell_missing_station(row: Row) -> None:
    said = "该乡镇(街道)还没有民政所记录：人员可以先导入；请在“民政所”页面设立，或导入民政所情况表。"
    row.warn(row.kind.unit_field, NO_STATION, said)


def stations_missing(roster: Roster, lines: Lines, kind: Kind, units: UnitBook) -> list[Issue]:
    """One reminder for the table that names them."""
    named = {unit.division_id: unit.name for unit in units.townships.units if unit.path in lines.units}
    missing = without_station(roster, named)
    names = [name for pk, name in named.items() if pk in missing]
    if not names:
        return []
    more = f"等{len(names)}个" if len(names) > _NAMED else ""
    message = (
        f"这些乡镇(街道)还没有民政所记录：{'、'.join(names[:_NAMED])}{more}。"
        "人员可以先导入；请在“民政所”页面设立，或导入民政所情况表。"
    )
    return [Issue.of_sheet(NO_STATION, message, sheet=lines.sheet, key=kind.unit_field)]
