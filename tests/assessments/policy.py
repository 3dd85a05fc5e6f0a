"""The policy's parameters and plain subjects for tests of rules; no database."""

import datetime
import itertools
from decimal import Decimal
from typing import Any

from assessments.compliance import subjects
from assessments.compliance.parameters import CountyParameters, ParameterSet
from assessments.loading import parameter_rows
from assessments.models import Parameter
from offices.vocabulary import Stock

DAY = datetime.date(2026, 6, 30)
COUNTY = 7
_keys = itertools.count(1)
PLACE = {"id": 1, "division_id": 5, "county_id": COUNTY}
WHOLE = frozenset(Stock)
"""Every register is complete."""


def policy(*, without: str = "", override: dict[str, Any] | None = None, **values: Any) -> CountyParameters:
    """The parameters of the policy as the county's rules get them.

    Args:
        without: the key of a parameter that is not in force.
        override: the county's own values by key.
        values: other city-wide values by key, or values of keys that the policy has none for.
    """
    rows = [Parameter(**row) for row in parameter_rows() if row["key"] not in {without, *values}]
    rows += [_parameter(key, value) for key, value in values.items()]
    rows += [_parameter(key, value, county_id=COUNTY) for key, value in (override or {}).items()]
    return ParameterSet(DAY, rows).of(COUNTY)


def _parameter(key: str, value: Any, county_id: int | None = None) -> Parameter:
    return Parameter(key=key, label=key, value=value, county_id=county_id, valid_from=DAY, source="测试")


def station(**facts: Any) -> subjects.StationFacts:
    facts.setdefault("complete", WHOLE)
    return subjects.StationFacts(name="敦厚镇民政所", **PLACE, **facts)


def profile(**answers: Any) -> subjects.Profile:
    return subjects.Profile(pk=11, as_of=DAY, **answers)


def village(**facts: Any) -> subjects.VillageFacts:
    facts.setdefault("complete", WHOLE)
    return subjects.VillageFacts(name="高塘村", **PLACE, **facts)


def home(**facts: Any) -> subjects.HomeFacts:
    facts.setdefault("complete", WHOLE)
    return subjects.HomeFacts(name="敦厚镇敬老院", **PLACE, **facts)


def census(**answers: Any) -> subjects.Census:
    return subjects.Census(pk=12, as_of=DAY, **answers)


def posts(number: int, **facts: Any) -> tuple[subjects.Post, ...]:
    """So many posts alike; at work, on a full institution post (事业编制) unless said otherwise."""
    facts.setdefault("employment", "21")
    if facts.get("pay") is not None:
        facts["pay"] = Decimal(facts["pay"])
    return tuple(subjects.Post(pk=next(_keys), **facts) for _ in range(number))
