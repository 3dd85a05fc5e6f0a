"""Dated rows that a roster wrote are taken back with the post they belong to: exactly those, as they were before."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from intake.models import ImportBatch
from intake.writing.later_changes import later_changes
from intake.writing.undo import Note, Notes
from jian_minzheng.core.acting import Identity
from jian_minzheng.core.bulk.chunks import chunks
from staffing.models import TERMS, Appointment, Term
from staffing.posts import dated
from staffing.posts.dated import Writing


class TermsUndone:
    """The rows that these notes of posts tell of, locked.

    ``changed``: by post, who has worked on one of them since.
    """

    def __init__(self, batch: ImportBatch, notes: Notes, readers: Identity) -> None:
        self._told: dict[str, dict[int, Note]] = defaultdict(dict)
        for _, note in notes:
            for fact, term in note.get("terms", {}).items():
                self._told[fact][note["id"]] = term
        self._rows = {fact: _locked(fact, told.values()) for fact, told in self._told.items()}
        self.changed: dict[int, str] = {}
        for fact, told in self._told.items():
            rows = [self._rows[fact][term["id"]] for term in told.values() if self._moved(fact, term)]
            since = later_changes(batch, rows, readers)
            self.changed |= {row.appointment_id: since[row.pk] for row in rows if row.pk in since}

    def _moved(self, fact: str, term: Note) -> bool:
        return bool(self._rows[fact][term["id"]].version != term["version"])

    def take_back(self, posts: Sequence[Appointment], writing: Writing, void_reason: str) -> None:
        """Put the rows of these posts back, and in memory what the posts say of them."""
        before = {post.pk: {fact: getattr(post, fact) for fact in TERMS} for post in posts}
        for fact, told in self._told.items():
            here = [(self._rows[fact][told[post.pk]["id"]], told[post.pk]) for post in posts if post.pk in told]
            dated.void_terms([row for row, term in here if term["created"]], writing, void_reason)
            kept = [(row, term["old"][fact]) for row, term in here if not term["created"]]
            column: Any = TERMS[fact]._meta.get_field(fact)
            for row, old in kept:
                setattr(row, fact, column.to_python(old))
            dated.change_terms(fact, [row for row, _ in kept], writing)
        dated.say_newest(posts, self._told, before)


def _locked(fact: str, notes: Iterable[Note]) -> dict[int, Term]:
    rows: dict[int, Term] = {}
    for some in chunks(sorted(note["id"] for note in notes)):
        found: Any = TERMS[fact].objects.filter(pk__in=some).select_for_update(no_key=True)
        rows |= {row.pk: row for row in found}
    return rows
