"""When what ``facts.offices`` loads may change: the first and last days of its rows."""

import datetime
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from assessments.compliance.facts.providers import Question, Turns, turning
from assessments.values.turns import turns
from assessments.vocabulary import SubjectKind
from offices.models import (
    Equipment,
    HomeCensus,
    PopulationFigure,
    ServiceWindow,
    Station,
    StationProfile,
    Succession,
    UrbanMark,
)


@turning("station")
def turns_of_stations(question: Question) -> Turns:
    found = open_turns(Station, "township", question.ids(SubjectKind.TOWNSHIP))
    return {(SubjectKind.TOWNSHIP, township): days for township, days in found.items()}


@turning("profile")
def turns_of_profiles(question: Question) -> Turns:
    return _as_of(StationProfile, "station", SubjectKind.STATION, question)


@turning("equipment")
def turns_of_equipment(question: Question) -> Turns:
    return _as_of(Equipment, "station", SubjectKind.STATION, question)


@turning("population")
def turns_of_populations(question: Question) -> Turns:
    """The days of the figures, and those on which the township was merged or split."""
    townships = question.townships_of(SubjectKind.STATION)
    units = set(townships.values())
    found: dict[int, set[datetime.date]] = defaultdict(set)
    for figure in PopulationFigure.objects.filter(division__in=units).live():
        found[figure.division_id].add(figure.day)
    for pair in Succession.objects.filter(Q(predecessor__in=units) | Q(successor__in=units)):
        for unit in (pair.predecessor_id, pair.successor_id):
            found[unit].add(pair.on)
    return {(SubjectKind.STATION, station): found[township] for station, township in townships.items()}


@turning("windows")
def turns_of_windows(question: Question) -> Turns:
    found = open_turns(ServiceWindow, "division", question.ids(SubjectKind.HALL))
    return {(SubjectKind.HALL, unit): days for unit, days in found.items()}


@turning("urban")
def turns_of_marks(question: Question) -> Turns:
    found = dated_turns(UrbanMark, "division", question.ids(SubjectKind.HALL))
    return {(SubjectKind.HALL, unit): days for unit, days in found.items()}


@turning("census")
def turns_of_censuses(question: Question) -> Turns:
    return _as_of(HomeCensus, "home", SubjectKind.NURSING_HOME, question)


def _as_of(model: Any, by: str, kind: SubjectKind, question: Question) -> Turns:
    """The days from which rows of the subjects hold."""
    found = _gathered(model.objects.filter(**{f"{by}__in": question.ids(kind)}), f"{by}_id", "as_of")
    return {(kind, pk): days for pk, days in found.items()}


def _gathered(rows: "QuerySet[Any]", by: str, *days: str) -> dict[int, set[datetime.date]]:
    """By subject the first day, and if two are named the day after the second, of each row."""
    found: dict[int, set[datetime.date]] = defaultdict(set)
    for pk, *bounds in rows.order_by().values_list(by, *days):
        found[pk] |= turns(*bounds)
    return found


def dated_turns(model: Any, by: str, keys: Collection[int]) -> dict[int, set[datetime.date]]:
    """Days from which live rows of ``SinceRow`` hold, by whom they are of."""
    rows = model.objects.filter(**{f"{by}__in": keys}, voided_at__isnull=True, since__isnull=False)
    return _gathered(rows, f"{by}_id", "since")


def open_turns(model: Any, by: str, keys: Collection[int]) -> dict[int, set[datetime.date]]:
    """Days on which live stations, homes or windows were opened, or were closed already, by what they belong to."""
    rows = model.objects.filter(**{f"{by}__in": keys}, voided_at__isnull=True)
    return _gathered(rows, by, "opened_on", "closed_on")
