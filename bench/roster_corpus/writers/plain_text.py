"""Tables as text, in the encodings of the offices."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.roster_corpus.truth import Page
from bench.roster_corpus.writers.shown import shown


def separated(delimiter: str, encoding: str, *, first: str = "") -> Callable[[Path, Sequence[Page]], None]:
    """A writer of the first page, with empty fields to the full width as Excel pads them; ``first`` goes before."""

    def write(path: Path, pages: Sequence[Page]) -> None:
        page = pages[0]
        width = max((len(row) for row in page.rows), default=0)
        lines = io.StringIO(newline="")
        writer = csv.writer(lines, delimiter=delimiter, lineterminator="\r\n")
        for row in page.rows:
            writer.writerow([shown(value) for value in row] + [""] * (width - len(row)))
        path.write_bytes((first + lines.getvalue()).encode(encoding))

    return write
