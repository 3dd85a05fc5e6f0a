"""People on the books at the units of a file whom the file does not name. They end only if the official says so."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils import timezone

from intake.addresses import Addresses
from intake.decisions import Decisions
from intake.issues import Issue, Severity
from intake.models import ImportBatch, ImportRow
from intake.preview.scopes import scope_of_readers
from intake.preview.stored_tables import addresses_of
from intake.units.book import units_in_reach
from jian_minzheng.core.acting import Identity
from jian_minzheng.core.bulk.chunks import chunks
from staffing import vocabulary as v
from staffing.models import Appointment
from staffing.rosters.arrivals import End

Outcome = ImportRow.Outcome


class BadEnd(ValueError):
    """An end that cannot be: the message says whose and why."""


@dataclass(frozen=True, slots=True)
class MissingPerson:
    """An open post at a unit that the file covers, met by no row; ``hint`` names rows that may mean this person."""

    appointment_id: int
    person_id: int
    name: str
    unit: str
    position: str
    from_date: datetime.date
    version: int
    hint: str = ""


def missing_people(batch: ImportBatch, identity: Identity) -> list[MissingPerson]:
    """Open posts of the batch's kind at units to which at least one row belongs, in the order of the tree.

    Not those that a row of the file ends itself, by transfer or loan. Nor any at units that have left the division
    since: what is said of people stays in the batch, where all its readers find it.
    """
    file, among = _read(batch), addresses_of(batch)
    eyes = scope_of_readers(identity, batch)
    reach = units_in_reach(eyes, batch.division, homes=False).divisions
    missing = []
    for chunk in chunks(sorted({division for division, _ in file.units} & reach)):
        posts = Appointment.objects.visible_to(eyes).filter(
            kind=batch.kind, work_division__in=chunk, to_date__isnull=True, voided_at__isnull=True
        )
        for post in posts.select_related("person", "work_division", "home").order_by("work_division__path", "pk"):
            if post.pk not in file.met and (post.work_division_id, post.home_id) in file.units:
                missing.append(_described(post, file, among))
    return missing


def check_ends(missing: Mapping[int, MissingPerson], ends: Mapping[int, Mapping[str, str]]) -> None:
    """What an official says about people who left: ``{appointment id: {"on": ISO date, "reason": EndReason}}``.

    Raises:
        BadEnd: nobody is missing under that id, or day or reason cannot be.
    """
    for pk, end in ends.items():
        person = missing.get(pk)
        if person is None:
            raise BadEnd("所选人员中有人已不在“可能离岗”名单中，请刷新页面后重新选择。")
        try:
            on = datetime.date.fromisoformat(end.get("on", ""))
        except ValueError:
            raise BadEnd(f"{person.name}：请填写离岗日期，例如2026-01-31。") from None
        if on > timezone.localdate():
            raise BadEnd(f"{person.name}：离岗日期不能晚于今天。")
        if on < person.from_date:
            raise BadEnd(f"{person.name}：离岗日期不能早于到岗日期{person.from_date}。")
        if end.get("reason") not in v.EndReason.values:
            raise BadEnd(f"{person.name}：请选择离岗原因。")


def forget_who_is_named(batch: ImportBatch, identity: Identity) -> None:
    """Whoever was said to have left, and is named by a row after all, has not: that is told with the batch.

    The caller holds the batch.
    """
    decided = Decisions.from_json(batch.decisions)
    if not decided.absent:
        return
    missing = {person.appointment_id for person in missing_people(batch, identity)}
    still = {pk: end for pk, end in decided.absent.items() if pk in missing}
    if found := len(decided.absent) - len(still):
        told = f"有{found}人勾选过离岗，现在表里有他们的行：不再办理离岗。"
        batch.decisions = replace(decided, absent=still).to_json()
        batch.summary["notes"] = list(dict.fromkeys([*batch.summary["notes"], told]))
        batch.save(update_fields=["decisions", "summary"])


def plan_ends(
    batch: ImportBatch, identity: Identity, decided: Mapping[int, Mapping[str, str]]
) -> tuple[list[End], list[Issue]]:
    """What was decided, judged against the database of this moment, posts locked; and what no longer agrees."""
    if not decided:
        return [], []
    missing = {person.appointment_id: person for person in missing_people(batch, identity)}
    posts = Appointment.objects.filter(pk__in=decided).select_related("person", "work_division", "post_division")
    locked = {post.pk: post for post in posts.select_for_update(of=("self",), no_key=True)}
    ends, conflicts = [], []
    for pk, end in decided.items():
        try:
            check_ends(missing, {pk: end})
            if end.get("version", str(locked[pk].version)) != str(locked[pk].version):
                raise BadEnd(f"{missing[pk].name}的任职在您决定离岗之后已被修改，请重新核对。")
        except BadEnd as problem:
            issue = Issue.of_sheet(
                "record_changed", str(problem), sheet=batch.sheet, key="name", severity=Severity.ERROR
            )
            conflicts.append(issue)
        else:
            day = datetime.date.fromisoformat(end["on"])
            ends.append(End(locked[pk], day, v.EndReason(end["reason"])))
    return ends, conflicts


class _File:
    """What the rows of a batch account for."""

    def __init__(self) -> None:
        self.units: set[tuple[int, int | None]] = set()
        self.met: set[int] = set()
        self.persons: dict[int, int] = {}
        self.doubtful: dict[str, list[int]] = defaultdict(list)


def _read(batch: ImportBatch) -> _File:
    """One pass over the rows; of their values only three travel."""
    file = _File()
    parts = ("number", "outcome", "subject", "values___post", "values__name", "values___unit", "values___ends")
    rows = batch.rows.exclude(outcome=Outcome.IGNORED).order_by("number").values_list(*parts)
    for number, outcome, person, post, name, unit, ended in rows.iterator(chunk_size=5000):
        if unit:
            file.units.add((unit["division_id"], unit["home_id"]))
        if outcome in ImportRow.GOING_IN:
            file.met.update({post, ended} - {None})
            if person:
                file.persons[person] = number
        elif name:
            file.doubtful[name].append(number)
    return file


def _described(post: Appointment, file: _File, among: Addresses) -> MissingPerson:
    name, hint = post.person.name, ""
    if number := file.persons.get(post.person_id):
        hint = f"此人在文件{among.line_name(number)}，登记到了另一处。"
    elif rows := file.doubtful.get(name):
        hint = f"文件{among.line_names(rows[:3])}同名，但有错误、待确认或选了不导入，可能是此人。"
    return MissingPerson(
        appointment_id=post.pk,
        person_id=post.person_id,
        name=name,
        unit=str(post.home) if post.home else post.work_division.name,
        position=post.get_position_display(),
        from_date=post.from_date,
        version=post.version,
        hint=hint,
    )
