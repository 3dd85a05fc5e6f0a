"""Writes about stations that are more than one record of a register: the seven haves, many stations at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from jian_minzheng.core import writes
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.editing import DatedEditForm, dated_row_save
from jian_minzheng.core.registers.writes import keep
from offices.models import Equipment, Station
from offices.registers.stations import STATIONS
from offices.stations.equipment import EquipmentForm
from offices.stations.setting_up import SAME_NAME, namesakes


@transaction.atomic
def equipment_save(actor: Acting, *, station: Station, forms: Iterable[DatedEditForm]) -> list[Equipment]:
    """Store the changed rows of the seven haves together, or none of them.

    Raises:
        PermissionDenied: whoever acts does not keep the station's records.
        EditConflict, ValidationError, OutOfScope: as for ``dated_row_save`` and ``writes.finish``.
    """
    marked: dict[str, str] = {}
    rows = []
    for form in forms:
        marked |= keep(actor, STATIONS, station, form.instance)
        EquipmentForm.require_right(form.instance, form.base)
        saved = dated_row_save(row=form.instance, base=form.base, opened_version=form.opened_version, owner=form.owner)
        rows.append(saved.row)
    writes.finish_many(
        actor,
        Action.EDITED,
        {Equipment: [row.pk for row in rows]},
        units={station.township_id},
        subject=station,
        detail={"设施": [row.get_kind_display() for row in rows], **marked},
    )
    return rows


@transaction.atomic
def stations_set_up(actor: Acting, *, stations: Sequence[Station], why: str = "") -> None:
    """Set up stations, all or none, with one audit entry that lists them; ``why`` goes into their history.

    Raises:
        PermissionDenied: whoever acts does not keep stations.
        ValidationError: one of the townships, which it names, has a station in operation, or its county one of that
            name.
        OutOfScope: one of them is not within the writer's scope.
    """
    alike = namesakes(stations)
    for station in stations:
        keep(actor, STATIONS, station, station)
        if station.township_id in alike:
            raise ValidationError(f"{station.township}：{SAME_NAME}")
        try:
            station.full_clean()
        except ValidationError as error:
            raise ValidationError(f"{station.township}：{''.join(error.messages)}") from error
        if why:
            said: Any = station  # where simple_history looks for it: no request is at hand
            said._history_user, said._change_reason = actor.user, why
        station.save()
    writes.finish_many(
        actor,
        Action.RECORDED,
        {Station: [station.pk for station in stations]},
        units=writes.units_of(*stations),
        label="民政所·批量设立",
        detail={
            "条数": len(stations),
            "设立日期": "、".join(sorted({str(station.opened_on) for station in stations})),
            "设立依据": "、".join(dict.fromkeys(station.founded_by for station in stations)),
            "名单": [station.name for station in stations],
        },
    )
