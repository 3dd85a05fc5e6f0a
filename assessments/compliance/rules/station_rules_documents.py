"""三(三)1-4: working rules, duties and workflow are all in place."""

from assessments.compliance.outcome import Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.checklist import NO_PROFILE, judge_answers
from assessments.compliance.rules.registry import rule
from assessments.compliance.subjects import StationFacts


@rule("三(三)1-4", reads=("profile",))
def judge(station: StationFacts, parameters: CountyParameters) -> Outcome:
    """As the station's profile in force says; one that is missing is enough for unmet."""
    profile = station.profile
    if profile is None:
        return Outcome.unknown(NO_PROFILE)
    answers = [
        ("工作制度", profile.rules_in_place),
        ("工作职责", profile.duties_in_place),
        ("工作流程", profile.workflow_in_place),
    ]
    record = Record("offices.StationProfile", profile.pk)
    return judge_answers(answers, record=record, done="已制定", remedy="制定")
