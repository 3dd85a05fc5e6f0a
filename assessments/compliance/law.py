"""What was asked, and under which parameters, on any day: read once for as many days as need be."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from assessments.compliance.facts import Reads
from assessments.compliance.judges import Rules, reads_of, rules_on
from assessments.compliance.parameters import ParameterSet
from assessments.models import Definition, Parameter, Standard
from assessments.values.turns import turns


@dataclass(frozen=True, slots=True)
class InForce:
    """Standards by code, with their rules and parameters."""

    standards: Mapping[str, Standard]
    rules: Rules
    parameters: ParameterSet

    def reads(self, codes: frozenset[str]) -> Reads:
        """What must be known to judge these standards."""
        return reads_of(self.rules, [one for code, one in self.standards.items() if code in codes], self.parameters)


class Law:
    """Between two turns the law stays as it is, so it is read once for all days between."""

    def __init__(self) -> None:
        self._turns: dict[str, set[datetime.date]] = _turns()
        self._all = sorted({day for days in self._turns.values() for day in days})
        self._in_force: dict[datetime.date, InForce] = {}

    def on(self, day: datetime.date) -> InForce:
        turn = max((one for one in self._all if one <= day), default=datetime.date.min)
        if turn not in self._in_force:
            standards = {one.code: one for one in Standard.objects.on(turn)}
            rules = rules_on(turn, list(standards.values()))
            self._in_force[turn] = InForce(standards, rules, ParameterSet.load(turn))
        return self._in_force[turn]

    def turns(self, code: str) -> set[datetime.date]:
        """Days from which a standard asks something else, or under another parameter."""
        return self._turns[code]

    def reads(self, codes: frozenset[str], until: datetime.date) -> Reads:
        """What these standards ever read up to a day."""
        days = {until, *(day for code in codes for day in self.turns(code) if day <= until)}
        return Reads.together(self.on(day).reads(codes) for day in days)


def _turns() -> dict[str, set[datetime.date]]:
    """By code of standard; three queries."""
    found: dict[str, set[datetime.date]] = defaultdict(set)
    by_key: dict[str, set[datetime.date]] = defaultdict(set)
    for key, first, last in Parameter.objects.order_by().values_list("key", "valid_from", "valid_to"):
        by_key[key] |= turns(first, last)
    rows = Definition.objects.order_by().values_list("standard__code", "valid_from", "valid_to")
    for code, first, last in rows:
        found[code] |= turns(first, last)
    for standard in Standard.objects.order_by():
        found[standard.code] |= turns(standard.valid_from) | turns(standard.retired_on)
        found[standard.code].update(*(by_key[key] for key in standard.parameter_keys))
    return found
