"""三(三)2-4."""

from assessments.compliance.rules.village_specialist import judge
from assessments.vocabulary import Outcome
from tests.assessments.policy import policy, posts, village


def test_one_in_post_is_enough_also_besides_other_work():
    assert judge(village(specialists=posts(1, working_mode="4")), policy()).outcome == Outcome.MET
    assert judge(village(specialists=posts(2)), policy()).outcome == Outcome.MET


def test_a_village_without_one_lacks_one_and_a_year_s_pay():
    answer = judge(village(), policy())
    assert (answer.outcome, answer.gap, answer.cost.yearly) == (Outcome.UNMET, 1, 2400)
    assert answer.reason == "民政专干在岗 0 人，应有 1 人，缺 1 人。"


def test_the_higher_pay_is_what_closing_the_gap_costs():
    assert judge(village(), policy(specialist_pay_superior=300)).cost.yearly == 3600
    assert judge(village(), policy(without="specialist_pay_floor")).cost is None


def test_one_who_left_the_post_does_not_count():
    assert judge(village(specialists=posts(1, working_mode="9")), policy()).outcome == Outcome.UNMET


def test_until_its_township_s_roster_is_complete_a_village_without_a_specialist_is_unknown():
    answer = judge(village(complete=frozenset()), policy())
    assert (answer.outcome, answer.gap) == (Outcome.UNKNOWN, None)


def test_parameter_missing_or_the_county_s_own():
    assert judge(village(), policy(without="village_specialist_minimum")).outcome == Outcome.UNKNOWN
    override = policy(override={"village_specialist_minimum": 2})
    assert judge(village(specialists=posts(1)), override).gap == 1
