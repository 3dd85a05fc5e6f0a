"""Which registers are complete for whom: as its own unit has said, or one above it (清查)."""

from assessments.compliance.facts.providers import Fields, Question, provides
from assessments.vocabulary import SubjectKind
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
