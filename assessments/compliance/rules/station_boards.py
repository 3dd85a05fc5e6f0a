"""三(三)1-5: notice board and publicity board are both built."""

from assessments.compliance.outcome import Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.checklist import NO_PROFILE, judge_answers
from assessments.compliance.rules.registry import rule
from assessments.compliance.subjects import StationFacts


@rule("三(三)1-5", reads=("profile",))
def judge(station: StationFacts, parameters: CountyParameters) -> Outcome:
    """As the station's profile in force says; one that is missing is enough for unmet."""
    profile = station.profile
    if profile is None:
        return Outcome.unknown(NO_PROFILE)
    answers = [("公示栏", profile.notice_board), ("宣传栏", profile.publicity_board)]
    record = Record("offices.StationProfile", profile.pk)
    return judge_answers(answers, record=record, done="已建成", remedy="建设")
