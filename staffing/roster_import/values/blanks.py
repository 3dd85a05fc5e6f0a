"""Marks that people put where there is nothing to say."""

import unicodedata

from staffing.roster_import.grid import Cell
from staffing.roster_import.values.choices import has_choices

_MARKS = frozenset({"", "/", "//", "\\", "-", "--", "—", "——", "–", "─", "空", "空白", "暂缺", "不详", "未知"}) | {
    "暂无",
    "暂缺",
    "未填",
    "未填写",
    "待补",
    "n/a",
    "N/A",
    "NA",
    "、",
    ".",
    "。",
    "…",
    "……",
    "***",
}


def says_nothing(cell: Cell, key: str, *, none_answers: bool = False) -> bool:
    """Nothing to read in this cell for this field: blank, or ``无`` where neither a list of choices knows that word nor
    the field asks whether there is something (``none_answers``)."""
    return is_blank(cell) or (cell.text == "无" and not none_answers and not has_choices(key))


def is_blank(cell: Cell) -> bool:
    """An empty cell, or one that holds a dash or a stroke only. ``无`` is an answer, not a blank."""
    return unicodedata.normalize("NFKC", cell.text).strip() in _MARKS
