"""Every service that writes facts, called on records of 吉安县 by somebody who may not write them."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from assessments.models import Parameter
from intake.models import ImportBatch
from intake.writing.commit import CommitRefused
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.registers import attachments
from jian_minzheng.core.registers import writes as register_writes
from jian_minzheng.core.scope import OutOfScope
from offices.identity import acting_as
from offices.models import DivisionGrant, Equipment, Photo, PopulationFigure, Station
from offices.models.stations import EquipmentKind
from offices.photos.images import CleanPhoto
from offices.registers.documents import DOCUMENTS
from offices.registers.homes import HOMES
from offices.roles import Role
from staffing import posts
from staffing.models import Appointment
from staffing.posts.keeping import KEPT_ELSEWHERE
from tests.portal import APPS
from tests.scope.subjects import Subjects

DAY = datetime.date(2025, 3, 1)
PORTAL = tuple(f"{app}." for app in APPS)
Case = Callable[[Acting, Subjects], Any]


def _of(word: str, method: Callable[..., Any], **more: Any) -> Case:
    """A service that takes a post as ``appointment`` with the version that was opened."""

    def call(actor: Acting, subjects: Subjects) -> None:
        post = Appointment.objects.get(pk=subjects.records[word].pk)
        made = {name: value(subjects) if callable(value) else value for name, value in more.items()}
        method(actor, appointment=post, opened_version=post.version, **made)

    return call


def _successor(subjects: Subjects) -> Appointment:
    town = subjects.world["永阳镇"]
    post = {"kind": "station_staff", "work_division": town, "post_division": town, "from_date": DAY}
    return Appointment(**post)


def _start(actor: Acting, subjects: Subjects) -> None:
    posts.appointment_start(actor, person=subjects.records["person"], appointment=_successor(subjects))


def _start_elsewhere(actor: Acting, subjects: Subjects) -> None:
    """Their own person, at a unit of somebody else."""
    posts.appointment_start(actor, person=subjects.elsewhere["person"], appointment=_successor(subjects))


def _start_somebody(actor: Acting, subjects: Subjects) -> None:
    """Somebody else's person, at their own unit."""
    posts.appointment_start(actor, person=subjects.records["person"], appointment=_at_home(subjects))


def _start_held(actor: Acting, subjects: Subjects) -> None:
    """Their own person at their own unit, on a post that somebody else's unit holds."""
    post = _at_home(subjects)
    post.kind, post.post_division = "village_specialist", subjects.world["永阳镇"]
    post.work_division = subjects.world["城东村"]
    posts.appointment_start(actor, person=subjects.elsewhere["person"], appointment=post)


def _in_home(subjects: Subjects, home: Any) -> Appointment:
    """A post that 禾川镇 holds, of somebody who works in a nursing home of 敦厚镇."""
    post = Appointment(kind="nursing_home_staff", home=home, from_date=DAY, post_division=subjects.world["禾川镇"])
    post.person, post.work_division = subjects.elsewhere["person"], subjects.world["敦厚镇"]
    return post


def _lent_to_a_home(subjects: Subjects) -> None:
    post = _in_home(subjects, subjects.world.homes["敦厚镇"])
    post.from_date = datetime.date(2025, 1, 1)
    post.save()


def _transfer_to_a_home(actor: Acting, subjects: Subjects) -> None:
    """Their own post, moved from one nursing home of somebody else to another one there."""
    post, successor = Appointment.objects.get(home__isnull=False), _in_home(subjects, subjects.records["offices:home"])
    posts.appointment_transfer(actor, appointment=post, opened_version=post.version, successor=successor)


def _at_home(subjects: Subjects) -> Appointment:
    town = subjects.world["禾川镇"]
    return Appointment(kind="station_staff", work_division=town, post_division=town, from_date=DAY)


def _start_moved(actor: Acting, subjects: Subjects) -> None:
    """Somebody who was there once and is kept by others now, taken back."""
    post = _successor(subjects)
    post.work_division = post.post_division = subjects.world["敦厚镇"]
    posts.appointment_start(actor, person=subjects.elsewhere["moved"], appointment=post)


def _update_moved(actor: Acting, subjects: Subjects) -> None:
    """Somebody who was there once and is kept by others now."""
    person = subjects.elsewhere["moved"]
    posts.person_update(actor, person=person, opened_version=person.version)


def _create_person(actor: Acting, subjects: Subjects) -> None:
    from staffing.models import Person

    posts.person_create_with_appointment(actor, person=Person(name="新来的人"), appointment=_successor(subjects))


