"""Standards over findings: what all other standards have found in a subject's area, counted for the rules that ask.

Such a rule is registered with ``over_findings=True`` and reads ``subject.findings``. It judges units from the city down
to townships, and what lies in townships; of single villages nothing is counted. It counts neither itself nor another of
its kind. An evaluation counts in its own judgements; a refresh after an edit in the roll-ups, which hold the area of
every unit above the edit as well.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from assessments.compliance.facts import Places, lineage
from assessments.compliance.rules import codes_over_findings
from assessments.compliance.subjects import Subject
from assessments.models import RollUp
from assessments.vocabulary import Outcome
from offices.models.divisions import Level

Counts = Mapping[int, Mapping[str, Mapping[str, int]]]
"""By unit, standard and outcome, how many findings there are at or below the unit; none where there are none."""


def counted(found: Iterable[tuple[int, str, str]], places: Places) -> Counts:
    """Counts of findings, each given as the unit where its subject lies, its standard and its outcome."""
    counts: dict[int, dict[str, dict[str, int]]] = {}
    above: dict[int, list[int]] = {}
    for unit, code, outcome in found:
        if unit not in above:
            line = lineage(places.nodes[unit], places.nodes)
            above[unit] = [node.id for node in line if node.level != Level.VILLAGE]
        for place in above[unit]:
            of_standard = counts.setdefault(place, {}).setdefault(code, {})
            of_standard[outcome] = of_standard.get(outcome, 0) + 1
    return counts


def counts_stored(units: Collection[int]) -> Counts:
    """The same from the roll-ups, which have been brought up to date before."""
    counts: dict[int, dict[str, dict[str, int]]] = {}
    rows = RollUp.objects.filter(division__in=units).exclude(standard__code__in=codes_over_findings())
    for unit, code, *numbers in rows.values_list("division_id", "standard__code", *Outcome.values):
        of_standard = counts.setdefault(unit, {}).setdefault(code, {})
        for outcome, number in zip(Outcome.values, numbers, strict=True):
            if number:
                of_standard[outcome] = of_standard.get(outcome, 0) + number
    return counts


def with_counts(subject: Subject, counts: Counts) -> Subject:
    return replace(subject, findings=counts.get(subject.division_id, {}))
