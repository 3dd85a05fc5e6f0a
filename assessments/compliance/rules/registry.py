"""Which rule judges which standard, and what every rule is spared: looking after missing parameters."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assessments.compliance.outcome import Outcome
from assessments.compliance.parameters import CountyParameters

Judge = Callable[[Any, CountyParameters], Outcome]


@dataclass(frozen=True, slots=True)
class Rule:
    """How one standard is judged, and what must be known for it.

    ``needs`` are the parameters without which the rule answers unknown; ``optional`` ones only add to them. ``reads``
    are the providers whose facts it looks at (``compliance.facts``), ``years`` the parameter that says how many years
    back, ``evidence`` the kinds of records that it asks for, ``indicators`` the returned figures.
    """

    code: str
    judge: Judge
    needs: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    years: str = ""
    evidence: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()


_rules: dict[str, Rule] = {}


def rule(
    code: str, *needs: str, reads: tuple[str, ...] = (), optional: tuple[str, ...] = (), years: str = ""
) -> Callable[[Judge], Judge]:
    """Register a function ``judge(facts, parameters) -> Outcome`` for one standard; see ``Rule``.

    Without one of the parameters that it needs, the function is not called and the answer is unknown and says which.
    """

    def register(judge: Judge) -> Judge:
        def judge_when_parameters_in_force(facts: Any, parameters: CountyParameters) -> Outcome:
            missing = [problem for key in needs if (problem := parameters.problem(key))]
            if missing:
                return Outcome.unknown(*missing, remedy="请市级管理员在“标准与参数”中登记。")
            return judge(facts, parameters)

        _rules[code] = Rule(code, judge_when_parameters_in_force, needs, optional, reads, years)
        return judge_when_parameters_in_force

    return register


def rules_by_code() -> dict[str, Rule]:
    """Every registered rule."""
    return dict(_rules)
