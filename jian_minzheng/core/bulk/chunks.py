"""Many things a few thousand at a time, as databases take them."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

BATCH = 5000
"""Values per query: far below what either database takes as parameters."""

T = TypeVar("T")


def chunks(values: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """Slices of at most ``size`` values."""
    return (values[start : start + size] for start in range(0, len(values), size))
