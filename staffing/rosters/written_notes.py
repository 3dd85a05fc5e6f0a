"""What an import noted about the records that it wrote: read once, packed, and given out portion by portion."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from intake.models import ImportBatch
from intake.writing.undo import Note, Notes
from jian_minzheng.core.bulk.packing import ROWS_AT_ONCE, Packed


class WrittenNotes:
    """The notes of a batch by part: as the book names them. Each record comes once.

    Two lines of a file may concern one record; each notes what it changed itself, all as it was before either. What
    further lines noted is told with the first.

    Attributes:
        rows: how many rows of the file wrote anything.
    """

    def __init__(self, batch: ImportBatch) -> None:
        self.rows = 0
        self._parts: dict[str, Packed[tuple[int, Note]]] = defaultdict(lambda: Packed(ROWS_AT_ONCE))
        self._seen: dict[str, set[int]] = defaultdict(set)
        self._further: dict[tuple[str, int], dict[str, Any]] = defaultdict(dict)
        rows = batch.rows.exclude(written={}).order_by("number").values_list("number", "written")
        for number, written in rows.iterator(chunk_size=ROWS_AT_ONCE):
            self.rows += 1
            for part, note in written.items():
                self._add(part, number, note)
        for note in batch.summary.get("ended", ()):
            self._add("ended", 0, note)

    def _add(self, part: str, number: int, note: Note) -> None:
        if note["id"] in self._seen[part]:
            self._further[part, note["id"]].update(note["old"])
        else:
            self._seen[part].add(note["id"])
            self._parts[part].add((number, note))

    def of(self, part: str) -> Iterator[Notes]:
        """Portion by portion, in the order of the file; a part is given out once."""
        for notes in self._parts[part].parts():
            for _, note in notes:
                note["old"].update(self._further.get((part, note["id"]), {}))
            yield notes
