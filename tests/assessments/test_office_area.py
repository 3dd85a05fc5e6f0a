"""三(三)1-7."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.compliance.rules.office_area import judge
from assessments.vocabulary import Outcome
from tests.assessments.policy import policy, posts, profile, station


def judged(area, staff, parameters=None):
    area = None if area is None else Decimal(area)
    return judge(station(profile=profile(office_area=area), staff=staff), parameters or policy())


@pytest.mark.parametrize(("area", "outcome"), [("24", Outcome.MET), ("23.99", Outcome.UNMET), ("0", Outcome.UNMET)])
def test_eight_square_metres_for_each_of_three(area, outcome):
    assert judged(area, posts(3)).outcome == outcome


def test_the_sentence_and_the_gap_are_in_square_metres():
    answer = judged("20", posts(3))
    assert answer.reason == "办公用房 20 ㎡，在岗 3 人，人均 6.67 ㎡，不足 8 ㎡，缺 4 ㎡。"
    assert (answer.gap, answer.unit, answer.remedy) == (4, "㎡", "增加办公用房 4 ㎡。")


def test_borrowed_people_need_room_and_lent_ones_do_not():
    assert judged("16", posts(1) + posts(1, working_mode="3") + posts(1, working_mode="2")).required == 16


def test_a_county_may_ask_for_more():
    assert judged("24", posts(3), policy(override={"office_area_per_person": 9})).gap == 3


def test_nobody_there_needs_no_room():
    assert judged("0", ()).outcome == Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"complete": frozenset()}, "民政所人员花名册（清查未完成）"),
        ({"staff": posts(1)}, "民政所情况（尚未填报）"),
        ({"staff": posts(1), "profile": profile()}, "办公用房面积"),
    ],
)
def test_each_missing_fact_is_named(facts, missing):
    answer = judge(station(**facts), policy())
    assert (answer.outcome, answer.missing) == (Outcome.UNKNOWN, (missing,))


def test_without_the_parameter_nothing_is_judged():
    answer = judged("24", posts(3), policy(without="office_area_per_person"))
    assert answer.outcome == Outcome.UNKNOWN
    assert "office_area_per_person" in answer.missing[0]


def test_a_figure_never_reads_as_the_limit_that_it_does_not_reach():
    """7.995 ㎡ a head would round to 8."""
    answer = judged("15.99", posts(2))
    assert answer.outcome == Outcome.UNMET
    assert answer.reason == "办公用房 15.99 ㎡，在岗 2 人，人均 7.995 ㎡，不足 8 ㎡，缺 0.01 ㎡。"


@given(st.decimals("0.01", 5000, places=2), st.integers(1, 40))
def test_the_sentence_tells_the_outcome(area, people):
    answer = judged(str(area), posts(people))
    shown = Decimal(re.search(r"人均 ([\d,.]+) ㎡", answer.reason)[1].replace(",", ""))
    assert (shown >= 8) == (answer.outcome == Outcome.MET)


def test_somebody_with_two_posts_needs_room_once():
    assert judged("8", posts(1, person=4) + posts(1, person=4)).outcome == Outcome.MET
