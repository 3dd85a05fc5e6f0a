"""What a new parameter value would change, judged by the same rules over today's facts. Nothing is stored."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from assessments.compliance.evaluate import Judgement, judge_all
from assessments.compliance.facts import load_facts, places_on
from assessments.compliance.judges import reads_of, rules_on
from assessments.compliance.parameters import ParameterSet
from assessments.dashboards.tally import Tally
from assessments.models import Parameter, Standard
from assessments.services import parameter_plan
from offices.models import Division
from offices.models.divisions import Level

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Effect:
    """One standard before and after; ``changes`` names the first subjects whose outcome would be another."""

    standard: Standard
    now: Tally
    then: Tally
    changed: int
    changes: list[tuple[str, str, str]]


def parameter_effect(standards: Iterable[Standard], *, key: str, **change: Any) -> list[Effect]:
    """Judge the standards as things stand and as they would stand from the day of the change (today, if that is past).

    Raises:
        ValidationError: as ``services.parameter_plan``.
    """
    today = timezone.localdate()
    rows = list(Parameter.objects.order_by("-valid_from"))
    day = max(today, change["valid_from"])
    now = ParameterSet(day, rows)
    plan = parameter_plan([row for row in rows if row.key == key], key=key, **change)
    then = ParameterSet(day, [*rows, plan.changed])
    county = change.get("county")
    divisions = [county] if county else list(Division.objects.filter(level=Level.CITY))
    asked = list(standards)
    rules = rules_on(day, asked)
    facts = load_facts(places_on(today, divisions, []), today, reads_of(rules, asked, now, then))
    pairs = zip(judge_all(facts, asked, now, rules), judge_all(facts, asked, then, rules), strict=True)
    return _by_standard(asked, list(pairs))


def _by_standard(standards: list[Standard], pairs: list[tuple[Judgement, Judgement]]) -> list[Effect]:
    effects = []
    for standard in standards:
        own = [(before, after) for before, after in pairs if before.standard.pk == standard.pk]
        moved = [(b, a) for b, a in own if b.outcome.outcome != a.outcome.outcome]
        changes = [(b.label, b.outcome.outcome.value, a.outcome.outcome.value) for b, a in moved[:SHOWN]]
        effects.append(Effect(standard, _tally(b for b, _ in own), _tally(a for _, a in own), len(moved), changes))
    return effects


def _tally(judgements: Iterable[Judgement]) -> Tally:
    return Tally(**Counter(judgement.outcome.outcome.value for judgement in judgements))
