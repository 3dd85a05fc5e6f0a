"""Room 2: which row is the header, and what each column means. Every guess carries its confidence and its reason."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from staffing.roster_import.fields import FIELDS, synonyms
from staffing.roster_import.grid import Cell, Sheet, Workbook
from staffing.roster_import.header_rows import HeaderRows, find_header_rows
from staffing.roster_import.headers import letter, normalise, without_brackets
from staffing.roster_import.looks import field_by_values

FUZZY_CUTOFF = 80
"""Full ratio. Partial matching would map 身份 (在编，聘用) to 身份证号."""

_OTHER_PEOPLE = re.compile(r"家庭成员|配偶|子女|父母|紧急联系|监护人|供养对象|服务对象")
_ARRIVAL = re.compile(r"^(进|到|来|入)(?!党|团|伍|学).{1,10}?(工作)?(时间|日期|年月)$")
_TIME = re.compile(r"(时间|日期|年月|年月日)$")
_AGE_OR_YEARS = re.compile(r"(年限|工龄|年数)$")


class NoHeader(Exception):
    """No row of the sheet looks like the head of a roster."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column and what it was taken for. ``field`` is ``None`` where it was not understood and is not read."""

    index: int
    header: str
    field: str | None
    confidence: float
    reason: str

    @property
    def letter(self) -> str:
        return letter(self.index)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is laid out. Header rows are indices into ``Sheet.rows``; data starts after ``last_header``."""

    first_header: int
    last_header: int
    columns: tuple[Column, ...]

    @property
    def by_field(self) -> dict[str, Column]:
        return {column.field: column for column in self.columns if column.field}


def choose_sheet(book: Workbook, name: str | None = None) -> Sheet:
    """The sheet called ``name``, or else the visible one that looks most like a roster.

    Raises:
        NoHeader: no such sheet, or none with a header.
    """
    if name:
        found = next((sheet for sheet in book.sheets if sheet.name == name), None)
        if found is None:
            raise NoHeader(f"文件里没有名为“{name}”的工作表。")
        return found
    scored = [(find_header_rows(sheet.rows), sheet) for sheet in book.sheets if not sheet.hidden]
    likely = [(header.score, -position) for position, (header, _) in enumerate(scored) if header]
    if not likely:
        raise NoHeader("没有找到表头：请确认文件里有“姓名”“身份证号”等列名所在的一行。")
    return scored[-max(likely)[1]][1]


def read_layout(sheet: Sheet, mapping: Mapping[int, str | None] | None = None) -> Layout:
    """Find the header and give every column its field; ``mapping`` holds what the user decided, by column index.

    Raises:
        NoHeader: no row looks like a header.
    """
    header = find_header_rows(sheet.rows)
    if header is None:
        raise NoHeader(f"工作表“{sheet.name}”里没有找到表头：请确认有“姓名”“身份证号”等列名所在的一行。")
    body = sheet.rows[header.last + 1 :]
    guesses = [guess_by_name(index, parts) for index, parts in enumerate(header.paths)]
    guesses = [_settled(guess, mapping) for guess in guesses]
    guesses = _without_rivals(guesses, decided=frozenset(mapping or {}))
    return Layout(header.first, header.last, tuple(_by_looking(guesses, body, mapping or {})))


def guess_by_name(index: int, parts: Sequence[str]) -> Column:
    """What the words over a column say: exact synonym, then arrival at a place, then nearly a synonym."""
    header = "/".join(parts)
    if not parts:
        return Column(index, "", None, 0.0, "没有列名")
    if _OTHER_PEOPLE.search(normalise(header)):
        return Column(index, header, None, 0.0, "说的是其他人，不读取")
    known = synonyms()
    for confidence, text in _readings(parts):
        if text in known:
            return Column(index, header, known[text], confidence, "列名一致")
    if _ARRIVAL.match(normalise(parts[-1])):
        return Column(index, header, "from_date", 0.85, "列名是到某处工作的时间")
    return _nearly(index, header, normalise(parts[-1]), known)


def _readings(parts: Sequence[str]) -> list[tuple[float, str]]:
    """A header path as it may be looked up, the surest reading first."""
    whole = "".join(parts)
    readings = [(1.0, normalise(whole)), (0.98, without_brackets(whole))]
    for confidence, part in ((0.95, parts[-1]), (0.85, parts[0])):
        readings += [(confidence, normalise(part)), (confidence - 0.02, without_brackets(part))]
    return readings


def _nearly(index: int, header: str, text: str, known: Mapping[str, str]) -> Column:
    hit = (
        process.extractOne(text, known.keys(), scorer=fuzz.ratio, score_cutoff=FUZZY_CUTOFF) if len(text) > 3 else None
    )
    if hit is None or _AGE_OR_YEARS.search(text):
        return Column(index, header, None, 0.0, "没有认出列名")
    field = FIELDS[known[hit[0]]]
    if bool(_TIME.search(text)) != field.dated:
        return Column(index, header, None, 0.0, "没有认出列名")
    return Column(index, header, field.key, round(hit[1] / 100 * 0.9, 2), f"列名与“{hit[0]}”相近")


def _settled(guess: Column, mapping: Mapping[int, str | None] | None) -> Column:
    if not mapping or guess.index not in mapping:
        return guess
    chosen = mapping[guess.index]
    return replace(guess, field=chosen, confidence=1.0, reason="由您指定" if chosen else "由您指定不读取")


def _without_rivals(guesses: Sequence[Column], decided: frozenset[int]) -> list[Column]:
    """One column per field: the user's choice, else the surest, else the leftmost; the others say who it is."""
    best: dict[str, Column] = {}
    for guess in guesses:
        rival = best.get(guess.field or "")
        if guess.field and (rival is None or _rank(guess, decided) > _rank(rival, decided)):
            best[guess.field] = guess
    return [
        guess
        if not guess.field or best[guess.field] is guess or FIELDS[guess.field].target == "nothing"
        else replace(guess, field=None, confidence=0.0, reason=f"与{best[guess.field].letter}列重复，不读取")
        for guess in guesses
    ]


def _rank(guess: Column, decided: frozenset[int]) -> tuple[bool, float, bool]:
    return guess.index in decided, guess.confidence, "最高" in guess.header


def _by_looking(
    guesses: Sequence[Column], body: Sequence[Sequence[Cell]], mapping: Mapping[int, str | None]
) -> list[Column]:
    """Columns whose names said nothing are told by what stands in them."""
    taken = {guess.field for guess in guesses if guess.field}
    result = []
    for guess in guesses:
        looked = None
        if guess.field is None and guess.index not in mapping and guess.reason in ("没有列名", "没有认出列名"):
            looked = field_by_values([row[guess.index] for row in body[:200] if guess.index < len(row)], taken)
        if looked:
            taken.add(looked[0])
            guess = replace(guess, field=looked[0], confidence=looked[1], reason="从内容看出")
        result.append(guess)
    return result


__all__ = ["Column", "HeaderRows", "Layout", "NoHeader", "choose_sheet", "guess_by_name", "read_layout"]
