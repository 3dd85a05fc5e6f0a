"""三(三)1-1."""

from assessments.compliance.rules.station_exists import judge
from assessments.compliance.subjects import TownshipFacts
from assessments.vocabulary import Outcome
from tests.assessments.policy import PLACE, WHOLE, policy


def test_a_township_with_a_station_in_operation_meets_it():
    answer = judge(TownshipFacts(name="敦厚镇", station_id=3, station_name="敦厚镇民政所", **PLACE), policy())
    assert (answer.outcome, answer.reason) == (Outcome.MET, "已设立敦厚镇民政所。")
    assert answer.inputs[0].record.pk == 3


def test_a_township_without_one_lacks_one():
    answer = judge(TownshipFacts(name="敦厚镇", complete=WHOLE, **PLACE), policy())
    assert (answer.outcome, answer.gap, answer.unit) == (Outcome.UNMET, 1, "个")
    assert answer.reason == "敦厚镇没有运行中的民政所。"


def test_until_stations_have_been_gone_through_none_is_held_to_be_missing():
    answer = judge(TownshipFacts(name="敦厚镇", **PLACE), policy())
    assert (answer.outcome, answer.missing) == (Outcome.UNKNOWN, ("民政所（清查未完成）",))
