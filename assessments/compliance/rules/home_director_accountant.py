"""三(三)2-7: a director and an accountant in post in every rural nursing home."""

from assessments.compliance.outcome import Input, Outcome
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.registry import at_least, rule
from assessments.compliance.rules.staffing import NEW_POST, at_work, home_record, in_position
from assessments.compliance.subjects import HomeFacts
from assessments.values.wording import listing
from offices.vocabulary import Stock
from staffing.vocabulary import Position


@rule(
    "三(三)2-7",
    "home_director_minimum",
    "home_accountant_minimum",
    reads=("posts",),
    rests_on=at_least(Stock.NURSING_HOME_STAFF),
)
def judge(home: HomeFacts, parameters: CountyParameters) -> Outcome:
    """The two are counted apart: a second director does not stand in for the accountant."""
    people = at_work(home.staff)
    owed = {
        Position.DIRECTOR: int(parameters.number("home_director_minimum")),
        Position.ACCOUNTANT: int(parameters.number("home_accountant_minimum")),
    }
    there = {position: in_position(people, position) for position in owed}
    short = {position: owed[position] - there[position] for position in owed if there[position] < owed[position]}
    figures = {
        "measured": sum(min(there[position], owed[position]) for position in owed),
        "required": sum(owed.values()),
        "unit": "人",
        "inputs": tuple(Input(f"在岗{p.label}", there[p], "人", home_record(home)) for p in owed),
    }
    sentence = listing(f"{position.label} {there[position]} 人" for position in owed)
    if not short:
        return Outcome.met(f"在岗{sentence}。", **figures)
    lacking = listing(f"{position.label} {number} 人" for position, number in short.items())
    return Outcome.unmet(
        f"在岗{sentence}，缺{lacking}。",
        gap=sum(short.values()),
        remedy=f"聘用{lacking}。",
        enter=(NEW_POST,),
        **figures,
    )
