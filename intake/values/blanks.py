"""Marks that people put where there is nothing to say."""

import unicodedata

from intake.grid import Cell

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


def says_nothing(cell: Cell, *, none_answers: bool = False) -> bool:
    """Nothing to read in this cell: blank, or ``无`` where that is no answer to what the column asks."""
    return is_blank(cell) or (cell.text == "无" and not none_answers)


def is_blank(cell: Cell) -> bool:
    """An empty cell, or one that holds a dash or a stroke only. ``无`` is an answer, not a blank."""
    return unicodedata.normalize("NFKC", cell.text).strip() in _MARKS
