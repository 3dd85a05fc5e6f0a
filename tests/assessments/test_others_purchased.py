"""三(三)2-3."""

import pytest

from assessments.compliance.rules.others_purchased import judge
from assessments.vocabulary import Outcome
from tests.assessments.policy import policy, posts, station


def judged(staff):
    return judge(station(staff=staff), policy())


@pytest.mark.parametrize(
    ("employment", "payer", "outcome"),
    [
        ("30", "county_purchase", Outcome.MET),
        ("32", "county_purchase", Outcome.MET),
        ("30", "county_budget", Outcome.MET),
        ("33", "county_budget", Outcome.UNMET),
        ("30", "township", Outcome.UNMET),
        ("31", "other", Outcome.UNMET),
        ("30", "", Outcome.UNKNOWN),
        ("", "county_purchase", Outcome.UNKNOWN),
    ],
)
def test_county_money_and_purchased_services(employment, payer, outcome):
    assert judged(posts(1, employment=employment, payer=payer)).outcome == outcome


def test_the_gap_counts_people():
    bought = posts(1, employment="30", payer="county_purchase")
    answer = judged(posts(2) + bought + posts(2, employment="33", payer="township"))
    assert (answer.gap, answer.measured, answer.required) == (2, 1, 3)
    assert answer.reason == "编外人员 3 人，其中县级购买服务 1 人，不符合 2 人。"


def test_nothing_is_asked_where_everybody_is_established_or_away():
    assert judged(posts(2)).outcome == Outcome.NOT_APPLICABLE
    assert judged(posts(1, employment="33", payer="township", working_mode="9")).outcome == Outcome.NOT_APPLICABLE


def test_the_missing_fields_are_named():
    assert judged(posts(1, employment="30")).missing == ("部分在岗人员的工资承担方",)


def test_until_the_roster_is_complete_nobody_can_say_that_all_are_purchased():
    assert judge(station(complete=frozenset()), policy()).outcome == Outcome.UNKNOWN
    assert (
        judge(station(staff=posts(1, employment="30", payer="county_budget"), complete=frozenset()), policy()).outcome
        == Outcome.UNKNOWN
    )
    assert judge(station(staff=posts(1, employment="33", payer="township"), complete=frozenset()), policy()).gap == 1


def test_somebody_who_also_holds_an_established_post_is_no_other_member():
    both = posts(1, person=3) + posts(1, person=3, employment="33", payer="township")
    assert judged(both).outcome == Outcome.NOT_APPLICABLE


def test_a_person_counts_once():
    twice = posts(2, person=3, employment="30", payer="county_purchase")
    assert (judged(twice).outcome, judged(twice).required) == (Outcome.MET, 1)
