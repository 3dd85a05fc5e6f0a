"""Where the head of a table is: under titles and fill-in lines, one to three rows deep, cells merged or not."""

import itertools
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from intake.grid import Cell
from intake.headers import normalise, without_brackets
from intake.layout.naming import guess_by_name
from intake.layout.ticks import option
from intake.layout.transposed import form_rows
from intake.lexicon import Lexicon

SEARCH_DEPTH = 30
FAR_DOWN = 2000
"""Lines that are searched when the first thirty hold no header."""
MAX_LEVELS = 3
_NAMED = 0.8
MAX_COLUMNS = 256
_LONGEST = 300
EARLY_SHARE = 0.6
"""A header above another one is the head of the sheet if it names this share of the other's fields."""

_DATA = re.compile(r"\d{5}|\d{4}[.\-/年]\d")
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


def find_header_rows(rows: Sequence[Row], lexicon: Lexicon) -> HeaderRows | None:
    """The head of the table: among the first thirty rows, else further down; ``None`` when nothing names enough.

    The earliest head counts unless a later one names far more; tables about other things stand back.
    """
    return _best_among(rows, range(min(len(rows), SEARCH_DEPTH)), lexicon) or _best_among(
        rows, range(SEARCH_DEPTH, min(len(rows), FAR_DOWN)), lexicon
    )


def header_at(rows: Sequence[Row], first: int, last: int, lexicon: Lexicon) -> HeaderRows:
    """The rows as a header because the user says so."""
    paths = _paths(rows[first : last + 1], lexicon)
    return HeaderRows(first, last, paths, _score(paths, lexicon))


def header_from(rows: Sequence[Row], first: int, lexicon: Lexicon) -> HeaderRows | None:
    """The head that begins at row ``first``, at its likeliest depth; ``None`` when that row begins none."""
    readings = _headers_from(rows, first, lexicon)
    return max(readings, key=_depth_rank)[0] if readings else None


def of_another_sort(header: HeaderRows, rows: Sequence[Row], lexicon: Lexicon) -> bool:
    """Is this the head of a table about other things, by its words or the line above it?"""
    if lexicon.other_tables is None:
        return False
    others, ours = lexicon.other_tables
    titles = {cell.text for row in rows[max(0, header.first - 2) : header.first] for cell in row if cell.text}
    alone = titles.pop() if len(titles) == 1 else ""
    words = " ".join("".join(path) for path in header.paths)
    if ours.search(alone):
        return False
    return others.search(normalise(words)) is not None or others.search(normalise(alone)) is not None


def names_header(text: str, lexicon: Lexicon) -> bool:
    """Is the text a column's name?"""
    return bool(text) and _field_of(text, lexicon) is not None


def holds_data(texts: Collection[str]) -> bool:
    """Are there numbers or dates among the cells of a line, more than one? Such a line begins no header."""
    return sum(map(_is_data, texts)) > 1


def _best_among(rows: Sequence[Row], begins: range, lexicon: Lexicon) -> HeaderRows | None:
    found: list[tuple[HeaderRows, bool]] = []
    forms = form_rows(rows, lexicon)
    for first in begins:
        if first in forms:
            continue
        found.extend(_headers_from(rows, first, lexicon))
    if not found:
        return None
    ours = [reading for reading in found if not of_another_sort(reading[0], rows, lexicon)] or found
    enough = max(header.score for header, _ in ours) * EARLY_SHARE
    begin = next(header.first for header, _ in ours if header.score >= enough)
    near = [reading for reading in ours if begin <= reading[0].first < begin + MAX_LEVELS]
    return max(near, key=lambda reading: (*_depth_rank(reading), -reading[0].first))[0]


def _depth_rank(reading: tuple[HeaderRows, bool]) -> tuple[float, int]:
    header, merged_down = reading
    return header.score, header.last - header.first if merged_down else header.first - header.last


def _headers_from(rows: Sequence[Row], first: int, lexicon: Lexicon) -> list[tuple[HeaderRows, bool]]:
    """Readings that begin at ``first``, with whether cells merged downwards prove the lower rows to belong."""
    texts = {cell.text for cell in rows[first] if cell.text}
    if len(texts) < 2 or holds_data(texts) or _is_filled_in(texts, lexicon):
        return []
    found = []
    merged_down = False
    for last in range(first, min(first + MAX_LEVELS, len(rows))):
        if last > first:
            if not _continues(rows[last - 1], rows[last], lexicon):
                break
            merged_down = merged_down or _echoes(rows[last - 1], rows[last])
        paths = _paths(rows[first : last + 1], lexicon)
        score = _score(paths, lexicon)
        if score:
            found.append((HeaderRows(first, last, paths, score), merged_down))
    return found


def _is_filled_in(texts: Collection[str], lexicon: Lexicon) -> bool:
    """A line of 填报单位：…  填报时间：… above the header is no level of it, whatever is merged below."""
    others = [text for text in texts if not _FILLED_IN.match(unicodedata.normalize("NFKC", text))]
    return len(others) < len(texts) and not any(_field_of(text, lexicon) for text in others)


