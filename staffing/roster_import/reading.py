"""A sheet and its layout → rows: what each cell means, which lines are people, which unit each belongs to."""

import datetime
import re
from collections.abc import Sequence

from offices.models import Division
from staffing.roster_import.checks import check_duplicates, check_row
from staffing.roster_import.columns import Column, Layout
from staffing.roster_import.fields import FIELDS, Target, Value
from staffing.roster_import.grid import Cell, Sheet
from staffing.roster_import.headers import letter
from staffing.roster_import.issues import Issue
from staffing.roster_import.kinds import RosterKind
from staffing.roster_import.row_sorts import lone_text, may_be_name, reason_to_leave_out
from staffing.roster_import.rows import Place, RosterRow, is_rough
from staffing.roster_import.unit_names import plain
from staffing.roster_import.units import Unit, UnitBook
from staffing.roster_import.values import ValueProblem, says_nothing

_NUMBERING = re.compile(r"^[(一二三四五六七八九十\d]+[、.)]")
_BRACKETS = re.compile(r"[(（].*[)）]")


def read_rows(
    sheet: Sheet, layout: Layout, kind: RosterKind, units: UnitBook, division: Division, today: datetime.date
) -> list[RosterRow]:
    """Every line below the header, checked, the left-out ones included with their reason."""
    default = kind.default(units, division) or _unit_in_titles(sheet, layout, kind, units)
    reader = _Reader(sheet, layout, kind, units, default)
    rows = [
        reader.read(index + sheet.first_row, cells)
        for index, cells in enumerate(sheet.rows)
        if index > layout.last_header
    ]
    people = [row for row in rows if not row.left_out]
    for row in people:
        check_row(row, kind, today)
    check_duplicates(people)
    return rows


def missing_columns(sheet: Sheet, layout: Layout, kind: RosterKind, rows: Sequence[RosterRow]) -> list[Issue]:
    """Required columns that no column was taken for; without them no row can be right.

    A column for the unit is not required where titles, headings or the division imported to tell every row's unit.
    """
    found = layout.by_field
    missing = [key for key in kind.required if key not in found]
    unplaced = any(row.unit is None and not row.left_out for row in rows)
    if unplaced and not {"unit", "village", "home"} & set(kind.fields) & set(found):
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

    def __init__(self, sheet: Sheet, layout: Layout, kind: RosterKind, units: UnitBook, default: Unit | None) -> None:
        self.layout, self.kind, self.units = layout, kind, units
        self.place = Place(sheet.name, {key: column.letter for key, column in layout.by_field.items()})
        self.letters = [letter(index) for index in range(max((len(row) for row in sheet.rows), default=0))]
        self.group_unit = default
        known = set(kind.fields)
        named = [column for column in layout.columns if column.field in known]
        # The identity number first: it settles an ambiguous birth date.
        self.columns = sorted(named, key=lambda column: column.field != "id_number")
        self.parsed: dict[tuple[object, ...], Value | ValueProblem | None] = {}
        self.found: dict[tuple[tuple[str, str], ...], Unit | ValueProblem | None] = {}

    def read(self, number: int, cells: Sequence[Cell]) -> RosterRow:
        row = RosterRow(number, self.place)
        row.cells = {name: cell.text for name, cell in zip(self.letters, cells, strict=False) if cell.text}
        row.left_out = reason_to_leave_out(cells, self.layout) or self._heading(cells) or ""
        if not row.left_out:
            for column in self.columns:
                cell = cells[column.index]
                if not says_nothing(cell, column.field or ""):
                    self._value(row, column, cell)
            self._unit(row)
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

    def _value(self, row: RosterRow, column: Column, cell: Cell) -> None:
        key = column.field or ""
        field = FIELDS[key]
        parsed = self._parse(key, column, cell)
        if isinstance(parsed, ValueProblem):
            if not _settled_by_number(row, key, parsed, cell):
                row.complain(key, parsed.code, parsed.message)
            return
        if parsed is None or parsed == "":
            return
        if field.target is Target.UNIT:
            row.values[key] = str(parsed)
            return
        row.values[key] = parsed
        if field.dated and is_rough(cell.text, cell.raw, cell.number_format):
            row.rough.add(key)

    def _parse(self, key: str, column: Column, cell: Cell) -> Value | ValueProblem | None:
        field = FIELDS[key]
        memo = (key, cell.text, type(cell.raw), cell.number_format, cell.damaged) if field.memoize else None
        if memo in self.parsed:
            return self.parsed[memo]
        try:
            parsed: Value | ValueProblem | None = field.parse(cell, column.header)
        except ValueProblem as problem:
            parsed = problem
        if memo:
            self.parsed[memo] = parsed
        return parsed

    def _unit(self, row: RosterRow) -> None:
        names = {key: row.values.pop(key) for key in ("unit", "village", "home") if key in row.values}
        found = self._find(tuple(names.items())) if names else None
        if isinstance(found, ValueProblem):
            key = self.kind.unit_field if self.kind.unit_field in names else "unit"
            row.complain(key, found.code, found.message)
        else:
            row.unit = found or self.group_unit
        holder = row.values.pop("post_unit", "")
        if holder:
            self._post_unit(row, holder)

    def _find(self, names: tuple[tuple[str, str], ...]) -> Unit | ValueProblem | None:
        if names not in self.found:
            try:
                self.found[names] = self.kind.find(self.units, dict(names))
            except ValueProblem as problem:
                self.found[names] = problem
        return self.found[names]

    def _post_unit(self, row: RosterRow, name: str) -> None:
        """A holder of the post outside the importer's scope is lawful: it is noted, not resolved."""
        try:
            holder = self.units.township(name)
            row.post_unit = holder.division_id, holder.name
        except ValueProblem:
            row.warn("post_unit", "post_unit_outside", "不是本次导入范围内的单位：按编制在外单位登记。")
            row.values["post_unit"] = name


def _settled_by_number(row: RosterRow, key: str, problem: ValueProblem, cell: Cell) -> bool:
    """``1985.1`` may be January or October: the identity number knows, if it agrees with what is certain, the year."""
    number = row.get("id_number")
    if key != "birth_date" or problem.code != "date_ambiguous" or not number:
        return False
    if number[6:10] not in cell.text and number[8:10] != cell.text[:2]:
        return False
    row.warn("birth_date", "birth_from_id", "写法分不清月份，已按身份证号确定。")
    return True
