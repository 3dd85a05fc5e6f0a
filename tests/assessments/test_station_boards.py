"""三(三)1-5."""

import pytest

from assessments.compliance.rules.station_boards import judge
from assessments.vocabulary import Outcome
from tests.assessments.policy import policy, profile, station


@pytest.mark.parametrize(
    ("notice", "publicity", "outcome", "gap"),
    [
        (True, True, Outcome.MET, None),
        (True, False, Outcome.UNMET, 1),
        (False, False, Outcome.UNMET, 2),
        (True, None, Outcome.UNKNOWN, None),
        (None, False, Outcome.UNMET, 1),
    ],
)
def test_both_boards_are_asked_for(notice, publicity, outcome, gap):
    answer = judge(station(profile=profile(notice_board=notice, publicity_board=publicity)), policy())
    assert (answer.outcome, answer.gap) == (outcome, gap)


def test_without_a_profile_nothing_is_known():
    assert judge(station(), policy()).outcome == Outcome.UNKNOWN
