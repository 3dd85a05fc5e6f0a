"""三(三)1-7: enough office area for the people who work there."""

from decimal import Decimal

from assessments.compliance.outcome import Field, Input, Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.checklist import NO_PROFILE, PROFILE
from assessments.compliance.rules.registry import of_all, rule
from assessments.compliance.rules.staffing import at_work, heads, station_record
from assessments.compliance.subjects import StationFacts
from assessments.values.wording import apart, plain
from offices.vocabulary import Stock


@rule("三(三)1-7", "office_area_per_person", reads=("profile", "posts"), rests_on=of_all(Stock.STATION_STAFF))
def judge(station: StationFacts, parameters: CountyParameters) -> Outcome:
    """Area ÷ people at work, borrowed people included: whoever works there needs room. An empty station owes none."""
    people = heads(at_work(station.staff))
    if not people:
        nobody = Input("在岗人数", 0, "人", station_record(station))
        return Outcome.not_applicable("现无人员在岗，人均面积无从计算。", inputs=(nobody,))
    profile, enter = station.profile, (Field(PROFILE, "office_area"),)
    if profile is None:
        return Outcome.unknown(NO_PROFILE, enter=enter)
    if profile.office_area is None:
        return Outcome.unknown("办公用房面积", enter=enter)
    area, per_person = Decimal(profile.office_area), parameters.number("office_area_per_person")
    required = per_person * people
    sentence = f"办公用房 {plain(area)} ㎡，在岗 {people} 人，人均 {apart(area / people, per_person)} ㎡"
    figures = {
        "measured": area,
        "required": required,
        "unit": "㎡",
        "inputs": (
            Input("办公用房面积", area, "㎡", Record("offices.StationProfile", profile.pk)),
            Input("在岗人数", people, "人", station_record(station)),
        ),
    }
    if area >= required:
        return Outcome.met(f"{sentence}，不少于 {plain(per_person)} ㎡。", **figures)
    gap = required - area
    remedy = f"增加办公用房 {apart(gap, Decimal(0))} ㎡。"
    return Outcome.unmet(
        f"{sentence}，不足 {plain(per_person)} ㎡，缺 {apart(gap, Decimal(0))} ㎡。",
        gap=gap,
        remedy=remedy,
        enter=enter,
        **figures,
    )
