"""Judge: the same code for one township after an edit, the whole city, a past date and a what-if."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from assessments.compliance.explain import explanation
from assessments.compliance.facts import Places, load_facts, places_on
from assessments.compliance.judges import Rules, in_order, reads_of, rules_on
from assessments.compliance.lines import by_line
from assessments.compliance.outcome import Outcome
from assessments.compliance.over_findings import Counts, counted, with_counts
from assessments.compliance.parameters import CountyParameters, ParameterSet
from assessments.compliance.subjects import Facts
from assessments.models import Standard
from assessments.subject_kinds import SUBJECTS
from offices.models import Division


@dataclass(frozen=True, slots=True)
class Judgement:
    """One standard judged for one subject; ``division_id`` is where the subject lies."""

    standard: Standard
    subject_kind: str
    subject_id: int
    label: str
    division_id: int
    outcome: Outcome
    parameters: CountyParameters

    @property
    def code(self) -> str:
        return self.standard.code

    def explanation(self) -> dict[str, Any]:
        """See ``compliance.explain``."""
        return explanation(self.outcome, self.standard, self.parameters)


def evaluate(
    divisions: Iterable[Division],
    on: datetime.date,
    *,
    only: Iterable[Division] = (),
    parameters: ParameterSet | None = None,
) -> list[Judgement]:
    """Judge every standard in force for every subject at or below the divisions, as things stood on a day.

    Standards over findings are judged last, by what has been found below the divisions; the units ``only``, of which
    that is not known, are not judged by them.

    Args:
        divisions: each with everything below it.
        on: the day that is asked for.
        only: further divisions, without what lies below them.
        parameters: those of a what-if; by default the ones in force on the day.
    """
    roots, alone, asked = list(divisions), list(only), _Asked.on(on, parameters)
    places = places_on(on, roots, alone)
    found = asked.by_facts(places)
    if roots and asked.later:
        whole = places_on(on, roots) if alone else places
        found += asked.by_findings(whole, counted_in(found, places))
    return found


def evaluate_by_facts(
    divisions: Iterable[Division], on: datetime.date, *, only: Iterable[Division] = ()
) -> list[Judgement]:
    """The same without standards over findings."""
    return _Asked.on(on).by_facts(places_on(on, list(divisions), list(only)))


def evaluate_by_findings(divisions: Iterable[Division], on: datetime.date, counts: Counts) -> list[Judgement]:
    """Standards over findings alone, for these units without what lies below them, by what was counted before."""
    return _Asked.on(on).by_findings(places_on(on, [], list(divisions)), counts)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked on a day: ``first`` by facts, ``later`` by what the first have found."""

    day: datetime.date
    first: list[Standard]
    later: list[Standard]
    rules: Rules
    parameters: ParameterSet

    @classmethod
    def on(cls, day: datetime.date, parameters: ParameterSet | None = None) -> Self:
        standards = list(Standard.objects.on(day))
        rules = rules_on(day, standards)
        first, later = in_order(standards, rules)
        return cls(day, first, later, rules, parameters or ParameterSet.load(day))

    def by_facts(self, places: Places) -> list[Judgement]:
        if not self.first:
            return []
        facts = load_facts(places, self.day, reads_of(self.rules, self.first, self.parameters))
        return judge_all(facts, self.first, self.parameters, self.rules)

    def by_findings(self, places: Places, counts: Counts) -> list[Judgement]:
        facts = load_facts(places, self.day, reads_of(self.rules, self.later, self.parameters))
        return judge_over(facts, self.later, self.parameters, self.rules, counts)


def judge_all(facts: Facts, standards: Iterable[Standard], parameters: ParameterSet, rules: Rules) -> list[Judgement]:
    """Judge loaded facts; pure, given its arguments. Standards without a rule or over findings are passed over."""
    return [
        _judged(standard, kind, subject, parameters, rules)
        for standard in in_order(standards, rules)[0]
        for kind in standard.subject_kinds
        for subject in getattr(facts, SUBJECTS[kind].shelf)
    ]


def judge_over(
    facts: Facts, standards: Iterable[Standard], parameters: ParameterSet, rules: Rules, counts: Counts
) -> list[Judgement]:
    """The same of standards over findings, each subject by what was found in its area."""
    return [
        _judged(standard, kind, with_counts(subject, counts), parameters, rules)
        for standard in standards
        for kind in standard.subject_kinds
        for subject in getattr(facts, SUBJECTS[kind].shelf)
    ]


def counted_in(judgements: Iterable[Judgement], places: Places) -> Counts:
    """What was found in the area of each unit, itself included, as the tree stood."""
    return counted(((one.division_id, one.code, one.outcome.outcome.value) for one in judgements), places)


def _judged(standard: Standard, kind: str, subject: Any, parameters: ParameterSet, rules: Rules) -> Judgement:
    law = parameters.of(subject.county_id)
    return Judgement(
        standard=standard,
        subject_kind=kind,
        subject_id=subject.id,
        label=subject.name,
        division_id=subject.division_id,
        outcome=by_line(subject, standard.line) or rules[standard.code].judge(subject, law),
        parameters=law,
    )
