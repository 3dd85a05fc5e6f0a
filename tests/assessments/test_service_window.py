"""三(三)1-6."""

import pytest

from assessments.compliance.rules.service_window import judge
from assessments.compliance.subjects import HallFacts, Window
from assessments.vocabulary import Outcome
from tests.assessments.policy import PLACE, WHOLE, policy


def hall(*dedicated, place="township_hall", **facts):
    windows = tuple(Window(pk, answer) for pk, answer in enumerate(dedicated))
    return HallFacts(**{"name": "敦厚镇", "place": place, "windows": windows, "complete": WHOLE, **PLACE, **facts})


@pytest.mark.parametrize(
    ("dedicated", "outcome"),
    [
        ((True,), Outcome.MET),
        ((False, True), Outcome.MET),
        ((False,), Outcome.UNMET),
        ((None, False), Outcome.UNKNOWN),
        ((), Outcome.UNMET),
    ],
)
def test_one_dedicated_window_is_enough_and_needed(dedicated, outcome):
    assert judge(hall(*dedicated), policy()).outcome == outcome


def test_a_shared_window_and_none_at_all_are_told_apart():
    assert judge(hall(False), policy()).reason == "敦厚镇便民服务大厅只有与其他业务合用的窗口。"
    assert judge(hall(), policy()).reason == "敦厚镇便民服务大厅没有登记民政服务窗口。"


def test_until_windows_have_been_gone_through_none_is_held_to_be_missing():
    assert judge(hall(complete=frozenset()), policy()).missing == ("民政服务窗口（清查未完成）",)
    assert judge(hall(True, complete=frozenset()), policy()).outcome == Outcome.MET


def test_a_functional_area_owes_no_county_hall_and_is_judged_by_the_one_it_has():
    area = {"place": "county_hall", "functional_area": True}
    assert judge(hall(**area), policy()).outcome == Outcome.NOT_APPLICABLE
    assert judge(hall(True, **area), policy()).outcome == Outcome.MET
    assert judge(hall(False, **area), policy()).outcome == Outcome.UNMET


@pytest.mark.parametrize(
    ("urban", "dedicated", "outcome"),
    [
        (True, (), Outcome.UNMET),
        (True, (True,), Outcome.MET),
        (False, (), Outcome.NOT_APPLICABLE),
        (False, (True,), Outcome.NOT_APPLICABLE),
        (None, (), Outcome.UNKNOWN),
        (None, (True,), Outcome.UNKNOWN),
    ],
)
def test_only_an_urban_community_owes_one(urban, dedicated, outcome):
    assert judge(hall(*dedicated, place="community", urban=urban), policy()).outcome == outcome


def test_what_the_county_has_to_say_is_asked_of_it():
    answer = judge(hall(place="community", urban=None), policy())
    assert answer.missing == ("是否城市社区（由县级确定）",)
    assert answer.remedy == "请在“城乡属性”中答复是否城市社区。"
