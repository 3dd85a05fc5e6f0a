"""Free text, and what it must not be: a ditto mark, or an error of a formula, is nobody's school."""

import re

from intake.grid import Cell
from jian_minzheng.core.values.problems import ValueProblem

_DITTO = re.compile(r'(?:同上|同左|同前|〃+|″+|"|“|”|,,|″|\'\')')
_FORMULA_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)", re.IGNORECASE)


def parse_text(cell: Cell) -> str:
    """The text with single blanks.

    Raises:
        ValueProblem: ``text_unreadable``.
    """
    text = " ".join(cell.text.split())
    if _DITTO.fullmatch(text):
        raise ValueProblem("text_unreadable", "写的是“同上”一类的记号，请填写完整内容。")
    if _FORMULA_ERROR.fullmatch(text):
        raise ValueProblem("text_unreadable", "单元格里的公式出错，没有内容可读。请填写内容本身。")
    return text
