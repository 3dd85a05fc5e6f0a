"""Judge: the same code for one township after an edit, the whole city, a past date and a what-if."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assessments.compliance.explain import explanation
from assessments.compliance.facts import load_facts, places_on
from assessments.compliance.judges import Rules, reads_of, rules_on
from assessments.compliance.outcome import Outcome
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

    Args:
        divisions: each with everything below it.
        on: the day that is asked for.
        only: further divisions, without what lies below them.
        parameters: those of a what-if; by default the ones in force on the day.
    """
    standards = list(Standard.objects.on(on))
    if not standards:
        return []
    parameters = parameters or ParameterSet.load(on)
    places = places_on(on, list(divisions), list(only))
    rules = rules_on(on, standards)
    facts = load_facts(places, on, reads_of(rules, standards, parameters))
    return judge_all(facts, standards, parameters, rules)


def judge_all(facts: Facts, standards: Iterable[Standard], parameters: ParameterSet, rules: Rules) -> list[Judgement]:
    """Judge loaded facts; pure, given its arguments. A standard without a rule is passed over."""
    return [
        Judgement(
            standard=standard,
            subject_kind=kind,
            subject_id=subject.id,
            label=subject.name,
            division_id=subject.division_id,
            outcome=rules[standard.code].judge(subject, parameters.of(subject.county_id)),
            parameters=parameters.of(subject.county_id),
        )
        for standard in standards
        if standard.code in rules
        for kind in standard.subject_kinds
        for subject in getattr(facts, SUBJECTS[kind].shelf)
    ]
