"""Which kind of table a file surely is, where it is not the one that was chosen: by titles, by columns, by units."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from intake.grid import Sheet, Workbook
from intake.issues import Issue
from intake.kinds import KINDS, Kind
from intake.layout.columns import Layout, NoHeader, read_layout
from intake.layout.tables import Table
from intake.lexicon import SEQUENCE, Lexicon
from intake.lines.titles import lines_above, other_kind
from intake.units.columns import UNIT_FIELDS
from intake.units.names import plain

TAKEN = "kind_taken"
_LINES = 60
"""Of a sheet that is looked at with the eyes of other kinds."""
_MORE = 2
"""Columns that another kind must understand beyond those that the chosen one does."""

Fit = tuple[int, bool, Kind]
"""How many columns of its own, units aside, a kind understands, and whether one names its sort of unit."""


def kind_recognised(table: Table, kind: Kind) -> Kind | None:
    """What the table is rather than ``kind``, which read it."""
    return _rather(table.sheet, table.layout, kind)


def kind_of_sheet(sheet: Sheet, kind: Kind) -> Kind | None:
    """What a sheet is that ``kind`` could read, but that is surely of another kind; only its beginning is looked at."""
    head = replace(sheet, rows=sheet.rows[:_LINES])
    try:
        return _rather(head, read_layout(head, kind.lexicon), kind)
    except NoHeader:
        return None


def _rather(sheet: Sheet, layout: Layout, kind: Kind) -> Kind | None:
    texts = _texts(sheet, layout)
    if named := next((other for text in texts if (other := other_kind(text, kind))), None):
        return named
    if not _unread(layout, kind):
        return None
    return _by_unit(layout, kind) or _best(sheet, kind, at_least=_own(layout, kind) + _MORE)


def kind_fitting(book: Workbook, kind: Kind) -> Kind | None:
    """What the first sheet is that some other kind can read, for a file in which nothing looks like ``kind``."""
    sheets = [sheet for sheet in book.sheets if not sheet.hidden and sheet.rows]
    return next((found for sheet in sheets if (found := _best(sheet, kind, at_least=_MORE))), None)


def kind_issue(table: Table, kind: Kind, other: Kind) -> Issue:
    """That the columns are those of another kind."""
    message = f"列名像是“{other.label}”，选择的类别却是“{kind.label}”，请确认类别没有选错。"
    return Issue.of_sheet("kind_differs", message, sheet=table.sheet.name, row=table.header_row)


def taken_issue(sheet: str, kind: Kind, other: Kind) -> Issue:
    """That the file was read as another kind, for nothing in it looks like the one chosen."""
    message = f"选择的类别是“{kind.label}”，文件里却没有这样的列：已按“{other.label}”读取，请确认。"
    return Issue.of_sheet(TAKEN, message, sheet=sheet)


def _by_unit(layout: Layout, kind: Kind) -> Kind | None:
    """The kind of such tables whose sort of unit, villages or homes, has a column, where that of ``kind`` has none."""
    placed = [one for one in _of_lexicon(kind.lexicon) if one.unit_field in layout.by_field.keys() - {"unit"}]
    return placed[0] if len(placed) == 1 and placed[0] is not kind else None


def _best(sheet: Sheet, kind: Kind, *, at_least: int) -> Kind | None:
    """The one kind of another lexicon that understands most columns; none where two understand as many."""
    head = replace(sheet, rows=sheet.rows[:_LINES])
    lexicons = dict.fromkeys(other.lexicon for other in KINDS.values() if other.lexicon is not kind.lexicon)
    fits = sorted((fit for lexicon in lexicons if (fit := _fit(head, lexicon))), key=lambda fit: fit[:2], reverse=True)
    if not fits or fits[0][0] < at_least or (len(fits) > 1 and fits[1][:2] == fits[0][:2]):
        return None
    return fits[0][2]


def _fit(sheet: Sheet, lexicon: Lexicon) -> Fit | None:
    try:
        layout = read_layout(sheet, lexicon)
    except NoHeader:
        return None
    kind = _which(_of_lexicon(lexicon), layout, _texts(sheet, layout))
    if kind is None or not set(kind.required) <= layout.by_field.keys():
        return None
    return _own(layout, kind), kind.unit_field in layout.by_field, kind


def _which(kinds: Sequence[Kind], layout: Layout, texts: Iterable[str]) -> Kind | None:
    """Of kinds that share a lexicon, the one that titles name, or else the one whose unit has a column."""
    words = plain(" ".join(texts))
    named = [kind for kind in kinds if kind.words and kind.words.search(words)]
    placed = [kind for kind in kinds if kind.unit_field in layout.by_field]
    placed = [kind for kind in placed if kind.unit_field != "unit"] or placed
    return next((found[0] for found in (kinds, named, placed) if len(found) == 1), None)


def _of_lexicon(lexicon: Lexicon) -> list[Kind]:
    return [kind for kind in KINDS.values() if kind.lexicon is lexicon]


def _own(layout: Layout, kind: Kind) -> int:
    return len(layout.by_field.keys() & set(kind.keys) - {*UNIT_FIELDS, SEQUENCE})


def _unread(layout: Layout, kind: Kind) -> bool:
    """Is there a column of which the kind makes nothing, though it is none that nobody records?"""
    known = {*kind.keys, *(key for key in kind.fields if not kind.lexicon.is_read(key))}
    return any(column.header and column.field not in known for column in layout.columns)


def _texts(sheet: Sheet, layout: Layout) -> list[str]:
    return [*lines_above(sheet, layout), sheet.name]
