"""Delimited text as records, of which a stray quotation mark swallows none.

A quotation mark that opens a field and is closed far below, or never, takes whole lines into that field. Such a line is
read as it stands, and told: no field of a table holds a table's worth of separators.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_MARK = '"'
_LINES_OF_A_FIELD = 60
"""As many line breaks a cell that somebody wrote may have."""


@dataclass(slots=True)
class Records:
    """The records of a text.

    Attributes:
        delimiter: what stands between fields.
        usual: how many of them a line of the table has.
        literal: numbers of records that were read as they stand, counted from 1 in the order of the text.
    """

    delimiter: str
    usual: int
    literal: list[int] = field(default_factory=list)

    def of(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """The fields of each record; ``lines`` come with their line breaks."""
        waiting = _Lines(lines)
        for number, line in enumerate(waiting, start=1):
            if _MARK not in line:
                yield line.rstrip("\r\n").split(self.delimiter)
                continue
            fields = self._quoted(line, waiting)
            if fields is None:
                self.literal.append(number)
                fields = [_unwrapped(text) for text in line.rstrip("\r\n").split(self.delimiter)]
            yield fields

    def _quoted(self, line: str, waiting: "_Lines") -> list[str] | None:
        """A record by the rules of quotation marks, with the lines that belong to it; ``None`` where these fail."""
        whole, further = line, 0
        while _ends_inside(whole, self.delimiter):
            more = waiting.ahead(further) if further < _LINES_OF_A_FIELD else None
            if more is None:
                return None
            whole, further = whole + more, further + 1
        try:
            fields = next(csv.reader([whole], delimiter=self.delimiter))
        except csv.Error:
            return None
        if any(self._is_table(text) for text in fields):
            return None
        waiting.drop(further)
        return fields

    def _is_table(self, text: str) -> bool:
        """Has a field swallowed lines of the table?"""
        return "\n" in text and any(line.count(self.delimiter) >= max(self.usual, 1) for line in text.splitlines())


class _Lines:
    """Lines one by one, of which some may be looked at before their turn."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._rest = iter(lines)
        self._seen: list[str] = []

    def __iter__(self) -> Iterator[str]:
        while True:
            if self._seen:
                yield self._seen.pop(0)
                continue
            try:
                line = next(self._rest)
            except StopIteration:
                return
            yield line

    def ahead(self, index: int) -> str | None:
        """The line that comes after ``index`` others; ``None`` behind the last one."""
        while len(self._seen) <= index:
            line = next(self._rest, None)
            if line is None:
                return None
            self._seen.append(line)
        return self._seen[index]

    def drop(self, count: int) -> None:
        """Take the next lines away."""
        del self._seen[:count]


def _ends_inside(text: str, delimiter: str) -> bool:
    """Does a text that begins with a field end within a quoted one?"""
    position = 0
    while True:
        if text.startswith(_MARK, position):
            position = _closing(text, position + 1)
            if position < 0:
                return True
        position = text.find(delimiter, position)
        if position < 0:
            return False
        position += len(delimiter)


def _closing(text: str, position: int) -> int:
    """Where the quoted field ends that began before ``position``, -1 where it does not; two marks are its text."""
    while (found := text.find(_MARK, position)) >= 0:
        if not text.startswith(_MARK, found + 1):
            return found + 1
        position = found + 2
    return -1


def _unwrapped(text: str) -> str:
    whole = text.strip()
    if len(whole) > 1 and whole.startswith(_MARK) and whole.endswith(_MARK):
        return whole[1:-1].replace(_MARK * 2, _MARK)
    return text
