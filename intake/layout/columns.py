"""Which row is the header, and what each column means. Every guess carries its confidence and its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from intake.grid import Cell, Sheet, Workbook
from intake.headers import are_column_numbers, letter, normalise
from intake.layout.column_values import believable, better_field, field_by_values
from intake.layout.header_rows import HeaderRows, find_header_rows, header_at
from intake.layout.merged_columns import repeated_columns
from intake.layout.naming import UNKNOWN, UNNAMED, Column, guess_by_name
from intake.layout.notes import ELSEWHERE, HIDDEN, SHADOW, UNREADABLE, LayoutNote, unread_notes
from intake.layout.pieces import with_pieces
from intake.layout.rivals import DOUBTFUL, without_rivals
from intake.layout.second_tables import second_table_start
from intake.layout.ticks import with_ticks
from intake.layout.transposed import transposed_note
from intake.layout.whose import told_apart
from intake.lexicon import Lexicon
from jian_minzheng.core.masking import mask_text

Decided = Mapping[int, str | None]
Body = Sequence[Sequence[Cell]]

SAMPLE = 300
"""Lines below the header that are looked at to tell what a column holds."""

_PARTS = {"年": "year", "月": "month", "日": "day", "年份": "year", "月份": "month"}


class NoHeader(Exception):
    """No row of the sheet looks like the head of a table of the kind."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is laid out. Header rows are indices into ``Sheet.rows``; data starts after ``last_header``.

    Both are -1 for a sheet without a header whose columns were told by their values. ``blocks`` are further heads
    below, top down, each of which says what the columns mean from there on. ``by_field`` has the first column of
    each field; ``of_field`` has all of them. ``whose`` is by what the columns call whom the lines are about, ``others``
    are further people of the same lines, with the indices of their columns.
    """

    first_header: int
    last_header: int
    columns: tuple[Column, ...]
    notes: tuple[LayoutNote, ...] = field(default=(), compare=False)
    blocks: tuple["Block", ...] = ()
    whose: str = ""
    others: tuple[tuple[str, tuple[int, ...]], ...] = ()
    by_field: dict[str, Column] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """``by_field`` is asked for several times a line, so it is worked out once."""
        found: dict[str, Column] = {}
        for column in self.columns:
            if column.field:
                found.setdefault(column.field, column)
        object.__setattr__(self, "by_field", found)

    @property
    def beside(self) -> bool:
        """Is there another table to the right, which this layout leaves alone?"""
        return any(note.code == "table_beside" for note in self.notes)

    def of_field(self) -> dict[str, tuple[Column, ...]]:
        """All columns of each field: several where they are ticks, parts of a date, or educations to choose from."""
        found: dict[str, tuple[Column, ...]] = {}
        for column in self.columns:
            if column.field:
                found[column.field] = (*found.get(column.field, ()), column)
        return found


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under a further head: header rows ``first`` … ``last`` (indices); not read where ``layout`` is ``None``."""

    first: int
    last: int
    layout: Layout | None


def choose_sheet(book: Workbook, lexicon: Lexicon, name: str | None = None) -> Sheet:
    """The sheet called ``name``, or else the visible one that looks most like a table of the kind.

    Raises:
        NoHeader: no such sheet, or none with a header.
    """
    if name:
        shown = mask_text(name)
        found = next((sheet for sheet in book.sheets if sheet.name in (name, shown)), None)
        if found is None:
            raise NoHeader(f"文件里没有名为“{shown}”的工作表。")
        return found
    visible = [sheet for sheet in book.sheets if not sheet.hidden]
    scored = [(find_header_rows(sheet.rows, lexicon), sheet) for sheet in visible]
    likely = [(header.score, -position) for position, (header, _) in enumerate(scored) if header]
    if likely:
        return scored[-max(likely)[1]][1]
    bare = next((sheet for sheet in visible if _by_values_alone(sheet, {}, lexicon)), None)
    if bare is None:
        told = transposed_note(visible, lexicon)
        raise NoHeader(f"没有找到表头：请确认文件里有{lexicon.wanted}等列名所在的一行。{told}")
    return bare


