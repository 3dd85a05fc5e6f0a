"""三(三)1-4."""

from assessments.compliance.rules.station_rules_documents import judge
from assessments.vocabulary import Outcome
from tests.assessments.policy import policy, profile, station


def judged(rules, duties, workflow):
    answers = {"rules_in_place": rules, "duties_in_place": duties, "workflow_in_place": workflow}
    return judge(station(profile=profile(**answers)), policy())


def test_all_three_are_met():
    answer = judged(True, True, True)
    assert (answer.outcome, answer.measured, answer.required) == (Outcome.MET, 3, 3)


def test_each_that_is_missing_is_named_and_counted():
    answer = judged(False, True, False)
    assert (answer.outcome, answer.gap, answer.reason) == (Outcome.UNMET, 2, "工作制度、工作流程未制定。")
    assert answer.remedy == "制定工作制度、工作流程。"


def test_one_no_is_enough_whatever_is_not_answered():
    answer = judged(False, None, True)
    assert (answer.outcome, answer.gap, answer.reason) == (Outcome.UNMET, 1, "工作制度未制定；工作职责未填。")


def test_an_unanswered_one_is_neither_yes_nor_no():
    answer = judged(True, None, True)
    assert (answer.outcome, answer.missing) == (Outcome.UNKNOWN, ("工作职责是否已制定",))


def test_without_a_profile_nothing_is_known():
    assert judge(station(), policy()).outcome == Outcome.UNKNOWN
