"""What no row of the matrix comes to: cases of their own, told as what must not happen."""

import datetime
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from intake.models import ImportBatch, ImportJob
from intake.preview.preview import preview_build
from intake.report import Refusal, find_target
from intake.work.tasks import import_job_run
from intake.writing.commit import CommitRefused
from intake.writing.undo import batch_undo
from offices.identity import acting_as
from staffing.models import Appointment, Person
from tests.scope.alone import belongings, take_away_all_but
from tests.scope.asking import Asker
from tests.scope.subjects import ELSEWHERE_NUMBER, ELSEWHERE_PERSON, MOVED_FACTS, MOVED_PERSON
from tests.staffing import people
from tests.staffing.rosters.staff_rosters import number

Particular = Callable[[Asker], Iterator[str]]

BIRTH = ("19850312", "360830")
COLLEAGUES = [people.number(serial, *BIRTH) for serial in (5, 6)]
"""People of 敦厚镇 who were born where and when ``ELSEWHERE_PERSON`` was."""


def a_taken_number_is_told_to_be_somebodys(asker: Asker) -> Iterator[str]:
    """Who enters a number that stands elsewhere learns neither whose it is nor where."""
    data = {"person-name": "新来的人", "person-id_number_typed": ELSEWHERE_NUMBER, "post-from_date": "2025-03-01"}
    data |= {"post-place": asker.subjects.world["敦厚镇"].pk, "post-holder": "work", "post-working_mode": "1"}
    data |= {"post-position": "staff", "post-employment": "21"}
    answer = asker.ask("county_jian", "staffing:person_new", "POST", data)
    if "不能由本单位直接登记" not in answer.text:
        yield f"the number was not looked up ({answer.status})"
    yield from asker.tells_of_elsewhere("a taken number", answer)


def somebody_is_kept_by_others(asker: Asker) -> Iterator[str]:
    """Who keeps whom, reckoned from every post by itself: somebody without any post is kept by nobody."""
    with transaction.atomic():
        Person.objects.create(name="没有任职的人")
        _gone_twice(asker)
        for username, identity in asker.identities.items():
            kept = set(Person.objects.kept_by(identity).values_list("pk", flat=True))
            if kept != {pk for pk, posts in _posts_by_person().items() if _keeps(identity.path, posts)}:
                yield f"{username} keeps others than those of the area"
        transaction.set_rollback(True)


def _gone_twice(asker: Asker) -> None:
    """Somebody who has left 敦厚镇 and then 禾川镇 too."""
    person = Person.objects.create(name="两次离任的人")
    for name, year in (("敦厚镇", 2023), ("禾川镇", 2024)):
        place = {"work_division": asker.subjects.world[name], "post_division": asker.subjects.world[name]}
        days = {"from_date": datetime.date(year, 1, 1), "to_date": datetime.date(year, 12, 31)}
        Appointment.objects.create(person=person, kind="station_staff", **place, **days)


def _posts_by_person() -> dict[int, list[Appointment]]:
    posts: dict[int, list[Appointment]] = {}
    for post in Appointment.objects.select_related("work_division", "post_division"):
        posts.setdefault(post.person_id, []).append(post)
    return posts


def _keeps(path: str, posts: list[Appointment]) -> bool:
    """In post there; else nowhere, and there last; else entered by mistake there and nowhere else."""
    live = [post for post in posts if not post.is_void]
    held = [post for post in live if post.to_date is None]
    if held:
        return any(_lies(path, post) for post in held)
    if live:
        return _lies(path, max(live, key=lambda post: (post.to_date, post.pk)))
    return all(_lies(path, post) for post in posts)


def _lies(path: str, post: Appointment) -> bool:
    return any(unit is not None and unit.path.startswith(path) for unit in (post.work_division, post.post_division))


def a_list_shows_particulars_of_who_has_left(asker: Asker) -> Iterator[str]:
    """Of somebody who has left the list says who held the post and when, no particulars."""
    for username, shown in (("county_jian", False), ("county_yongxin", True)):
        sent = {"reason": "核对名册", "query": "state=all&column=name&column=phone&column=id_number"}
        answer = asker.ask(username, "staffing:person_export_full", "POST", sent)
        if (MOVED_FACTS["phone"] in answer.text) != shown or MOVED_PERSON not in answer.text:
            yield f"{username}: {answer.status}, the number is {'not ' if shown else ''}shown"


