"""三(三)2-7."""

import pytest

from assessments.compliance.rules import home_worker_ratio
from assessments.compliance.rules.home_director_accountant import judge
from assessments.vocabulary import Outcome
from tests.assessments.policy import census, home, policy, posts


def judged(directors, accountants, parameters=None, **facts):
    staff = posts(directors, position="director", **facts) + posts(accountants, position="accountant")
    return judge(home(staff=staff), parameters or policy())


@pytest.mark.parametrize(
    ("directors", "accountants", "gap"), [(1, 1, None), (2, 1, None), (1, 0, 1), (0, 1, 1), (2, 0, 1), (0, 0, 2)]
)
def test_one_of_each(directors, accountants, gap):
    answer = judged(directors, accountants)
    assert (answer.outcome, answer.gap) == (Outcome.UNMET if gap else Outcome.MET, gap)


def test_one_person_may_hold_both_and_is_one_worker():
    """院长兼会计: both positions are held (2-7), by one head (2-8)."""
    both = posts(1, position="director", person=1) + posts(1, position="accountant", person=1, working_mode="4")
    assert judge(home(staff=both), policy()).outcome == Outcome.MET
    answer = home_worker_ratio.judge(home(staff=both, census=census(residents=20)), policy())
    assert (answer.measured, answer.gap) == (1, 1)


def test_the_sentence_says_who_is_lacking():
    answer = judged(1, 0)
    assert (answer.reason, answer.remedy) == ("在岗院长 1 人、会计 0 人，缺会计 1 人。", "聘用会计 1 人。")


def test_a_director_who_is_lent_out_does_not_count():
    assert judged(1, 1, working_mode="2").gap == 1


def test_a_roster_that_is_not_complete():
    assert judge(home(complete=frozenset()), policy()).outcome == Outcome.UNKNOWN


@pytest.mark.parametrize("key", ["home_director_minimum", "home_accountant_minimum"])
def test_without_a_parameter_nothing_is_judged(key):
    assert judged(1, 1, policy(without=key)).outcome == Outcome.UNKNOWN


def test_a_county_may_ask_for_more():
    assert judged(1, 1, policy(override={"home_accountant_minimum": 2})).gap == 1


def test_one_person_may_be_both():
    staff = posts(1, person=3, position="director") + posts(1, person=3, position="accountant")
    assert judge(home(staff=staff), policy()).outcome == Outcome.MET


def test_two_posts_of_one_person_do_not_make_two_directors():
    twice = posts(2, person=3, position="director")
    assert judge(home(staff=twice), policy(home_director_minimum=2)).outcome == Outcome.UNMET
