"""Where the head of a roster is: under titles and fill-in lines, one to three rows deep, cells merged or not."""

from collections.abc import Sequence
from dataclasses import dataclass

from staffing.roster_import.fields import synonyms
from staffing.roster_import.grid import Cell
from staffing.roster_import.headers import normalise, without_brackets

SEARCH_DEPTH = 30
MAX_LEVELS = 3
MAX_COLUMNS = 256

Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class HeaderRows:
    """Header rows ``first`` … ``last`` (indices), each column's words from top to bottom, and how sure this is."""

    first: int
    last: int
    paths: tuple[tuple[str, ...], ...]
    score: float


def find_header_rows(rows: Sequence[Row]) -> HeaderRows | None:
    """The rows, among the first thirty, whose cells name the most fields; ``None`` when too few are named anywhere."""
    best: tuple[float, int] | None = None
    found: HeaderRows | None = None
    for first in range(min(len(rows), SEARCH_DEPTH)):
        for header, merged_down in _headers_from(rows, first):
            rank = (header.score, header.last - header.first if merged_down else header.first - header.last)
            if best is None or rank > best:
                best, found = rank, header
    return found


def _headers_from(rows: Sequence[Row], first: int) -> list[tuple[HeaderRows, bool]]:
    """Readings that begin at ``first``, with whether cells merged downwards prove the lower rows to belong."""
    if len({cell.text for cell in rows[first] if cell.text}) < 2:
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


def _score(paths: Sequence[Sequence[str]]) -> float:
    """Fields named exactly; zero unless it is enough for a roster: a name or identity number and one more, or three."""
    known = synonyms()
    fields = set()
    for parts in paths[:MAX_COLUMNS]:
        for text in ("".join(parts), *reversed(parts)):
            field = known.get(normalise(text)) or known.get(without_brackets(text))
            if field:
                fields.add(field)
                break
    enough = len(fields) >= (2 if fields & {"name", "id_number"} else 3)
    return len(fields) + (2 if "name" in fields else 0) if enough else 0


def _paths(rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    """Words over each column, the same words of a merged cell once."""
    width = min(max(len(row) for row in rows), MAX_COLUMNS)
    paths: list[tuple[str, ...]] = []
    for column in range(width):
        words: list[str] = []
        for row in rows:
            text = " ".join(row[column].text.split()) if column < len(row) else ""
            if text and text not in words:
                words.append(text)
        paths.append(tuple(words))
    return tuple(paths)


def _echoes(upper: Row, lower: Row) -> bool:
    """Is some cell of the upper row merged down into the lower one?"""
    return any(b.merged and b.text and a.text == b.text for a, b in zip(upper, lower, strict=False))


def _continues(upper: Row, lower: Row) -> bool:
    """Can ``lower`` be a further level of the header above? Data under 姓名 cannot; 学历 under a merged 教育 can."""
    known = synonyms()
    named = 0
    for column, cell in enumerate(lower[:MAX_COLUMNS]):
        above = upper[column].text if column < len(upper) else ""
        if not cell.text or (cell.merged and cell.text == above):
            continue
        if not above:
            if normalise(cell.text) not in known and not _beside_group(upper, column):
                return False
        elif not _in_group(upper, column) and normalise(cell.text) not in known:
            return False
        named += 1
    return named > 0


def _in_group(row: Row, column: int) -> bool:
    """Does the cell share a merged heading with a neighbour?"""
    cell = row[column]
    beside = [row[near] for near in (column - 1, column + 1) if 0 <= near < len(row)]
    return any(near.text == cell.text and (near.merged or cell.merged) for near in beside)


def _beside_group(row: Row, column: int) -> bool:
    """Is the cell above empty because a heading further left was typed, not merged, over several columns?"""
    return any(cell.text for cell in row[max(0, column - 3) : column]) and column < len(row)
