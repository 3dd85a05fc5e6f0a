"""Services of the offices and of what is asked of them: units, stations, accounts and grants, parameters."""

import datetime
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from assessments.models import Parameter
from assessments.services import parameter_change
from jian_minzheng.core.acting import Acting
from offices.accounts import account_open
from offices.divisions.services import division_close, division_merge, division_rename
from offices.grants import grant_give, grant_revoke
from offices.models import Contact, DivisionGrant, Equipment, Indicator, Photo, Station, Submission
from offices.models.stations import EquipmentKind
from offices.photos.images import CleanPhoto
from offices.photos.services import photo_add
from offices.registers.contact_writes import contacts_set
from offices.registers.station_writes import equipment_save, stations_set_up
from offices.returns.filling import Sheet, submission_declare, submission_fill, submissions_fill
from offices.returns.opening import periods_open
from offices.roles import Role
from tests.offices.returns_world import fill, make_returns, period
from tests.scope.services.case import DAY, Case, Preparation
from tests.scope.subjects import Subjects


def _set_up(actor: Acting, subjects: Subjects) -> None:
    town = subjects.world["永阳镇"]
    stations_set_up(actor, stations=[Station(township=town, name="新设民政所", opened_on=DAY, founded_by="批复")])


def _contacts(actor: Acting, subjects: Subjects) -> None:
    contacts_set(actor, contacts=[Contact(division=subjects.world["高塘村"], name="郭小川", from_date=DAY)])


def _photo(actor: Acting, subjects: Subjects) -> None:
    clean = CleanPhoto(ContentFile(b"x"), ContentFile(b"y"))
    photo_add(actor, station=subjects.records["station"], photo=Photo(kind="office", taken_on=DAY), clean=clean)


def _rename(actor: Acting, subjects: Subjects) -> None:
    division_rename(actor, division=subjects.world["高塘村"], name="高塘新村", on=DAY, source="批复")


def _close(actor: Acting, subjects: Subjects) -> None:
    division_close(actor, division=subjects.world["城南社区"], on=DAY, source="批复")


def _merge(actor: Acting, subjects: Subjects) -> None:
    world = subjects.world
    division_merge(actor, successor=world["高塘村"], predecessors=[world["城南社区"]], on=DAY, source="批复")


def _equipment(actor: Acting, subjects: Subjects) -> None:
    row = Equipment(station=subjects.records["station"], as_of=DAY, kind=EquipmentKind.COMPUTER, total=2, usable=2)
    line: Any = SimpleNamespace(
        instance=row, base=None, opened_version=0, owner={"station": row.station, "kind": row.kind}
    )
    equipment_save(actor, station=row.station, forms=[line])


def _parameter(actor: Acting, subjects: Subjects) -> None:
    key, tomorrow = "staff_headcount_bands", timezone.localdate() + datetime.timedelta(days=1)
    value = Parameter.objects.filter(key=key).first().value
    parameter_change(actor, key=key, value=value, valid_from=tomorrow, source="批复", county=subjects.world["吉安县"])


def _give(actor: Acting, subjects: Subjects) -> None:
    grant_give(actor, user=actor.user, role=Role.COUNTY_OFFICER, division=subjects.world["吉安县"])


def _revoke(actor: Acting, subjects: Subjects) -> None:
    grant_revoke(actor, grant=DivisionGrant.objects.get(pk=subjects.own_grant))


def _open_account(actor: Acting, subjects: Subjects) -> None:
    account_open(
        actor,
        username="another",
        full_name="另一个",
        password="Another-password-2026",
        role=Role.COUNTY_OFFICER,
        division=subjects.world["吉安县"],
        first_password=True,
    )


def _asked(subjects: Subjects) -> None:
    make_returns(subjects.world)


def _fill(actor: Acting, subjects: Subjects) -> None:
    values = {"finished": "12"}
    submission_fill(actor, division=subjects.world["敦厚镇"], period=period("2025-Q3"), values=values)


def _fill_many(actor: Acting, subjects: Subjects) -> None:
    sheet = Sheet(subjects.world["敦厚镇"], period("2025-Q3"), {"finished": "12"})
    submissions_fill(actor, sheets=[sheet])


def _begun(subjects: Subjects) -> None:
    make_returns(subjects.world)
    Indicator.objects.exclude(code="finished").update(active_from=None)
    fill(subjects.world, {"finished": "12"})


def _declare(actor: Acting, subjects: Subjects) -> None:
    submission = Submission.objects.get(division=subjects.world["敦厚镇"])
    submission_declare(actor, submission=submission, opened_version=submission.version)


def _open_periods(actor: Acting, subjects: Subjects) -> None:
    periods_open(actor, year=2025)


def _closed(subjects: Subjects) -> None:
    Station.objects.filter(township=subjects.world["永阳镇"]).update(closed_on=DAY)


SERVICES: dict[str, Case] = {
    "offices.divisions.services.division_rename": _rename,
    "offices.divisions.services.division_close": _close,
    "offices.divisions.services.division_merge": _merge,
    "offices.photos.services.photo_add": _photo,
    "offices.registers.contact_writes.contacts_set": _contacts,
    "offices.registers.station_writes.stations_set_up": _set_up,
    "offices.registers.station_writes.equipment_save": _equipment,
    "offices.returns.filling.submission_fill": _fill,
    "offices.returns.filling.submission_fill: by city_officer": _fill,
    "offices.returns.filling.submissions_fill": _fill_many,
    "offices.returns.filling.submission_declare": _declare,
    "offices.returns.opening.periods_open": _open_periods,
    "assessments.services.parameter_change": _parameter,
    "offices.grants.grant_give": _give,
    "offices.grants.grant_revoke": _revoke,
    "offices.accounts.account_open": _open_account,
}
PREPARED: dict[str, Preparation] = {
    "offices.registers.station_writes.stations_set_up": _closed,
    "offices.returns.filling.submission_fill": _asked,
    "offices.returns.filling.submission_fill: by city_officer": _asked,
    "offices.returns.filling.submissions_fill": _asked,
    "offices.returns.filling.submission_declare": _begun,
}
