"""Indicators and periods as the tests of 业务报表 need them: few, of every kind, in years that are over."""

import datetime
from typing import Any

from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.periods import Term
from offices.identity import acting_as
from offices.models import Indicator, Period, Submission
from offices.returns.filling import submission_fill
from offices.returns.opening import periods_open
from tests.base import World

START = datetime.date(2018, 1, 1)


def indicator(world: World, code: str, label: str, kind: str = "count", **more: Any) -> Indicator:
    usual = {"levels": "township", "period_kind": "quarter", "over_units": "add", "over_time": "last"}
    return Indicator.objects.create(
        keeper=world["吉安市"], code=code, label=label, kind=kind, **{**usual, "active_from": START, **more}
    )


def make_returns(world: World) -> dict[str, Indicator]:
    """The periods of 2024 and 2025, and indicators by code."""
    for year in (2024, 2025):
        periods_open(SYSTEM, year=year)
    made = [
        indicator(world, "finished", "办结件数", measure="件"),
        indicator(world, "on_time", "按时办结件数", measure="件"),
        indicator(world, "paid", "发放金额", "money", measure="元"),
        indicator(world, "visited", "已走访人数", "persons", measure="人"),
        indicator(world, "channel", "受理渠道已开通：低保", "tick", checklist="channels"),
        indicator(world, "published", "结果已公示", "yes_no"),
        indicator(world, "told", "工作亮点", "text", over_units="apart"),
        indicator(world, "online", "已联网村数", levels="county", period_kind="year"),
    ]
    by_code = {one.code: one for one in made}
    parts = {"numerator": by_code["on_time"], "denominator": by_code["finished"]}
    by_code["share"] = indicator(world, "share", "按时办结率", "share", over_units="parts", **parts)
    by_code["on_time"].ceilings.add(by_code["finished"])
    return by_code


def period(code: str) -> Period:
    term = Term.read(code)
    return Period.objects.get(kind=term.kind, year=term.year, number=term.number)


def fill(world: World, values: dict[str, str], by: str = "clerk_dunhou", at: str = "敦厚镇", **more: Any) -> Submission:
    """What somebody fills in, for the third quarter of 2025 where ``of`` says nothing else."""
    of = period(more.pop("of", "2025-Q3"))
    return submission_fill(acting_as(world.users[by]), division=world[at], period=of, values=values, **more)
