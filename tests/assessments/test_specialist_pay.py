"""三(三)2-5."""

from decimal import Decimal

import pytest

from assessments.compliance.rules.specialist_pay import judge
from assessments.vocabulary import Outcome
from tests.assessments.policy import policy, posts, village


def judged(*pays, parameters=None, **facts):
    people = tuple(post for pay in pays for post in posts(1, pay=pay))
    return judge(village(specialists=people, **facts), parameters or policy())


@pytest.mark.parametrize(("pay", "outcome"), [("200", Outcome.MET), ("199.99", Outcome.UNMET), ("0", Outcome.UNMET)])
def test_two_hundred_yuan_is_enough(pay, outcome):
    assert judged(pay).outcome == outcome


def test_gap_sentence_and_cost():
    answer = judged("150")
    assert answer.reason == "专干月报酬 150 元，低于 200 元，差 50 元。"
    assert (answer.gap, answer.unit, answer.cost.yearly) == (Decimal(50), "元/月", Decimal(600))
    assert answer.inputs[0].record.model == "staffing.Appointment"


def test_the_higher_of_the_two_figures_counts():
    assert judged("200", parameters=policy(specialist_pay_superior=300)).gap == 100
    assert judged("200", parameters=policy(specialist_pay_superior=150)).outcome == Outcome.MET
    assert judged("300", parameters=policy(override={"specialist_pay_superior": 350})).gap == 50


def test_the_lowest_paid_of_several_decides_and_each_costs():
    answer = judged("260", "180", "100")
    assert (answer.measured, answer.gap, answer.cost.yearly) == (Decimal(100), Decimal(100), Decimal(1440))


def test_missing_pay_is_unknown_unless_another_is_too_low():
    assert judged(None).outcome == Outcome.UNKNOWN
    assert judged("260", None).missing == ("专干月报酬",)
    assert judged("100", None).outcome == Outcome.UNMET


def test_without_a_specialist_there_is_no_pay_to_judge():
    assert judged().outcome == Outcome.NOT_APPLICABLE


def test_without_a_floor_nothing_is_judged():
    assert judged("300", parameters=policy(without="specialist_pay_floor")).outcome == Outcome.UNKNOWN


def test_until_the_roster_is_complete_only_one_who_is_paid_too_little_decides():
    """A specialist who is not on record yet may be paid less, or be the only one there is."""
    answer = judge(village(complete=frozenset()), policy())
    assert (answer.outcome, answer.missing) == (Outcome.UNKNOWN, ("村级民政专干名册（清查未完成）",))
    assert judged("300", complete=frozenset()).outcome == Outcome.UNKNOWN
    assert judged("150", complete=frozenset()).outcome == Outcome.UNMET


def test_the_cost_shows_its_arithmetic():
    assert judged("150").cost.arithmetic == "1 人 × 50 元 × 12 个月"
    assert judged("150", "150", "180").cost.arithmetic == "（1 人 × 20 元 + 2 人 × 50 元） × 12 个月"
    assert judged("150", "150", "180").cost.yearly == 1440
