"""三(三)2-2: at least two people on established posts of the station itself."""

from assessments.compliance.outcome import Figures, Input, Outcome
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.registry import at_least, rule
from assessments.compliance.rules.staffing import (
    NEW_POST,
    at_work,
    by_person,
    first_post,
    holds_established_post,
    of_person,
    station_record,
)
from assessments.compliance.subjects import StationFacts
from offices.vocabulary import Stock


@rule("三(三)2-2", "established_staff_minimum", reads=("posts",), rests_on=at_least(Stock.STATION_STAFF))
def judge(station: StationFacts, parameters: CountyParameters) -> Outcome:
    """Counts who is 在编, works here, and holds the post here.

    The policy has posts allotted to the station and people put on them: a borrowed person's post belongs to another
    unit, and a post whose holder works elsewhere serves nobody here. Neither counts (ADR 10).
    """
    people = by_person(at_work(station.staff))
    answers = [of_person(holds_established_post(post) for post in posts) for posts in people]
    held, unsaid = answers.count(True), answers.count(None)
    required = int(parameters.number("established_staff_minimum"))
    record = station_record(station)
    figures: Figures = {
        "required": required,
        "unit": "人",
        "inputs": (
            Input("编制在所且在岗", held, "人", record),
            Input("在岗而编制类型未填", unsaid, "人", record),
            Input("编制在所而人在外", station.lent_out, "人", record),
        ),
    }
    if held >= required:
        return Outcome.met(f"在编在岗 {held} 人，不少于 {required} 人。", measured=held, **figures)
    if held + unsaid >= required:
        enter = first_post(at_work(station.staff), "employment", "")
        return Outcome.unknown(f"在岗人员的编制类型（{unsaid} 人未填）", enter=enter, **figures)
    gap = required - held - unsaid
    said = f"（另有 {unsaid} 人编制类型未填）" if unsaid else ""
    return Outcome.unmet(
        f"在编在岗 {held} 人{said}，应有 {required} 人，缺 {gap} 人。",
        measured=held,
        gap=gap,
        remedy=f"在编制总额内调剂编制，再配备在编人员 {gap} 人。",
        enter=(NEW_POST,),
        **figures,
    )
