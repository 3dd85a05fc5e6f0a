"""A sheet and its layout → rows: what each cell means, which lines are people, which unit each belongs to."""

import datetime
import re
from collections.abc import Sequence

from offices.models import Division
from staffing.roster_import.checks import check_duplicates, check_row
from staffing.roster_import.columns import Layout
from staffing.roster_import.decisions import Decisions
from staffing.roster_import.fields import FIELDS
from staffing.roster_import.grid import Cell, Sheet
from staffing.roster_import.headers import letter
from staffing.roster_import.issues import Issue
from staffing.roster_import.kinds import RosterKind
from staffing.roster_import.meaning import Meaning, settle_derived
from staffing.roster_import.placing import UNIT_FIELDS, Placing
from staffing.roster_import.row_sorts import lone_text, may_be_name, reason_to_leave_out
from staffing.roster_import.rows import Place, RosterRow
from staffing.roster_import.unit_names import plain
from staffing.roster_import.units import Unit, UnitBook
from staffing.roster_import.values import ValueProblem

_NUMBERING = re.compile(r"^[(一二三四五六七八九十\d]+[、.)]")
_BRACKETS = re.compile(r"[(（].*[)）]")


def read_rows(
    sheet: Sheet,
    layout: Layout,
    kind: RosterKind,
    units: UnitBook,
    division: Division,
    today: datetime.date,
    decisions: Decisions,
) -> list[RosterRow]:
    """Every line below the header, checked, the left-out ones included with their reason."""
    default = kind.default(units, division) or _unit_in_titles(sheet, layout, kind, units)
    reader = _Reader(sheet, layout, kind, units, default, decisions)
    rows = [
        reader.read(index + sheet.first_row, cells)
        for index, cells in enumerate(sheet.rows)
        if index > layout.last_header
    ]
    people = [row for row in rows if not row.left_out]
    for row in people:
        check_row(row, kind, today)
    check_duplicates(row for row in people if not row.skipped)
    return rows


def missing_columns(sheet: Sheet, layout: Layout, kind: RosterKind, rows: Sequence[RosterRow]) -> list[Issue]:
    """Required columns that no column was taken for; without them no row can be right.

    A column for the unit is not required where titles, headings or the division imported to tell every row's unit.
    """
    found = layout.by_field
    missing = [key for key in kind.required if key not in found]
    unplaced = any(row.unit is None and not row.left_out for row in rows)
    if unplaced and not set(UNIT_FIELDS) & set(kind.fields) & set(found):
        missing.append(kind.unit_field)
    row = layout.last_header + sheet.first_row
    if all(line.left_out for line in rows):
        return [Issue(sheet.name, row, "", "", "no_rows", "", "表头下面没有一行是人员，请检查是否选对了工作表。")]
    return [
        Issue(
            sheet.name,
            row,
            "",
            key,
            "required_missing",
            "",
            f"没有找到“{FIELDS[key].label}”一列：请指定是哪一列，或在表中补上这一列。",
        )
        for key in missing
    ]


def _unit_in_titles(sheet: Sheet, layout: Layout, kind: RosterKind, units: UnitBook) -> Unit | None:
    """The only unit of the kind whose whole name stands above the header or in the sheet's name."""
    above = {cell.text for row in sheet.rows[: layout.first_header] for cell in row if cell.text}
    words = plain(" ".join([sheet.name, *sorted(above)]))
    sort = {"unit": units.townships, "village": units.villages, "home": units.homes}[kind.unit_field]
    named = {unit for unit in sort.units if plain(unit.name) in words}
    return named.pop() if len(named) == 1 else None


class _Reader:
    """Holds what stays the same from line to line, and the unit of the group that the lines are in."""

    def __init__(
        self,
        sheet: Sheet,
        layout: Layout,
        kind: RosterKind,
        units: UnitBook,
        default: Unit | None,
        decisions: Decisions,
    ) -> None:
        self.layout, self.kind, self.units, self.decisions = layout, kind, units, decisions
        self.place = Place(sheet.name, {key: column.letter for key, column in layout.by_field.items()})
        self.letters = [letter(index) for index in range(max((len(row) for row in sheet.rows), default=0))]
        self.group_unit = default
        known = set(kind.fields)
        self.columns = [column for column in layout.columns if column.field in known]
        self.meaning = Meaning({column.field or "": column.header for column in self.columns}, decisions)
        self.placing = Placing(kind, units)

    def read(self, number: int, cells: Sequence[Cell]) -> RosterRow:
        row = RosterRow(number, self.place)
        row.cells = {name: cell.text for name, cell in zip(self.letters, cells, strict=False) if cell.text}
        row.left_out = reason_to_leave_out(cells, self.layout) or self._heading(cells) or ""
        if not row.left_out:
            row.skipped = number in self.decisions.skipped
            row.answer = self.decisions.people.get(number, "")
            for column in self.columns:
                self.meaning.take(row, column.field or "", cells[column.index])
            for key, text in self.decisions.cells.get(number, {}).items():
                self.meaning.take(row, key, Cell(text, text))
            settle_derived(row)
            self.placing.place(row, self.group_unit)
        return row

    def _heading(self, cells: Sequence[Cell]) -> str | None:
        """A line with one text only: the name of the unit whose people follow, or a remark; ``None`` for a person's."""
        text = lone_text(cells, self.layout)
        if text is None:
            return None
        name = _NUMBERING.sub("", _BRACKETS.sub("", text)).rstrip(":")
        try:
            unit = self.kind.find(self.units, {"unit": name})
        except ValueProblem:
            return None if may_be_name(cells, self.layout) else "标题或说明行"
        self.group_unit = unit or self.group_unit
        return f"分组标题：以下各行属于{name}"
