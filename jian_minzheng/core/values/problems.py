"""What a parser hands back when a cell says more, or less, than one plain value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Option:
    """One way out of a problem: ``text`` would be read without one if it stood in the cell, ``label`` names it."""

    text: str
    label: str


class ValueProblem(Exception):
    """``code`` for programs, ``message`` in Chinese for whoever filled in the cell: what is expected, an example.

    ``options`` are the answers to choose from, the likeliest first; they need not be all there are. ``rest`` is what is
    left of a damaged value, for whoever may still find by it what was meant; never shown. ``about`` is the one of
    several answers in the cell that the problem and its options are about, where it is not the cell as a whole.
    ``field`` is the one at fault where several cells name a thing together and it is not the one that was asked about.
    """

    field = ""

    def __init__(
        self, code: str, message: str, options: tuple[Option, ...] = (), *, rest: str = "", about: str = ""
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.options = options
        self.rest = rest
        self.about = about


@dataclass(frozen=True, slots=True)
class Several:
    """A cell that says more than its column asks: ``张三(借调)`` is a name, and how this person works here.

    ``also`` holds values of other fields by key. They count where the row has none of its own, with a reminder that
    says where they came from unless ``announced`` is false, for all to see: the year in a column's name.
    """

    value: Any
    also: Mapping[str, Any] = field(default_factory=dict)
    announced: bool = True


@dataclass(frozen=True, slots=True)
class WithNote:
    """A value that was made from what stands there in a way that the official should be told of."""

    value: Any
    code: str
    message: str


ReadRemark = Callable[[str, str], Mapping[str, Any]]
"""Of a remark, and the value as it would be written alone: what it says of other fields."""
