"""三(三)2-5: a specialist's pay is not below the higher of the city's floor and the superior figure in force."""

from decimal import Decimal

from assessments.compliance.outcome import Cost, Figures, Input, Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.registry import of_all, rule
from assessments.compliance.rules.staffing import at_work, first_post
from assessments.compliance.subjects import Post, VillageFacts
from assessments.values.wording import plain
from offices.vocabulary import Stock

PAY_FLOORS = ("specialist_pay_floor", "specialist_pay_superior")
"""Parameters that ``pay_floor`` reads."""


@rule(
    "三(三)2-5",
    "specialist_pay_floor",
    optional=("specialist_pay_superior",),
    reads=("posts",),
    rests_on=of_all(Stock.VILLAGE_SPECIALIST),
)
def judge(village: VillageFacts, parameters: CountyParameters) -> Outcome:
    """The lowest paid specialist decides. Without one there is no pay to judge; 2-4 says that one is missing."""
    people = at_work(village.specialists)
    if not people:
        nobody = Input("在岗专干", 0, "人", Record("offices.Division", village.id))
        return Outcome.not_applicable("没有民政专干在岗，报酬无从核查。", inputs=(nobody,))
    floor = pay_floor(parameters)
    known = [post.pay for post in people if post.pay is not None]
    figures: Figures = {"required": floor, "unit": "元/月", "inputs": tuple(_input(post) for post in people)}
    short = [floor - pay for pay in known if pay < floor]
    if short:
        lowest, gap = min(known), max(short)
        return Outcome.unmet(
            f"专干月报酬 {plain(lowest)} 元，低于 {plain(floor)} 元，差 {plain(gap)} 元。",
            measured=lowest,
            gap=gap,
            remedy=f"将专干月报酬提高到 {plain(floor)} 元以上。",
            enter=first_post(people, "pay", lowest),
            cost=Cost.of_months(short),
            **figures,
        )
    if len(known) < len(people):
        return Outcome.unknown("专干月报酬", enter=first_post(people, "pay", None), **figures)
    lowest = min(known)
    return Outcome.met(f"专干月报酬 {plain(lowest)} 元，不低于 {plain(floor)} 元。", measured=lowest, **figures)


def pay_floor(parameters: CountyParameters) -> Decimal:
    """The higher of the two figures counts; a superior figure that is not in force adds nothing."""
    own = parameters.number("specialist_pay_floor")
    if parameters.get("specialist_pay_superior") is None:
        return own
    return max(own, parameters.number("specialist_pay_superior"))


def _input(post: Post) -> Input:
    pay = "未填" if post.pay is None else post.pay
    return Input("专干月报酬", pay, "" if post.pay is None else "元/月", Record("staffing.Appointment", post.pk))