def read_layout(
    sheet: Sheet,
    lexicon: Lexicon,
    mapping: Decided | None = None,
    header: tuple[int, int] | None = None,
    *,
    hidden: bool = False,
) -> Layout:
    """Find the header and give every column its field.

    ``mapping`` holds what the user decided, by column index: a field, ``field=option`` for a column of ticks, or
    ``None``. ``header`` are the first and last header row that the user named, as the spreadsheet counts. Hidden
    columns are read only if ``hidden`` says so, or the user gave them a field.

    Raises:
        NoHeader: no row looks like a header, or the rows named are not in the sheet.
    """
    decided = mapping or {}
    if header:
        rows = _rows_named(sheet, header, lexicon)
    else:
        found = find_header_rows(sheet.rows, lexicon)
        if found is None:
            by_values = _by_values_alone(sheet, decided, lexicon)
            if by_values:
                return by_values
            told = transposed_note([sheet], lexicon)
            raise NoHeader(f"工作表“{sheet.name}”里没有找到表头：请确认有{lexicon.wanted}等列名所在的一行。{told}")
        rows = found
    return layout_under(sheet, rows, decided, lexicon, hidden=hidden)


def layout_under(sheet: Sheet, header: HeaderRows, decided: Decided, lexicon: Lexicon, *, hidden: bool) -> Layout:
    """The layout of the lines below ``header``."""
    body = _body(sheet, header.last + 1)
    guesses = [guess_by_name(index, parts, lexicon) for index, parts in enumerate(header.paths)]
    shadows = repeated_columns(sheet.rows[header.first : header.last + 1], body)
    guesses = [Column(guess.index, "", None, 0.0, SHADOW) if guess.index in shadows else guess for guess in guesses]
    unseen = frozenset() if hidden else sheet.hidden_columns - set(decided)
    guesses = [_unread(guess, HIDDEN) if guess.index in unseen else guess for guess in guesses]
    notes = _hidden_note(guesses, header.last + sheet.first_row, unseen)
    whose = told_apart(guesses, header.paths, body, decided, lexicon)
    guesses = whose.guesses
    notes += [_owner_note(who, columns, header.last + sheet.first_row, lexicon) for who, columns in whose.others]
    start = None if whose.others else second_table_start(guesses, decided, lexicon)
    if start is not None:
        guesses = [_unread(guess, ELSEWHERE) if guess.index >= start else guess for guess in guesses]
        notes.append(_beside_note(guesses[start], header.last + sheet.first_row, lexicon))
    readable = [() if guess.reason in UNREADABLE else header.paths[guess.index] for guess in guesses]
    guesses = with_ticks(guesses, readable, body, lexicon)
    guesses = with_pieces(_with_parts(guesses, readable, lexicon), body, lexicon)
    guesses = [_checked(guess, body, lexicon) for guess in guesses]
    guesses = [_settled(guess, decided) for guess in guesses]
    guesses = without_rivals(guesses, body, frozenset(decided), lexicon)
    columns = _by_looking(guesses, body, decided, lexicon)
    notes += unread_notes(columns, body, header.last + sheet.first_row, lexicon)
    return Layout(header.first, header.last, tuple(columns), tuple(notes), whose=whose.main, others=whose.others)


def _body(sheet: Sheet, first: int) -> Body:
    """The lines that show what the columns hold; the numbers of the columns, 甲 1 2 3, show nothing."""
    if first < len(sheet.rows) and are_column_numbers([cell.text for cell in sheet.rows[first] if cell.text]):
        first += 1
    return sheet.rows[first : first + SAMPLE]


def _rows_named(sheet: Sheet, header: tuple[int, int], lexicon: Lexicon) -> HeaderRows:
    first, last = (number - sheet.first_row for number in header)
    if not 0 <= first <= last < len(sheet.rows):
        raise NoHeader(f"工作表“{sheet.name}”没有第{header[0]}至{header[1]}行，请重新指定表头所在的行。")
    return header_at(sheet.rows, first, last, lexicon)


def _unread(guess: Column, reason: str) -> Column:
    return replace(guess, field=None, confidence=0.0, reason=reason)


def _hidden_note(guesses: Sequence[Column], row: int, unseen: frozenset[int]) -> list[LayoutNote]:
    names = [f"{guess.letter}列{guess.header}" for guess in guesses if guess.index in unseen and guess.header]
    if not names:
        return []
    return [
        LayoutNote("hidden_columns", f"有隐藏的列没有读取：{'、'.join(names[:8])}。需要时可以选择读取隐藏内容。", row)
    ]


def _beside_note(column: Column, row: int, lexicon: Lexicon) -> LayoutNote:
    message = f"从{column.letter}列起，右边还有一张表，那里的各行没有读取；如需导入，请把它移到下面或另存为一张工作表。"
    return LayoutNote("table_beside", message, row, column.letter, lexicon.named_by)


