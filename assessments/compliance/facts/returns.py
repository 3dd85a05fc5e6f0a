"""What units returned for the period that counts on the day."""

from collections import defaultdict

from assessments.compliance.facts.providers import Fields, Question, provides
from assessments.compliance.outcome import Record
from assessments.compliance.subjects import Returned
from assessments.vocabulary import SubjectKind
from offices.models import Value
from offices.returns.figures import Figure, figures_on


@provides("returns", *SubjectKind)
def returns(question: Question) -> Fields:
    """Two queries; an indicator without a period that counts stays away."""
    places = {
        (kind, pk): fields["division_id"] for kind, shelf in question.shelves.items() for pk, fields in shelf.items()
    }
    said: dict[int, dict[str, Returned]] = defaultdict(dict)
    for (unit, code), standing in figures_on(question.day, {*places.values()}, question.reads.indicators).items():
        if standing.now:
            said[unit][code] = _returned(standing.now)
    return {subject: {"returned": said.get(unit, {})} for subject, unit in places.items()}


def _returned(figure: Figure) -> Returned:
    return Returned(
        term=str(figure.term),
        number=figure.number,
        answer=figure.answer,
        not_applicable=figure.state == Value.State.NOT_APPLICABLE,
        reason=figure.reason,
        record=Record("offices.Value", figure.value_id) if figure.value_id else None,
    )
