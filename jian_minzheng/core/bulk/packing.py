"""Rows at rest: all of a file must be seen before one can be judged. Packed, they take a tenth of the room.

Nothing packed leaves the process.
"""

import pickle
import sys
import zlib
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

ROWS_AT_ONCE = 2000
"""How many rows, with all that is known about their people, are held in memory."""

T = TypeVar("T")
_QUICK = 1


class Packed(Generic[T]):
    """Takes things one by one and gives them back once, in the same order, in parts of ``size``.

    What comes back are equal things, not the same; within a part, what was one object is one again.
    """

    def __init__(self, size: int = sys.maxsize) -> None:
        self._size = size
        self._open: list[T] = []
        self._parts: list[bytes] = []

    def add(self, thing: T) -> None:
        self._open.append(thing)
        if len(self._open) >= self._size:
            self.close_part()

    def close_part(self) -> None:
        """Pack what was added since the last part was full."""
        if self._open:
            self._parts.append(zlib.compress(pickle.dumps(self._open, pickle.HIGHEST_PROTOCOL), _QUICK))
            self._open = []

    def parts(self) -> Iterator[Sequence[T]]:
        """Each part is forgotten as it is handed over."""
        self.close_part()
        self._parts.reverse()
        while self._parts:
            yield pickle.loads(zlib.decompress(self._parts.pop()))  # noqa: S301  (made above)
