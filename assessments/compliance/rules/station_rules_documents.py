"""三(三)1-4: working rules, duties and workflow are all in place."""

from assessments.compliance.outcome import Outcome
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.checklist import judge_profile
from assessments.compliance.rules.registry import rule
from assessments.compliance.subjects import StationFacts


@rule("三(三)1-4", reads=("profile",))
def judge(station: StationFacts, parameters: CountyParameters) -> Outcome:
    """As the station's profile in force says; one that is missing is enough for unmet."""
    asked = {"工作制度": "rules_in_place", "工作职责": "duties_in_place", "工作流程": "workflow_in_place"}
    return judge_profile(station.profile, asked, done="已制定", remedy="制定")
