"""三(三)1-3: the unified sign hangs."""

from assessments.compliance.outcome import Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.checklist import NO_PROFILE, judge_answers
from assessments.compliance.rules.registry import rule
from assessments.compliance.subjects import StationFacts


@rule("三(三)1-3", reads=("profile",))
def judge(station: StationFacts, parameters: CountyParameters) -> Outcome:
    """As the station's profile in force says."""
    profile = station.profile
    if profile is None:
        return Outcome.unknown(NO_PROFILE)
    answers = [("统一标识牌", profile.sign_hung)]
    record = Record("offices.StationProfile", profile.pk)
    return judge_answers(answers, record=record, done="已悬挂", remedy="悬挂")
