"""Which rule judges which standard on a day: those written in code, and the one that reads its definition."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from assessments.compliance import defined
from assessments.compliance.facts import Reads
from assessments.compliance.facts.evidence import BELOW
from assessments.compliance.facts.providers import by_group
from assessments.compliance.outcome import Outcome
from assessments.compliance.parameters import CountyParameters, ParameterSet
from assessments.compliance.rules import Rule, rules_by_code
from assessments.compliance.subjects import Subject
from assessments.models import Definition, Standard
from assessments.values.definitions import definition_error, definition_parse
from assessments.values.parts import PartAsked, below_asked, indicators_asked, kinds_asked, target_asked

Rules = Mapping[str, Rule]


def rules_on(day: datetime.date, standards: Collection[Standard]) -> Rules:
    """By code the rule of each standard that can be judged; one that is not computed needs a definition in force.

    A computed standard without a rule is passed over (check E001 says so); another whose definition is missing
    or cannot be read is unknown to everybody.
    """
    written = rules_by_code()
    bodies = dict(Definition.objects.on(day).order_by("valid_from").values_list("standard_id", "body"))
    rules = {}
    for standard in standards:
        if standard.measure != Standard.Measure.COMPUTED:
            rules[standard.code] = _defined(standard, bodies.get(standard.pk))
        elif standard.code in written:
            rules[standard.code] = written[standard.code]
    return rules


def in_order(standards: Iterable[Standard], rules: Rules) -> tuple[list[Standard], list[Standard]]:
    """Those that are judged by facts, and after them those over findings; without a rule neither."""
    judged = [one for one in standards if one.code in rules]
    later = [one for one in judged if rules[one.code].over_findings]
    return [one for one in judged if one not in later], later


def reads_of(rules: Rules, standards: Iterable[Standard], *parameters: ParameterSet) -> Reads:
    """What must be known to judge the standards under any of the sets of parameters."""
    judged = [(one, rules[one.code]) for one in standards if one.code in rules]
    lines = {"lines"} if any(standard.line for standard, _ in judged) else set()
    return Reads(
        subjects=frozenset(kind for standard, _ in judged for kind in standard.subject_kinds),
        facts=frozenset(name for _, rule in judged for name in rule.reads) | lines,
        years=frozenset(
            years for _, rule in judged if rule.years for one in parameters for years in one.numbers(rule.years)
        ),
        evidence=frozenset(code for _, rule in judged for code in rule.evidence),
        indicators=frozenset(code for _, rule in judged for code in rule.indicators),
        months=frozenset(number for _, rule in judged for number in rule.months),
        below=by_group(rule.below for _, rule in judged),
        below_of=frozenset(kind for standard, rule in judged if rule.below for kind in standard.subject_kinds),
        targets=frozenset(code for _, rule in judged for code in rule.targets),
    )


def _defined(standard: Standard, body: object) -> Rule:
    if body is None or definition_error(body):
        return Rule(standard.code, _undefined)
    parts = definition_parse(body)
    evidence = frozenset(
        f"{code}{BELOW if getattr(part, 'below', False) else ''}" for part in parts for code in kinds_asked(part)
    )
    indicators = frozenset(code for part in parts for code in indicators_asked(part))
    below = by_group(below_asked(part) for part in parts)
    targets = frozenset(target_asked(part) for part in parts) - {""}
    read = {
        "evidence": evidence,
        "complete": evidence,
        "returns": indicators,
        "below": below,
        "targets": targets,
        "lines": any(part.line for part in parts),
    }
    return Rule(
        standard.code,
        _judge(parts),
        reads=tuple(name for name, asked in read.items() if asked),
        evidence=evidence,
        indicators=indicators,
        months=frozenset(number for part in parts if (number := getattr(part, "months", None))),
        below=below,
        targets=targets,
    )


def _judge(parts: Sequence[PartAsked]) -> Callable[[Subject, CountyParameters], Outcome]:
    return lambda subject, parameters: defined.judge(subject, parts)


def _undefined(subject: Subject, parameters: CountyParameters) -> Outcome:
    return Outcome.unknown("这条标准在当日可用的定义", remedy="请市级管理员在“标准与参数”中登记。")
