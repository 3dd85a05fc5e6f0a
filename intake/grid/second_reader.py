"""A second reader (calamine) for what the first ones cannot: .xlsb, and an .xls that xlrd refuses.

It runs in a child process within limits of memory and time, see ``second_reader_child``: however it ends there, here it
is a file that was read or one that was not.
"""

import datetime
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

from intake.grid import second_reader_child
from intake.grid.budget import Budget
from intake.grid.cells import Cell, Sheet
from intake.grid.layout import Lines
from intake.grid.long_numbers import LongNumbers
from intake.grid.number_text import date_cell, number_cell, text_cell

_PATIENCE = 60
"""Seconds by the clock; the child ends itself after ``second_reader_child.SECONDS`` of work."""

_BLIND = "隐藏的行和列、数字和日期的显示格式（如只写年月、以万元计）、公式的出错值"


def read_second(path: Path, budget: Budget) -> list[Sheet]:
    """The sheets, none where the reader could not make them out.

    Raises:
        UnreadableFile: it could, and the file holds more than the portal takes.
    """
    with _child(path) as child:
        try:
            sheets = _sheets(child.stdout or (), budget)
        except _CutOff:
            return []
        child.wait()
    return sheets if child.returncode == 0 else []


@contextmanager
def _child(path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """The reader at work. It is ended before anybody waits for it, whatever became of what it told."""
    command = [sys.executable, "-I", second_reader_child.__file__]
    with path.open("rb") as content:
        child = subprocess.Popen(  # noqa: S603  (our own program)
            command, stdin=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
        )
    ended = Timer(_PATIENCE, child.kill)
    with child:
        try:
            ended.start()
            yield child
        finally:
            ended.cancel()
            child.kill()


def told_of_second(what: str, *, merges: bool) -> str:
    """What the user is told of a file read so; ``merges`` says whether merged ranges were seen."""
    blind = _BLIND if merges else f"{_BLIND}、合并的单元格"
    return (
        f"{what}，由备用程序读取：{blind}读不到，各格按保存的值读取，隐藏的也读取了，请逐项核对；"
        "最好用 Excel 或 WPS 另存为 .xlsx 后重新上传。"
    )


class _CutOff(Exception):
    """The child was ended while it wrote a line."""


def _sheets(lines: Iterable[bytes], budget: Budget) -> list[Sheet]:
    """Raises _CutOff."""
    long_numbers = LongNumbers()
    sheets: list[Sheet] = []
    present: tuple[dict[str, Any], Lines] | None = None
    for line in lines:
        try:
            told = json.loads(line)
        except ValueError as error:
            raise _CutOff from error
        if "sheet" in told:
            sheets += _finished(present)
            present = told, Lines(told["sheet"], budget)
            for merge in told["merges"]:
                present[1].merge(tuple(merge))
        elif present:
            for column, kind, value in told["cells"]:
                cell = _cell(kind, value, long_numbers)
                if cell.text:
                    present[1].put(told["row"], column, cell)
    sheets += _finished(present)
    long_numbers.settle(sheets)
    return sheets


def _finished(present: tuple[dict[str, Any], Lines] | None) -> list[Sheet]:
    if present is None:
        return []
    about, lines = present
    return [lines.finished(hidden=about["hidden"])]


def _cell(kind: str, value: Any, long_numbers: LongNumbers) -> Cell:
    if kind == "number":
        long_numbers.see(value)
        return number_cell(value, "")
    if kind == "truth":
        return Cell(text="TRUE" if value else "FALSE", raw=value)
    if kind == "date":
        moment = datetime.datetime.fromisoformat(value)
        return date_cell(moment if moment.time() != datetime.time() else moment.date())
    return text_cell(value)
