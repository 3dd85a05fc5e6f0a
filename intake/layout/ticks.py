"""Columns of ticks: √ under one option of a field says what a column of the field would have said in words."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from intake.fields import Field
from intake.grid import Cell
from intake.headers import normalise
from intake.layout.naming import Column, guess_by_name
from intake.lexicon import Lexicon
from intake.values import ValueProblem, is_blank

YES = frozenset(
    [
        "√",
        "✓",
        "✔",
        "☑",
        "✅",
        "●",
        "○",
        "◎",
        "★",
        "▲",
        "■",
        "v",
        "V",
        "1",
        "1.0",
        "是",
        "有",
        "对",
        "Y",
        "YES",
        "TRUE",
        "勾",
    ]
) | {"\uf0fc", "\uf050"}
"""Ticks, and the two that the fonts Wingdings and Wingdings 2 draw."""
NO = frozenset(["×", "✗", "✘", "☐", "□", "✕", "X", "x", "0", "0.0", "否", "无", "非", "不是", "N", "NO", "FALSE"])

_WHETHER = re.compile(r"^(?:是否|是不是)(?:为|是|属于|属)?(.+)$")
_BARE_OPTION = re.compile(r"身份$")
"""党员身份 asks for one option as 是否党员 does."""
_RANGE = re.compile(r"(以上|以下|及其他|及其它)$")
"""本科及以上 is no option of a field: a tick there leaves open which."""
_MARKED = 0.8
_HOW_TO_TICK = re.compile(r"[(（][^)）]*(?:√|✓|打勾|打钩|勾选)[^)）]*[)）]")


def is_yes(cell: Cell) -> bool:
    return _mark(cell) in YES


def is_hollow(cell: Cell) -> bool:
    """``○`` is a tick where it stands alone; beside ``●`` or ``√`` on the same line it is the option not taken."""
    return _mark(cell) in ("○", "◎")


def is_no(cell: Cell) -> bool:
    return is_blank(cell) or _mark(cell) in NO


def option(field: Field, word: str) -> str | None:
    """The code that a word stands for among the options of a field."""
    return _option(field, " ".join(word.split()))


def with_ticks(
    guesses: Sequence[Column], paths: Sequence[Sequence[str]], body: Sequence[Sequence[Cell]], lexicon: Lexicon
) -> list[Column]:
    """The guesses, those for columns of ticks replaced by the option that each stands for."""
    return _Ticks(paths, body, lexicon).identified_by(guesses) if lexicon.ticks else list(guesses)


class _Ticks:
    """The columns below one head, looked at for options of a field."""

    def __init__(self, paths: Sequence[Sequence[str]], body: Sequence[Sequence[Cell]], lexicon: Lexicon) -> None:
        self.paths, self.body, self.lexicon = paths, body, lexicon
        self.fields = lexicon.fields

    def identified_by(self, guesses: Sequence[Column]) -> list[Column]:
        result = list(guesses)
        for guess in guesses:
            if guess.index < len(self.paths) and (yes_no := self._yes_or_no(guess, self.paths[guess.index])):
                result[guess.index] = yes_no
        for first, last, key, confidence in self._runs(result):
            for index in range(first, last + 1):
                word = _word(self.paths[index])
                code = option(self.fields[key], word)
                what = f"“{self.fields[key].show(code)}”" if code else f"“{word}”，不在可填的内容里"
                reason = f"每格打勾表示{what}"
                result[index] = replace(
                    result[index], field=key, tick=code or word, confidence=confidence, reason=reason
                )
        return result

    def _runs(self, guesses: Sequence[Column]) -> list[tuple[int, int, str, float]]:
        """First and last index, field and confidence of each run of neighbouring columns that are options of one."""
        runs: list[tuple[int, int, str, float]] = []
        index = 0
        while index < len(self.paths):
            last = self._end_of_group(index)
            found = self._grouped(index, last) if last > index or len(self.paths[index]) > 1 else None
            if found is None:
                last, found = self._bare(guesses, index)
            if found:
                runs.append((index, last, *found))
            index = last + 1 if found else index + 1
        return runs

    def _end_of_group(self, first: int) -> int:
        """The last column that shares all words but the lowest with the column ``first``."""
        paths = self.paths
        group, last = tuple(paths[first][:-1]), first
        while group and last + 1 < len(paths) and tuple(paths[last + 1][:-1]) == group:
            last += 1
        return last

    def _grouped(self, first: int, last: int) -> tuple[str, float] | None:
        """The field that the heading over the columns names, if they are its options and hold nothing but marks."""
        group = self.paths[first][:-1]
        key = guess_by_name(first, group, self.lexicon).field if group else None
        words = [_word(self.paths[index]) for index in range(first, last + 1)]
        fitting = self._common_field(words) if group and len(words) > 1 else None
        named = key if key in self.lexicon.ticks else None
        if (
            named
            and any(option(self.fields[named], word) for word in words)
            and self._marks_only(first, last, self.fields[named])
        ):
            closer = fitting and self._in_its_words(fitting, words) > self._in_its_words(named, words)
            return (fitting, 0.8) if closer and fitting else (named, 0.95)
        return (fitting, 0.9) if fitting and self._has_marks(first, last) else None

    def _bare(self, guesses: Sequence[Column], first: int) -> tuple[int, tuple[str, float] | None]:
        """The longest run from ``first`` whose headers are options of one field and whose cells are ticked."""
        words: list[str] = []
        while first + len(words) < len(self.paths) and self.paths[first + len(words)]:
            word = _word(self.paths[first + len(words)])
            taken = guesses[first + len(words)].tick or normalise(word) in ("其他", "其它")
            if taken or not self._common_field([*words, word]):
                break
            words.append(word)
        for length in range(len(words), 0, -1):
            key, last = self._common_field(words[:length]), first + length - 1
            if key and (length > 1 or self._means_one(words[0])) and self._has_marks(first, last):
                return last, (key, 0.85 if length > 1 else 0.75)
        return first, None

    def _yes_or_no(self, guess: Column, path: Sequence[str]) -> Column | None:
        """是否党员, 是否借调, 是否在编: one option, affirmed or denied."""
        asked = self._asked(guess, path)
        if not asked:
            return None
        field = self.fields[guess.field or ""]
        code = option(field, asked)
        if code not in self.lexicon.rough_ticks and not self._answered(guess.index, field):
            return None
        reason = f"是否“{field.show(code) if code else asked}”，按是或否读取"
        return replace(guess, tick=code or asked, confidence=min(guess.confidence, 0.9), reason=reason)

    def _asked(self, guess: Column, path: Sequence[str]) -> str:
        """The one option that a column asks for; nothing where yes and no are answers of the list itself."""
        if not path or guess.field not in self.lexicon.ticks:
            return ""
        name = normalise(path[-1])
        found = _WHETHER.match(name)
        word = self.lexicon.words.asked.sub("", found[1]) if found else _BARE_OPTION.sub("", name)
        return "" if word == name or self.lexicon.stated(guess.field, word) else word

    def _filled(self, first: int, last: int) -> list[Cell]:
        """The cells with something in them; a heading merged over the whole line says nothing about its columns."""
        cells = [row[index] for row in self.body for index in range(first, last + 1) if index < len(row)]
        return [cell for cell in cells if not cell.merged and not is_blank(cell)]

    def _marks_only(self, first: int, last: int, field: Field) -> bool:
        """Are nearly all filled cells of the columns marks, or the name of an option? Empty columns count as such."""
        filled = self._filled(first, last)
        marks = sum(_mark(cell) in YES or _mark(cell) in NO or option(field, cell.text) is not None for cell in filled)
        return marks >= len(filled) * _MARKED

    def _answered(self, index: int, field: Field) -> bool:
        """Is the question answered by yes and no? 否 all the way down does, where it is no answer of the list."""
        none = any(option(field, cell.text) for cell in self._filled(index, index))
        return self._has_marks(index, index) or (not none and self._marks_only(index, index, field))

    def _has_marks(self, first: int, last: int) -> bool:
        filled = self._filled(first, last)
        marks = sum(_mark(cell) in YES or _mark(cell) in NO for cell in filled)
        return any(map(is_yes, filled)) and marks >= len(filled) * _MARKED

    def _common_field(self, words: Sequence[str]) -> str | None:
        """The field of which all words are different options; of several, the one that uses just these words."""
        fitting = []
        for position, key in enumerate(self.lexicon.ticks):
            codes = [option(self.fields[key], word) for word in words]
            if all(codes) and len(set(codes)) == len(codes):
                fitting.append((self._in_its_words(key, words), -position))
        return self.lexicon.ticks[-max(fitting)[1]] if fitting else None

    def _in_its_words(self, key: str, words: Sequence[str]) -> int:
        """How many of the words are the very names of the field's options."""
        field = self.fields[key]
        return sum(field.show(option(field, word)) == word for word in words)

    def _means_one(self, word: str) -> bool:
        return sum(option(self.fields[key], word) is not None for key in self.lexicon.ticks) == 1


def _word(path: Sequence[str]) -> str:
    """The column's own word; ``党员（√）`` without what explains how to answer."""
    return _HOW_TO_TICK.sub("", path[-1]).strip()


def _mark(cell: Cell) -> str:
    return unicodedata.normalize("NFKC", cell.text).strip().strip("()[] ") if cell.text else ""


@lru_cache(maxsize=4096)
def _option(field: Field, word: str) -> str | None:
    if not word or len(word) > 20 or _RANGE.search(word):
        return None
    try:
        found = field.parse(Cell(word, word), "")
    except ValueProblem:
        return None
    marks = word in YES or word in NO
    return found if isinstance(found, str) and not marks else None