def _update_person(actor: Acting, subjects: Subjects) -> None:
    person = subjects.records["person"]
    posts.person_update(actor, person=person, opened_version=person.version)


def _file_posts(actor: Acting, subjects: Subjects) -> None:
    posts.appointments_file(actor, appointment_ids={subjects.records["specialist"].pk}, on=DAY)


def _set_up(actor: Acting, subjects: Subjects) -> None:
    from offices.registers.station_writes import stations_set_up

    town = subjects.world["永阳镇"]
    stations_set_up(actor, stations=[Station(township=town, name="新设民政所", opened_on=DAY, founded_by="批复")])


def _photo(actor: Acting, subjects: Subjects) -> None:
    from offices.photos.services import photo_add

    clean = CleanPhoto(ContentFile(b"x"), ContentFile(b"y"))
    photo_add(actor, station=subjects.records["station"], photo=Photo(kind="office", taken_on=DAY), clean=clean)


def _rename(actor: Acting, subjects: Subjects) -> None:
    from offices.divisions.services import division_rename

    division_rename(actor, division=subjects.world["高塘村"], name="高塘新村", on=DAY, source="批复")


def _close(actor: Acting, subjects: Subjects) -> None:
    from offices.divisions.services import division_close

    division_close(actor, division=subjects.world["城南社区"], on=DAY, source="批复")


def _merge(actor: Acting, subjects: Subjects) -> None:
    from offices.divisions.services import division_merge

    world = subjects.world
    division_merge(actor, successor=world["高塘村"], predecessors=[world["城南社区"]], on=DAY, source="批复")


def _record(name: str, **more: Any) -> Case:
    def call(actor: Acting, subjects: Subjects) -> None:
        word = "offices:home void" if name == "record_bring_back" else "offices:home"
        getattr(register_writes, name)(actor, register=HOMES, record=_fresh(subjects.records[word]), **more)

    return call


def _section(actor: Acting, subjects: Subjects) -> None:
    home = subjects.records["offices:home"]
    base, section = home.censuses.order_by("as_of").last(), HOMES.sections[0]
    row = section.model(home=home, as_of=datetime.date(2026, 1, 1), residents=5)
    register_writes.section_save(
        actor, register=HOMES, section=section, record=home, row=row, base=base, opened_version=base.version
    )


def _many(actor: Acting, subjects: Subjects) -> None:
    home = _fresh(subjects.records["offices:home"])
    register_writes.records_change(
        actor,
        register=HOMES,
        records=[home],
        versions={home.pk: home.version},
        field="opened_on",
        value=datetime.date(2011, 1, 1),
    )


def _attachment(name: str, **more: Any) -> Case:
    def call(actor: Acting, subjects: Subjects) -> None:
        key = "offices:document"
        file = {} if name == "files_add" else {"attachment": subjects.records[f"{key} file"]}
        getattr(attachments, name)(actor, register=DOCUMENTS, record=subjects.records[key], **file, **more)

    return call


def _voiding(name: str, word: str, **more: Any) -> Case:
    def call(actor: Acting, subjects: Subjects) -> None:
        from jian_minzheng.core.editing import voiding

        getattr(voiding, name)(actor, record=_fresh(subjects.records[word]), **more)

    return call


def _post_voiding(name: str, word: str, **more: Any) -> Case:
    return lambda actor, subjects: getattr(posts, name)(actor, record=_fresh(subjects.records[word]), **more)


def _commit(actor: Acting, subjects: Subjects) -> None:
    from intake.writing.commit import batch_commit

    batch_commit(actor, batch=subjects.records["batch"], good_rows_only=True)


def _undo(batch: Callable[[Subjects], Any]) -> Case:
    def call(actor: Acting, subjects: Subjects) -> None:
        from intake.writing.undo import batch_undo

        batch_undo(actor, batch=batch(subjects))

    return call


def _own_batch(subjects: Subjects) -> Any:
    return subjects.records["batch"]


def _figures_batch(subjects: Subjects) -> Any:
    return ImportBatch.objects.get(kind="population")


def _equipment(actor: Acting, subjects: Subjects) -> None:
    from offices.registers.station_writes import equipment_save

    row = Equipment(station=subjects.records["station"], as_of=DAY, kind=EquipmentKind.COMPUTER, total=2, usable=2)
    line: Any = SimpleNamespace(
        instance=row, base=None, opened_version=0, owner={"station": row.station, "kind": row.kind}
    )
    equipment_save(actor, station=row.station, forms=[line])


