"""三(三)1-3: the unified sign hangs."""

from assessments.compliance.outcome import Outcome
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.checklist import judge_profile
from assessments.compliance.rules.registry import rule
from assessments.compliance.subjects import StationFacts


@rule("三(三)1-3", reads=("profile",))
def judge(station: StationFacts, parameters: CountyParameters) -> Outcome:
    """As the station's profile in force says."""
    asked = {"统一标识牌": "sign_hung"}
    return judge_profile(station.profile, asked, done="已悬挂", remedy="悬挂")
