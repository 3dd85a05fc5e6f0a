"""三(三)1-3."""

import pytest

from assessments.compliance.rules.station_sign import judge
from assessments.vocabulary import Outcome
from tests.assessments.policy import policy, profile, station


@pytest.mark.parametrize(
    ("hung", "outcome", "reason"),
    [
        (True, Outcome.MET, "统一标识牌已悬挂。"),
        (False, Outcome.UNMET, "统一标识牌未悬挂。"),
        (None, Outcome.UNKNOWN, "缺少统一标识牌是否已悬挂，无法核查。"),
    ],
)
def test_the_profile_decides(hung, outcome, reason):
    answer = judge(station(profile=profile(sign_hung=hung)), policy())
    assert (answer.outcome, answer.reason) == (outcome, reason)


def test_without_a_profile_nothing_is_known():
    answer = judge(station(), policy())
    assert (answer.outcome, answer.missing) == (Outcome.UNKNOWN, ("民政所情况（尚未填报）",))
