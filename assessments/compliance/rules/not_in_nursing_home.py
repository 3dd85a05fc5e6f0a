"""三(三)1-8: the office is not inside a nursing home."""

from assessments.compliance.outcome import Field, Input, Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.checklist import NO_PROFILE, PROFILE
from assessments.compliance.rules.registry import rule
from assessments.compliance.subjects import StationFacts


@rule("三(三)1-8", reads=("profile",))
def judge(station: StationFacts, parameters: CountyParameters) -> Outcome:
    """As the station's profile in force says."""
    profile, enter = station.profile, (Field(PROFILE, "inside_nursing_home"),)
    if profile is None:
        return Outcome.unknown(NO_PROFILE, enter=enter)
    inside = profile.inside_nursing_home
    if inside is None:
        return Outcome.unknown("办公场所是否设在敬老院内", enter=enter)
    answer = Input(
        "办公场所设在敬老院内", "是" if inside else "否", record=Record("offices.StationProfile", profile.pk)
    )
    figures = {"measured": int(not inside), "required": 1, "unit": "项", "inputs": (answer,)}
    if inside:
        return Outcome.unmet("办公场所设在敬老院内。", gap=1, remedy="将办公场所迁出敬老院。", enter=enter, **figures)
    return Outcome.met("办公场所不在敬老院内。", **figures)
