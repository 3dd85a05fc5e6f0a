"""Every write about stations: one transaction, ended at the one door."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from jian_minzheng.core import writes
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.editing import DatedEditForm, dated_row_save
from jian_minzheng.core.editing.dated import DatedSave
from offices.models import Equipment, ServiceWindow, Station, StationProfile


@transaction.atomic
def station_create(actor: Acting, *, station: Station) -> Station:
    """Set up a station.

    Raises:
        ValidationError: the township has one in operation.
        OutOfScope: the township is not within the writer's scope.
    """
    station.full_clean()
    station.save()
    writes.finish(actor, Action.RECORDED, station)
    return station


@transaction.atomic
def station_update(actor: Acting, *, station: Station, opened_version: int) -> Station:
    """Change a station's own data, its end included: an end date closes it, an empty one reopens it.

    Raises:
        EditConflict: somebody saved it since it was opened.
        ValidationError: a constraint is broken, e.g. another station is in operation.
        OutOfScope: it is not within the writer's scope.
    """
    station.claim(opened_version)
    station.full_clean()
    station.save()
    writes.finish(actor, Action.EDITED, station)
    return station


@transaction.atomic
def profile_save(
    actor: Acting, *, station: Station, row: StationProfile, base: StationProfile | None, opened_version: int
) -> DatedSave:
    """Correct the profile row of that day, or add one that holds from it on. Errors as in ``dated_row_save``."""
    saved = dated_row_save(row=row, base=base, opened_version=opened_version, owner={"station": station})
    writes.finish(actor, saved.action, saved.row)
    return saved


@transaction.atomic
def equipment_save(actor: Acting, *, station: Station, forms: Iterable[DatedEditForm]) -> list[Equipment]:
    """Store the changed rows of the seven haves together, or none of them. Errors as in ``dated_row_save``."""
    rows = [
        dated_row_save(row=form.instance, base=form.base, opened_version=form.opened_version, owner=form.owner).row
        for form in forms
    ]
    detail = {"设施": [row.get_kind_display() for row in rows]}
    writes.finish_many(
        actor,
        Action.EDITED,
        {Equipment: [row.pk for row in rows]},
        units={station.township_id},
        subject=station,
        detail=detail,
    )
    return rows


@transaction.atomic
def window_save(actor: Acting, *, window: ServiceWindow, opened_version: int | None) -> ServiceWindow:
    """Open a window (``opened_version`` is ``None``) or change one, its closing date included.

    Raises:
        EditConflict: somebody saved it since it was opened.
        ValidationError: a constraint is broken, or the place does not fit the unit.
        OutOfScope: the unit is not within the writer's scope.
    """
    if window.place != window_place(window.division):
        raise ValidationError("设置地点与单位层级不符。")
    if opened_version is not None:
        window.claim(opened_version)
    window.full_clean()
    window.save()
    writes.finish(actor, Action.RECORDED if opened_version is None else Action.EDITED, window)
    return window


def window_place(division: Any) -> str:
    """Where a window of this unit stands: county hall, township hall or urban community; empty where none is owed."""
    if division.is_urban_community:
        return ServiceWindow.Place.COMMUNITY
    return {"county": ServiceWindow.Place.COUNTY_HALL, "township": ServiceWindow.Place.TOWNSHIP_HALL}.get(
        division.level, ""
    )