def a_finding_leads_to_others(asker: Asker) -> Iterator[str]:
    """The page of a finding links neither to a subject nor to a record that the reader cannot open."""
    finding, station = asker.subjects.records["finding"], asker.subjects.elsewhere["station"]
    page = reverse("offices:station_detail", args=[station.pk])
    figure = {"label": "办公用房", "value": 66, "model": "offices.Station", "pk": station.pk}
    changes: list[dict[str, Any]] = [
        {"explanation": {**finding.explanation, "inputs": [figure]}},
        {"subject_kind": "station", "subject_id": station.pk},
    ]
    for change in changes:
        with transaction.atomic():
            type(finding).objects.filter(standard=finding.standard).exclude(pk=finding.pk).delete()
            type(finding).objects.filter(pk=finding.pk).update(**change)
            answer = asker.ask("county_jian", "assessments:finding_detail", "GET")
            transaction.set_rollback(True)
        if answer.status != 200 or page in answer.text:
            yield f"{answer.status}: leads to a station elsewhere, by {', '.join(change)}"


def an_import_taken_back_changes_who_has_left(asker: Asker) -> Iterator[str]:
    """Particulars of somebody whom others keep by now, and the post given up, stay as they are."""
    moved, clerk = asker.subjects.elsewhere["moved"], asker.subjects.world.users["clerk_dunhou"]
    ended = moved.appointments.get(to_date__isnull=False)
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            division=asker.subjects.world["敦厚镇"],
            scope=asker.subjects.world["敦厚镇"],
            kind="station_staff",
            owner=clerk,
            state=ImportBatch.State.COMMITTED,
            columns={"tables": [{"number": 0, "sheet": "Sheet1", "start": 1}]},
        )
        batch.rows.create(number=2, outcome="changed", written={"person": _noted(moved, school="从前的学校")})
        batch.rows.create(number=3, outcome="changed", written={"ended": _noted(ended, note="从前的备注")})
        try:
            kept = len(batch_undo(acting_as(clerk), batch=batch).kept)
        except CommitRefused as refused:
            kept = len(refused.issues)
        moved_now, ended_now = type(moved).objects.get(pk=moved.pk), type(ended).objects.get(pk=ended.pk)
        transaction.set_rollback(True)
    if (moved_now.school, ended_now.note) != (moved.school, ended.note) or kept != 2:
        yield f"{2 - kept} records were put back"


def _noted(record: Any, **old: Any) -> dict[str, Any]:
    return {"id": record.pk, "version": record.version, "created": False, "old": old}


def what_is_put_aside_is_shown_to_others(asker: Asker) -> Iterator[str]:
    """A voided photo and a voided file are shown to those alone who keep the record."""
    document = asker.subjects.records["offices:document file"]
    shown = {"clerk_dunhou": 200, "county_jian": 200, "gov_dunhou": 404, "city_leader": 404}
    for username, status in shown.items():
        for name in ("offices:photo_image", "offices:photo_thumbnail"):
            answer = asker.ask(username, name, "GET", {"pk": asker.subjects.records["voided_photo"].pk})
            if answer.status != status:
                yield f"{username} {name}: {answer.status}"
        with transaction.atomic():
            type(document).objects.filter(pk=document.pk).update(voided_at=document.uploaded_at, void_reason="误传")
            answer = asker.ask(username, "offices:document_file", "GET")
            transaction.set_rollback(True)
        if answer.status != status:
            yield f"{username} offices:document_file: {answer.status}"


def many_are_changed_that_others_keep(asker: Asker) -> Iterator[str]:
    """Who ticks records that another level keeps is told so at each, and none of them is changed."""
    figure = asker.subjects.records["offices:population"]
    data = {"record": figure.pk, "field": "source", "source": "别的来源", f"version_{figure.pk}": figure.version}
    preview = asker.ask("city_officer", "offices:population_bulk", "POST", {**data, "step": "preview"})
    if "不维护" not in preview.text:
        yield "the preview does not say that another level keeps it"
    saved = asker.ask(
        "city_officer", "offices:population_bulk", "POST", {**data, "previewed": "别的来源", "step": "save"}
    )
    if saved.status != 302:
        yield f"what is not kept was not left out ({saved.status})"


def an_import_is_begun_for_others(asker: Asker) -> Iterator[str]:
    """The command finds no unit out of the account's area."""
    for username, unit in (("clerk_dunhou", "禾川镇"), ("county_jian", "禾川镇"), ("clerk_dunhou", "永阳镇")):
        try:
            find_target(username, unit)
        except Refusal:
            continue
        yield f"{username} may import into {unit}"


