"""Columns whose names say whose they are: 所长姓名 and 所长电话 beside 工作人员姓名.

No record gets what another person's column says. Where a line names several people of such columns, each is a record
of its own; where it cannot be told whose a column is, it is not read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from intake.grid import Cell
from intake.headers import normalise
from intake.layout.naming import UNKNOWN, Column, holder_in_front
from intake.layout.notes import ELSEWHERE
from intake.lexicon import SEQUENCE, Lexicon

_CERTAIN = 0.9
_BY_NAMES = 0.75
UNCLEAR = "看不出说的是哪一个人；请在列名里写明，例如 所长电话"


@dataclass(frozen=True, slots=True)
class Whose:
    """Columns told apart by the people that they speak of.

    Attributes:
        guesses: those of other people than ``main`` set aside.
        main: by what the columns call whom the lines are about; empty where they do not.
        others: further people of the same lines, as the columns call them → indices of their columns.
    """

    guesses: list[Column]
    main: str = ""
    others: tuple[tuple[str, tuple[int, ...]], ...] = ()


def told_apart(
    guesses: Sequence[Column],
    paths: Sequence[Sequence[str]],
    body: Sequence[Sequence[Cell]],
    decided: Mapping[int, str | None],
    lexicon: Lexicon,
) -> Whose:
    """Whose the columns are, as their names and their places say."""
    guesses = [_named_by_post(guess, paths[guess.index], body, lexicon) for guess in guesses]
    holders = [_holder_of(guess, tuple(paths[guess.index]), lexicon) for guess in guesses]
    owners = _Owners(guesses, _numbered(guesses, holders, lexicon), decided, lexicon)
    return owners.told_apart() if any(holders) and owners.names else Whose(list(guesses))


def _numbered(guesses: Sequence[Column], holders: Sequence[str], lexicon: Lexicon) -> list[str]:
    """护理员姓名, 护理员电话 and both again: the second time another is meant, unless the units come again as well."""
    fields = [guess.field for guess in guesses]
    if any(fields.count(field) > 1 for field in fields if lexicon.names_unit(field)):
        return list(holders)
    told = list(zip(holders, fields, strict=True))
    several = {who for who in holders if who and told.count((who, lexicon.named_by)) > 1}
    times = [told[: at + 1].count(one) for at, one in enumerate(told)]
    return [f"{who}{n}" if who in several and n > 1 else who for who, n in zip(holders, times, strict=True)]


def _holder_of(guess: Column, path: tuple[str, ...], lexicon: Lexicon) -> str:
    """Whom the column speaks of; one that is called 所长 and holds no names speaks of none."""
    alone = lexicon.whose is not None and len(path) == 1 and lexicon.whose.fullmatch(normalise(path[0]))
    return "" if alone and guess.field != lexicon.named_by else holder(path, lexicon)


@lru_cache(maxsize=4096)
def holder(path: tuple[str, ...], lexicon: Lexicon) -> str:
    """Whom a column's name speaks of: 所长 in 所长姓名, and in 姓名 below 所长; empty where it says nothing of it."""
    if lexicon.whose is None or not path:
        return ""
    *groups, last = (normalise(part) for part in path)
    for group in (*reversed(groups), last):
        if found := lexicon.whose.fullmatch(group.removesuffix("情况").removesuffix("信息").removesuffix("基本")):
            return found["post"]
    return holder_in_front(last, lexicon)[0]


def _named_by_post(guess: Column, path: Sequence[str], body: Sequence[Sequence[Cell]], lexicon: Lexicon) -> Column:
    """A column that is called 院长 and holds names."""
    alone = lexicon.whose and path and lexicon.whose.fullmatch(normalise(path[-1]))
    if not alone or (guess.field and guess.confidence >= _CERTAIN) or (not guess.field and guess.reason != UNKNOWN):
        return guess
    look = next((look for look in lexicon.value_patterns if look.field == lexicon.named_by), None)
    texts = ["".join(row[guess.index].text.split()) for row in body if guess.index < len(row) and row[guess.index].text]
    if look is None or sum(map(look.is_one, texts)) * 2 <= len(texts):
        return replace(guess, field=None, confidence=0.0, reason=UNKNOWN) if guess.field else guess
    reason = f"列名是“{path[-1]}”，内容是{lexicon.fields[lexicon.named_by].label}"
    return replace(guess, field=lexicon.named_by, confidence=_BY_NAMES, reason=reason)


class _Owners:
    """The people of one line. ``names``: index of a column of names → whose they are."""

    def __init__(
        self, guesses: Sequence[Column], holders: Sequence[str], decided: Mapping[int, str | None], lexicon: Lexicon
    ) -> None:
        self.guesses, self.holders, self.lexicon = guesses, holders, lexicon
        key = lexicon.named_by
        self.names = {
            guess.index: who
            for guess, who in zip(guesses, holders, strict=True)
            if guess.field == key and decided.get(guess.index, key) == key
        }
        self.named = list(dict.fromkeys(self.names.values()))
        self.main = "" if "" in self.named or not self.named else self.named[0]
        self.has = {(who, guess.field) for guess, who in zip(guesses, holders, strict=True) if who}
        self.has |= {
            (near, guess.field) for guess in guesses if (near := self._near(guess)) and not self._is_last(guess)
        }

    def told_apart(self) -> Whose:
        owners = [self._owner(guess) for guess in self.guesses]
        guesses = [self._kept(guess, who) for guess, who in zip(self.guesses, owners, strict=True)]
        others = [who for who in self.named if who != self.main] if self.main else []
        columns = ((who, tuple(index for index, owner in enumerate(owners) if owner == who)) for who in others)
        return Whose(guesses, self.main, tuple(columns))

    def _kept(self, guess: Column, owner: str | None) -> Column:
        """The column as it is, or why it is not read among those of ``main``."""
        if owner == self.main or (guess.field is None and guess.reason != UNKNOWN):
            return guess
        if owner is None:
            reason = UNCLEAR
        elif self.main and owner in self.named:
            reason = ELSEWHERE
        else:
            reason = f"说的是{owner}，不是“{self.lexicon.fields[self.lexicon.named_by].label}”一列的人，不读取"
        return replace(guess, field=None, confidence=0.0, reason=reason)

    def _owner(self, guess: Column) -> str | None:
        """Whose the column is; ``None`` where it might be either's. What names units is everybody's."""
        who = self.holders[guess.index]
        if who:
            return self.main if who not in self.named and self._is_usual(who) and self._is_usual(self.main) else who
        if not guess.field or guess.field == SEQUENCE or self.lexicon.names_unit(guess.field) or len(self.named) == 1:
            return self.main
        return self._by_place(guess)

    def _by_place(self, guess: Column) -> str | None:
        """A plain 电话 among the columns of several: that of the name in front of it, if all others have theirs."""
        near, key = self._near(guess), guess.field
        if not self.main:
            beside = guess.index - 1 in self.names and key in self.lexicon.beside
            return None if near and beside and (near, key) not in self.has else ""
        lacking = any((who, key) not in self.has for who in self.named if who != near)
        return None if near is None or (self._is_last(guess) and lacking) else near

    def _near(self, guess: Column) -> str | None:
        """Whose name stands next in front of the column."""
        return next((self.names[index] for index in sorted(self.names, reverse=True) if index <= guess.index), None)

    def _is_last(self, guess: Column) -> bool:
        return guess.index >= max(self.names)

    def _is_usual(self, who: str) -> bool:
        return not who or (self.lexicon.usual is not None and self.lexicon.usual.fullmatch(who) is not None)
