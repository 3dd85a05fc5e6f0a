"""三(三)2-4: a specialist in post in every village and community."""

from assessments.compliance.outcome import Cost, Input, Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.registry import at_least, rule
from assessments.compliance.rules.specialist_pay import PAY_FLOORS, pay_floor
from assessments.compliance.rules.staffing import NEW_POST, at_work, by_person
from assessments.compliance.subjects import VillageFacts
from offices.vocabulary import Stock


@rule(
    "三(三)2-4",
    "village_specialist_minimum",
    optional=PAY_FLOORS,
    reads=("posts",),
    rests_on=at_least(Stock.VILLAGE_SPECIALIST),
)
def judge(village: VillageFacts, parameters: CountyParameters) -> Outcome:
    """A committee member who does it besides (兼任) counts."""
    there = by_person(at_work(village.specialists))
    people = len(there)
    required = int(parameters.number("village_specialist_minimum"))
    inputs = tuple(Input("在岗专干", 1, "人", Record("staffing.Appointment", posts[0].pk)) for posts in there)
    figures = {
        "measured": people,
        "required": required,
        "unit": "人",
        "inputs": inputs or (Input("在岗专干", 0, "人", Record("offices.Division", village.id)),),
    }
    if people >= required:
        return Outcome.met(f"民政专干在岗 {people} 人。", **figures)
    gap = required - people
    return Outcome.unmet(
        f"民政专干在岗 {people} 人，应有 {required} 人，缺 {gap} 人。",
        gap=gap,
        remedy=f"选聘村级民政专干 {gap} 人（可由村（居）干部兼任），并报县级民政部门备案。",
        enter=(NEW_POST,),
        cost=_cost(gap, parameters),
        **figures,
    )


def _cost(people: int, parameters: CountyParameters) -> Cost | None:
    """A year's pay at the floor; unknown while no floor is in force."""
    if parameters.get("specialist_pay_floor") is None:
        return None
    return Cost.of_months([pay_floor(parameters)] * people)
