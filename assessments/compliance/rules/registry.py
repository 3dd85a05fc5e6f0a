"""Which rule judges which standard, and what every rule is spared: missing parameters, days that nobody wrote, and
registers that are still gone through."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assessments.compliance.outcome import Field, Outcome
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.undated import judge_either_way
from assessments.compliance.subjects import Subject
from assessments.vocabulary import Outcome as Kind
from offices.vocabulary import Stock

Judge = Callable[[Any, CountyParameters], Outcome]


@dataclass(frozen=True, slots=True)
class Rests:
    """Answers that a further entry in a register could turn: they count only once the register is complete (清查)."""

    stock: Stock
    turned: frozenset[Kind]

    def sure(self, subject: Subject, outcome: Outcome) -> Outcome:
        if outcome.outcome not in self.turned or self.stock in subject.complete:
            return outcome
        return outcome.until_complete(self.stock)


def at_least(stock: Stock) -> Rests:
    """Of standards that ask for enough: enough is enough, too little may only not have been entered yet."""
    return Rests(stock, frozenset({Kind.UNMET}))


def of_all(stock: Stock) -> Rests:
    """Of standards that ask something of everyone: one who falls short decides, the others may not be all."""
    return Rests(stock, frozenset({Kind.MET, Kind.NOT_APPLICABLE}))


def either_way(stock: Stock) -> Rests:
    """Of standards that compare means: whoever is wanting could turn them in either direction."""
    return Rests(stock, frozenset({Kind.MET, Kind.UNMET}))


@dataclass(frozen=True, slots=True)
class Rule:
    """How one standard is judged, and what must be known for it.

    ``needs`` are the parameters without which the rule answers unknown; ``optional`` ones only add to them. ``reads``
    are the providers whose facts it looks at (``compliance.facts``), ``years`` the parameter that says how many years
    back, ``evidence`` the kinds of records that it asks for, ``months`` those after which one of them is overdue for
    review, ``indicators`` the returned figures, ``below`` those of the units below by group, ``targets`` the indicators
    whose yearly targets it asks for. ``rests_on`` is the register that must be complete for some of its answers. A rule
    ``over_findings`` judges by what all others have found in the subject's area, after them.
    """

    code: str
    judge: Judge
    needs: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    years: str = ""
    evidence: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()
    rests_on: Rests | None = None
    months: frozenset[int] = frozenset()
    below: Mapping[str, frozenset[str]] = field(default_factory=dict)
    targets: frozenset[str] = frozenset()
    over_findings: bool = False


_rules: dict[str, Rule] = {}


def rule(
    code: str,
    *needs: str,
    reads: tuple[str, ...] = (),
    optional: tuple[str, ...] = (),
    years: str = "",
    rests_on: Rests | None = None,
    over_findings: bool = False,
) -> Callable[[Judge], Judge]:
    """Register a function ``judge(facts, parameters) -> Outcome`` for one standard; see ``Rule``.

    Without one of the parameters that it needs, the function is not called and the answer is unknown and says which.
    One that reads posts is asked with and without those that may not have begun yet.
    """

    def register(judge: Judge) -> Judge:
        def judge_when_parameters_in_force(facts: Any, parameters: CountyParameters) -> Outcome:
            missing = {key: problem for key in needs if (problem := parameters.problem(key))}
            if missing:
                enter = tuple(Field("parameter", kind=key) for key in missing)
                return Outcome.unknown(*missing.values(), remedy="请市级管理员在“标准与参数”中登记。", enter=enter)
            outcome = judge_either_way(judge, facts, parameters) if "posts" in reads else judge(facts, parameters)
            return rests_on.sure(facts, outcome) if rests_on else outcome

        read = (*reads, *(["complete"] if rests_on else []))
        _rules[code] = Rule(
            code,
            judge_when_parameters_in_force,
            needs,
            optional,
            read,
            years,
            rests_on=rests_on,
            over_findings=over_findings,
        )
        return judge_when_parameters_in_force

    return register


def rules_by_code() -> dict[str, Rule]:
    """Every registered rule."""
    return dict(_rules)


def codes_over_findings() -> frozenset[str]:
    """Standards whose rules judge by findings."""
    return frozenset(code for code, one in _rules.items() if one.over_findings)
