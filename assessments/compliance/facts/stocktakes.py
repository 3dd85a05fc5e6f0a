"""Which registers are complete for whom: as its own unit has said, one above it, or all those below it (清查)."""

import datetime
from collections import defaultdict

from django.db.models import QuerySet

from assessments.compliance.facts.providers import Fields, Question, Turns, provides, turning
from assessments.values.turns import turns
from assessments.vocabulary import SubjectKind
from offices.models import Division, DivisionEra, Stocktake
from offices.models.divisions import Level
from offices.places import below_any, nearest
from offices.stocktakes import finished_on

Subject = tuple[str, int]
_NOTHING: frozenset[str] = frozenset()


@provides("complete", *SubjectKind)
def complete(question: Question) -> Fields:
    """One query, and where counties are asked of another: a roster that all its townships keep is the county's."""
    subjects = {(kind, pk): one["division_id"] for kind, shelf in question.shelves.items() for pk, one in shelf.items()}
    above = {unit: question.places.lineage(unit) for unit in set(subjects.values())}
    below = {
        county: [unit.pk for unit in units]
        for county, units in _townships(question, Division.objects.on(question.day)).items()
    }
    asked = {one for units in (*above.values(), *below.values()) for one in units}
    said = finished_on(question.day, asked)
    found = {}
    for key, unit in subjects.items():
        told_above = frozenset().union(*(said.get(one, _NOTHING) for one in above[unit]))
        told_below = [said.get(one, _NOTHING) for one in below.get(key, ())]
        found[key] = {"complete": told_above.union(frozenset.intersection(*told_below) if told_below else _NOTHING)}
    return found


def _townships(question: Question, units: "QuerySet[Division]") -> dict[Subject, list[Division]]:
    """Those of the units that are townships of the counties asked of, taken to lie where they lie today."""
    counties = {question.places.nodes[pk].path: pk for pk in question.ids(SubjectKind.COUNTY)}
    found: dict[Subject, list[Division]] = defaultdict(list)
    if counties:
        for unit in units.filter(below_any("path", counties), level=Level.TOWNSHIP, virtual=False).order_by("path"):
            if county := nearest(unit.path, counties):
                found[SubjectKind.COUNTY, county].append(unit)
    return found


@turning("complete")
def turns_of_completeness(question: Question) -> Turns:
    """Days on which a register was finished at a unit that the subject lies in or below, or once lay below."""
    subjects = {(kind, pk): one["division_id"] for kind, shelf in question.shelves.items() for pk, one in shelf.items()}
    above = {unit: set(question.places.lineage(unit)) for unit in set(subjects.values())}
    former: dict[int, set[int]] = defaultdict(set)
    eras = DivisionEra.objects.filter(division__in=set().union(*above.values()), parent__isnull=False).order_by()
    for unit, parent in eras.values_list("division_id", "parent_id"):
        former[unit].add(parent)
    finished: dict[int, set[datetime.date]] = defaultdict(set)
    rows = Stocktake.objects.filter(finished_on__isnull=False).live().order_by()
    for unit, day in rows.values_list("division_id", "finished_on"):
        finished[unit].add(day)
    found = {
        unit: {day for one in line for place in (one, *former[one]) for day in finished[place]}
        for unit, line in above.items()
    }
    below = {
        county: {day for unit in units for day in (*finished[unit.pk], *turns(unit.valid_from, unit.valid_to))}
        for county, units in _townships(question, Division.objects.all()).items()
    }
    return {key: found[unit] | below.get(key, set()) for key, unit in subjects.items()}
