"""三(三)2-9."""

import pytest

from assessments.compliance.rules.carer_ratio import judge
from assessments.vocabulary import Outcome
from tests.assessments.policy import census, home, policy, posts


def judged(dependent, carers, parameters=None, **facts):
    staff = posts(carers, position="carer", **facts) + posts(4, position="cook")
    return judge(home(census=census(residents=90, dependent=dependent), staff=staff), parameters or policy())


@pytest.mark.parametrize(("dependent", "required"), [(1, 1), (4, 1), (5, 2), (8, 2), (9, 3)])
def test_only_carers_count_and_a_remainder_asks_for_one_more(dependent, required):
    assert judged(dependent, required).outcome == Outcome.MET
    answer = judged(dependent, required - 1)
    assert (answer.outcome, answer.required, answer.gap) == (Outcome.UNMET, required, 1)


def test_nobody_dependent_no_carers_owed():
    assert judged(0, 0).outcome == Outcome.NOT_APPLICABLE


def test_a_carer_on_long_leave_does_not_count():
    assert judged(4, 1, working_mode="7").outcome == Outcome.UNMET


def test_each_missing_fact_is_named():
    assert judged(None, 2).missing == ("失能老人人数",)
    assert judge(home(), policy()).missing == ("失能老人人数",)
    empty = home(census=census(dependent=5), complete=frozenset())
    assert judge(empty, policy()).missing == ("敬老院人员花名册（清查未完成）",)


def test_parameter_missing_or_the_county_s_own():
    assert judged(4, 1, policy(without="home_dependents_per_carer")).outcome == Outcome.UNKNOWN
    assert judged(4, 1, policy(override={"home_dependents_per_carer": 3})).gap == 1
