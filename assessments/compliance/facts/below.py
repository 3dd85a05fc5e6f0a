"""The units below counties and the city of which standards ask a share, with what each of them returned."""

import datetime
from collections import defaultdict
from collections.abc import Mapping

from assessments.compliance.facts.lines import moves_of_lines
from assessments.compliance.facts.places import Places, lineage, places_on
from assessments.compliance.facts.providers import Fields, Question, Turns, provides, turning
from assessments.compliance.facts.returns import told_by
from assessments.compliance.figures import Below
from assessments.values.turns import turns
from assessments.vocabulary import SubjectKind
from offices.models import Division, DivisionEra, UrbanMark
from offices.models.urban import COMMUNITY
from offices.returns.figures import turns_of_counting
from offices.urban import urban_communities_on

_ABOVE = (SubjectKind.CITY, SubjectKind.COUNTY)


@provides("below", *_ABOVE)
def units_below(question: Question) -> Fields:
    """Every unit once, although it lies below a county and the city; queries grow with the groups asked of alone."""
    subjects = {pk: kind for kind in _ABOVE if kind in question.reads.below_of for pk in question.ids(kind)}
    if not subjects:
        return {}
    places = places_on(question.day, list(Division.objects.filter(pk__in=subjects)))
    found: dict[int, dict[str, tuple[Below, ...]]] = {pk: {} for pk in subjects}
    for group, codes in question.reads.below.items():
        members = _members(group, places, question.day)
        county_of = {pk: places.county_of(places.nodes[pk]) for pk in members}
        told = told_by(question, county_of, codes) if codes else {}
        by_subject: dict[int, list[Below]] = defaultdict(list)
        for pk, belongs in members.items():
            unit = Below(pk, places.nodes[pk].name, told.get(pk, {}), belongs)
            for above in lineage(places.nodes[pk], places.nodes)[1:]:
                by_subject[above.id].append(unit)
        for pk in subjects:
            found[pk][group] = tuple(by_subject[pk])
    return {(kind, pk): {"below": found[pk]} for pk, kind in subjects.items()}


@turning("below")
def turns_of_units_below(question: Question) -> Turns:
    """Days on which another period counts, a line moves, a community is marked, or a unit begins, ends or moves."""
    codes = frozenset().union(*question.reads.below.values())
    days = turns_of_counting(codes) | moves_of_lines(question)
    marked = UrbanMark.objects.filter(voided_at__isnull=True, since__isnull=False).order_by()
    days |= set(marked.values_list("since", flat=True).distinct())
    for units in (Division, DivisionEra):
        for first, last in units.objects.order_by().values_list("valid_from", "valid_to").distinct():
            days |= turns(first, last)
    return {(kind, pk): days for kind in _ABOVE for pk in question.ids(kind)}


def _members(group: str, places: Places, day: datetime.date) -> Mapping[int, bool | None]:
    """Units of the group, and whether they belong to it: only of communities that may not be said."""
    if group == "urban_community":
        return urban_communities_on(day, [pk for pk, node in places.villages.items() if node.kind == COMMUNITY])
    units = places.townships if group == "township" else places.villages
    return dict.fromkeys(units, True)
