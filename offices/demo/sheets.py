"""What units invent for one sheet of 业务报表, by their level and the kind of the period.

Some say nothing of an item, some a confirmed zero, some that it does not apply.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from jian_minzheng.core.periods import PeriodKind, Term
from offices.models import Value
from offices.models.divisions import Level

_STATE = Value.State
_ELSEWHERE = "这项业务由主管部门直接受理，本所不受理"
Said = dict[str, dict[str, Any]]
"""Contents of a ``Value`` by the code of the indicator; empty where nothing was said."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One unit and period; ``likely`` is how carefully the county works, ``newest`` whether it counts today."""

    term: Term
    newest: bool
    likely: float
    townships: int
    villages: int


def channels_and_people(chance: Random, asked: Asked) -> Said:
    """A station's quarter: nine answers, of which the newer more often are 是, its cases and the people entitled."""
    said = {f"channel_{number:02}": _channel(chance, 0.93 if asked.newest else 0.85) for number in range(1, 10)}
    finished = 0 if chance.random() < 0.1 else chance.randint(3, 60)
    said |= {
        "cases_finished": _number(finished),
        "cases_on_time": _number(finished - (chance.random() < 0.2) * finished // 9),
    }
    said["results_published"] = _answer(chance.random() < 0.9)
    entitled = chance.randint(15, 120)
    visited = min(entitled, entitled * asked.term.number * chance.randint(14, 33) // 100)
    said |= {
        "care_entitled": _number(entitled),
        "care_paid_full": _number(entitled - (chance.random() < 0.15) * chance.randint(1, 3)),
        "care_visited_ytd": {} if chance.random() < 0.08 else _number(visited),
    }
    disasters = chance.choice((0, 0, 0, 1, 2))
    late = disasters and chance.random() < 0.2
    return said | {"disasters": _number(disasters), "disasters_on_time": _number(disasters - late)}


def reserves(chance: Random, asked: Asked) -> Said:
    """Half a year's stock of relief goods."""
    due = chance.randint(6, 12)
    return {
        "reserve_kinds_due": _number(due),
        "reserve_kinds_met": _number(due - (chance.random() > asked.likely) * chance.randint(1, 3)),
    }


def elderly_care(chance: Random, asked: Asked) -> Said:
    """A county's half-year: places of care, homes and their doctors, and its stock."""
    homes = max(asked.townships, 1)
    return reserves(chance, asked) | {
        "villages_with_care": _share(chance, asked.villages, asked.likely - 0.2, asked.likely),
        "homes_total": _number(homes),
        "homes_medical": {} if chance.random() < 0.1 else _share(chance, homes, 0.5, 1.0),
    }


def networks_and_societies(chance: Random, asked: Asked) -> Said:
    """A county's year: all townships are online by now and none was the year before; villages are under way."""
    villages = round(asked.villages * chance.uniform(0.8, 0.95)) if asked.newest else 0
    said = {
        "villages_total": _number(asked.villages),
        "townships_total": _number(asked.townships),
        "villages_online": _number(villages),
        "townships_online": _number(asked.townships if asked.newest else 0),
    }
    services = ("community", "elderly", "assistance", "volunteer", "adoption", "funeral", "charity", "victims")
    said |= {f"online_{name}": _answer(chance.random() < asked.likely) for name in services}
    figures = {"community_orgs": (40, 160), "social_workers": (20, 120), "joint_projects": (0, 8)}
    return said | {code: _number(chance.randint(*limits)) for code, limits in figures.items()}


def green_community(chance: Random, asked: Asked) -> Said:
    """A community's year: six answers, or none at all."""
    names = ("org", "platform", "service", "council", "activity", "habitat")
    if chance.random() < 0.06:
        return {}
    return {f"green_{name}": _answer(chance.random() < 0.97) for name in names}


SHEETS: Mapping[tuple[str, str], Callable[[Random, Asked], Said]] = {
    (Level.TOWNSHIP, PeriodKind.QUARTER): channels_and_people,
    (Level.TOWNSHIP, PeriodKind.HALF_YEAR): reserves,
    (Level.COUNTY, PeriodKind.HALF_YEAR): elderly_care,
    (Level.COUNTY, PeriodKind.YEAR): networks_and_societies,
    (Level.VILLAGE, PeriodKind.YEAR): green_community,
}


def _channel(chance: Random, likely: float) -> dict[str, Any]:
    drawn = chance.random()
    if drawn < 0.04:
        return {}
    if drawn < 0.07:
        return {"state": _STATE.NOT_APPLICABLE, "reason": _ELSEWHERE}
    return _answer(chance.random() < likely)


def _answer(answer: bool) -> dict[str, Any]:
    return {"state": _STATE.REPORTED, "answer": answer}


def _number(figure: int) -> dict[str, Any]:
    return {"state": _STATE.REPORTED, "number": Decimal(figure)} if figure else {"state": _STATE.ZERO}


def _share(chance: Random, whole: int, low: float, high: float) -> dict[str, Any]:
    return _number(round(whole * chance.uniform(low, high)))
