"""Several columns that say one thing: ticks under each option, year beside month, two answers of one record.

Whatever they say is brought into the one cell that the official would have written, with a word on how.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from intake.fields import Field
from intake.grid import BLANK, Cell
from intake.layout.naming import Column
from intake.layout.pieces import PIECE
from intake.layout.ticks import is_hollow, is_no, is_yes, option
from intake.lexicon import Lexicon
from intake.values import Option, ValueProblem, is_blank, says_nothing

TICKS_CONFLICT = "ticks_conflict"
_BETWEEN = re.compile(r"[、，,;；/|()（）\s]+")
_PARTS = (("year", "年"), ("month", "月"), ("day", "日"))


@dataclass(frozen=True, slots=True)
class Joined:
    """The cell to read, or why there is none, and what the official is told, as code and message."""

    cell: Cell = BLANK
    problem: ValueProblem | None = None
    note: tuple[str, str] | None = None


def joiner(columns: Sequence[Column], lexicon: Lexicon) -> Callable[[Sequence[Cell]], Joined] | None:
    """How the cells of a line in these columns, all of one field, become one; ``None`` where one is read alone."""
    if any(column.tick for column in columns):
        return lambda cells: _ticked(columns, cells, lexicon)
    if any(column.part.startswith(PIECE) for column in columns):
        return lambda cells: _pieced(columns, cells)
    if any(column.part for column in columns):
        return lambda cells: _dated(columns, cells)
    if len(columns) > 1:
        join = lexicon.joins.get(columns[0].field or "", side_by_side)
        return lambda cells: join(columns, cells)
    return None


def piece_reader(column: Column, field: Field) -> Callable[[Sequence[Cell]], Joined]:
    """Reads ``field`` out of a column whose cells hold several answers: ``男、汉族``."""

    def read(cells: Sequence[Cell]) -> Joined:
        cell = cells[column.index] if column.index < len(cells) else BLANK
        pieces = [piece for piece in _BETWEEN.split(cell.text) if piece]
        answers = [piece for piece in pieces if option(field, piece) is not None]
        if len(answers) == 1:
            told = ("two_facts", f"从这一格读出：{field.label}为{answers[0]}。")
            return Joined(Cell(answers[0], answers[0]), note=told)
        if field.key == column.field or not pieces:
            return Joined(cell)
        return Joined(note=("two_facts_unread", f"这一格里没有认出“{field.label}”，请补填。"))

    return read


def side_by_side(columns: Sequence[Column], cells: Sequence[Cell]) -> Joined:
    """What stands in each of them, one behind the other."""
    texts = [cells[column.index].text for column in columns if column.index < len(cells)]
    filled = list(dict.fromkeys(text for text in texts if not says_nothing(Cell(text, text))))
    whole = "".join(filled)
    return Joined(Cell(whole, whole) if whole else BLANK)


def _ticked(columns: Sequence[Column], cells: Sequence[Cell], lexicon: Lexicon) -> Joined:
    field = lexicon.fields[columns[0].field or ""]
    here = [(column, cells[column.index]) for column in columns if column.index < len(cells)]
    picked = any(is_yes(cell) and not is_hollow(cell) for _, cell in here)
    chosen: list[str] = []
    for column, cell in here:
        tick = column.tick or ""
        written = None if is_no(cell) or is_yes(cell) else option(field, cell.text)
        if picked and is_hollow(cell):
            continue
        if is_yes(cell) or written == tick:
            chosen.append(field.show(tick))
        elif written and len(columns) == 1:
            return Joined(cell)
        elif not is_no(cell):
            message = f"“{field.show(tick)}”一列应打勾或留空。"
            return Joined(problem=ValueProblem("tick_unreadable", message, _options(columns, field)))
    if len(chosen) > 1:
        message = f"同时勾选了{'、'.join(chosen)}，只能选一项，请确认是哪一项。"
        return Joined(problem=ValueProblem(TICKS_CONFLICT, message, tuple(Option(word, word) for word in chosen)))
    if not chosen and len(columns) == 1 and here and not is_blank(here[0][1]):
        return _denied(columns[0], field, lexicon)
    return Joined(Cell(chosen[0], chosen[0]) if chosen else BLANK)


def _denied(column: Column, field: Field, lexicon: Lexicon) -> Joined:
    """不是党员 leaves open what else somebody is; 不是专职 does not."""
    if instead := lexicon.denied.get((field.key, column.tick or "")):
        word = field.show(instead)
        return Joined(Cell(word, word))
    unclear = lexicon.unclear.get(f"{field.key}={column.tick}") or lexicon.unclear.get(field.key)
    return Joined(note=(unclear.code, unclear.message.format(field.show(column.tick))) if unclear else None)


def _options(columns: Sequence[Column], field: Field) -> tuple[Option, ...]:
    words = dict.fromkeys(field.show(column.tick) for column in columns)
    return tuple(Option(word, word) for word in words)


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
