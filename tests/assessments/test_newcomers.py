"""三(三)4-1, 4-2 and 4-3: what is asked of members who joined since the policy came (2017-01-01)."""

import datetime

import pytest

from assessments.compliance.rules import established_channel, newcomer_education, others_channel
from assessments.vocabulary import Outcome
from tests.assessments.policy import policy, posts, station

EVE, FIRST = datetime.date(2016, 12, 31), datetime.date(2017, 1, 1)
LONG_AFTER = datetime.date(2026, 3, 1)


def new(number=1, **facts):
    return posts(number, **{"since": FIRST, "education": "30", "social_work_title": "0", **facts})


def judged(staff, rule=newcomer_education, parameters=None):
    return rule.judge(station(staff=staff), parameters or policy())


@pytest.mark.parametrize(
    ("education", "title", "outcome"),
    [
        ("10", "", Outcome.MET),
        ("30", "", Outcome.MET),
        ("40", "0", Outcome.UNMET),
        ("40", "1", Outcome.MET),
        ("60", "3", Outcome.MET),
        ("60", "", Outcome.UNKNOWN),
        ("", "0", Outcome.UNKNOWN),
        ("90", "0", Outcome.UNKNOWN),
        ("", "2", Outcome.MET),
    ],
)
def test_education_or_a_title_is_enough_and_a_blank_is_no_no(education, title, outcome):
    assert judged(new(education=education, social_work_title=title)).outcome == outcome


def test_only_who_joined_since_the_policy_came_is_asked():
    assert judged(new(since=EVE, education="80")).outcome == Outcome.NOT_APPLICABLE
    assert judged(new(education="80")).outcome == Outcome.UNMET
    later = policy(policy_begins="2018-01-01")
    assert judged(new(education="80"), parameters=later).outcome == Outcome.NOT_APPLICABLE


def test_whoever_is_borrowed_or_away_did_not_join_here():
    staff = new(education="80", working_mode="3") + new(education="80", post_elsewhere=True)
    assert judged(staff + new(education="80", working_mode="2")).outcome == Outcome.NOT_APPLICABLE


def test_one_hired_who_is_kept_outside_civil_affairs_joined_here_and_one_established_there_did_not():
    outside = {"education": "80", "post_elsewhere": True, "post_outside": True}
    assert judged(new(employment="30", **outside)).outcome == Outcome.UNMET
    assert judged(new(employment="30", channel="10", **outside), rule=others_channel).outcome == Outcome.UNMET
    assert judged(new(employment="11", **outside)).outcome == Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("undated", "others", "outcome"),
    [
        ({"education": "80"}, 1, Outcome.UNKNOWN),
        ({"education": "80"}, 0, Outcome.UNKNOWN),
        ({"education": "30"}, 1, Outcome.MET),
        ({"education": "30"}, 0, Outcome.UNKNOWN),
    ],
    ids=["may be one who does not fit", "and the only one", "fits in any case", "met or nothing to ask"],
)
def test_a_start_day_that_nobody_wrote_leaves_open_what_hangs_on_it(undated, others, outcome):
    staff = new(since=LONG_AFTER, since_known=False, **undated) + new(others)
    answer = judged(staff)
    assert answer.outcome == outcome
    assert answer.missing == (("到岗日期（1 人未登记）",) if outcome == Outcome.UNKNOWN else ())


def test_a_provisional_day_before_the_policy_says_enough():
    assert judged(new(since=EVE, since_known=False, education="80")).outcome == Outcome.NOT_APPLICABLE


def test_one_who_does_not_fit_decides_and_what_is_open_is_told():
    answer = judged(new(2) + new(education="40") + new(education=""))
    assert (answer.outcome, answer.measured, answer.required, answer.gap) == (Outcome.UNMET, 2, 4, 1)
    assert answer.reason == "2017-01-01 以来新到岗人员 4 人，符合 2 人，1 人情况未填，不符合 1 人。"
    assert answer.inputs[2].value == "2017-01-01 到岗，中专(中职)，社会工作职业资格无"


def test_without_a_roster_or_the_day_of_the_policy_nothing_is_known():
    empty = station(complete=frozenset())
    assert newcomer_education.judge(empty, policy()).outcome == Outcome.UNKNOWN
    for rule in (established_channel, others_channel, newcomer_education):
        assert judged(new(), rule, policy(without="policy_begins")).outcome == Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("channel", "outcome"),
    [
        *((code, Outcome.MET) for code in ("01", "02", "03", "04")),
        *((code, Outcome.UNMET) for code in ("07", "10")),
        *((code, Outcome.NOT_APPLICABLE) for code in ("06", "12")),
        *((code, Outcome.UNKNOWN) for code in ("", "05", "08", "09", "11", "99")),
    ],
)
def test_by_which_channels_established_members_join(channel, outcome):
    assert judged(new(channel=channel), established_channel).outcome == outcome


def test_exams_of_the_civil_service_count_as_the_city_says():
    for said, outcome in ((1, Outcome.MET), (0, Outcome.UNMET)):
        law = policy(civil_service_channels_count=said)
        assert judged(new(channel="05"), established_channel, law).outcome == outcome


@pytest.mark.parametrize(
    ("channel", "outcome"),
    [
        ("09", Outcome.MET),
        ("10", Outcome.UNMET),
        ("06", Outcome.NOT_APPLICABLE),
        ("01", Outcome.UNKNOWN),
        ("", Outcome.UNKNOWN),
    ],
)
def test_by_which_channels_others_join(channel, outcome):
    assert judged(new(channel=channel, employment="30"), others_channel).outcome == outcome


def test_each_of_the_two_asks_its_own_members():
    staff = new(channel="07") + new(channel="10", employment="33")
    assert [judged(staff, rule).required for rule in (established_channel, others_channel)] == [1, 1]
    unsaid = new(channel="10", employment="")
    answer = judged(unsaid, others_channel)
    assert answer.missing == ("编制类型（1 人未填）",)
