"""Forms, and tables that lie on their side: the names of the columns stand below one another instead of in a row."""

from collections.abc import Sequence

from intake.grid import Cell, Sheet
from intake.layout.naming import guess_by_name
from intake.lexicon import Lexicon

_DEEP, _WIDE = 40, 12
_SURE = 0.8
_MOSTLY = 0.6
_ENOUGH = 3
"""So many different things named below one another are no chance."""


def transposed_note(sheets: Sequence[Sheet], lexicon: Lexicon) -> str:
    """What to do with such a sheet, where one of ``sheets`` is one; nothing otherwise."""
    for sheet in sheets:
        if form_rows(sheet.rows, lexicon):
            named = "".join(f"“{text}”" for text in _labels(sheet.rows, lexicon)[:_ENOUGH])
            return (
                f"工作表“{sheet.name}”是一张登记表({named}等项目名与内容左右相间)，平台读一行一条的表：请把各张登记表汇总成"
                "一行一张的表，第一行写项目名，或用“空白模板”填写后导入。"
            )
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


def form_rows(rows: Sequence[Sequence[Cell]], lexicon: Lexicon) -> frozenset[int]:
    """The lines of a form, 姓名 | 张三 | 性别 | 男: what it asks for alternates with what is answered; none where there
    are too few for a form."""
    found = [index for index, row in enumerate(rows[:_DEEP]) if _alternates(row, lexicon)]
    asked = {_field(text, lexicon) for index in found for text, _ in _pairs(rows[index])}
    return frozenset(found) if len(found) >= _ENOUGH and len(asked - {None}) > _ENOUGH else frozenset()


def _labels(rows: Sequence[Sequence[Cell]], lexicon: Lexicon) -> list[str]:
    return [text for row in rows[:_DEEP] for text, _ in _pairs(row) if _field(text, lexicon)]


def _alternates(row: Sequence[Cell], lexicon: Lexicon) -> bool:
    """Does the line begin with a label, and does mostly no label stand behind one?"""
    pairs = [(text, after) for text, after in _pairs(row) if _field(text, lexicon)]
    apart = sum(not after or not _field(after, lexicon) for _, after in pairs)
    first = next((cell.text for cell in row if cell.text), "")
    return bool(pairs) and pairs[0][0] == first and apart >= len(pairs) * _MOSTLY


def _pairs(row: Sequence[Cell]) -> list[tuple[str, str]]:
    """Each text of the line with what stands right behind it, merged cells as one."""
    cells = [cell for at, cell in enumerate(row[:_WIDE]) if not (at and cell.merged and cell.text == row[at - 1].text)]
    return [
        (cell.text, after) for cell, after in zip(cells, [*(c.text for c in cells[1:]), ""], strict=True) if cell.text
    ]


def _field(text: str, lexicon: Lexicon) -> str | None:
    guess = guess_by_name(0, (text,), lexicon) if 1 < len(text) < _WIDE * 2 else None
    return guess.field if guess and guess.confidence >= _SURE and lexicon.is_read(guess.field) else None
