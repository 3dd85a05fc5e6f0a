"""Tables as text, in the encodings of the offices."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.roster_corpus.truth import Page
from bench.roster_corpus.writers.shown import shown


def separated(
    delimiter: str, encoding: str, *, first: str = "", mark: str = ""
) -> Callable[[Path, Sequence[Page]], None]:
    """A writer of the first page, with empty fields to the full width as Excel pads them; ``first`` goes before.

    With a ``mark`` of its own every field stands in it.
    """

    def write(path: Path, pages: Sequence[Page]) -> None:
        page = pages[0]
        width = max((len(row) for row in page.rows), default=0)
        lines = io.StringIO(newline="")
        quoting = csv.QUOTE_ALL if mark else csv.QUOTE_MINIMAL
        writer = csv.writer(lines, delimiter=delimiter, lineterminator="\r\n", quotechar=mark or '"', quoting=quoting)
        for row in page.rows:
            writer.writerow([shown(value) for value in row] + [""] * (width - len(row)))
        path.write_bytes((first + lines.getvalue()).encode(encoding))

    return write


def spaced(path: Path, pages: Sequence[Page]) -> None:
    """As people type it: a blank behind each comma, marks around what holds one."""
    page = pages[0]
    width = max((len(row) for row in page.rows), default=0)
    lines = [", ".join(_marked(shown(value)) for value in [*row, *[None] * (width - len(row))]) for row in page.rows]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("gb18030"))


def _marked(text: str) -> str:
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if any(each in text for each in ',"\n') else text
