"""Take back what a roster wrote about people, except where somebody has worked on since."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils import timezone

from intake.models import ImportBatch
from intake.writing.kept_records import Kept
from intake.writing.later_changes import later_changes
from intake.writing.undo import Note, Notes, Undo
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.bulk.chunks import chunks
from jian_minzheng.core.bulk.records import bulk_change
from jian_minzheng.core.progress import Passes, Tell
from offices.models import Division
from staffing import vocabulary as v
from staffing.models import Appointment, Person
from staffing.names import spell_name
from staffing.posts.keeping import KEPT_ELSEWHERE
from staffing.posts.lent import why_not_voided
from staffing.posts.releasing import numbers_release
from staffing.posts.rules import place_gone
from staffing.rosters.terms_undone import TermsUndone
from staffing.rosters.write import change_posts, from_today
from staffing.rosters.written_notes import WrittenNotes

HELD_BEYOND = "原来的编制所在单位不在您当前身份的管辖范围内，编制不恢复"
HELD_THERE_NO_MORE = "原来的编制所在单位已撤销，编制不恢复"
NUMBER_STAYS = "原来的身份证号现在不能恢复，保留现状；如有疑问请交上一级民政局核对"


class UndoPeople(Undo):
    """Posts that the import made go first, so that what they stand in the way of may run on; persons come last.

    They are voided with the reason, posts that the import ended run on, unless the holder has another in their place by
    now. Persons that it made stay on record without a live post. ``freed`` are the people whose posts made by the
    import were voided: they may return to the post they gave up. Of anybody else whom others keep by now nothing is put
    back.
    """

    def __init__(self, actor: Acting, batch: ImportBatch, progress: Tell) -> None:
        super().__init__(actor, batch, progress)
        self.freed: set[int] = set()

    def take_all_back(self) -> None:
        noted = WrittenNotes(self.batch)
        told = Passes(self.tell, noted.rows, passes=2)
        for notes in noted.of("post"):
            within = self.within_reach(Appointment, notes)
            posts = self._fetch(Appointment, within)
            ours = self._wholly_within(within, posts)
            self._take_back(self._not_twice(ours, posts), posts)
            told.advance(len(notes))
        for notes in noted.of("ended"):
            within = self.within_reach(Appointment, notes)
            posts = self._fetch(Appointment, within)
            self._take_back(self._may_run_on(self._wholly_within(within, posts), posts), posts)
        for notes in noted.of("person"):
            within = self.within_reach(Person, notes)
            persons = self._fetch(Person, within)
            self._take_back(self._with_free_numbers(self._still_ours(within, persons), persons), persons)
            told.advance(len(notes))
        self.tell(noted.rows, noted.rows)

    def _fetch(self, model: Any, notes: Notes) -> dict[int, Any]:
        """The records, locked; all of them are in scope."""
        keys = sorted({note["id"] for _, note in notes})
        locked = model.objects.filter(pk__in=keys).select_for_update(of=("self",), no_key=True)
        related = ["person", "work_division", "post_division", "home"] if model is Appointment else []
        return {record.pk: record for record in locked.select_related(*related)}

    def _take_back(self, notes: Notes, records: dict[int, Any]) -> None:
        """Undo what was done to records of one model."""
        moved = [records[note["id"]] for _, note in notes if records[note["id"]].version != note["version"]]
        changed = later_changes(self.batch, moved, self.readers)
        terms = TermsUndone(self.batch, notes, self.readers)
        changed = terms.changed | changed
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
            terms.take_back(reverted, from_today(self.actor.user, self.reason), self.void_reason)
            change_posts(reverted, sorted(fields), actor=self.actor, why=self.why)
        else:
            numbers_release({record.id_number for record in reverted if record.id_number and "id_number" in fields})
            bulk_change(reverted, sorted(fields), user=self.actor.user, reason=self.reason)

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
            if post.person_id not in ours:
                self.result.kept.append(_kept(number, post, KEPT_ELSEWHERE))
            elif any(_excludes(rival, post) for rival in rivals[post.person_id]):
                reason = "此人现有另一处同类、在编或全职的任职，原任职不恢复"
                self.result.kept.append(_kept(number, post, reason))
            elif said := place_gone(post):
                self.result.kept.append(_kept(number, post, said))
            else:
                free.append((number, note))
        return free

    def _not_twice(self, notes: Notes, posts: dict[int, Any]) -> list[tuple[int, Note]]:
        """Without posts that would be established, or full-time, again while their holder has got another such one."""
        again = {note["id"] for _, note in notes if any(_again(note).values())}
        rivals = _open_posts(sorted({posts[pk].person_id for pk in again}))
        free = []
        for number, note in notes:
            post = posts[note["id"]]
            others = [one for one in rivals.get(post.person_id, ()) if one.pk != post.pk]
            excluded = [why for why, is_again in _again(note).items() if is_again and any(map(_SINGLE[why], others))]
            if excluded:
                self.result.kept.append(_kept(number, post, excluded[0]))
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
            record.voided_at, record.voided_by, record.void_reason = timezone.now(), self.actor.user, self.void_reason
            self.result.voided += 1
            if isinstance(record, Appointment):
                self.freed.add(record.person_id)
            return ("voided_at", "voided_by", "void_reason")
        for key, old in note["old"].items():
            setattr(record, key, _field(record, key).to_python(old))
        if isinstance(record, Appointment) and record.post_division_id:
            self.divisions.add(record.post_division_id)
        self.result.restored += 1
        fields = [_field(record, key).name for key in note["old"]]
        if "name" in fields:  # which is a person's, and the spelling is found by it
            record.pinyin = spell_name(record.name)
            fields.append("pinyin")
        return fields


def _open_posts(people: Sequence[int]) -> dict[int, list[Appointment]]:
    """Live posts that have not ended, by person id."""
    found: dict[int, list[Appointment]] = defaultdict(list)
    for chunk in chunks(people):
        for post in Appointment.objects.all().live().filter(person__in=chunk, to_date__isnull=True):
            found[post.person_id].append(post)
    return found


def _excludes(rival: Appointment, post: Appointment) -> bool:
    """May the two not both be open? One post of a kind at a place (at a home, of a position), one established post, and
    one full-time one."""
    if rival.pk == post.pk:
        return False
    full_time = rival.working_mode in v.FULL_TIME and post.working_mode in v.FULL_TIME
    return _place(rival) == _place(post) or (rival.established and post.established) or full_time


def _place(post: Appointment) -> tuple[Any, ...]:
    return post.kind, post.work_division_id, post.home_id, post.position if post.home_id else ""


_ESTABLISHED_TWICE, _FULL_TIME_TWICE = (
    "此人现有另一处在编的任职，编制类型不恢复",
    "此人现有另一处全职在岗的任职，在岗方式不恢复",
)
_SINGLE: dict[str, Callable[[Appointment], bool]] = {
    _ESTABLISHED_TWICE: lambda post: post.established,
    _FULL_TIME_TWICE: lambda post: post.working_mode in v.FULL_TIME,
}


def _again(note: Note) -> dict[str, bool]:
    """What taking it back would make the post again, by why it may not."""
    old = note["old"]
    return {
        _ESTABLISHED_TWICE: old.get("employment") in v.ESTABLISHED,
        _FULL_TIME_TWICE: old.get("working_mode") in v.FULL_TIME,
    }


def _field(record: Any, key: str) -> Any:
    """The model field behind an attribute; ``post_division_id`` is that of ``post_division``."""
    return next(field for field in record._meta.fields if key in (field.attname, field.name))


def _kept(number: int, record: Any, reason: str) -> Kept:
    name = record.person.name if isinstance(record, Appointment) else str(record.name)
    return Kept(number, name, reason.rstrip("。"), record)
