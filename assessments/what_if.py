"""What a new parameter value would change, judged by the same rules over today's facts. Nothing is stored."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from assessments.compliance.evaluate import Judgement, counted_in, judge_all, judge_over
from assessments.compliance.facts import load_facts, places_on
from assessments.compliance.judges import in_order, reads_of, rules_on
from assessments.compliance.parameters import ParameterSet
from assessments.compliance.rules import codes_over_findings
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

    Standards over findings follow what the others would come to.

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
    # What is found decides over standards over findings, so for these everything is judged.
    judged = list(Standard.objects.on(day)) if codes_over_findings() else asked
    rules, places = rules_on(day, judged), places_on(today, divisions, [])
    first, later = in_order(judged, rules)
    facts = load_facts(places, today, reads_of(rules, judged, now, then))

    def under(law: ParameterSet) -> list[Judgement]:
        found = judge_all(facts, first, law, rules)
        return found + judge_over(facts, later, law, rules, counted_in(found, places))

    shown = [*asked, *(one for one in later if one not in asked)]
    return _by_standard(shown, list(zip(under(now), under(then), strict=True)))


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
