"""Where the head of a roster is: under titles and fill-in lines, one to three rows deep, cells merged or not."""

import itertools
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from staffing.roster_import.fields import FIELDS, spoken, synonyms
from staffing.roster_import.grid import Cell
from staffing.roster_import.layout.headers import normalise, without_brackets
from staffing.roster_import.layout.naming import guess_by_name
from staffing.roster_import.layout.ticks import TICK_FIELDS, option

SEARCH_DEPTH = 30
FAR_DOWN = 2000
"""Lines that are searched when the first thirty hold no header."""
MAX_LEVELS = 3
_NAMED = 0.8
_ANCHORS = {"people": {"name", "id_number"}, "units": {"unit", "village"}}
"""Fields that with one other make a header."""
MAX_COLUMNS = 256
EARLY_SHARE = 0.6
"""A header above another one is the head of the sheet if it names this share of the other's fields."""

_DATA = re.compile(r"\d{5}|\d{4}[.\-/年]\d")
_OTHER_TABLE = re.compile(
    r"供养(对象|人员|方式|类别|标准)|特困|五保|低保|老人(姓名|名单|名册|信息|花名)|在院(老人|人员|对象)|入住|入院时间|自理|救助对象"
    r"|服务对象|残疾|孤儿|儿童|优抚|物资|设备|资产|收入|支出|金额"
)

_FILLED_IN = re.compile(r"[^:(]{2,12}(\([^)]*\))?\s*:\s*\S")
"""填报时间：2026年11月, but not 金额（单位：元）."""

Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class HeaderRows:
    """Header rows ``first`` … ``last`` (indices), each column's words from top to bottom, and how sure this is."""

    first: int
    last: int
    paths: tuple[tuple[str, ...], ...]
    score: float


def find_header_rows(rows: Sequence[Row]) -> HeaderRows | None:
    """The head of the roster: among the first thirty rows, else further down; ``None`` when nothing names enough.

    The earliest head counts unless a later one names far more; tables of other people stand back.
    """
    return _best_among(rows, range(min(len(rows), SEARCH_DEPTH))) or _best_among(
        rows, range(SEARCH_DEPTH, min(len(rows), FAR_DOWN))
    )


def header_at(rows: Sequence[Row], first: int, last: int) -> HeaderRows:
    """The rows as a header because the user says so."""
    paths = _paths(rows[first : last + 1])
    return HeaderRows(first, last, paths, _score(paths))


def header_from(rows: Sequence[Row], first: int) -> HeaderRows | None:
    """The head that begins at row ``first``, at its likeliest depth; ``None`` when that row begins none."""
    readings = _headers_from(rows, first)
    return max(readings, key=_depth_rank)[0] if readings else None


def of_other_people(header: HeaderRows, rows: Sequence[Row]) -> bool:
    """Is this the head of a list of people or things that are looked after, by its words or the line above it?"""
    titles = {cell.text for row in rows[max(0, header.first - 2) : header.first] for cell in row if cell.text}
    alone = titles.pop() if len(titles) == 1 else ""
    words = " ".join("".join(path) for path in header.paths)
    if re.search(r"工作人员|职工|员工", alone):
        return False
    return _OTHER_TABLE.search(normalise(words)) is not None or _OTHER_TABLE.search(normalise(alone)) is not None


def names_header(text: str) -> bool:
    """Is the text a column's name?"""
    return bool(text) and _field_of(text) is not None


def holds_data(texts: Collection[str]) -> bool:
    """Are there numbers or dates among the cells of a line, more than one? Such a line begins no header."""
    return sum(map(_is_data, texts)) > 1


def _best_among(rows: Sequence[Row], begins: range) -> HeaderRows | None:
    found: list[tuple[HeaderRows, bool]] = []
    for first in begins:
        found.extend(_headers_from(rows, first))
    if not found:
        return None
    ours = [reading for reading in found if not of_other_people(reading[0], rows)] or found
    enough = max(header.score for header, _ in ours) * EARLY_SHARE
    begin = next(header.first for header, _ in ours if header.score >= enough)
    near = [reading for reading in ours if begin <= reading[0].first < begin + MAX_LEVELS]
    return max(near, key=lambda reading: (*_depth_rank(reading), -reading[0].first))[0]


def _depth_rank(reading: tuple[HeaderRows, bool]) -> tuple[float, int]:
    header, merged_down = reading
    return header.score, header.last - header.first if merged_down else header.first - header.last


def _headers_from(rows: Sequence[Row], first: int) -> list[tuple[HeaderRows, bool]]:
    """Readings that begin at ``first``, with whether cells merged downwards prove the lower rows to belong."""
    texts = {cell.text for cell in rows[first] if cell.text}
    if len(texts) < 2 or holds_data(texts) or _is_filled_in(texts):
        return []
    found = []
    merged_down = False
    for last in range(first, min(first + MAX_LEVELS, len(rows))):
        if last > first:
            if not _continues(rows[last - 1], rows[last]):
                break
            merged_down = merged_down or _echoes(rows[last - 1], rows[last])
        paths = _paths(rows[first : last + 1])
        score = _score(paths)
        if score:
            found.append((HeaderRows(first, last, paths, score), merged_down))
    return found


