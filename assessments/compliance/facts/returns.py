"""What units returned for the period that counts on the day, and what lines of business elsewhere spare them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace

from assessments.compliance.facts.lines import by_county, moves_of_lines
from assessments.compliance.facts.places import lineage
from assessments.compliance.facts.providers import Fields, Question, Turns, provides, turning
from assessments.compliance.figures import Line, Returned, Target
from assessments.compliance.outcome import Record
from assessments.vocabulary import SubjectKind
from offices.models import Indicator, Value, YearTarget
from offices.returns.figures import Figure, Standing, figures_on, turns_of_counting

Told = Mapping[int, Mapping[str, Returned]]
"""By unit, then by indicator."""


@provides("returns", *SubjectKind)
def returns(question: Question) -> Fields:
    """Four queries; an indicator without a period that counts stays away."""
    subjects = {(kind, pk): one for kind, shelf in question.shelves.items() for pk, one in shelf.items()}
    county_of = {one["division_id"]: one["county_id"] for one in subjects.values()}
    said = told_by(question, county_of, question.reads.indicators)
    return {key: {"returned": said.get(one["division_id"], {})} for key, one in subjects.items()}


@provides("targets", *SubjectKind)
def targets(question: Question) -> Fields:
    """Those of the county, else of what stands above it, in one query."""
    nodes = question.places.nodes
    found: dict[int, dict[tuple[str, int], Target]] = defaultdict(dict)
    rows = YearTarget.objects.filter(indicator__code__in=question.reads.targets, division__in=nodes, voided_at=None)
    for row in rows.select_related("indicator"):
        record, own = Record(YearTarget._meta.label, row.pk), nodes[row.division_id].parent_id in nodes
        found[row.division_id][row.indicator.code, row.year] = Target(row.value, row.paper, own, record)
    in_force: dict[int, dict[tuple[str, int], Target]] = {}
    for unit in {one["county_id"] for shelf in question.shelves.values() for one in shelf.values()}:
        above = reversed(lineage(nodes[unit], nodes))
        in_force[unit] = {key: one for node in above for key, one in found[node.id].items()}
    return {
        (kind, pk): {"targets": in_force[one["county_id"]]}
        for kind, shelf in question.shelves.items()
        for pk, one in shelf.items()
    }


@turning("returns")
def turns_of_returns(question: Question) -> Turns:
    """Days on which a period comes to count or ceases to, and on which a line of business moves, the same for all."""
    days = turns_of_counting(question.reads.indicators) | moves_of_lines(question)
    return {(kind, pk): days for kind, shelf in question.shelves.items() for pk in shelf}


@turning("targets")
def turns_of_targets(question: Question) -> Turns:
    """None: a target holds for its year, and which year counts turns with the returns."""
    return {}


def told_by(question: Question, county_of: Mapping[int, int], codes: Collection[str]) -> Told:
    """What units said of indicators, and what they need not say: their county has handed the line over.

    Args:
        county_of: by unit its county.
    """
    lines = by_county(question.day, {*county_of.values()})
    line_of = dict(Indicator.objects.filter(code__in=codes).exclude(line="").values_list("code", "line"))
    told: dict[int, dict[str, Returned]] = defaultdict(dict)
    alike: dict[tuple[int, int], Returned | None] = {}
    standings = figures_on(question.day, county_of, codes)
    for (unit, code), standing in standings.items():
        # Units that have said nothing share one standing; what it comes to is the same all over their county.
        key = id(standing), county_of[unit]
        if key not in alike:
            line = lines.get(county_of[unit], {}).get(line_of.get(code, ""))
            alike[key] = _returned(standing, line)
        if one := alike[key]:
            told[unit][code] = one
    return told


def _returned(standing: Standing, line: Line | None) -> Returned | None:
    if line is not None and line.elsewhere:
        return Returned(None, not_applicable=True, reason=line.reason, record=line.record)
    if standing.now is None:
        return Returned(None, open_line=line) if line else None
    before = standing.year_before
    return replace(
        _of(standing.now),
        open_line=line,
        closes_on=standing.closes_on,
        year_before=replace(_of(before), open_line=line) if before else None,
    )


def _of(figure: Figure) -> Returned:
    return Returned(
        term=figure.term,
        number=figure.number,
        answer=figure.answer,
        not_applicable=figure.state == Value.State.NOT_APPLICABLE,
        reason=figure.reason,
        record=Record("offices.Value", figure.value_id) if figure.value_id else None,
        late=figure.late,
    )
