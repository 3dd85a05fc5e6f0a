"""三(三)2-8."""

import pytest

from assessments.compliance.rules.home_worker_ratio import judge
from assessments.vocabulary import Outcome
from tests.assessments.policy import census, home, policy, posts


def judged(residents, workers, parameters=None):
    return judge(home(census=census(residents=residents), staff=posts(workers)), parameters or policy())


@pytest.mark.parametrize(("residents", "required"), [(1, 1), (9, 1), (10, 1), (11, 2), (20, 2), (21, 3)])
def test_a_remainder_asks_for_one_more(residents, required):
    assert judged(residents, required).outcome == Outcome.MET
    answer = judged(residents, required - 1)
    assert (answer.outcome, answer.required, answer.gap) == (Outcome.UNMET, required, 1)


def test_the_sentence():
    assert judged(43, 3).reason == "供养对象 43 人，按 1:10 应配工作人员 5 人，在岗 3 人，缺 2 人。"


def test_no_residents_no_workers_owed():
    assert judged(0, 0).outcome == Outcome.NOT_APPLICABLE


def test_each_missing_fact_is_named():
    assert judge(home(complete=frozenset()), policy()).missing == ("供养对象人数",)
    assert judged(None, 3).missing == ("供养对象人数",)
    empty = home(census=census(residents=5), complete=frozenset())
    assert judge(empty, policy()).missing == ("敬老院人员花名册（清查未完成）",)


def test_parameter_missing_useless_or_the_county_s_own():
    assert judged(10, 1, policy(without="home_residents_per_worker")).outcome == Outcome.UNKNOWN
    assert judged(10, 1, policy(home_residents_per_worker=0)).outcome == Outcome.UNKNOWN
    assert judged(10, 1, policy(override={"home_residents_per_worker": 5})).gap == 1


def test_a_director_who_keeps_the_books_is_one_worker():
    staff = posts(1, person=3, position="director") + posts(1, person=3, position="accountant")
    assert judge(home(census=census(residents=20), staff=staff), policy()).measured == 1
