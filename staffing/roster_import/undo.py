"""Take a whole import back, except where somebody has worked on since; those records are kept and named."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.hooks import facts_changed
from jian_minzheng.core.progress import Passes, Tell, silent
from offices.identity import Identity
from offices.models import User
from staffing.models import Appointment, ImportBatch, Person
from staffing.roster_import.bulk import bulk_change
from staffing.roster_import.commit import CommitRefused, take_turns
from staffing.roster_import.known import chunks

State = ImportBatch.State


@dataclass(frozen=True, slots=True)
class Kept:
    """A record that undo left as it is: line of the file, the person's name, and why."""

    number: int
    name: str
    reason: str


@dataclass(slots=True)
class UndoResult:
    """How many posts were voided and how many records put back to their old values; ``kept`` were left alone."""

    voided: int = 0
    restored: int = 0
    kept: list[Kept] = field(default_factory=list)


@transaction.atomic
def batch_undo(
    *,
    batch: ImportBatch,
    identity: Identity,
    user: User,
    request: HttpRequest | None = None,
    progress: Tell = silent,
) -> UndoResult:
    """Undo a committed batch; ``progress`` hears how many of its rows have been taken back.

    Posts that the import made are voided with the reason, old values are put back. Persons that it made stay on record
    without a live post. A record whose version moved on since the import is kept.

    Raises:
        CommitRefused: the batch is not in the state 已导入, or somebody else has just undone it.
        OutOfScope: a record is no longer within the scope of ``identity``; nothing is changed.
    """
    take_turns()
    claimed = ImportBatch.objects.filter(pk=batch.pk, state=State.COMMITTED).update(
        state=State.UNDONE, undone_at=timezone.now(), undone_by=user
    )
    batch.refresh_from_db()
    if not claimed:
        raise CommitRefused(f"这份花名册现在的状态是“{batch.get_state_display()}”，不能撤销。")
    return _Undo(batch, identity, user, progress).run(request)


class _Undo:
    def __init__(self, batch: ImportBatch, identity: Identity, user: User, progress: Tell) -> None:
        self.batch, self.identity, self.user = batch, identity, user
        self.rows = [row for row in batch.rows.order_by("number") if row.written]
        self.tell = progress
        self.told = Passes(progress, len(self.rows), passes=2)
        self.reason = f"撤销导入：{batch.file_name}"
        self.result = UndoResult()
        self.divisions: set[int] = set()

    def run(self, request: HttpRequest | None) -> UndoResult:
        posts = self._fetch(Appointment, "post")
        people = self._fetch(Person, "person")
        ImportBatch.objects.require_visible(self.identity, [self.batch.pk])
        Appointment.objects.require_visible(self.identity, posts)
        Person.objects.require_visible(self.identity, people)
        self._take_back("post", posts)
        self._take_back("person", people)
        self.tell(len(self.rows), len(self.rows))
        result = self.result
        counts = {"voided": result.voided, "restored": result.restored, "kept": len(result.kept)}
        kept = [[kept.number, kept.name, kept.reason] for kept in result.kept]
        self.batch.summary = {**self.batch.summary, "undone": counts, "kept": kept}
        self.batch.save(update_fields=["summary"])
        detail = {
            "批次": self.batch.pk,
            "作废": result.voided,
            "恢复原值": result.restored,
            "保留未撤销": len(result.kept),
        }
        facts_changed(self.divisions)
        trail.record(Action.IMPORT_UNDONE, actor=self.user, request=request, subject=self.batch, detail=detail)
        return self.result

    def _fetch(self, model: Any, part: str) -> dict[int, Any]:
        related = ["person"] if model is Appointment else []
        ids = sorted({row.written[part]["id"] for row in self.rows if part in row.written})
        found: dict[int, Any] = {}
        for chunk in chunks(ids):
            locked = model.objects.filter(pk__in=chunk).select_for_update(of=("self",), no_key=True)
            found.update({record.pk: record for record in locked.select_related(*related)})
        return found

    def _take_back(self, part: str, records: dict[int, Any]) -> None:
        """Undo what was done to the records of one sort, each once even if two lines of the file concern it."""
        done: dict[int, Any] = {}
        fields: set[str] = set()
        for row in self.rows:
            note = row.written.get(part)
            if note is None or note["id"] in done or (note["created"] and part == "person"):
                continue  # a person that the import made stays on record, without a live post
            record = records[note["id"]]
            if record.version != note["version"] or getattr(record, "is_void", False):
                self.result.kept.append(Kept(row.number, _name(record), "导入之后已被修改，保留现状"))
                continue
            fields.update(self._revert(record, note))
            done[record.pk] = record
        records_changed = list(done.values())
        bulk_change(records_changed, sorted(fields), user=self.user, reason=self.reason, advance=self.told.advance)

    def _revert(self, record: Any, note: dict[str, Any]) -> Iterable[str]:
        """Set the record back in memory; returns the fields to save."""
        if isinstance(record, Appointment):
            self.divisions.update({record.work_division_id, record.post_division_id or record.work_division_id})
        if note["created"]:
            record.voided_at, record.voided_by, record.void_reason = timezone.now(), self.user, self.reason[:200]
            self.result.voided += 1
            return ("voided_at", "voided_by", "void_reason")
        for key, old in note["old"].items():
            setattr(record, key, _field(record, key).to_python(old))
        if isinstance(record, Appointment) and record.post_division_id:
            self.divisions.add(record.post_division_id)
        self.result.restored += 1
        return [_field(record, key).name for key in note["old"]]


def _field(record: Any, key: str) -> Any:
    """The model field behind an attribute; ``post_division_id`` is that of ``post_division``."""
    return next(field for field in record._meta.fields if key in (field.attname, field.name))


def _name(record: Any) -> str:
    return record.person.name if isinstance(record, Appointment) else str(record.name)
