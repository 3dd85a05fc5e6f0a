"""Which period counts on a day, and what each unit said for it."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.periods import PeriodKind, Term
from offices.identity import acting_as
from offices.models import Indicator, Period, Value
from offices.returns.counting import counting_on, holds_on
from offices.returns.figures import figures_on
from offices.returns.opening import DAYS_TO_REPORT, periods_open
from tests.offices.returns_world import fill, indicator, make_returns, period

DUE = datetime.date(2025, 10, 10)
"""Of the third quarter of 2025."""
ONE_DAY = datetime.timedelta(days=1)


@pytest.fixture
def asked(world):
    return make_returns(world)


def standing(world, day, code="finished", place="敦厚镇"):
    return figures_on(day, [world[place].pk], [code])[world[place].pk, code]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (DUE, "2025-Q2"),
        (DUE + ONE_DAY, "2025-Q3"),
        (datetime.date(2026, 1, 10), "2025-Q3"),
        (datetime.date(2026, 1, 11), "2025-Q4"),
        (datetime.date(2026, 6, 30), "2025-Q4"),
        (datetime.date(2026, 7, 1), None),
        (datetime.date(2024, 4, 10), None),
    ],
)
def test_the_newest_period_that_is_due_counts_until_two_more_have_ended(world, asked, day, code):
    found = counting_on(PeriodKind.QUARTER, day)
    assert (found and found.term.code) == code
    now = standing(world, day).now
    assert (now and now.term.code) == code


@given(st.sampled_from(PeriodKind), st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 1, 1)))
def test_as_long_as_periods_are_opened_the_newest_that_is_due_never_is_too_old(kind, day):
    term = Term.of(kind, day)
    due = (one for one in (term, term.later(-1), term.later(-2)) if _due_on(one) < day)
    assert holds_on(next(due), day)


def _due_on(term):
    return term.last_day + datetime.timedelta(days=DAYS_TO_REPORT[term.kind])


def test_what_was_said_stands_beside_what_was_said_before(world, asked):
    fill(world, {"finished": "12"}, of="2025-Q2")
    fill(world, {"finished": "零", "channel": "否", "visited": "不适用：没有对象"})
    found = standing(world, DUE + ONE_DAY)
    assert (found.now.state, found.now.number) == ("zero", 0)
    assert (found.before.state, found.before.number, found.before.term.code) == ("reported", Decimal(12), "2025-Q2")
    assert found.now.value_id == Value.objects.get(state="zero").pk
    visited = standing(world, DUE + ONE_DAY, "visited").now
    assert (visited.state, visited.number, visited.reason) == ("not_applicable", None, "没有对象")
    assert standing(world, DUE + ONE_DAY, "channel").now.answer is False


def test_the_last_of_the_year_before_and_when_the_year_closes_stand_beside(world, asked):
    fill(world, {"visited": "9"}, of="2024-Q4")
    found = standing(world, datetime.date(2025, 8, 1), "visited")
    assert (found.now.term.code, found.year_before.number, found.closes_on) == (
        "2025-Q2", 9, period("2025-Q4").due_on,
    )  # fmt: skip


def test_what_nobody_said_is_missing_and_what_was_never_opened_is_nothing(world, asked):
    found = standing(world, DUE + ONE_DAY)
    assert (found.now.state, found.now.number, found.now.late, found.now.value_id) == ("missing", None, True, None)
    assert standing(world, datetime.date(2024, 4, 11)).before is None
    assert standing(world, DUE, "no such code").now is None


def test_late_is_what_was_first_said_after_the_due_day(world, asked):
    fill(world, {"finished": "1"})
    for filled_on, late in ((DUE, False), (DUE + ONE_DAY, True)):
        Value.objects.update(filled_on=filled_on)
        assert standing(world, datetime.date(2025, 12, 1)).now.late is late
    Value.objects.update(for_another=True)
    assert not standing(world, datetime.date(2025, 12, 1)).now.late


def test_many_units_and_indicators_take_two_queries(world, asked, django_assert_num_queries):
    fill(world, {"finished": "1", "paid": "2"})
    fill(world, {"finished": "3"}, by="clerk_hechuan", at="禾川镇")
    fill(world, {"online": "零"}, by="county_jian", at="吉安县", of="2024")
    units = [world[name].pk for name in ("敦厚镇", "永阳镇", "禾川镇", "吉安县")]
    with django_assert_num_queries(2):
        found = figures_on(DUE + ONE_DAY, units, ["finished", "paid", "online", "share"])
    assert len(found) == 16
    numbers = {key: one.now.number for key, one in found.items() if one.now.number is not None}
    dunhou, _, hechuan, county = units
    expected = {(dunhou, "finished"): 1, (dunhou, "paid"): 2, (hechuan, "finished"): 3, (county, "online"): 0}
    assert numbers == expected


def test_a_year_has_nineteen_periods_and_is_opened_once(world):
    officer = acting_as(world.users["city_officer"])
    assert len(periods_open(officer, year=2025)) == 19
    Period.objects.filter(kind="year").update(due_on=datetime.date(2026, 2, 1))
    assert periods_open(officer, year=2025) == []
    assert period("2025").due_on == datetime.date(2026, 2, 1)
    assert (period("2025-H2").first_day, period("2025-H2").last_day) == (
        datetime.date(2025, 7, 1),
        datetime.date(2025, 12, 31),
    )


def test_only_the_city_opens_periods_and_only_of_years_that_are_at_hand(world):
    with pytest.raises(PermissionDenied):
        periods_open(acting_as(world.users["county_jian"]), year=2025)
    for year in (0, 1948, timezone.localdate().year + 2, 99999):
        with pytest.raises(ValidationError, match="只能开放"):
            periods_open(SYSTEM, year=year)
    assert not Period.objects.exists()


@pytest.mark.parametrize("days", [62, 400, -40])
def test_a_period_is_due_neither_before_it_begins_nor_after_the_next_has_ended(world, days):
    with pytest.raises(ValidationError, match="截止日期不能"):
        periods_open(SYSTEM, year=2025, days_to_report={**DAYS_TO_REPORT, PeriodKind.MONTH: days})
    assert not Period.objects.exists()


def test_an_indicator_is_asked_while_it_is_in_use(world, asked):
    indicator(world, "ended", "停用的", active_to=datetime.date(2025, 9, 30))
    third, fourth = (set(Indicator.objects.asked_in(period(f"2025-Q{number}"))) for number in (3, 4))
    assert {one.code for one in third - fourth} == {"ended"}
    assert "online" not in {one.code for one in third}
