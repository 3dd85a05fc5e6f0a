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
from offices.models import DivisionGrant, Equipment, Photo, Station
from offices.models.stations import EquipmentKind
from offices.photos.images import CleanPhoto
from offices.photos.services import photo_add
from offices.registers.station_writes import equipment_save, stations_set_up
from offices.roles import Role
from tests.scope.services.case import DAY, Case, Preparation
from tests.scope.subjects import Subjects


def _set_up(actor: Acting, subjects: Subjects) -> None:
    town = subjects.world["永阳镇"]
    stations_set_up(actor, stations=[Station(township=town, name="新设民政所", opened_on=DAY, founded_by="批复")])


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


def _closed(subjects: Subjects) -> None:
    Station.objects.filter(township=subjects.world["永阳镇"]).update(closed_on=DAY)


SERVICES: dict[str, Case] = {
    "offices.divisions.services.division_rename": _rename,
    "offices.divisions.services.division_close": _close,
    "offices.divisions.services.division_merge": _merge,
    "offices.photos.services.photo_add": _photo,
    "offices.registers.station_writes.stations_set_up": _set_up,
    "offices.registers.station_writes.equipment_save": _equipment,
    "assessments.services.parameter_change": _parameter,
    "offices.grants.grant_give": _give,
    "offices.grants.grant_revoke": _revoke,
    "offices.accounts.account_open": _open_account,
}
PREPARED: dict[str, Preparation] = {
    "offices.registers.station_writes.stations_set_up": _closed,
}
