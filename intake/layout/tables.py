"""The tables that a batch reads: one or several side by side on each sheet chosen, each with a layout of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from intake.addresses import ALONE, LINES, Addresses, columns_of, table_at
from intake.decisions import Decisions
from intake.grid import Sheet, UnreadableFile
from intake.headers import letter, normalise
from intake.issues import Issue, Severity
from intake.layout.blocks import sheet_layout
from intake.layout.columns import Decided, Layout, NoHeader
from intake.layout.notes import LayoutNote
from intake.layout.split_sheets import split_sheet
from intake.layout.whose import UNCLEAR
from intake.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be read.

    Attributes:
        number: see ``addresses``.
        sheet: the cells.
        layout: what its columns mean.
        decided: what the official said about its columns, directly or about one of that name further in front.
        start: letter of its first column if it stands beside another one.
        among: names its lines among those of all tables of the batch.
    """

    number: int
    sheet: Sheet
    layout: Layout
    decided: Decided
    start: str = ""
    among: Addresses = ALONE

    @property
    def header_row(self) -> int:
        """The last row of the head, as the spreadsheet counts."""
        return self.layout.last_header + self.sheet.first_row


def lay_out(sheets: Sequence[Sheet], decisions: Decisions, lexicon: Lexicon) -> tuple[list[Table], list[Issue]]:
    """The tables of the sheets in their order, and an error for each sheet on which there is none.

    What was decided about a column goes for those of the same name on the sheets behind it, too.

    Raises:
        NoHeader: there is none on any sheet.
        UnreadableFile: a sheet has more lines than can be told apart.
    """
    tables: list[Table] = []
    refused: list[Issue] = []
    followed: dict[str, str | None] = {}
    for position, sheet in enumerate(sheets):
        if sheet.first_row + len(sheet.rows) > LINES:
            raise UnreadableFile("too_large", f"工作表“{sheet.name}”的行太多，请删去末尾的零星内容，或拆分后再上传。")
        try:
            tables += _tables(position, sheet, decisions, followed, lexicon)
        except NoHeader as problem:
            if len(sheets) == 1:
                raise
            refused.append(Issue.of_sheet("no_header", str(problem), sheet=sheet.name, severity=Severity.ERROR))
    if not tables:
        raise NoHeader(f"所选的工作表里都没有找到表头：请确认有{lexicon.wanted}等列名所在的一行。")
    among = Addresses.of((table.number, table.sheet.name, table.start) for table in tables)
    return [replace(table, among=among) for table in tables], refused


def names_of(layout: Layout) -> dict[str, int]:
    """The names that one column only bears → its index."""
    names = [normalise(column.header) for column in layout.columns]
    return {name: index for index, name in enumerate(names) if name and names.count(name) == 1}


def _tables(
    position: int, sheet: Sheet, decisions: Decisions, followed: dict[str, str | None], lexicon: Lexicon
) -> list[Table]:
    """The tables side by side on one sheet, mostly one; ``followed`` learns what is decided about their columns.

    What was decided for a field that such a table no longer has decides nothing.
    """
    header = decisions.header.get(position)
    said = columns_of(decisions.columns, position)
    decided = {index: key for index, key in said.items() if key is None or key in lexicon.fields}
    whole = sheet_layout(sheet, lexicon, decided, header, hidden=decisions.hidden)
    parts = split_sheet(sheet, whole, decided, lexicon) if whole.beside else [(0, sheet)]
    tables = []
    for beside, (start, part) in enumerate(parts):
        rows = whole.first_header + sheet.first_row, whole.last_header + sheet.first_row
        named, layout = (rows, None) if len(parts) > 1 else (header, whole)
        table = _table(part, decided, named, layout, followed, lexicon, hidden=decisions.hidden)
        table = replace(table, number=table_at(position, beside))
        if len(parts) > 1 and not beside:
            table = _with_unclear(table, whole)
        tables.append(_told(table, start, lexicon) if beside else table)
        for name, index in names_of(table.layout).items():
            if index in table.decided:
                followed.setdefault(name, table.decided[index])
    return tables


def _with_unclear(table: Table, whole: Layout) -> Table:
    """With what is told of columns that belong to none of the people of a line."""
    unclear = {column.letter for column in whole.columns if column.reason == UNCLEAR}
    notes = (note for note in whole.notes if note.code == "column_unread" and note.column in unclear)
    return replace(table, layout=replace(table.layout, notes=(*table.layout.notes, *notes)))


def _told(table: Table, start: int, lexicon: Lexicon) -> Table:
    first, key = letter(start), lexicon.named_by
    label = lexicon.fields[key].label
    message = f"从{first}列起，右边并排的另一张表也一起读取；不要的话，请把它的{label}列改为不读取。"
    if who := table.layout.whose:
        message = (
            f"一行里不止一个人：“{who}”的各列算作另一个人，与左边的人分开；不要的话，请把他的{label}列改为不读取。"
        )
    notes = (LayoutNote("beside_read", message, table.header_row, first, key), *table.layout.notes)
    return replace(table, start=first, layout=replace(table.layout, notes=notes))


def _table(
    sheet: Sheet,
    decided: Decided,
    header: tuple[int, int] | None,
    known: Layout | None,
    followed: Mapping[str, str | None],
    lexicon: Lexicon,
    *,
    hidden: bool,
) -> Table:
    layout = known or sheet_layout(sheet, lexicon, decided, header, hidden=hidden)
    inherited = {
        index: followed[name] for name, index in names_of(layout).items() if name in followed and index not in decided
    }
    if inherited:
        decided = {**inherited, **decided}
        layout = sheet_layout(sheet, lexicon, decided, header, hidden=hidden)
    return Table(0, sheet, layout, decided)
