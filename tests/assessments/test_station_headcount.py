"""三(三)2-1."""

import pytest

from assessments.compliance.rules.station_headcount import judge
from assessments.compliance.subjects import Population
from assessments.vocabulary import Outcome
from tests.assessments.policy import policy, posts, station

OWN_BANDS = {"bands": [{"up_to": 10000, "inclusive": True, "value": 1}, {"up_to": None, "value": 4}]}


def judged(persons, staff=(), parameters=None, basis="registered", **facts):
    populations = {basis: Population(persons, 2025, 9)}
    return judge(station(populations=populations, staff=staff, **facts), parameters or policy())


@pytest.mark.parametrize(
    ("persons", "required"),
    [(1, 2), (19_999, 2), (20_000, 3), (20_001, 3), (49_999, 3), (50_000, 5), (50_001, 5), (120_000, 5)],
)
def test_both_edges_belong_to_the_higher_band(persons, required):
    answer = judged(persons, posts(required - 1))
    assert (answer.outcome, answer.required, answer.gap) == (Outcome.UNMET, required, 1)
    assert judged(persons, posts(required)).outcome == Outcome.MET


def test_a_person_counts_once_whatever_posts_they_hold():
    """On the day of a handover somebody holds the old post and the new one."""
    same = posts(1, person=4) + posts(1, person=4, position="director")
    assert judged(900, same).measured == 1
    assert judged(900, same + posts(1, person=5)).outcome == Outcome.MET


def test_the_sentence_of_an_unmet_station():
    answer = judged(38_214, posts(2))
    assert answer.reason == "户籍人口 38,214 人（2025年）属 2万以上不足5万人档，应配 3 人，在岗 2 人，缺 1 人。"
    assert answer.remedy == "再配备工作人员 1 人。"
    population, people, lent = answer.inputs
    assert (population.value, population.record.model, population.record.pk) == (38_214, "offices.PopulationFigure", 9)
    assert (people.value, lent.value) == (2, 0)


def test_the_outer_bands_in_words():
    assert "属 不足2万人档" in judged(900, posts(2)).reason
    assert "属 5万人以上档" in judged(90_000, posts(2)).reason


@pytest.mark.parametrize(
    ("mode", "counts"), [("1", 1), ("2", 0), ("3", 1), ("4", 1), ("5", 1), ("6", 1), ("7", 0), ("9", 0)]
)
def test_who_works_there_counts(mode, counts):
    assert judged(900, posts(1, working_mode=mode)).measured == counts


def test_the_other_basis_never_stands_in():
    answer = judged(900, posts(2), basis="resident")
    assert (answer.outcome, answer.missing) == (Outcome.UNKNOWN, ("户籍人口数",))
    assert judged(900, posts(2), policy(population_basis="resident"), basis="resident").outcome == Outcome.MET


def test_an_empty_station_is_not_a_station_whose_roster_is_missing():
    assert judged(900).outcome == Outcome.UNMET
    answer = judged(900, complete=frozenset())
    assert (answer.outcome, answer.missing) == (Outcome.UNKNOWN, ("民政所人员花名册（清查未完成）",))


def test_until_the_roster_is_complete_too_few_are_not_held_against_the_station_and_enough_are_enough():
    answer = judged(900, posts(1), complete=frozenset())
    assert (answer.outcome, answer.measured, answer.required, answer.gap) == (Outcome.UNKNOWN, 1, 2, None)
    assert answer.reason == (
        "民政所人员花名册清查未完成，暂不下结论。按已登记的情况："
        "户籍人口 900 人（2025年）属 不足2万人档，应配 2 人，在岗 1 人，缺 1 人。"
    )
    assert answer.remedy == "民政所人员花名册登记齐全后，请在“清查”中填写完成日期。"
    assert (answer.inputs[-1].label, answer.inputs[-1].value) == ("民政所人员花名册清查", "未完成")
    assert judged(900, posts(2), complete=frozenset()).outcome == Outcome.MET
    assert judged(900, posts(1), complete=frozenset({"village_specialist"})).outcome == Outcome.UNKNOWN


@pytest.mark.parametrize("key", ["staff_headcount_bands", "population_basis"])
def test_without_a_parameter_nothing_is_judged(key):
    answer = judged(900, posts(2), policy(without=key))
    assert answer.outcome == Outcome.UNKNOWN
    assert key in answer.missing[0]
    assert "2026-06-30" in answer.missing[0]


def test_a_county_has_its_own_bands():
    assert judged(10_000, posts(1), policy(override={"staff_headcount_bands": OWN_BANDS})).outcome == Outcome.MET
    assert judged(10_001, posts(1), policy(override={"staff_headcount_bands": OWN_BANDS})).gap == 3


def test_a_value_that_is_no_bands_is_said_aloud():
    answer = judged(900, posts(2), policy(staff_headcount_bands=3))
    assert answer.outcome == Outcome.UNKNOWN
    assert "无法识别" in answer.missing[0]
