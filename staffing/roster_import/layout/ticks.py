"""Columns of ticks: √ under 行政编制 or 事业编制 says what a column 编制类型 would have said in words."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from staffing.roster_import.fields import FIELDS
from staffing.roster_import.grid import Cell
from staffing.roster_import.layout.headers import normalise
from staffing.roster_import.layout.naming import Column, guess_by_name
from staffing.roster_import.values import ValueProblem, is_blank

TICK_FIELDS = ("employment", "channel", "working_mode", "politics", "education", "social_work_title", "payer", "sex")
"""Fields whose options may be columns, the likeliest first where a word is an option of several."""

ESTABLISHED = "在编"
"""``Column.tick`` of 是否在编: which of the established types it is, the tick does not say."""

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

_WHETHER = re.compile(r"^(?:是否|是不是)(?:为|是|属于|属)?(.+?)(?:人员|身份)?$")
_RANGE = re.compile(r"(以上|以下|及其他|及其它)$")
"""本科及以上 is no option of a field: a tick there leaves open which."""
_STATED = re.compile(r"在岗|在职|参保|缴纳|购买|参加")
"""是否在岗 is answered by yes and no in the code list itself, as is 是否持社工证."""
_MARKED = 0.8
_HOW_TO_TICK = re.compile(r"[(（][^)）]*(?:√|✓|打勾|打钩|勾选)[^)）]*[)）]")


def is_yes(cell: Cell) -> bool:
    return _mark(cell) in YES


def is_hollow(cell: Cell) -> bool:
    """``○`` is a tick where it stands alone; beside ``●`` or ``√`` on the same line it is the option not taken."""
    return _mark(cell) in ("○", "◎")


def is_no(cell: Cell) -> bool:
    return is_blank(cell) or _mark(cell) in NO


def option(field: str, word: str) -> str | None:
    """The code that a word stands for among the options of a field."""
    return _option(field, " ".join(word.split()))


def with_ticks(
    guesses: Sequence[Column], paths: Sequence[Sequence[str]], body: Sequence[Sequence[Cell]]
) -> list[Column]:
    """The guesses, those for columns of ticks replaced by the option that each stands for."""
    result = list(guesses)
    for guess in guesses:
        if guess.index < len(paths) and (yes_no := _yes_or_no(guess, paths[guess.index], body)):
            result[guess.index] = yes_no
    for first, last, field, confidence in _runs(result, paths, body):
        for index in range(first, last + 1):
            word = _word(paths[index])
            code = option(field, word)
            reason = f"每格打勾表示“{FIELDS[field].show(code)}”" if code else f"每格打勾表示“{word}”，不在可填的内容里"
            result[index] = replace(result[index], field=field, tick=code or word, confidence=confidence, reason=reason)
    return result


def _runs(
    guesses: Sequence[Column], paths: Sequence[Sequence[str]], body: Sequence[Sequence[Cell]]
) -> list[tuple[int, int, str, float]]:
    """First and last index, field and confidence of each run of neighbouring columns that are options of one field."""
    runs: list[tuple[int, int, str, float]] = []
    index = 0
    while index < len(paths):
        last = _end_of_group(paths, index)
        found = _grouped(paths, index, last, body) if last > index or len(paths[index]) > 1 else None
        if found is None:
            last, found = _bare(guesses, paths, index, body)
        if found:
            runs.append((index, last, *found))
        index = last + 1 if found else index + 1
    return runs


def _end_of_group(paths: Sequence[Sequence[str]], first: int) -> int:
    """The last column that shares all words but the lowest with the column ``first``."""
    group, last = tuple(paths[first][:-1]), first
    while group and last + 1 < len(paths) and tuple(paths[last + 1][:-1]) == group:
        last += 1
    return last


def _grouped(
    paths: Sequence[Sequence[str]], first: int, last: int, body: Sequence[Sequence[Cell]]
) -> tuple[str, float] | None:
    """The field that the heading over the columns names, if they are its options and hold nothing but marks."""
    field = guess_by_name(first, paths[first][:-1]).field if len(paths[first]) > 1 else None
    words = [_word(paths[index]) for index in range(first, last + 1)]
    fitting = _common_field(words) if len(paths[first]) > 1 and len(words) > 1 else None
    if field in TICK_FIELDS and any(option(field, word) for word in words) and _marks_only(body, first, last, field):
        closer = fitting and _in_its_words(fitting, words) > _in_its_words(field, words)
        return (fitting, 0.8) if closer and fitting else (field, 0.95)
    return (fitting, 0.9) if fitting and _has_marks(body, first, last, fitting) else None


def _bare(
    guesses: Sequence[Column], paths: Sequence[Sequence[str]], first: int, body: Sequence[Sequence[Cell]]
) -> tuple[int, tuple[str, float] | None]:
    """The longest run from ``first`` whose headers are options of one field and whose cells are ticked."""
    words: list[str] = []
    while first + len(words) < len(paths) and paths[first + len(words)] and not guesses[first + len(words)].tick:
        word = _word(paths[first + len(words)])
        if normalise(word) in ("其他", "其它") or not _common_field([*words, word]):
            break
        words.append(word)
    for length in range(len(words), 0, -1):
        field, last = _common_field(words[:length]), first + length - 1
        if field and (length > 1 or _means_one(words[0])) and _has_marks(body, first, last, field):
            return last, (field, 0.85 if length > 1 else 0.75)
    return first, None


def _yes_or_no(guess: Column, path: Sequence[str], body: Sequence[Sequence[Cell]]) -> Column | None:
    """是否党员, 是否借调, 是否在编: one option, affirmed or denied."""
    if not path or guess.field not in TICK_FIELDS or guess.field == "social_work_title":
        return None
    asked = _WHETHER.match(normalise(path[-1]))
    word = asked[1] if asked else {"党员身份": "党员"}.get(normalise(path[-1]), "")
    if guess.field == "employment" and word.startswith(ESTABLISHED):
        return replace(guess, tick=ESTABLISHED, confidence=0.9, reason="只问是否在编，是哪种编制需要确认")
    if not word or _STATED.search(word) or not _has_marks(body, guess.index, guess.index, guess.field):
        return None
    code = option(guess.field, word)
    return replace(
        guess, tick=code or word, confidence=min(guess.confidence, 0.9), reason=f"是否“{word}”，按是或否读取"
    )


def _filled(body: Sequence[Sequence[Cell]], first: int, last: int) -> list[Cell]:
    """The cells with something in them; a heading merged over the whole line says nothing about its columns."""
    cells = [row[index] for row in body for index in range(first, last + 1) if index < len(row)]
    return [cell for cell in cells if not cell.merged and not is_blank(cell)]


def _marks_only(body: Sequence[Sequence[Cell]], first: int, last: int, field: str) -> bool:
    """Are nearly all filled cells of the columns marks, or the name of an option? Empty columns count as such."""
    filled = _filled(body, first, last)
    marks = sum(_mark(cell) in YES or _mark(cell) in NO or option(field, cell.text) is not None for cell in filled)
    return marks >= len(filled) * _MARKED


def _has_marks(body: Sequence[Sequence[Cell]], first: int, last: int, field: str) -> bool:
    filled = _filled(body, first, last)
    marks = sum(_mark(cell) in YES or _mark(cell) in NO for cell in filled)
    return any(map(is_yes, filled)) and marks >= len(filled) * _MARKED and field is not None


def _common_field(words: Sequence[str]) -> str | None:
    """The field of which all words are different options; where several fit, the one that uses just these words."""
    fitting = []
    for position, field in enumerate(TICK_FIELDS):
        codes = [option(field, word) for word in words]
        if all(codes) and len(set(codes)) == len(codes):
            fitting.append((_in_its_words(field, words), -position))
    return TICK_FIELDS[-max(fitting)[1]] if fitting else None


def _in_its_words(field: str, words: Sequence[str]) -> int:
    """How many of the words are the very names of the field's options."""
    return sum(FIELDS[field].show(option(field, word)) == word for word in words)


def _word(path: Sequence[str]) -> str:
    """The column's own word; ``党员（√）`` without what explains how to answer."""
    return _HOW_TO_TICK.sub("", path[-1]).strip()


def _means_one(word: str) -> bool:
    return sum(option(field, word) is not None for field in TICK_FIELDS) == 1


def _mark(cell: Cell) -> str:
    return unicodedata.normalize("NFKC", cell.text).strip().strip("()[] ") if cell.text else ""


@lru_cache(maxsize=4096)
def _option(field: str, word: str) -> str | None:
    if not word or len(word) > 20 or _RANGE.search(word):
        return None
    try:
        found = FIELDS[field].parse(Cell(word, word), "")
    except ValueProblem:
        return None
    marks = word in YES or word in NO
    return found if isinstance(found, str) and not marks else None