def _is_filled_in(texts: Collection[str]) -> bool:
    """A line of 填报单位：…  填报时间：… above the header is no level of it, whatever is merged below."""
    others = [text for text in texts if not _FILLED_IN.match(unicodedata.normalize("NFKC", text))]
    return len(others) < len(texts) and not any(map(_field_of, others))


def _score(paths: Sequence[Sequence[str]]) -> float:
    """Fields named exactly; zero unless it is enough for a roster: a name or identity number and one more, or three.

    Options that would be ticked count a little: they show that the row below the group belongs to the header.
    """
    fields = set()
    options = 0
    for parts in paths[:MAX_COLUMNS]:
        for text in ("".join(parts), *reversed(parts)):
            if field := _field_of(text):
                fields.add(field)
                break
        options += len(parts) > 1 and _is_option(parts[-1])
    enough = len(fields) >= (2 if fields & _ANCHORS[spoken()] else 3)
    return len(fields) + (2 if "name" in fields else 0) + 0.1 * options if enough else 0


def _paths(rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    """Words over each column, the same words of a merged cell once; a typed heading reaches over those below it."""
    width = min(max(len(row) for row in rows), MAX_COLUMNS)
    words = [[" ".join(row[c].text.split()) if c < len(row) else "" for c in range(width)] for row in rows]
    for upper, lower in itertools.pairwise(words):
        for c in range(1, width):
            if not upper[c] and lower[c] and upper[c - 1] and lower[c - 1] and upper[c - 1] != lower[c - 1]:
                upper[c] = upper[c - 1] if _spans(upper[c - 1], lower[c]) else ""
    return tuple(tuple(dict.fromkeys(level[c] for level in words if level[c])) for c in range(width))


def _spans(heading: str, text: str) -> bool:
    """Can a heading that is typed over one column be meant for the next one as well? 姓名 cannot."""
    field = _field_of(heading)
    if field is None:
        return True
    return (field in TICK_FIELDS and option(field, text) is not None) or (FIELDS[field].dated and text in ("月", "日"))


def _echoes(upper: Row, lower: Row) -> bool:
    """Is some cell of the upper row merged down into the lower one?"""
    return any(b.merged and b.text and a.text == b.text for a, b in zip(upper, lower, strict=False))


def _continues(upper: Row, lower: Row) -> bool:
    """Can ``lower`` be a further level of the header above? Data under 姓名 cannot; 学历 under a merged 教育 can."""
    named = 0
    for column, cell in enumerate(lower[:MAX_COLUMNS]):
        above = upper[column].text if column < len(upper) else ""
        if not cell.text or (cell.merged and cell.text == above):
            continue
        if _is_data(cell.text) or not _is_lower_level(upper, lower, column):
            return False
        named += 1
    return named > 0


def _is_lower_level(upper: Row, lower: Row, column: int) -> bool:
    text = lower[column].text
    above = upper[column].text if column < len(upper) else ""
    if _field_of(text) or _field_of(above + text):
        return True
    if above:
        return _in_group(upper, column) or _heads_typed_group(upper, lower, column)
    heading = next((upper[near].text for near in range(min(column, len(upper)) - 1, -1, -1) if upper[near].text), "")
    return _beside_group(upper, column) and bool(heading) and _spans(heading, text)


def _in_group(row: Row, column: int) -> bool:
    """Does the cell share a merged heading with a neighbour?"""
    cell = row[column]
    beside = [row[near] for near in (column - 1, column + 1) if 0 <= near < len(row)]
    return any(near.text == cell.text and (near.merged or cell.merged) for near in beside)


def _heads_typed_group(upper: Row, lower: Row, column: int) -> bool:
    """Is the heading above typed over this column and meant for the next ones too?"""
    after = column + 1
    open_ended = after < len(lower) and bool(lower[after].text) and (after >= len(upper) or not upper[after].text)
    field = _field_of(upper[column].text)
    if field is None:
        return open_ended and not re.search(r"\d", lower[column].text)
    first_part = FIELDS[field].dated and lower[column].text in ("年", "年份")
    return open_ended and (first_part or (field in TICK_FIELDS and option(field, lower[column].text) is not None))


def _beside_group(row: Row, column: int) -> bool:
    """Is the cell above empty because a heading further left was typed, not merged, over several columns?"""
    return any(cell.text for cell in row[max(0, column - 5) : column]) and column < len(row)


def _is_data(text: str) -> bool:
    return _DATA.search(text) is not None


def _field_of(text: str) -> str | None:
    """The field that a name of a column surely means."""
    return _field_in(text, spoken())


@lru_cache(maxsize=8192)
def _field_in(text: str, _of: str) -> str | None:
    known = synonyms()
    if len(text) > 40:
        return None
    if field := known.get(normalise(text)) or known.get(without_brackets(text)):
        return field
    guess = guess_by_name(0, (text,))
    return guess.field if guess.confidence >= _NAMED else None


@lru_cache(maxsize=8192)
def _is_option(text: str) -> bool:
    return any(option(field, text) for field in TICK_FIELDS)
