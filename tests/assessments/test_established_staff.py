"""三(三)2-2."""

import pytest

from assessments.compliance.rules.established_staff import judge
from assessments.vocabulary import Outcome
from tests.assessments.policy import policy, posts, station


def judged(staff, parameters=None):
    return judge(station(staff=staff), parameters or policy())


@pytest.mark.parametrize("employment", ["10", "11", "12", "20", "21", "22", "23"])
def test_administrative_and_institution_posts_are_established(employment):
    assert judged(posts(2, employment=employment)).outcome == Outcome.MET


@pytest.mark.parametrize("employment", ["30", "31", "32", "33", "40", "90"])
def test_all_others_are_not(employment):
    answer = judged(posts(1) + posts(1, employment=employment))
    assert (answer.outcome, answer.gap) == (Outcome.UNMET, 1)
    assert answer.reason == "在编在岗 1 人，应有 2 人，缺 1 人。"


@pytest.mark.parametrize("absent", [{"working_mode": "3"}, {"working_mode": "2"}, {"post_elsewhere": True}])
def test_the_post_is_held_here_and_its_holder_works_here(absent):
    assert judged(posts(1) + posts(1, **absent)).gap == 1


def test_an_unknown_employment_type_leaves_it_open_only_where_it_matters():
    unsaid = posts(1, employment="")
    assert judged(posts(2) + unsaid).outcome == Outcome.MET
    answer = judged(posts(1) + unsaid)
    assert (answer.outcome, answer.missing) == (Outcome.UNKNOWN, ("在岗人员的编制类型（1 人未填）",))
    answer = judged(unsaid)
    assert (answer.outcome, answer.gap) == (Outcome.UNMET, 1)
    assert "另有 1 人编制类型未填" in answer.reason


def test_a_roster_that_is_not_complete_and_a_missing_parameter():
    assert judge(station(complete=frozenset()), policy()).outcome == Outcome.UNKNOWN
    assert judged(posts(2), policy(without="established_staff_minimum")).outcome == Outcome.UNKNOWN


def test_a_county_may_ask_for_more():
    assert judged(posts(2), policy(override={"established_staff_minimum": 3})).gap == 1


def test_a_post_that_is_kept_outside_civil_affairs_is_not_the_station_s():
    answer = judged(posts(2) + posts(1, post_elsewhere=True))
    assert (answer.outcome, answer.measured) == (Outcome.MET, 2)
    assert judged(posts(1) + posts(1, post_elsewhere=True)).outcome == Outcome.UNMET


def test_one_person_on_two_posts_is_one():
    assert judged(posts(1, person=3) + posts(1, person=3)).measured == 1
    mixed = posts(1, person=3, employment="") + posts(1, person=3) + posts(1)
    assert judged(mixed).outcome == Outcome.MET, "one established post of the person is enough"
