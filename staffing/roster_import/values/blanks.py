"""Marks that people put where there is nothing to say."""

import unicodedata

from staffing.roster_import.grid import Cell

_MARKS = frozenset({"", "/", "//", "\\", "-", "--", "—", "——", "–", "─", "空", "空白", "暂缺", "不详", "未知"})


def is_blank(cell: Cell) -> bool:
    """An empty cell, or one that holds a dash or a stroke only. ``无`` is an answer, not a blank."""
    return unicodedata.normalize("NFKC", cell.text).strip() in _MARKS
