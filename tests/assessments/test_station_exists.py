"""三(三)1-1."""

from assessments.compliance.rules.station_exists import judge
from assessments.compliance.subjects import TownshipFacts
from assessments.vocabulary import Outcome
from tests.assessments.policy import PLACE, policy


def test_a_township_with_a_station_in_operation_meets_it():
    answer = judge(TownshipFacts(name="敦厚镇", station_id=3, station_name="敦厚镇民政所", **PLACE), policy())
    assert (answer.outcome, answer.reason) == (Outcome.MET, "已设立敦厚镇民政所。")
    assert answer.inputs[0].record.pk == 3


def test_a_township_without_one_lacks_one():
    answer = judge(TownshipFacts(name="敦厚镇", **PLACE), policy())
    assert (answer.outcome, answer.gap, answer.unit) == (Outcome.UNMET, 1, "个")
    assert answer.reason == "敦厚镇没有运行中的民政所。"
