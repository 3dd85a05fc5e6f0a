"""How far a piece of long work has come, told outside the database: its transaction is still open while it is told.

The cache holds two things per key: what was last reported, and when its worker last showed that it is alive.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from django.core.cache import cache

log = logging.getLogger(__name__)

KEPT_SECONDS = 24 * 60 * 60
REPORTS_APART_SECONDS = 0.3
PULSE_SECONDS = 2.0
DEAD_AFTER_SECONDS = 20.0
"""Without a sign of life for so long, the process is taken for dead; ten beats, for a machine may be very busy."""

Tell = Callable[[int, int], None]
"""What long work calls now and then: with the number of rows done, and the number of all, 0 while it is not known."""


def silent(done: int, total: int) -> None:
    """For work that nobody watches."""


R = TypeVar("R")
_ROWS_BETWEEN = 500


class Passes:
    """Several passes over the same rows, told as one count: a row is done when the last pass has seen it.

    ``tell`` hears of ``total`` rows; ``advance`` is called with the rows that one of ``passes`` has dealt with.
    """

    def __init__(self, tell: Tell, total: int, passes: int) -> None:
        self._tell, self._total, self._passes, self._steps = tell, total, passes, 0
        tell(0, total)

    def advance(self, rows: int) -> None:
        self._steps = min(self._steps + rows, self._total * self._passes)
        self._tell(self._steps // self._passes, self._total)

    def over(self, rows: Sequence[R]) -> Iterator[R]:
        """The rows of one pass, counted as they are taken."""
        for start in range(0, len(rows), _ROWS_BETWEEN):
            part = rows[start : start + _ROWS_BETWEEN]
            yield from part
            self.advance(len(part))

    def one_by_one(self, rows: Iterable[R]) -> Iterator[R]:
        """As ``over``, for rows that are not there yet when the pass begins."""
        count = 0
        for count, row in enumerate(rows, start=1):
            yield row
            if count % _ROWS_BETWEEN == 0:
                self.advance(_ROWS_BETWEEN)
        self.advance(count % _ROWS_BETWEEN)


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` steps, in the words of ``label``; ``total`` is 0 while it is not known."""

    done: int
    total: int
    label: str

    @property
    def percent(self) -> int:
        """0 to 100, rounded down: 100 is reached only when all is done."""
        return min(self.done * 100 // self.total, 100) if self.total else 0


def report(key: str, done: int, total: int, label: str) -> None:
    """Say how far the work named ``key`` has come; whatever was said before is forgotten."""
    cache.set(f"progress:{key}", (done, total, label), KEPT_SECONDS)


def teller(key: str, words: Callable[[int, int], str]) -> Tell:
    """Reports under ``key`` in the ``words`` of the caller, a few times a second at most; the end always."""
    last = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= REPORTS_APART_SECONDS or done == total:
            last = now
            report(key, done, total, words(done, total))

    return tell


def read(key: str) -> Progress | None:
    """What was last reported, ``None`` when nothing was."""
    said = cache.get(f"progress:{key}")
    return Progress(*said) if said else None


def clear(key: str) -> None:
    """Forget what was reported and that anybody was at work."""
    cache.delete_many([f"progress:{key}", f"pulse:{key}"])


@contextmanager
def pulse(key: str) -> Iterator[None]:
    """Show every two seconds that this process is at work on ``key``, however long a single statement takes."""
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(PULSE_SECONDS):
            try:
                cache.set(f"pulse:{key}", time.time(), KEPT_SECONDS)
            except Exception as error:  # a full disk for a moment is no reason to be taken for dead for good
                log.warning("no sign of life of %s: %s", key, type(error).__name__)

    cache.set(f"pulse:{key}", time.time(), KEPT_SECONDS)  # alive from the first moment on
    thread = threading.Thread(target=beat, name=f"pulse-{key}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def is_alive(key: str) -> bool:
    """Whether some process has lately shown that it is at work on ``key``."""
    beat = cache.get(f"pulse:{key}")
    return beat is not None and time.time() - beat < DEAD_AFTER_SECONDS
