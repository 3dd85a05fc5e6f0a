"""Forms, and tables that lie on their side: the names of the columns stand below one another instead of in a row."""

from collections.abc import Sequence

from intake.grid import Cell, Sheet
from intake.layout.naming import guess_by_name
from intake.lexicon import Lexicon

_DEEP, _WIDE = 40, 12
_SURE = 0.8
_ENOUGH = 3
"""So many different things named below one another are no chance."""


def transposed_note(sheets: Sequence[Sheet], lexicon: Lexicon) -> str:
    """What to do with such a sheet, where one of ``sheets`` is one; nothing otherwise."""
    for sheet in sheets:
        if column := transposed_at(sheet.rows, lexicon):
            return (
                f"工作表“{sheet.name}”的项目名是竖着排的({column}等)，平台读横着排的表：请在 Excel 里选中表格，复制，"
                "“选择性粘贴”勾选“转置”；每个单位一张登记表的，请把各单位汇总成一行一个单位的表，或用“空白模板”。"
            )
    return ""


def transposed_at(rows: Sequence[Sequence[Cell]], lexicon: Lexicon) -> str:
    """The first names that stand below one another, quoted; empty where fewer than three do."""
    for index in range(_WIDE):
        named: dict[str, str] = {}
        for row in rows[:_DEEP]:
            text = row[index].text if index < len(row) else ""
            if key := _field(text, lexicon):
                named.setdefault(key, text)
        if len(named) >= _ENOUGH:
            return "".join(f"“{text}”" for text in list(named.values())[:_ENOUGH])
    return ""


def _field(text: str, lexicon: Lexicon) -> str | None:
    guess = guess_by_name(0, (text,), lexicon) if 1 < len(text) < _WIDE * 2 else None
    return guess.field if guess and guess.confidence >= _SURE and lexicon.is_read(guess.field) else None
