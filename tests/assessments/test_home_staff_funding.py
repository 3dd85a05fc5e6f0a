"""三(三)2-10."""

import pytest

from assessments.compliance.rules.home_staff_funding import judge
from assessments.vocabulary import Outcome
from tests.assessments.policy import census, home, policy, posts


def judged(staff, county_funded=None):
    return judge(home(census=census(county_funded=county_funded), staff=staff), policy())


@pytest.mark.parametrize(
    ("home_says", "payer", "insured", "outcome"),
    [
        (True, "", True, Outcome.MET),
        (None, "county_budget", True, Outcome.MET),
        (None, "county_purchase", True, Outcome.MET),
        (False, "county_budget", True, Outcome.UNMET),
        (True, "township", True, Outcome.UNMET),
        (True, "", False, Outcome.UNMET),
        (None, "", False, Outcome.UNMET),
        (None, "", True, Outcome.UNKNOWN),
        (True, "", None, Outcome.UNKNOWN),
    ],
)
def test_county_money_and_insurance(home_says, payer, insured, outcome):
    assert judged(posts(1, payer=payer, insured=insured), home_says).outcome == outcome


def test_the_gap_counts_people():
    answer = judged(posts(2, insured=True) + posts(1, insured=False) + posts(1), county_funded=True)
    assert (answer.gap, answer.measured, answer.required) == (1, 2, 4)
    assert answer.reason == "在岗 4 人，县级财政安排经费并参加社会保险 2 人，1 人情况未填，未落实 1 人。"


def test_without_staff_nothing_is_asked_and_without_a_roster_nothing_known():
    assert judged(()).outcome == Outcome.NOT_APPLICABLE
    assert judge(home(complete=frozenset()), policy()).outcome == Outcome.UNKNOWN


def test_a_home_without_any_figures_is_judged_by_its_people():
    people = posts(1, payer="county_budget", insured=True)
    assert judge(home(staff=people), policy()).outcome == Outcome.MET
