"""三(三)4-4."""

import datetime

from assessments.compliance.rules.specialist_filed import judge
from assessments.vocabulary import Outcome
from tests.assessments.policy import DAY, policy, posts, village

NEXT = DAY + datetime.timedelta(days=1)


def judged(*specialists, **facts):
    return judge(village(specialists=specialists, day=DAY, **facts), policy())


def test_filed_by_the_day_is_filed():
    assert judged(*posts(1, filed_on=DAY)).reason == "在岗专干 1 人，已备案 1 人。"
    assert judged(*posts(1, filed_on=DAY, working_mode="4")).outcome == Outcome.MET


def test_filed_later_is_not_filed_on_the_day():
    answer = judged(*posts(1, filed_on=NEXT), *posts(1, filed_on=None))
    assert (answer.outcome, answer.measured, answer.gap) == (Outcome.UNMET, 0, 1)
    assert answer.reason == "在岗专干 2 人，已备案 0 人，1 人备案日期未填，当日尚未备案 1 人。"


def test_a_blank_says_nothing():
    answer = judged(*posts(1, filed_on=DAY), *posts(1))
    assert (answer.outcome, answer.missing) == (Outcome.UNKNOWN, ("专干的县局备案日期（1 人未填）",))


def test_without_a_specialist_there_is_nothing_to_file():
    assert judged(*posts(1, working_mode="9")).outcome == Outcome.NOT_APPLICABLE
    assert judged(complete=frozenset()).outcome == Outcome.UNKNOWN
