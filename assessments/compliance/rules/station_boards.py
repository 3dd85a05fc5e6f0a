"""三(三)1-5: notice board and publicity board are both built."""

from assessments.compliance.outcome import Outcome
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.checklist import judge_profile
from assessments.compliance.rules.registry import rule
from assessments.compliance.subjects import StationFacts


@rule("三(三)1-5", reads=("profile",))
def judge(station: StationFacts, parameters: CountyParameters) -> Outcome:
    """As the station's profile in force says; one that is missing is enough for unmet."""
    asked = {"公示栏": "notice_board", "宣传栏": "publicity_board"}
    return judge_profile(station.profile, asked, done="已建成", remedy="建设")
