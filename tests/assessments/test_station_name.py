"""三(三)1-2."""

from assessments.compliance.rules.station_name import judge
from assessments.vocabulary import Outcome
from tests.assessments.policy import policy, station


def test_the_township_with_its_suffix_and_the_word_station():
    assert judge(station(township_name="敦厚镇"), policy()).outcome == Outcome.MET


def test_any_other_name_is_told_the_right_one():
    answer = judge(station(township_name="敦厚街道"), policy())
    assert (answer.outcome, answer.gap) == (Outcome.UNMET, 1)
    assert answer.reason == "名称为“敦厚镇民政所”，应为“敦厚街道民政所”。"


def test_without_the_township_s_name_nothing_is_known():
    assert judge(station(), policy()).outcome == Outcome.UNKNOWN
