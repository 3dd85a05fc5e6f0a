"""Several columns that say one thing: ticks under each option, year beside month, two educations of one person.

Whatever they say is brought into the one cell that the official would have written, with a word on how.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from staffing.roster_import.fields import FIELDS
from staffing.roster_import.grid import BLANK, Cell
from staffing.roster_import.layout.naming import Column
from staffing.roster_import.layout.pieces import PIECE
from staffing.roster_import.layout.ticks import ESTABLISHED, is_hollow, is_no, is_yes, option
from staffing.roster_import.values import Option, ValueProblem, is_blank, says_nothing

TICKS_CONFLICT = "ticks_conflict"
_BETWEEN = re.compile(r"[、，,;；/|()（）\s]+")
_PARTS = (("year", "年"), ("month", "月"), ("day", "日"))


@dataclass(frozen=True, slots=True)
class Joined:
    """The cell to read, or why there is none, and what the official is told, as code and message."""

    cell: Cell = BLANK
    problem: ValueProblem | None = None
    told: tuple[str, str] | None = None


def joiner(columns: Sequence[Column]) -> Callable[[Sequence[Cell]], Joined] | None:
    """How the cells of a line in these columns, all of one field, become one; ``None`` where one is read alone."""
    if any(column.tick for column in columns):
        return lambda cells: _ticked(columns, cells)
    if any(column.part.startswith(PIECE) for column in columns):
        return lambda cells: _pieced(columns, cells)
    if any(column.part for column in columns):
        return lambda cells: _dated(columns, cells)
    if len(columns) > 1:
        join = _highest if columns[0].field == "education" else _side_by_side
        return lambda cells: join(columns, cells)
    return None


def piece_reader(column: Column, key: str) -> Callable[[Sequence[Cell]], Joined]:
    """Reads field ``key`` out of a column whose cells hold several answers: ``男、汉族``."""

    def read(cells: Sequence[Cell]) -> Joined:
        cell = cells[column.index] if column.index < len(cells) else BLANK
        pieces = [piece for piece in _BETWEEN.split(cell.text) if piece]
        answers = [piece for piece in pieces if option(key, piece) is not None]
        if len(answers) == 1:
            label = FIELDS[key].label
            return Joined(Cell(answers[0], answers[0]), told=("two_facts", f"从这一格读出：{label}为{answers[0]}。"))
        if key == column.field or not pieces:
            return Joined(cell)
        return Joined(told=("two_facts_unread", f"这一格里没有认出“{FIELDS[key].label}”，请补填。"))

    return read


def _ticked(columns: Sequence[Column], cells: Sequence[Cell]) -> Joined:
    field = FIELDS[columns[0].field or ""]
    chosen: list[str] = []
    here = [cells[column.index] for column in columns if column.index < len(cells)]
    unpicked = [cell for cell in here if is_hollow(cell)] if any(is_yes(c) and not is_hollow(c) for c in here) else []
    for column in columns:
        cell = cells[column.index] if column.index < len(cells) else BLANK
        if column.tick == ESTABLISHED:
            return _established(cell)
        tick = column.tick or ""
        if cell in unpicked:
            continue
        if is_yes(cell) or (not is_no(cell) and option(field.key, cell.text) == tick):
            chosen.append(field.show(tick))
        elif not is_no(cell):
            message = f"“{field.show(tick)}”一列应打勾或留空。"
            return Joined(problem=ValueProblem("tick_unreadable", message, _options(columns)))
    if len(chosen) > 1:
        message = f"同时勾选了{'、'.join(chosen)}，只能选一项，请确认是哪一项。"
        return Joined(problem=ValueProblem(TICKS_CONFLICT, message, tuple(Option(word, word) for word in chosen)))
    if not chosen and len(columns) == 1 and field.key == "politics" and here and not is_blank(here[0]):
        word = field.show(columns[0].tick)
        message = f"只写了不是{word}，看不出是群众、团员还是其他：政治面貌未登记，请补填。"
        return Joined(told=("politics_unclear", message))
    return Joined(Cell(chosen[0], chosen[0]) if chosen else BLANK)


def _options(columns: Sequence[Column]) -> tuple[Option, ...]:
    field = FIELDS[columns[0].field or ""]
    words = dict.fromkeys(field.show(column.tick) for column in columns)
    return tuple(Option(word, word) for word in words)


def _established(cell: Cell) -> Joined:
    """是 is no type of post by itself: it is asked which, and nothing is made of 否. A type written instead is one."""
    if is_blank(cell):
        return Joined()
    if is_yes(cell):
        return Joined(Cell(ESTABLISHED, ESTABLISHED))
    if is_no(cell):
        return Joined(told=("employment_unclear", "只写了不在编，看不出是哪种用工：编制类型未登记，请补填。"))
    return Joined(cell)


def _dated(columns: Sequence[Column], cells: Sequence[Cell]) -> Joined:
    """``1985`` beside ``3`` → ``1985年3月``; a whole date in the first column is read alone."""
    texts = {column.part: cells[column.index].text for column in columns if column.index < len(cells)}
    texts = {part: "".join(text.split()).rstrip("年月日号").removesuffix(".0") for part, text in texts.items()}
    written = [(texts[part], word) for part, word in _PARTS if texts.get(part)]
    whole = "".join(f"{text}{word}" for text, word in written)
    return Joined(Cell(whole, whole) if whole else BLANK)


def _pieced(columns: Sequence[Column], cells: Sequence[Cell]) -> Joined:
    """The digits of a number that is written over several cells."""
    texts = [cells[column.index].text for column in columns if column.index < len(cells)]
    whole = "".join("".join(text.split()).removesuffix(".0") for text in texts)
    return Joined(Cell(whole, whole) if whole else BLANK)


def _side_by_side(columns: Sequence[Column], cells: Sequence[Cell]) -> Joined:
    """School beside its subject, the school first."""
    in_order = sorted(columns, key=lambda column: "专业" in column.header)
    texts = [cells[column.index].text for column in in_order if column.index < len(cells)]
    filled = list(dict.fromkeys(text for text in texts if not says_nothing(Cell(text, text), "school")))
    whole = "".join(filled)
    return Joined(Cell(whole, whole) if whole else BLANK)


def _highest(columns: Sequence[Column], cells: Sequence[Cell]) -> Joined:
    """The higher of several educations, told where they differ. One that cannot be read speaks for itself."""
    filled = [column for column in columns if column.index < len(cells) and not is_blank(cells[column.index])]
    if not filled:
        return Joined()
    codes = {column: option("education", cells[column.index].text) for column in filled}
    unread = next((column for column in filled if codes[column] is None), None)
    said = "、".join(f"{column.header}为{cells[column.index].text}" for column in filled)
    if unread:
        told = ("education_highest", f"{said}，读取的是{unread.letter}列，请核对。") if len(filled) > 1 else None
        return Joined(cells[unread.index], told=told)
    best = min(filled, key=lambda column: codes[column] or "")
    others = [column for column in filled if codes[column] != codes[best]]
    if not others:
        return Joined(cells[best.index])
    return Joined(cells[best.index], told=("education_highest", f"{said}，按最高的登记。"))
