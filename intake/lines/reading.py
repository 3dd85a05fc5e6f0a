"""A table and its layout → rows: what each cell means, which lines are records, which unit each belongs to."""

import datetime
from collections.abc import Iterator, Sequence

from intake.addresses import line_address, line_of
from intake.decisions import Decisions
from intake.grid import BLANK, Cell, Sheet
from intake.grid.number_text import text_cell
from intake.headers import letter
from intake.kinds import Kind
from intake.layout.columns import Layout
from intake.layout.header_rows import MAX_COLUMNS
from intake.layout.joining import Joined, joiner, piece_reader
from intake.layout.naming import fields_beside
from intake.layout.tables import Table
from intake.lines.amounts import unit_of_amounts, with_unit
from intake.lines.books import Ask, book_of
from intake.lines.carrying import carry, is_ditto, written_apart, written_once
from intake.lines.meaning import Meaning, written
from intake.lines.of_tables import HIDDEN_ROW
from intake.lines.outside import Outside, unit_outside
from intake.lines.placing import Placing
from intake.lines.rows import Place, Row
from intake.lines.sorting import ONLY_PLACES, is_group_word, lone_text
from intake.lines.titles import (
    LONGEST,
    Groups,
    filled_by,
    lines_above,
    lines_to_head,
    town_in_name,
    unit_in_titles,
    units_filled_in,
)
from intake.lines.told import Note, Problem
from intake.units.book import UnitBook
from intake.units.columns import UNIT_FIELDS
from offices.models import Division

OTHER_TABLE = "另一张表"
_FIRST_CELLS = 12
HEADER_AGAIN = "重复的表头"


def read_rows(
    table: Table,
    kind: Kind,
    units: UnitBook,
    division: Division,
    today: datetime.date,
    decisions: Decisions,
    *,
    file_name: str = "",
) -> Iterator[Row]:
    """Every line below the header, checked by itself, the left-out ones included with their reason."""
    sheet, layout = table.sheet, table.layout
    alone = kind.default(units, division) if len(kind.levels) == 1 else None
    default = alone or unit_in_titles(sheet, layout, kind, units)
    outside = None if default else unit_outside(sheet, layout, kind, units, file_name)
    outside = outside or (None if default else _nowhere_else(layout, kind, units, division))
    groups = Groups(kind, units, outside.unit if outside else default, forms=bool(units_filled_in(sheet, layout)))
    groups.outside = outside.where if outside else ""
    groups.decided = decisions.values.get(kind.unit_field, {})
    groups.heard = " ".join([sheet.name, *lines_above(sheet, layout)]) if default else ""
    groups.town = "" if groups.unit else town_in_name(sheet.name, kind, units)
    for title in [*lines_above(sheet, layout), sheet.name]:
        groups.begin_section(title)
    reader = _Reader(table, kind, units, decisions, groups, today)
    reader.first_header = layout.last_header
    reader.amounts_in = reader.first_amounts_in = unit_of_amounts(sheet.rows[: max(0, layout.first_header)])
    book = book_of(kind)
    groups.titled = book.from_titles(lines_to_head(sheet, layout), kind) | (book.said_by_columns(layout, kind) or {})
    for row in _lines_below(reader, layout, sheet):
        if not row.left_out:
            book.check(row, today)
        yield row


def _nowhere_else(layout: Layout, kind: Kind, units: UnitBook, division: Division) -> Outside | None:
    """The unit imported to, where the table has no column of units: a blank in one is an omission."""
    unit = None if set(UNIT_FIELDS) & set(layout.by_field) else kind.default(units, division)
    return Outside(unit, "“导入到”") if unit else None


def _lines_below(reader: "_Reader", layout: Layout, sheet: Sheet) -> Iterator[Row]:
    if book_of(reader.kind).said_by_columns(layout, reader.kind) is None:
        named = reader.kind.fields[reader.kind.lexicon.named_by].label
        reason = (
            f"{Groups.OTHER_KIND}“{layout.whose}”的各列，不是“{reader.kind.label}”(如果是，请把列名改为“{named}”等)"
        )
        yield from reader.leave_out(layout.last_header + 1, len(sheet.rows), reason)
        return
    yield from reader.read_part(layout, layout.last_header + 1, _end(layout, 0, sheet))
    for position, block in enumerate(layout.blocks):
        yield from reader.leave_out(block.first, block.last + 1, HEADER_AGAIN if block.layout else OTHER_TABLE)
        end = _end(layout, position + 1, sheet)
        if block.layout:
            yield from reader.read_part(block.layout, block.last + 1, end)
        else:
            yield from reader.leave_out(block.last + 1, end, OTHER_TABLE)


def _end(layout: Layout, position: int, sheet: Sheet) -> int:
    return layout.blocks[position].first if position < len(layout.blocks) else len(sheet.rows)


