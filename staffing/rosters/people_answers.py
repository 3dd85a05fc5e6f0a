"""What an official may answer when the portal asks who somebody is, or how that person comes to a unit.

Stored as text in ``Decisions.records`` and ``Row.answer``: at most one word of each sort, with a blank between.

- who: ``person:<id>`` one of those offered, ``other`` none of them;
- how: ``transfer`` 调动, ``borrowed`` 借调, ``concurrent`` 兼任; the first two may name the post that ends, as in
  ``transfer:<post id>``, and must where there are several.
"""

from dataclasses import dataclass
from typing import Self

from intake.lines.books import BadAnswer

OTHER = "other"
TRANSFER, BORROWED, CONCURRENT = "transfer", "borrowed", "concurrent"
_WAYS = frozenset({TRANSFER, BORROWED, CONCURRENT})


@dataclass(frozen=True, slots=True)
class Answer:
    """``person`` and ``post`` are ids as somebody sent them: look for them among what was offered before use."""

    person: int | None = None
    other: bool = False
    way: str = ""
    post: int | None = None

    @classmethod
    def read(cls, text: str) -> Self:
        """
        Raises:
            BadAnswer: see there.
        """
        parts: dict[str, object] = {}
        for word in text.split():
            name, _, number = word.partition(":")
            if number and not (number.isascii() and number.isdigit()):
                raise BadAnswer("这个回答不在可选的范围内。")
            if name == "person" and number:
                parts["person"] = int(number)
            elif word == OTHER:
                parts["other"] = True
            elif name in _WAYS and (not number or name != CONCURRENT):
                parts["way"], parts["post"] = name, int(number) if number else None
            else:
                raise BadAnswer("这个回答不在可选的范围内。")
        return cls(**parts)  # type: ignore[arg-type]

    @property
    def says_who(self) -> bool:
        return self.other or self.person is not None


def joined(before: str, answer: str) -> str:
    """``answer`` after ``before``: who somebody is stays answered when it is told how they come, but not vice versa.

    Raises:
        BadAnswer: ``answer`` is none.
    """
    told = Answer.read(answer)
    if not told.way or told.says_who:
        return answer
    who = [word for word in before.split() if word == OTHER or word.startswith("person:")]
    return " ".join([*who, answer])
