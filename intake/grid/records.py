"""Delimited text as records, of which a stray quotation mark swallows none.

A quotation mark that opens a field and is closed far below, or never, takes whole lines into that field. Such a line is
read as it stands, and told: no field of a table holds a table's worth of separators.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from intake.grid.budget import Budget, What

DOUBLE, SINGLE = '"', "'"
_LINES_OF_A_FIELD = 60
"""As many line breaks a cell that somebody wrote may have."""

_LOOK = 20
"""Looking at a line costs as much as so many characters of it, however short it is."""


@dataclass(slots=True)
class Records:
    """The records of a text.

    Attributes:
        delimiter: what stands between fields.
        usual: how many of them a line of the table has.
        mark: what stands around a field.
        spaced: whether a blank follows each separator, and belongs to no field.
        literal: numbers of records that were read as they stand, counted from 1 in the order of the text.
        budget: how often lines may be looked at before their turn: each may open a field that none closes.
    """

    delimiter: str
    usual: int
    mark: str = DOUBLE
    spaced: bool = False
    literal: list[int] = field(default_factory=list)
    budget: Budget = field(default_factory=Budget)

    def of(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """The fields of each record; ``lines`` come with their line breaks."""
        waiting = _Lines(lines)
        for number, line in enumerate(waiting, start=1):
            if self.mark not in line:
                yield line.rstrip("\r\n").split(self.delimiter)
                continue
            fields = self._quoted(line, waiting)
            if fields is None:
                self.literal.append(number)
                fields = [unwrapped(text, self.mark) for text in line.rstrip("\r\n").split(self.delimiter)]
            yield fields

    def _quoted(self, line: str, waiting: "_Lines") -> list[str] | None:
        """A record by the rules of quotation marks, with the lines that belong to it; ``None`` where these fail."""
        try:
            whole, further = self._whole(line, waiting)
            fields = next(
                csv.reader([whole], delimiter=self.delimiter, quotechar=self.mark, skipinitialspace=self.spaced)
            )
        except csv.Error:
            return None
        if any(self._is_table(text) for text in fields):
            return None
        waiting.drop(further)
        return fields

    def _whole(self, line: str, waiting: "_Lines") -> tuple[str, int]:
        """The line with those that its fields go on in, and how many these are.

        Raises:
            csv.Error: a field is not closed, or closed where another one's mark stands.
            UnreadableFile: far too many fields are not.
        """
        whole = [line]
        inside = self._ends_inside(line)
        while inside:
            more = waiting.ahead(len(whole) - 1) if len(whole) <= _LINES_OF_A_FIELD else None
            if more is None:
                raise csv.Error
            self.budget.take(What.AHEAD, len(more) + _LOOK)
            whole.append(more)
            inside = self._ends_inside(more, begun=True)
        return "".join(whole), len(whole) - 1

    def _ends_inside(self, text: str, *, begun: bool = False) -> bool:
        """Does a text that begins with a field, or within a quoted one that has ``begun``, end within a quoted one?"""
        position = 0
        while True:
            while self.spaced and not begun and text.startswith(" ", position):
                position += 1
            first, closed = position, -1
            if begun or text.startswith(self.mark, position):
                closed = position = _closing(text, position if begun else position + 1, self.mark)
                if position < 0:
                    return True
                begun = False
            position = text.find(self.delimiter, position)
            if closed >= 0 and self._is_stray(text, first, closed, position):
                raise csv.Error
            if position < 0:
                return False
            position += len(self.delimiter)

    def _is_stray(self, text: str, first: int, closed: int, end: int) -> bool:
        """Has a field swallowed its neighbour, whose opening mark then closed it? Words follow that mark."""
        follows = text[closed : end if end >= 0 else len(text)].strip()
        return bool(follows) and self.delimiter in text[first:closed]

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


def _closing(text: str, position: int, mark: str) -> int:
    """Where the quoted field ends that began before ``position``, -1 where it does not; two marks are its text."""
    while (found := text.find(mark, position)) >= 0:
        if not text.startswith(mark, found + 1):
            return found + 1
        position = found + 2
    return -1


def unwrapped(text: str, mark: str) -> str:
    """A field without the marks around it."""
    whole = text.strip()
    if len(whole) > 1 and whole.startswith(mark) and whole.endswith(mark):
        return whole[1:-1].replace(mark * 2, mark)
    return text
