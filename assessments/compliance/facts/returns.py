"""What units returned for the period that counts on the day, and what lines of business elsewhere spare them."""

import datetime
from collections import defaultdict
from collections.abc import Mapping

from assessments.compliance.facts.providers import Fields, Question, Turns, provides, turning
from assessments.compliance.outcome import Record
from assessments.compliance.subjects import Returned
from assessments.vocabulary import SubjectKind
from offices.business_lines import PlacedLine, State, lines_on
from offices.models import Indicator, LineStanding, Value
from offices.returns.figures import Figure, figures_on, turns_of_counting


@provides("returns", *SubjectKind)
def returns(question: Question) -> Fields:
    """Four queries; an indicator without a period that counts stays away."""
    subjects = {(kind, pk): one for kind, shelf in question.shelves.items() for pk, one in shelf.items()}
    said: dict[int, dict[str, Returned]] = defaultdict(dict)
    units = {one["division_id"] for one in subjects.values()}
    for (unit, code), standing in figures_on(question.day, units, question.reads.indicators).items():
        if standing.now:
            said[unit][code] = _returned(standing.now)
    spared = _spared(question)
    return {
        key: {"returned": {**said.get(one["division_id"], {}), **spared.get(one["county_id"], {})}}
        for key, one in subjects.items()
    }


@turning("returns")
def turns_of_returns(question: Question) -> Turns:
    """Days on which a period comes to count or ceases to, and on which a line of business moves, the same for all."""
    days = turns_of_counting(question.reads.indicators) | _moves(question)
    return {(kind, pk): days for kind, shelf in question.shelves.items() for pk in shelf}


def _moves(question: Question) -> set[datetime.date]:
    """In all counties that are near: a subject may have lain in another one."""
    rows = LineStanding.objects.filter(division__in=question.places.all_counties(), voided_at__isnull=True)
    return set(rows.filter(since__isnull=False).order_by().values_list("since", flat=True).distinct())


def _spared(question: Question) -> Mapping[int, Mapping[str, Returned]]:
    """By county the indicators whose line of business lies elsewhere and is not served by its townships any more."""
    indicators = dict(Indicator.objects.filter(code__in=question.reads.indicators).values_list("code", "line"))
    return {
        county: {code: _elsewhere(lines[line]) for code, line in indicators.items() if _is_elsewhere(lines.get(line))}
        for county, lines in lines_on(question.day, question.counties()).items()
    }


def _is_elsewhere(line: PlacedLine | None) -> bool:
    return line is not None and line.state is State.ELSEWHERE


def _elsewhere(line: PlacedLine) -> Returned:
    """Not applicable, for the reason and by the paper that say so."""
    by = f"（{line.paper}）" if line.paper else ""
    return Returned("", not_applicable=True, reason=f"{line.reason}{by}")


def _returned(figure: Figure) -> Returned:
    return Returned(
        term=str(figure.term),
        number=figure.number,
        answer=figure.answer,
        not_applicable=figure.state == Value.State.NOT_APPLICABLE,
        reason=figure.reason,
        record=Record("offices.Value", figure.value_id) if figure.value_id else None,
    )