def _parameter(actor: Acting, subjects: Subjects) -> None:
    from assessments.services import parameter_change

    key, tomorrow = "staff_headcount_bands", timezone.localdate() + datetime.timedelta(days=1)
    value = Parameter.objects.filter(key=key).first().value
    parameter_change(actor, key=key, value=value, valid_from=tomorrow, source="批复", county=subjects.world["吉安县"])


def _give(actor: Acting, subjects: Subjects) -> None:
    from offices.grants import grant_give

    grant_give(actor, user=actor.user, role=Role.COUNTY_OFFICER, division=subjects.world["吉安县"])


def _revoke(actor: Acting, subjects: Subjects) -> None:
    from offices.grants import grant_revoke

    grant_revoke(actor, grant=DivisionGrant.objects.get(pk=subjects.own_grant))


def _open_account(actor: Acting, subjects: Subjects) -> None:
    from offices.accounts import account_open

    account_open(
        actor,
        username="another",
        full_name="另一个",
        password="Another-password-2026",
        role=Role.COUNTY_OFFICER,
        division=subjects.world["吉安县"],
        first_password=True,
    )


def _fresh(record: Any) -> Any:
    return type(record)._default_manager.get(pk=record.pk)


CLEAN = attachments.CleanFile("新附件.pdf", "pdf", b"%PDF-1.7 another")
SERVICES: dict[str, Case] = {
    "jian_minzheng.core.editing.voiding.record_void": _voiding("record_void", "photo", reason="误填"),
    "jian_minzheng.core.editing.voiding.record_restore": _voiding("record_restore", "voided_photo"),
    "jian_minzheng.core.registers.writes.record_save": _record("record_save", opened_version=1),
    "jian_minzheng.core.registers.writes.section_save": _section,
    "jian_minzheng.core.registers.writes.record_end": _record("record_end", opened_version=1, on=DAY),
    "jian_minzheng.core.registers.writes.record_put_aside": _record("record_put_aside", reason="误填"),
    "jian_minzheng.core.registers.writes.record_bring_back": _record("record_bring_back"),
    "jian_minzheng.core.registers.writes.records_change": _many,
    "jian_minzheng.core.registers.attachments.files_add": _attachment("files_add", files=[CLEAN]),
    "jian_minzheng.core.registers.attachments.file_put_aside": _attachment("file_put_aside", reason="误传"),
    "offices.divisions.services.division_rename": _rename,
    "offices.divisions.services.division_close": _close,
    "offices.divisions.services.division_merge": _merge,
    "offices.photos.services.photo_add": _photo,
    "offices.registers.station_writes.stations_set_up": _set_up,
    "staffing.posts.filing.appointments_file": _file_posts,
    "staffing.posts.people.person_create_with_appointment": _create_person,
    "staffing.posts.people.person_update": _update_person,
    "staffing.posts.terms.appointment_start": _start,
    "staffing.posts.terms.appointment_start: at another's unit": _start_elsewhere,
    "staffing.posts.terms.appointment_start: somebody else's person": _start_somebody,
    "staffing.posts.terms.appointment_start: on another's post": _start_held,
    "staffing.posts.terms.appointment_transfer: to a home of others": _transfer_to_a_home,
    "staffing.posts.terms.appointment_start: moved, by clerk_dunhou": _start_moved,
    "staffing.posts.people.person_update: moved, by county_jian": _update_moved,
    "jian_minzheng.core.registers.writes.record_save: by city_officer": _record("record_save", opened_version=1),
    "staffing.posts.terms.appointment_update": _of("appointment", posts.appointment_update),
    "staffing.posts.terms.appointment_end": _of("appointment", posts.appointment_end, on=DAY, reason="resigned"),
    "staffing.posts.terms.appointment_reinstate": _of("ended_appointment", posts.appointment_reinstate),
    "staffing.posts.terms.appointment_transfer": _of("appointment", posts.appointment_transfer, successor=_successor),
    "staffing.posts.terms.appointment_lend": _of("appointment", posts.appointment_lend, successor=_successor),
    "staffing.posts.voiding.appointment_void": _post_voiding("appointment_void", "appointment", reason="误填"),
    "staffing.posts.voiding.appointment_restore": _post_voiding("appointment_restore", "voided_appointment"),
    "intake.writing.commit.batch_commit": _commit,
    "intake.writing.commit.batch_commit: what others keep, by city_officer": _commit,
    "intake.writing.undo.batch_undo": _undo(_own_batch),
    "intake.writing.undo.batch_undo: what others keep, by city_officer": _undo(_own_batch),
    "intake.writing.undo.batch_undo: of a post that lies elsewhere by now, by clerk_dunhou": _undo(_own_batch),
    "intake.writing.undo.batch_undo: of a village that lies elsewhere by now, by clerk_dunhou": _undo(_figures_batch),
    "offices.registers.station_writes.equipment_save": _equipment,
    "assessments.services.parameter_change": _parameter,
    "offices.grants.grant_give": _give,
    "offices.grants.grant_revoke": _revoke,
    "offices.accounts.account_open": _open_account,
}