class _Part:
    """Lines that share a layout: how their cells are joined, what their headers say, where issues point."""

    def __init__(
        self,
        table: Table,
        layout: Layout,
        kind: Kind,
        decisions: Decisions,
        *,
        amounts_in: str,
        own: bool,
    ) -> None:
        self.layout = layout
        known = set(kind.keys)
        self.kind = kind
        self.columns = {key: columns for key, columns in layout.of_field().items() if key in known}
        self.sources = [(key, columns[0], joiner(columns, kind.lexicon)) for key, columns in self.columns.items()]
        self._add_second_fields(known)
        self.headers = {key: columns[0].header for key, columns in self.columns.items()}
        self.decisions = decisions
        self.count_in(amounts_in)
        letters = {key: columns[0].letter for key, columns in self.columns.items()}
        further = {column.letter: column.masked_as for column in layout.columns if column.masked_as}
        self.place = Place(kind, table.sheet.name, letters, own, table.among, further)
        self.once: set[int] = set()
        self.apart: set[int] = set()
        self.ask: Ask | None = None
        self.above: Sequence[Cell] = ()

    def count_in(self, amounts_in: str) -> None:
        """Read amounts from here on in this unit: each form on a sheet may have its own."""
        self.amounts_in = amounts_in
        headers = with_unit(self.headers, amounts_in, self.kind.fields)
        self.meaning = Meaning(self.kind, headers, self.decisions)

    def _add_second_fields(self, known: set[str]) -> None:
        """性别、民族: a column whose cells answer two questions."""
        fields, lexicon = self.kind.fields, self.kind.lexicon
        for key, column, _ in list(self.sources):
            others = [one for one in fields_beside(column, lexicon) if one in known and fields[one].answers]
            others = [one for one in others if one not in self.columns]
            if others and fields[key].answers and not column.tick:
                self.columns |= dict.fromkeys(others, (column,))
                self.sources = [source for source in self.sources if source[0] != key]
                self.sources += [(one, column, piece_reader(column, fields[one])) for one in (key, *others)]


