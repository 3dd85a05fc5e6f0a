"""What a column holds, told by its values: alone where its name says nothing, and against its name where it does."""

import datetime
import re
import unicodedata
from collections.abc import Callable, Sequence, Set
from functools import lru_cache

from intake.fields import Field
from intake.grid import Cell
from intake.lexicon import Lexicon
from intake.values import ValueProblem, is_blank
from jian_minzheng.core.values.days import without_clock

_SHARE = 0.8
_FEWEST = 2
_CONTRADICTED = 0.25
"""Share of cells that could be what the column's name says, below which the name is not believed."""
_SAMPLE = 200
_LONGEST = 300


def field_by_values(cells: Sequence[Cell], taken: Set[str], lexicon: Lexicon) -> tuple[str, float] | None:
    """The field, not among those ``taken``, whose look most of the cells have, with a confidence; else ``None``."""
    texts = ["".join(cell.text[:_LONGEST].split()) for cell in cells if cell.text]
    if len(texts) < _FEWEST:
        return None
    for look in lexicon.value_patterns:
        if look.field not in taken and sum(map(look.is_one, texts)) >= len(texts) * _SHARE:
            return look.field, look.confidence
    return None


def believable(field: str, cells: Sequence[Cell], lexicon: Lexicon) -> bool:
    """Could the cells be what ``field`` asks for? Doubtful cases and too few cells count as yes."""
    declared = lexicon.fields[field]
    could_be = could_be_date if declared.dated else lexicon.could_be.get(field)
    if could_be is None and declared.answers:
        could_be = _known_answer(declared)
    filled = [cell for cell in cells[:_SAMPLE] if not is_blank(cell) and len(cell.text) <= _LONGEST]
    if could_be is None or len(filled) < _FEWEST:
        return True
    return sum(map(could_be, filled)) > len(filled) * _CONTRADICTED


def better_field(field: str, cells: Sequence[Cell], lexicon: Lexicon) -> tuple[str, float] | None:
    """Another field that the values of a column named ``field`` surely are."""
    looked = field_by_values(cells[:_SAMPLE], {field}, lexicon)
    checked = field in lexicon.could_be
    if looked is None or looked[0] not in lexicon.sure_patterns | ({lexicon.named_by} if checked else set()):
        return None
    declared = lexicon.fields[field]
    unchecked = not checked and not declared.dated and not declared.answers
    return looked if (unchecked and looked[0] == lexicon.pieces) or not believable(field, cells, lexicon) else None


def digits(cell: Cell) -> int:
    """How many there are in a cell."""
    return _digits(unicodedata.normalize("NFKC", cell.text))


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def could_be_date(cell: Cell) -> bool:
    if isinstance(cell.raw, datetime.date):
        return True
    text = without_clock(unicodedata.normalize("NFKC", cell.text).strip())
    return (3 <= _digits(text) <= 10 or re.search(r"[〇○零一二三四五六七八九]{2}年", text) is not None) and (
        not re.fullmatch(r"1[3-9]\d{9}|\d{3}", text)
    )


def could_be_money(cell: Cell) -> bool:
    return 0 < digits(cell) < 10


@lru_cache
def _known_answer(field: Field) -> Callable[[Cell], bool]:
    @lru_cache(maxsize=512)
    def known(text: str) -> bool:
        try:
            field.parse(Cell(text, text), "")
        except ValueProblem as problem:
            return bool(problem.options)
        return True

    return lambda cell: known(cell.text)