def _score(paths: Sequence[Sequence[str]], lexicon: Lexicon) -> float:
    """Fields named exactly; zero unless it is enough for a table: one of the ``anchors`` and one more, or three.

    Options that would be ticked count a little: they show that the row below the group belongs to the header.
    """
    fields = set()
    options = 0
    for parts in paths[:MAX_COLUMNS]:
        for text in ("".join(parts), *reversed(parts)):
            if field := _field_of(text, lexicon):
                fields.add(field)
                break
        options += len(parts) > 1 and _is_option(parts[-1], lexicon)
    enough = len(fields) >= (2 if fields & lexicon.anchors else 3)
    return len(fields) + (2 if lexicon.named_by in fields else 0) + 0.1 * options if enough else 0


def _paths(rows: Sequence[Row], lexicon: Lexicon) -> tuple[tuple[str, ...], ...]:
    """Words over each column, the same words of a merged cell once; a typed heading reaches over those below it."""
    width = min(max(len(row) for row in rows), MAX_COLUMNS)
    words = [[" ".join(row[c].text[:_LONGEST].split()) if c < len(row) else "" for c in range(width)] for row in rows]
    for upper, lower in itertools.pairwise(words):
        for c in range(1, width):
            if not upper[c] and lower[c] and upper[c - 1] and lower[c - 1] and upper[c - 1] != lower[c - 1]:
                upper[c] = upper[c - 1] if _spans(upper[c - 1], lower[c], lexicon) else ""
    return tuple(tuple(dict.fromkeys(level[c] for level in words if level[c])) for c in range(width))


def _spans(heading: str, text: str, lexicon: Lexicon) -> bool:
    """Can a heading that is typed over one column be meant for the next one as well? 名称 cannot."""
    key = _field_of(heading, lexicon)
    if key is None:
        return True
    return _is_tick_of(key, text, lexicon) or (lexicon.fields[key].dated and text in ("月", "日"))


def _is_tick_of(key: str, text: str, lexicon: Lexicon) -> bool:
    return key in lexicon.ticks and option(lexicon.fields[key], text) is not None


def _echoes(upper: Row, lower: Row) -> bool:
    """Is some cell of the upper row merged down into the lower one?"""
    return any(b.merged and b.text and a.text == b.text for a, b in zip(upper, lower, strict=False))


def _continues(upper: Row, lower: Row, lexicon: Lexicon) -> bool:
    """Can ``lower`` be a further level of the header above? Data under 名称 cannot; 学历 under a merged 教育 can."""
    named = 0
    for column, cell in enumerate(lower[:MAX_COLUMNS]):
        above = upper[column].text if column < len(upper) else ""
        if not cell.text or (cell.merged and cell.text == above):
            continue
        if _is_data(cell.text) or not _is_lower_level(upper, lower, column, lexicon):
            return False
        named += 1
    return named > 0


def _is_lower_level(upper: Row, lower: Row, column: int, lexicon: Lexicon) -> bool:
    text = lower[column].text
    above = upper[column].text if column < len(upper) else ""
    if _field_of(text, lexicon) or _field_of(above + text, lexicon):
        return True
    if above:
        return _in_group(upper, column) or _heads_typed_group(upper, lower, column, lexicon)
    heading = next((upper[near].text for near in range(min(column, len(upper)) - 1, -1, -1) if upper[near].text), "")
    return _beside_group(upper, column) and bool(heading) and _spans(heading, text, lexicon)


def _in_group(row: Row, column: int) -> bool:
    """Does the cell share a merged heading with a neighbour?"""
    cell = row[column]
    beside = [row[near] for near in (column - 1, column + 1) if 0 <= near < len(row)]
    return any(near.text == cell.text and (near.merged or cell.merged) for near in beside)


def _heads_typed_group(upper: Row, lower: Row, column: int, lexicon: Lexicon) -> bool:
    """Is the heading above typed over this column and meant for the next ones too?"""
    after = column + 1
    open_ended = after < len(lower) and bool(lower[after].text) and (after >= len(upper) or not upper[after].text)
    key = _field_of(upper[column].text, lexicon)
    if key is None:
        return open_ended and not re.search(r"\d", lower[column].text)
    first_part = lexicon.fields[key].dated and lower[column].text in ("年", "年份")
    return open_ended and (first_part or _is_tick_of(key, lower[column].text, lexicon))


def _beside_group(row: Row, column: int) -> bool:
    """Is the cell above empty because a heading further left was typed, not merged, over several columns?"""
    return any(cell.text for cell in row[max(0, column - 5) : column]) and column < len(row)


def _is_data(text: str) -> bool:
    return _DATA.search(text) is not None


@lru_cache(maxsize=8192)
def _field_of(text: str, lexicon: Lexicon) -> str | None:
    """The field that a name of a column surely means."""
    known = lexicon.known
    if len(text) > 40:
        return None
    if field := known.get(normalise(text)) or known.get(without_brackets(text)):
        return field
    guess = guess_by_name(0, (text,), lexicon)
    return guess.field if guess.confidence >= _NAMED else None


@lru_cache(maxsize=8192)
def _is_option(text: str, lexicon: Lexicon) -> bool:
    return any(option(lexicon.fields[key], text) for key in lexicon.ticks)