class _Reader:
    """Holds what stays the same from line to line, and what one line leaves to the next."""

    def __init__(
        self,
        table: Table,
        kind: Kind,
        units: UnitBook,
        decisions: Decisions,
        groups: Groups,
        today: datetime.date,
    ) -> None:
        sheet = table.sheet
        self.today = today
        self.table, self.sheet, self.kind, self.decisions, self.groups = table, sheet, kind, decisions, groups
        self.sorting = book_of(kind).sorting(kind)
        self.letters = [letter(index) for index in range(min(MAX_COLUMNS, max(map(len, sheet.rows), default=0)))]
        self.placing = Placing(kind, units, decisions.values)
        self.first_header = -1
        self.amounts_in = self.first_amounts_in = ""
        self.unseen = frozenset() if decisions.hidden else sheet.hidden_rows
        self.met_records = False

    def leave_out(self, first: int, end: int, reason: str) -> Iterator[Row]:
        """Lines that are not read at all."""
        place = Place(self.kind, self.sheet.name, {}, among=self.table.among)
        for index in range(first, end):
            row = Row(self._address(index), place, self._texts(self.sheet.rows[index]))
            row.left_out = reason if row.cells else "空行"
            yield row

    def _address(self, index: int) -> int:
        return line_address(self.table.number, index + self.sheet.first_row)

    def read_part(self, layout: Layout, first: int, end: int) -> Iterator[Row]:
        own = layout.last_header != self.first_header
        part = _Part(self.table, layout, self.kind, self.decisions, amounts_in=self.amounts_in, own=own)
        lines = self.sheet.rows[first:end]
        reasons = [self.sorting.reason_to_leave_out(cells, layout) for cells in lines]
        records = [cells for cells, reason in zip(lines, reasons, strict=True) if not reason]
        records = [cells for cells in records if lone_text(cells, layout) is None]
        part.once = written_once(records, layout, self.kind)
        part.apart = written_apart(records, layout, self.kind)
        part.ask = book_of(self.kind).asking(layout, records, self.kind, self.today)
        start = self._address(first)
        for number, (cells, reason) in enumerate(zip(lines, reasons, strict=True), start):
            yield self._read(part, number, cells, reason)

    def _read(self, part: _Part, number: int, cells: Sequence[Cell], reason: str | None) -> Row:
        row = Row(number, part.place, self._texts(cells))
        row.left_out = self._fill_in_line(cells) or self._section(part, cells, reason) or reason or ""
        row.left_out = row.left_out or self._heading(part, cells) or self.groups.left_out
        if row.left_out:
            self._amounts(part, cells)
            return row
        self.met_records = True
        row.amounts_in = "" if self.amounts_in == self.first_amounts_in else self.amounts_in
        cells, refused = self._carried(part, row, cells)
        if line_of(number) in self.unseen:
            row.left_out = HIDDEN_ROW
            return row
        row.skipped = number in self.decisions.skipped
        row.answer = self.decisions.records.get(number, "")
        hear = part.meaning.hear
        for key, column, join in part.sources:
            if join:
                self._hear_joined(part, row, key, cells, join(cells))
            else:
                hear(row, key, cells[column.index] if column.index < len(cells) else BLANK)
        row.problems |= {key: problem for key, problem in refused.items() if key in part.columns}
        self._ask(part, row, cells)
        for key, text in self.decisions.cells.get(number, {}).items():
            part.meaning.take(row, key, text_cell(text))
        row.around = self.groups.around
        part.meaning.settle(row)
        self.placing.place(row)
        return row

    def _ask(self, part: _Part, row: Row, cells: Sequence[Cell]) -> None:
        """What columns that are not read make a question of, unless it was decided what their words mean."""
        if part.ask is None:
            return
        before = dict(row.problems)
        part.ask(row, cells)
        for key, problem in [(key, one) for key, one in row.problems.items() if before.get(key) is not one]:
            del row.problems[key]
            row.instead.pop(key, None)
            if not part.meaning.hear_as_decided(row, key, problem.asked):
                row.problems[key] = problem

    def _amounts(self, part: _Part, cells: Sequence[Cell]) -> None:
        """``单位：万元`` above a further form goes for its lines."""
        said = unit_of_amounts([cells])
        if said and said != self.amounts_in:
            self.amounts_in = said
            part.count_in(said)

    def _hear_joined(self, part: _Part, row: Row, key: str, cells: Sequence[Cell], joined: Joined) -> None:
        """What several columns of one field say, or one that answers several questions."""
        if joined.problem:
            text = "、".join(written(cells[c.index]) for c in part.columns[key] if cells[c.index].text)
            if not part.meaning.hear_as_decided(row, key, text):
                row.refuse(key, joined.problem, text)
            return
        part.meaning.hear(row, key, joined.cell)
        if joined.note:
            row.notes.append(Note(key, *joined.note))

    def _carried(self, part: _Part, row: Row, cells: Sequence[Cell]) -> tuple[Sequence[Cell], dict[str, Problem]]:
        """The line with its ditto marks resolved and units that are written once for several lines filled in; and
        what is wrong with marks under a name or a number, by field key."""
        refused: dict[str, Problem] = {}
        if any(map(is_ditto, cells)):
            carried = carry(cells, part.above, part.layout, self.kind)
            for index, text in carried.repeated.items():
                key = part.layout.columns[index].field or ""
                row.notes.append(Note(key, "ditto", f"写的是“同上”，按上面一行读作“{text}”。"))
            for index in carried.lost:
                carried.cells[index] = BLANK
                self._lost_ditto(row, part.layout.columns[index].field or "")
            for index in carried.refused:
                key = part.layout.columns[index].field or ""
                said = f"“{self.kind.fields[key].label}”不能写“同上”，请填写这一行自己的；不清楚的请留空。"
                refused[key] = Problem("ditto_unclear", said, self.kind.masked(key, cells[index].text))
                carried.cells[index] = BLANK
            cells = carried.cells
        for index in part.once:
            if not cells[index].text and index < len(part.above) and part.above[index].text:
                cells = [*cells[:index], part.above[index], *cells[index + 1 :]]
                key = part.layout.columns[index].field or ""
                message = f"单位空着，与上面一行同属“{part.above[index].text}”，请核对。"
                row.notes.append(Note(key, "unit_inherited", message))
        part.above = cells
        return cells, refused

    def _lost_ditto(self, row: Row, key: str) -> None:
        if key in self.kind.keys:
            row.notes.append(Note(key, "ditto_unclear", "写的是“同上”，看不出指什么，这一格没有读取，请补填。"))

    def _heading(self, part: _Part, cells: Sequence[Cell]) -> str | None:
        """A line with one text only: the unit whose records follow, or a remark; ``None`` for a record's."""
        text = lone_text(cells, part.layout)
        if text is None:
            return None
        if len(text) > LONGEST:
            return "标题或说明行"
        said = self.groups.enter(text, maybe_name=self.sorting.may_be_name(cells, part.layout))
        if said:
            part.above = ()
        return said

    def _section(self, part: _Part, cells: Sequence[Cell], reason: str | None) -> str | None:
        """``二、敬老院`` in the column of units: a heading, where a unit's plain name would be a line left empty.

        That is one as well where no record's line says anything in that column.
        """
        text = lone_text(cells, part.layout) if reason == ONLY_PLACES else None
        apart = any(cells[index].text == text for index in part.apart)
        return self._heading(part, cells) if text and (apart or is_group_word(text, self.kind.lexicon)) else None

    def _fill_in_line(self, cells: Sequence[Cell]) -> str | None:
        """``填报单位：永阳镇民政所`` above a further head: its records follow."""
        texts = [cell.text for cell in cells[:_FIRST_CELLS] if cell.text]
        name = filled_by(texts) if any(":" in text or "：" in text for text in texts[:2]) else ""
        self.groups.forms = self.groups.forms or (bool(name) and not self.met_records)
        return self.groups.enter_form(name) if name else None

    def _texts(self, cells: Sequence[Cell]) -> dict[str, str]:
        return {name: cell.text for name, cell in zip(self.letters, cells, strict=False) if cell.text}
