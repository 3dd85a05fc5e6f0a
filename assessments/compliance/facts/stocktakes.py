"""Which registers are complete for whom: as its own unit has said, or one above it (清查)."""

import datetime
from collections import defaultdict

from assessments.compliance.facts.providers import Fields, Question, Turns, provides, turning
from assessments.vocabulary import SubjectKind
from offices.models import DivisionEra, Stocktake
from offices.stocktakes import finished_on


@provides("complete", *SubjectKind)
def complete(question: Question) -> Fields:
    """One query."""
    subjects = {(kind, pk): one["division_id"] for kind, shelf in question.shelves.items() for pk, one in shelf.items()}
    above = {unit: question.places.lineage(unit) for unit in set(subjects.values())}
    said = finished_on(question.day, {one for line in above.values() for one in line})
    return {
        key: {"complete": frozenset().union(*(said.get(one, ()) for one in above[unit]))}
        for key, unit in subjects.items()
    }


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
    return {key: found[unit] for key, unit in subjects.items()}
