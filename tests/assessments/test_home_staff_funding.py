"""三(三)2-10."""

import pytest

from assessments.compliance.rules.home_staff_funding import judge
from assessments.vocabulary import Outcome
from tests.assessments.policy import census, home, policy, posts

KEPT = {"payer": "county_budget", "treatment": "1", "insured": True}


def judged(staff, county_funded=None):
    return judge(home(census=census(county_funded=county_funded), staff=staff), policy())


def said(answer):
    return [(one.label, one.value) for one in answer.inputs]


@pytest.mark.parametrize(
    ("home_says", "payer", "outcome"),
    [
        (True, "", Outcome.MET),
        (None, "county_budget", Outcome.MET),
        (None, "county_purchase", Outcome.MET),
        (False, "county_budget", Outcome.MET),
        (True, "township", Outcome.UNMET),
        (False, "", Outcome.UNMET),
        (None, "", Outcome.UNKNOWN),
    ],
)
def test_county_money_by_the_person_s_payer_else_by_the_home_s_answer(home_says, payer, outcome):
    """Of a carer nothing else is asked: the policy gives insurance to director and accountant."""
    assert judged(posts(1, position="carer", payer=payer), home_says).outcome == outcome


@pytest.mark.parametrize(
    ("treatment", "insured", "outcome"),
    [
        ("1", True, Outcome.MET),
        ("9", True, Outcome.UNMET),
        ("1", False, Outcome.UNMET),
        ("", False, Outcome.UNMET),
        ("", True, Outcome.UNKNOWN),
        ("1", None, Outcome.UNKNOWN),
    ],
)
@pytest.mark.parametrize("position", ["director", "accountant"])
def test_director_and_accountant_are_kept_as_in_public_institutions(position, treatment, insured, outcome):
    """Also one on an established post (事业编制): by which standard wages go is on record or not known."""
    leader = posts(1, position=position, payer="county_budget", treatment=treatment, insured=insured)
    assert judged(leader).outcome == outcome


def test_the_gap_counts_people_and_says_what_is_wanting():
    staff = (
        posts(1, position="director", **KEPT)
        + posts(1, position="accountant", **{**KEPT, "treatment": "9"})
        + posts(1, position="carer", payer="township")
        + posts(1, position="carer")
    )
    answer = judged(staff)
    assert (answer.gap, answer.measured, answer.required) == (2, 1, 4)
    assert answer.reason == (
        "在岗 4 人，经费和待遇已落实 1 人，1 人情况未填，未落实 2 人："
        "县级财政未安排经费 1 人、院长或会计未按事业单位待遇 1 人。"
    )


def test_a_director_who_is_the_accountant_too_counts_once():
    """院长兼会计: what one of the two posts says holds of the person."""
    both = posts(1, position="director", person=7, **KEPT) + posts(1, position="accountant", person=7)
    assert (judged(both).outcome, judged(both).measured) == (Outcome.MET, 1)


@pytest.mark.parametrize(("home_says", "payer", "words"), [(False, "county_budget", "不由"), (True, "township", "由")])
def test_a_contradiction_between_home_and_person_is_named(home_says, payer, words):
    answer = judged(posts(2, position="carer", payer=payer), home_says)
    assert f"敬老院填报经费{words}县级财政安排，与 2 人登记的工资承担方不一致" in answer.reason
    assert ("工资承担方与敬老院填报不一致的人员", 2) in said(answer)


def test_every_answer_that_decides_stands_in_the_explanation():
    director = posts(1, position="director", payer="county_purchase", treatment="1")
    answer = judged(director + posts(1, position="cook"), county_funded=True)
    assert said(answer) == [
        ("工作人员经费由县级财政安排", "是"),
        ("在岗工作人员", 2),
        ("第 1 人（院长）工资承担方", "县级财政购买服务"),
        ("第 1 人（院长）待遇标准", "事业单位"),
        ("第 1 人（院长）参加社会保险", "未填"),
        ("第 2 人（炊事员）工资承担方", "未填"),
    ]
    assert {one.record.model for one in answer.inputs[2:]} == {"staffing.Appointment"}


def test_without_staff_nothing_is_asked_and_without_a_roster_nothing_known():
    assert judged(()).outcome == Outcome.NOT_APPLICABLE
    assert judge(home(complete=frozenset()), policy()).outcome == Outcome.UNKNOWN


def test_a_home_without_any_figures_is_judged_by_its_people():
    assert judge(home(staff=posts(1, position="director", **KEPT)), policy()).outcome == Outcome.MET
