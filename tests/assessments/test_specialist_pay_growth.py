"""三(三)2-6."""

import datetime
from decimal import Decimal

import pytest

from assessments.compliance.rules.specialist_pay_growth import judge
from assessments.compliance.subjects import CountyFacts, PayAverage
from assessments.vocabulary import Outcome
from tests.assessments.policy import DAY, PLACE, WHOLE, policy


def pay(average, years=0):
    day = datetime.date(DAY.year - years, DAY.month, DAY.day)
    return PayAverage(day, 10, 10 if average else 0, Decimal(average) if average else None)


def county(now, before, years=3, villages=10):
    return CountyFacts(
        name="吉安县",
        villages=villages,
        pay_now=pay(now),
        pay_before={years: pay(before, years)},
        complete=WHOLE,
        **PLACE,
    )


@pytest.mark.parametrize(
    ("now", "before", "outcome", "gap"),
    [
        ("250.000333", "250", Outcome.MET, None),
        ("250.01", "250", Outcome.MET, None),
        ("250", "250", Outcome.UNMET, 0),
        ("240", "250", Outcome.UNMET, 10),
    ],
)
def test_pay_must_have_risen(now, before, outcome, gap):
    answer = judge(county(now, before), policy())
    assert (answer.outcome, answer.gap) == (outcome, gap)


def test_a_raise_too_small_for_cents_is_one_and_can_be_read():
    assert "的 250 元变为 250.0003 元，3 年内有增长" in judge(county("250.000333", "250"), policy()).reason


def test_the_sentence_names_the_year_it_compares_with():
    assert judge(county("260", "200"), policy()).reason == (
        "专干平均月报酬由 2023 年的 200 元变为 260 元，3 年内有增长。"
    )


def test_both_ends_are_needed():
    assert judge(county("260", None), policy()).missing == ("3 年前在岗专干的月报酬（10 人中 0 人有记录）",)
    assert judge(county(None, "200"), policy()).missing == ("现任专干的月报酬（10 人中 0 人有记录）",)
    assert judge(CountyFacts(name="吉安县", villages=1, **PLACE), policy()).outcome == Outcome.UNKNOWN


@pytest.mark.parametrize("year", ["now", "before"])
def test_the_mean_of_some_says_nothing_of_the_county(year):
    """Who is not on record for a day is neither left out nor taken at what was entered later."""
    some = PayAverage(pay("200").day, 10, 9, Decimal(200))
    known = {"now": pay("260"), "before": pay("200", 3)} | {year: some}
    facts = CountyFacts(name="吉安县", villages=9, pay_now=known["now"], pay_before={3: known["before"]}, **PLACE)
    answer = judge(facts, policy())
    assert answer.outcome == Outcome.UNKNOWN
    assert "（10 人中 9 人有记录）" in answer.missing[0]
    assert any(one.value == 9 and "在岗 10 人" in one.label for one in answer.inputs)


def test_nobody_at_work_then_leaves_nothing_to_compare_with():
    facts = CountyFacts(
        name="吉安县", villages=9, pay_now=pay("260"), pay_before={3: PayAverage(DAY, 0, 0, None)}, **PLACE
    )
    assert judge(facts, policy()).missing == ("3 年前在岗专干的月报酬",)


def test_the_window_is_the_county_s_own_where_it_has_set_one():
    own = policy(override={"specialist_pay_growth_years": 2})
    assert judge(county("260", "200", years=2), own).outcome == Outcome.MET
    assert judge(county("260", "200", years=3), own).outcome == Outcome.UNKNOWN


def test_without_villages_nothing_is_asked_and_without_the_window_nothing_known():
    assert judge(county("260", "200", villages=0), policy()).outcome == Outcome.NOT_APPLICABLE
    without = policy(without="specialist_pay_growth_years")
    assert judge(county("260", "200"), without).outcome == Outcome.UNKNOWN
