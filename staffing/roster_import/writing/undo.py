"""Take a whole import back, except where somebody has worked on since; those records are kept and named."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from jian_minzheng.core import writes
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.progress import Passes, Tell, silent
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.scope import OutOfScope
from offices.models import Division
from staffing import vocabulary as v
from staffing.models import Appointment, ImportBatch, ImportRow, Person
from staffing.posts.keeping import KEPT_ELSEWHERE
from staffing.posts.lent import why_not_voided
from staffing.posts.releasing import numbers_release
from staffing.posts.rules import place_gone
from staffing.roster_import.kinds import KINDS
from staffing.roster_import.ledger.undo import facts_take_back
from staffing.roster_import.people.known import chunks
from staffing.roster_import.people.write import change_posts
from staffing.roster_import.previewing.eyes import eyes_of_readers
from staffing.roster_import.previewing.packing import ROWS_AT_ONCE
from staffing.roster_import.writing.bulk import bulk_change
from staffing.roster_import.writing.collecting import collector_held
from staffing.roster_import.writing.commit import CommitRefused, take_turns
from staffing.roster_import.writing.kept import Kept, tell_rows, told_to_readers
from staffing.roster_import.writing.noted import Note, Noted, Notes
from staffing.roster_import.writing.since import changed_since

State = ImportBatch.State
HELD_BEYOND = "原来的编制所在单位不在您当前身份的管辖范围内，编制不恢复"
HELD_THERE_NO_MORE = "原来的编制所在单位已撤销，编制不恢复"
NUMBER_STAYS = "原来的身份证号现在不能恢复，保留现状；如有疑问请交上一级民政局核对"
_NAMED = 100
"""How many kept records stand in the summary by name; each row tells of its own."""


@dataclass(slots=True)
class UndoResult:
    """How many posts were voided and how many records put back to their old values; ``kept`` were left alone."""

    voided: int = 0
    restored: int = 0
    kept: list[Kept] = field(default_factory=list)


@collector_held()
def batch_undo(actor: Acting, *, batch: ImportBatch, progress: Tell = silent) -> UndoResult:
    """Undo a committed batch; ``progress`` hears how many of its rows have been taken back.

    Posts that the import made are voided with the reason, old values are put back, posts that it ended run on. Persons
    that it made stay on record without a live post. A record that stands otherwise than the import left it is kept,
    and it is said who changed it (see ``since``); so is an ended post whose holder has another in its place by now.

    Raises:
        CommitRefused: the batch is not in the state 已导入, or somebody else has just undone it, or has just registered
            what was to be put back.
        OutOfScope: a record is no longer within the actor's scope; nothing is changed.
    """
    try:
        with transaction.atomic():
            return _undone(actor, batch, progress)
    except IntegrityError as clash:
        batch.refresh_from_db()
        raise CommitRefused("撤销期间有人登记了相同的内容，本次没有撤销。请再试一次。") from clash
    except (CommitRefused, OutOfScope):
        batch.refresh_from_db()  # it was claimed in memory too
        raise


def _undone(actor: Acting, batch: ImportBatch, progress: Tell) -> UndoResult:
    take_turns()
    claimed = ImportBatch.objects.filter(pk=batch.pk, state=State.COMMITTED).update(
        state=State.UNDONE, undone_at=timezone.now(), undone_by_id=actor.scope.user_id
    )
    batch.refresh_from_db()
    if not claimed:
        raise CommitRefused(f"这份花名册现在的状态是“{batch.get_state_display()}”，不能撤销。")
    if not KINDS[batch.kind].kept_by(actor):
        raise CommitRefused(f"您当前的身份“{actor.identity}”不维护{KINDS[batch.kind].label}，不能撤销。")
    undo = _UndoFacts if KINDS[batch.kind].parts else _Undo
    return undo(actor, batch, progress).run()


class _Undo:
    """Posts that the import made go first, so that what they stand in the way of may run on; persons come last.

    ``freed`` are the people whose posts made by the import were voided: they may return to the post they gave up. Of
    anybody else whom others keep by now nothing is put back.
    """

    def __init__(self, actor: Acting, batch: ImportBatch, progress: Tell) -> None:
        self.actor, self.batch = actor, batch
        self.tell = progress
        self.readers = eyes_of_readers(actor.scope, batch)
        self.why, self.level = f"撤销导入：{batch.file_name}", KINDS[batch.kind].level
        self.result = UndoResult()
        self.divisions: set[int] = set()
        self.freed: set[int] = set()

    def run(self) -> UndoResult:
        self._take_all_back()
        self._finish()
        return self.result

    def _take_all_back(self) -> None:
        noted = Noted(self.batch)
        told = Passes(self.tell, noted.rows, passes=2)
        for notes in noted.of("post"):
            posts = self._fetch(Appointment, notes)
            ours = self._wholly_within(notes, posts)
            self._take_back(self._not_established_twice(ours, posts), posts)
            told.advance(len(notes))
        for notes in noted.of("ended"):
            posts = self._fetch(Appointment, notes)
            self._take_back(self._may_run_on(self._wholly_within(notes, posts), posts), posts)
        for notes in noted.of("person"):
            persons = self._fetch(Person, notes)
            self._take_back(self._with_free_numbers(self._still_ours(notes, persons), persons), persons)
            told.advance(len(notes))
        self.tell(noted.rows, noted.rows)

    def _finish(self) -> None:
        result = self.result
        result.kept = told_to_readers(self.batch, result.kept, self.readers)
        counts = {"voided": result.voided, "restored": result.restored, "kept": len(result.kept)}
        kept = [[kept.number, kept.name, kept.reason] for kept in result.kept[:_NAMED]]
        codes = {**self.batch.summary.get("codes", {}), **tell_rows(self.batch, result.kept)}
        self.batch.summary = {**self.batch.summary, "undone": counts, "kept": kept, "codes": codes}
        self.batch.save(update_fields=["summary"])
        detail = {
            "批次": self.batch.pk,
            "作废": result.voided,
            "恢复原值": result.restored,
            "保留未撤销": len(result.kept),
            **keeping.told(self.actor, self.level),
        }
        rows, units = {ImportBatch: [self.batch.pk]}, self.divisions
        writes.finish_many(self.actor, Action.IMPORT_UNDONE, rows, units=units, subject=self.batch, detail=detail)

    @property
    def _reason(self) -> str:
        """As history tells it of what the rows were about."""
        return keeping.reason(self.actor, self.level, self.why)

    def _fetch(self, model: Any, notes: Notes) -> dict[int, Any]:
        """The records, locked, all of them in scope."""
        keys = sorted({note["id"] for _, note in notes})
        model.objects.require_visible(self.actor.scope, keys)
        locked = model.objects.filter(pk__in=keys).select_for_update(of=("self",), no_key=True)
        related = ["person", "work_division", "post_division", "home"] if model is Appointment else []
        return {record.pk: record for record in locked.select_related(*related)}

    def _take_back(self, notes: Notes, records: dict[int, Any]) -> None:
        """Undo what was done to records of one model."""
        moved = [records[note["id"]] for _, note in notes if records[note["id"]].version != note["version"]]
        changed = changed_since(self.batch, moved, self.readers)
        reverted: list[Any] = []
        fields: set[str] = set()
        for number, note in notes:
            record = records[note["id"]]
            if record.pk in changed:
                self.result.kept.append(_kept(number, record, changed[record.pk]))
            else:
                fields.update(self._revert(record, note))
                reverted.append(record)
        if records and isinstance(next(iter(records.values())), Appointment):
            change_posts(reverted, sorted(fields), actor=self.actor, why=self.why)
        else:
            numbers_release({record.id_number for record in reverted if record.id_number and "id_number" in fields})
            bulk_change(reverted, sorted(fields), user=self.actor.user, reason=self._reason)

    def _wholly_within(self, notes: Notes, posts: dict[int, Any]) -> list[tuple[int, Note]]:
        """Without posts of which the actor does not reach every unit that they name, or named before: what was never so
        is undone above both (ADR 36)."""
        before = {note["old"].get("post_division_id") for _, note in notes} - {None}
        reached = dict(
            Division.objects.visible_to(self.actor.scope).filter(pk__in=before).values_list("pk", "valid_to")
        )
        ours = []
        for number, note in notes:
            post, old = posts[note["id"]], note["old"].get("post_division_id")
            why = why_not_voided(self.actor.scope, post)
            if old and not why:
                why = HELD_BEYOND if old not in reached else HELD_THERE_NO_MORE if reached[old] else ""
            if why:
                self.result.kept.append(_kept(number, post, why))
            else:
                ours.append((number, note))
        return ours

    def _may_run_on(self, ended: Notes, posts: dict[int, Any]) -> list[tuple[int, Note]]:
        """Without those whose holder has another post in its place by now, be it the one that the import made."""
        people = sorted({posts[note["id"]].person_id for _, note in ended})
        ours = self._kept(people) | self.freed
        rivals = _open_posts(people)
        free = []
        for number, note in ended:
            post = posts[note["id"]]
            if any(_excludes(rival, post) for rival in rivals[post.person_id]):
                reason = "此人现有另一处同类或在编的任职，原任职不恢复"
                self.result.kept.append(_kept(number, post, reason))
            elif post.person_id not in ours:
                self.result.kept.append(_kept(number, post, KEPT_ELSEWHERE))
            elif said := place_gone(post):
                self.result.kept.append(_kept(number, post, said))
            else:
                free.append((number, note))
        return free

    def _not_established_twice(self, notes: Notes, posts: dict[int, Any]) -> list[tuple[int, Note]]:
        """Without posts that would be established again while their holder has got another established one."""
        again = {note["id"] for _, note in notes if note["old"].get("employment") in v.ESTABLISHED}
        rivals = _open_posts(sorted({posts[pk].person_id for pk in again}))
        free = []
        for number, note in notes:
            post = posts[note["id"]]
            if post.pk in again and any(one.established and one.pk != post.pk for one in rivals[post.person_id]):
                self.result.kept.append(_kept(number, post, "此人现有另一处在编的任职，编制类型不恢复"))
            else:
                free.append((number, note))
        return free

    def _with_free_numbers(self, notes: Notes, persons: dict[int, Any]) -> list[tuple[int, Note]]:
        """Without people whose old number somebody bears by now: nothing is said of who that is, or where."""
        wanted = {number for _, note in notes if (number := note["old"].get("id_number"))}
        taken: set[str] = set()
        for chunk in chunks(sorted(wanted)):
            holders = Person.objects.filter(id_number__in=chunk)
            holders = holders.exclude(pk__in=holders.without_live_post().values("pk"))
            taken.update(holders.values_list("id_number", flat=True))
        lost = [(number, note) for number, note in notes if note["old"].get("id_number") in taken]
        self.result.kept += [_kept(number, persons[note["id"]], NUMBER_STAYS) for number, note in lost]
        return [pair for pair in notes if pair not in lost] if lost else list(notes)

    def _still_ours(self, notes: Notes, persons: dict[int, Any]) -> list[tuple[int, Note]]:
        """People on record before the import, without those whose particulars others keep up by now."""
        known = [(number, note) for number, note in notes if not note["created"]]
        ours = self._kept([note["id"] for _, note in known])
        lost = [(number, note) for number, note in known if note["id"] not in ours]
        self.result.kept += [_kept(number, persons[note["id"]], KEPT_ELSEWHERE) for number, note in lost]
        return [(number, note) for number, note in known if note["id"] in ours]

    def _kept(self, people: Sequence[int]) -> set[int]:
        kept: set[int] = set()
        for chunk in chunks(people):
            kept.update(Person.objects.kept_by(self.actor.scope).filter(pk__in=chunk).values_list("pk", flat=True))
        return kept

    def _revert(self, record: Any, note: Note) -> Iterable[str]:
        """Set the record back in memory; returns the fields to save."""
        if isinstance(record, Appointment):
            self.divisions.update({record.work_division_id, record.post_division_id or record.work_division_id})
        if note["created"]:
            record.voided_at, record.voided_by, record.void_reason = timezone.now(), self.actor.user, self.why[:200]
            self.result.voided += 1
            if isinstance(record, Appointment):
                self.freed.add(record.person_id)
            return ("voided_at", "voided_by", "void_reason")
        for key, old in note["old"].items():
            setattr(record, key, _field(record, key).to_python(old))
        if isinstance(record, Appointment) and record.post_division_id:
            self.divisions.add(record.post_division_id)
        self.result.restored += 1
        return [_field(record, key).name for key in note["old"]]


class _UndoFacts(_Undo):
    """Rows about units instead of people."""

    def _take_all_back(self) -> None:
        rows = self.batch.rows.exclude(written={}).order_by("number").only("number", "written", "values")
        told = Passes(self.tell, rows.count(), passes=1)
        for portion in chunks(list(rows.values_list("pk", flat=True)), ROWS_AT_ONCE):
            self._take_portion_back(list(rows.filter(pk__in=portion)))
            told.advance(len(portion))

    def _take_portion_back(self, rows: list[ImportRow]) -> None:
        units = {row.values["_unit"][0] for row in rows}
        Division.objects.require_visible(self.actor.scope, units)
        self.divisions |= units
        removed, restored, kept = facts_take_back(rows, user=self.actor.user, reason=self._reason)
        self.result.voided += removed
        self.result.restored += restored
        self.result.kept += [Kept(row.number, row.values["_unit"][2], "导入之后已被修改，保留现状") for row, _ in kept]


def _open_posts(people: Sequence[int]) -> dict[int, list[Appointment]]:
    """Live posts that have not ended, by person id."""
    found: dict[int, list[Appointment]] = defaultdict(list)
    for chunk in chunks(people):
        for post in Appointment.objects.all().live().filter(person__in=chunk, to_date__isnull=True):
            found[post.person_id].append(post)
    return found


def _excludes(rival: Appointment, post: Appointment) -> bool:
    """May the two not both be open? One post of a kind at a place, and one established post."""
    if rival.pk == post.pk:
        return False
    same = (rival.kind, rival.work_division_id) == (post.kind, post.work_division_id)
    return same or (rival.established and post.established)


def _field(record: Any, key: str) -> Any:
    """The model field behind an attribute; ``post_division_id`` is that of ``post_division``."""
    return next(field for field in record._meta.fields if key in (field.attname, field.name))


def _kept(number: int, record: Any, reason: str) -> Kept:
    name = record.person.name if isinstance(record, Appointment) else str(record.name)
    return Kept(number, name, reason.rstrip("。"), record)