def the_worker_reads_a_roster_of_others(asker: Asker) -> Iterator[str]:
    """A job under a grant that does not reach the batch's unit leaves the batch alone."""
    batch, identity = asker.subjects.records["batch"], asker.identities["county_yongxin"]
    with transaction.atomic():
        before = list(batch.rows.values_list("pk", flat=True))
        grant = {"user_id": identity.user_id, "role": identity.role, "division_id": identity.division_id}
        job = ImportJob.objects.create(batch=batch, action=ImportJob.Action.READ, **grant)
        import_job_run.call(job.pk)
        job.refresh_from_db()
        if not job.failed or list(batch.rows.values_list("pk", flat=True)) != before:
            yield "the batch was read anew"
        transaction.set_rollback(True)


def a_preview_knows_of_others(asker: Asker) -> Iterator[str]:
    """What a roster comes to is the same whether there is anybody outside the importer's area or not."""
    for username in ("clerk_dunhou", "county_jian"):
        kept = belongings(asker.identities[username])
        before = previewed(asker, username)
        with transaction.atomic():
            take_away_all_but(kept)
            alone = previewed(asker, username)
            transaction.set_rollback(True)
        yield from (f"{username}: {was} / {now}" for was, now in zip(before, alone, strict=True) if was != now)


def previewed(asker: Asker, username: str) -> list[Any]:
    """What the preview says of each line of rosters that name units and people of others."""
    damaged = f"{ELSEWHERE_NUMBER[0]}.{ELSEWHERE_NUMBER[1:15]}E+17"
    lines = [
        ("张三", "敦厚镇", ""),
        ("李四", "禾川镇", ""),
        ("王五", "永阳镇", ""),
        (ELSEWHERE_PERSON, "敦厚镇", damaged),
        *(("赵" + "甲乙丙丁"[i], "敦厚镇", number(i, region="360830")) for i in range(4)),
    ]
    return [_previewed(asker, username, roster) for roster in (lines, *_rosters_of_one_birthday())]


def _rosters_of_one_birthday() -> list[list[tuple[str, str, str]]]:
    """Two colleagues, somebody elsewhere and strangers, born on one day in one county: few enough to be looked for
    among the importer's own people, and one more than that."""
    tried = [*COLLEAGUES, ELSEWHERE_NUMBER, *(people.number(serial, *BIRTH) for serial in (7, 8))]
    lines = [("钱" + "一二三四五"[i], "敦厚镇", one) for i, one in enumerate(tried)]
    return [lines[:-1], lines]


def _previewed(asker: Asker, username: str, lines: list[tuple[str, str, str]]) -> list[Any]:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "性别", "乡镇", "身份证号", "编制类型"])
    for name, town, id_number in lines:
        book.active.append([name, "男", town, id_number, "事业编制"])
    alike = override_settings(ALIKE_NUMBERS=2)
    with tempfile.TemporaryDirectory() as folder, transaction.atomic(), alike:
        for serial, id_number in enumerate(COLLEAGUES):
            people.employ(asker.subjects.world, f"同事{serial}", id_number=id_number)
        path = Path(folder) / "roster.xlsx"
        book.save(path)
        user, division = asker.subjects.world.users[username], asker.subjects.world["敦厚镇"]
        batch = preview_build(
            acting_as(user), path=path, file_name="花名册.xlsx", kind="station_staff", division=division
        )
        told = _told(batch)
        transaction.set_rollback(True)
    return told


def _told(batch: ImportBatch) -> list[Any]:
    names = dict(Person.objects.values_list("pk", "name"))
    rows = batch.rows.order_by("number").values_list("number", "outcome", "issues", "changes", "subject")
    return [(*said, names.get(person)) for *said, person in rows]


PARTICULAR: dict[str, Particular] = {
    case.__name__: case
    for case in (
        a_taken_number_is_told_to_be_somebodys,
        somebody_is_kept_by_others,
        a_list_shows_particulars_of_who_has_left,
        a_finding_leads_to_others,
        an_import_taken_back_changes_who_has_left,
        what_is_put_aside_is_shown_to_others,
        many_are_changed_that_others_keep,
        an_import_is_begun_for_others,
        the_worker_reads_a_roster_of_others,
        a_preview_knows_of_others,
    )
}
