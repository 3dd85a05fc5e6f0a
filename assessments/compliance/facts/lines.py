"""Lines of business that a county has handed over, or of which it has yet to say so."""

import datetime
from collections.abc import Iterable, Mapping

from assessments.compliance.facts.providers import Fields, Question, Turns, provides, turning
from assessments.compliance.figures import Line
from assessments.compliance.outcome import Record
from assessments.vocabulary import SubjectKind
from offices.business_lines import PlacedLine, State, lines_on
from offices.models import LineStanding

_MAYBE_NOT_ASKED = {State.ELSEWHERE: True, State.UNCONFIRMED: None}


@provides("lines", *SubjectKind)
def lines(question: Question) -> Fields:
    """One query; what stands above the counties follows no line."""
    found = by_county(question.day, question.places.all_counties())
    return {
        (kind, pk): {"lines": found.get(one["county_id"], {})}
        for kind, shelf in question.shelves.items()
        for pk, one in shelf.items()
    }


@turning("lines")
def turns_of_lines(question: Question) -> Turns:
    days = moves_of_lines(question)
    return {(kind, pk): days for kind, shelf in question.shelves.items() for pk in shelf}


def moves_of_lines(question: Question) -> set[datetime.date]:
    """Days on which a line moved in any county that is near: a subject may have lain in another one."""
    rows = LineStanding.objects.filter(division__in=question.places.all_counties(), voided_at__isnull=True)
    return set(rows.filter(since__isnull=False).order_by().values_list("since", flat=True).distinct())


def by_county(day: datetime.date, counties: Iterable[int]) -> Mapping[int, Mapping[str, Line]]:
    """By county, then by code, the lines that may not be asked any more."""
    return {
        county: {code: _line(one) for code, one in placed.items() if one.state in _MAYBE_NOT_ASKED}
        for county, placed in lines_on(day, counties).items()
    }


def _line(placed: PlacedLine) -> Line:
    """Elsewhere for the reason and by the paper that say so."""
    by = f"（{placed.paper}）" if placed.paper else ""
    record = Record(LineStanding._meta.label, placed.pk)
    return Line(placed.label, _MAYBE_NOT_ASKED[placed.state], f"{placed.reason}{by}", record)