ENDING_AT_THE_TRAIL = {"offices.grants", "offices.accounts"}
"""Modules of services tried above whose writes are no facts of units (``NO_FACTS``)."""


def _closed(subjects: Subjects) -> None:
    Station.objects.filter(township=subjects.world["永阳镇"]).update(closed_on=DAY)


def _committed(subjects: Subjects) -> None:
    _commit(acting_as(subjects.world.users["clerk_dunhou"]), subjects)


def _committed_and_moved(subjects: Subjects) -> None:
    _committed(subjects)
    pk, there = _own_batch(subjects).rows.exclude(written={}).get().written["post"]["id"], subjects.world["禾川镇"]
    Appointment.objects.filter(pk=pk).update(work_division=there, post_division=there)


def _figures_elsewhere(subjects: Subjects) -> None:
    """An import of 敦厚镇 wrote a figure of a village that belongs to 禾川镇 by now."""
    village, user = subjects.world["城东村"], subjects.world.users["clerk_dunhou"]
    figure = PopulationFigure.objects.create(
        division=village, year=2022, basis="registered", persons=1200, source="年报"
    )
    batch = ImportBatch.objects.create(
        division=subjects.world["敦厚镇"],
        scope=subjects.world["敦厚镇"],
        kind="population",
        owner=user,
        state=ImportBatch.State.COMMITTED,
    )
    note = {"id": figure.pk, "version": figure.version, "created": True, "old": {}}
    unit = {"division_id": village.pk, "path": village.path, "name": village.name, "level": village.level}
    batch.rows.create(number=2, outcome="new", values={"_unit": unit}, written={"population.registered": note})


PREPARED: dict[str, Callable[[Subjects], None]] = {
    "offices.registers.station_writes.stations_set_up": _closed,
    "staffing.posts.terms.appointment_transfer: to a home of others": _lent_to_a_home,
    "intake.writing.undo.batch_undo": _committed,
    "intake.writing.undo.batch_undo: what others keep, by city_officer": _committed,
    "intake.writing.undo.batch_undo: of a post that lies elsewhere by now, by clerk_dunhou": (_committed_and_moved),
    "intake.writing.undo.batch_undo: of a village that lies elsewhere by now, by clerk_dunhou": (_figures_elsewhere),
}
"""What has to be so before the service is called."""


def stored() -> dict[str, Any]:
    """Every row of every table of the portal."""
    models = [model for model in apps.get_models() if model.__module__.startswith(PORTAL)]
    return {model._meta.label: sorted(map(str, model._default_manager.values_list())) for model in models}


def problems_of(subjects: Subjects, name: str) -> list[str]:
    """What is wrong when somebody from elsewhere calls the service: it must refuse and leave every row as it is."""
    told, who = [], name.rpartition(" by ")[2] if " by " in name else "county_yongxin"
    with transaction.atomic():
        if name in PREPARED:
            PREPARED[name](subjects)
        before = stored()
        try:
            SERVICES[name](acting_as(subjects.world.users[who]), subjects)
        except (OutOfScope, Http404, PermissionDenied):
            told += [] if stored() == before else ["refused, and something is written"]
        except ValidationError as error:
            of_the_moved = "moved" in name and error.messages == [KEPT_ELSEWHERE]
            told += [] if of_the_moved and stored() == before else [f"ValidationError: {error}"]
        except CommitRefused as refusal:
            of_others = "what others keep" in name and "不维护" in refusal.message
            told += [] if of_others and stored() == before else [f"CommitRefused: {refusal.message}"]
        except Exception as error:
            told.append(f"{type(error).__name__}: {error}")
        else:
            told.append("not refused")
        transaction.set_rollback(True)
    return told
