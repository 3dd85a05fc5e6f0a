"""What must hold for a row about a unit."""

import datetime
from dataclasses import dataclass, field

from offices.models import PopulationFigure
from offices.registers.populations import too_many
from staffing.roster_import.fields import FIELDS
from staffing.roster_import.kinds import RosterKind
from staffing.roster_import.ledger.parts import PARTS
from staffing.roster_import.lines.checks import tell_as_read
from staffing.roster_import.lines.crowd import rows_told
from staffing.roster_import.lines.placing import UNIT_FIELDS
from staffing.roster_import.lines.rows import RosterRow


def check_row(row: RosterRow, kind: RosterKind, today: datetime.date) -> None:
    """All that is to be said of a single row, anew."""
    row.issues.clear()
    tell_as_read(row)
    if row.unit is None and not any(issue.field in UNIT_FIELDS for issue in row.issues):
        label = FIELDS[kind.unit_field].label
        row.complain(kind.unit_field, "required_missing", f"没有写明“{label}”，无法确定这一行属于哪个单位。")
    for key, value in row.values.items():
        limit = FIELDS[key].max_length
        if limit and isinstance(value, str) and len(value) > limit:
            row.complain(key, "text_too_long", f"最多{limit}个字，现在有{len(value)}个字，请缩短。")
    _population(row, kind, today)
    if not row.issues and not any(part.attributes.keys() & row.values.keys() for part in PARTS.values()):
        row.warn(kind.unit_field, "nothing_told", "除了单位名称，这一行没有可以读取的内容。")


def _population(row: RosterRow, kind: RosterKind, today: datetime.date) -> None:
    for key in [key for key in row.values if key == "year" or key.endswith("_year")]:
        if row.values[key] > today.year:
            row.complain("year", "date_future", "年份晚于今年，请核对。")
    for basis in PopulationFigure.Basis.values:
        if (persons := row.values.get(basis)) and (said := too_many(kind.level, persons)):
            row.complain(basis, "number_implausible", said)


@dataclass(slots=True)
class Units:
    """The same unit twice in one file, for the same day or year; see ``crowd.Crowd``."""

    _lines: dict[tuple[object, ...], list[int]] = field(default_factory=dict)

    def add(self, row: RosterRow) -> None:
        if key := _which(row):
            self._lines.setdefault(key, []).append(row.number)

    def tell(self, row: RosterRow) -> None:
        same = self._lines.get(_which(row), [])
        if len(same) > 1:
            others = rows_told(same, row)
            row.complain("unit", "unit_duplicate_in_file", f"与{others}是同一个单位，请只留一行。")


def _which(row: RosterRow) -> tuple[object, ...]:
    """Empty for a row that is not to be imported or has no unit."""
    if row.left_out or row.skipped or row.unit is None:
        return ()
    return row.unit.division_id, row.values.get("as_of"), row.values.get("year")