def _owner_note(who: str, columns: Sequence[int], row: int, lexicon: Lexicon) -> LayoutNote:
    letters = "、".join(map(letter, columns))
    message = f"一行写了两个人：“{who}”的{letters}列没有读取，没有与另一个人混在一起；请分成两行，每人一行。"
    return LayoutNote("table_beside", message, row, letter(columns[0]), lexicon.named_by)


def _with_parts(guesses: Sequence[Column], paths: Sequence[Sequence[str]], lexicon: Lexicon) -> list[Column]:
    """年 beside 月 below one heading of a date are parts of it."""
    result = list(guesses)
    for guess, path in zip(guesses, paths, strict=True):
        part = _PARTS.get(normalise(path[-1])) if len(path) > 1 else None
        dated = guess_by_name(guess.index, path[:-1], lexicon).field if part else None
        if part and dated and lexicon.fields[dated].dated:
            reason = f"“{'/'.join(path[:-1])}”的{path[-1]}"
            result[guess.index] = replace(guess, field=dated, part=part, confidence=0.9, reason=reason)
    whole = {column.field for column in result if column.part == "year"}
    return [column if not column.part or column.field in whole else guesses[column.index] for column in result]


def _checked(guess: Column, body: Body, lexicon: Lexicon) -> Column:
    """The guess held against the values: what they surely are outranks what the name says."""
    if not guess.field or guess.tick or guess.part:
        return guess
    cells = [row[guess.index] for row in body if guess.index < len(row) and row[guess.index].text]
    if instead := better_field(guess.field, cells, lexicon):
        reason = f"列名是“{guess.header}”，内容却像{lexicon.fields[instead[0]].label}"
        return replace(guess, field=instead[0], confidence=min(instead[1], 0.9), reason=reason)
    if believable(guess.field, cells, lexicon):
        return guess
    reason = f"列名是“{guess.header}”，内容却不像{lexicon.fields[guess.field].label}"
    if guess.reason.startswith("列名与") or "".join(guess.header.split()) in lexicon.vague:
        return _unread(guess, f"{reason}，不读取")
    return replace(guess, confidence=DOUBTFUL, reason=f"{reason}，请核对")


def _settled(guess: Column, decided: Decided) -> Column:
    """What the user decided, ``employment=10`` being a column of ticks."""
    if guess.index not in decided:
        return guess
    chosen, _, tick = (decided[guess.index] or "").partition("=")
    if not chosen:
        return replace(guess, field=None, confidence=1.0, reason="由您指定不读取", tick=None, part="")
    kept = tick or (guess.tick if guess.field == chosen else None)
    part = guess.part if guess.field == chosen else ""
    return replace(guess, field=chosen, confidence=1.0, reason="由您指定", tick=kept, part=part)


def _by_looking(guesses: Sequence[Column], body: Body, decided: Decided, lexicon: Lexicon) -> list[Column]:
    """Columns whose names said nothing are told by what stands in them."""
    taken = {guess.field for guess in guesses if guess.field}
    result = []
    for guess in guesses:
        looked = None
        if guess.field is None and guess.index not in decided and guess.reason in (UNNAMED, UNKNOWN):
            looked = field_by_values([row[guess.index] for row in body if guess.index < len(row)], taken, lexicon)
        if looked:
            taken.add(looked[0])
            guess = replace(guess, field=looked[0], confidence=looked[1], reason="从内容看出")
        result.append(guess)
    return result


def _by_values_alone(sheet: Sheet, decided: Decided, lexicon: Lexicon) -> Layout | None:
    """A sheet without any header: names beside the numbers of those named give it away, nothing less does."""
    if not (lexicon.named_by and lexicon.pieces):
        return None
    width = max((len(row) for row in sheet.rows[:SAMPLE]), default=0)
    body = sheet.rows[:SAMPLE]
    guesses = [_settled(Column(index, "", None, 0.0, UNNAMED), decided) for index in range(width)]
    columns = _by_looking(guesses, body, decided, lexicon)
    if not {lexicon.named_by, lexicon.pieces} <= {column.field for column in columns}:
        return None
    doubtful = tuple(
        column if column.index in decided or not column.field else replace(column, confidence=0.5) for column in columns
    )
    message = "没有找到表头，各列是从内容看出的，请逐列核对；没有列名的其他列没有读取。"
    return Layout(-1, -1, doubtful, (LayoutNote("header_missing", message),))
