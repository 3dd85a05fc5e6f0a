"""三(三)2-6: the county's average specialist pay has risen within the window of years."""

from collections.abc import Iterator

from assessments.compliance.outcome import Field, Figures, Input, Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.registry import either_way, rule
from assessments.compliance.subjects import CountyFacts, PayAverage
from assessments.values.wording import apart, plain
from offices.vocabulary import Stock

PAY_OF_ALL = Field("specialists")
"""A list: no single post decides."""


@rule(
    "三(三)2-6",
    "specialist_pay_growth_years",
    reads=("average_pay",),
    years="specialist_pay_growth_years",
    rests_on=either_way(Stock.VILLAGE_SPECIALIST),
)
def judge(county: CountyFacts, parameters: CountyParameters) -> Outcome:
    """Mean pay on the day against mean pay that many years earlier, of all specialists at work on either day.

    Of everybody the pay of that day must be on record: the mean of some says nothing of the county, and what was
    entered later does not stand for the time before.
    """
    if not county.villages:
        none = Input("所辖村（居）", 0, "个", Record("offices.Division", county.id))
        return Outcome.not_applicable(f"{county.name}没有所辖村（居）。", inputs=(none,))
    years = int(parameters.number("specialist_pay_growth_years"))
    now, before = county.pay_now, (county.pay_before or {}).get(years)
    figures: Figures = {"unit": "元/月", "inputs": tuple(_inputs(county, now, before)), "enter": (PAY_OF_ALL,)}
    missing = [*_missing("现任专干", now), *_missing(f"{years} 年前在岗专干", before)]
    if undated := county.undated.get(years, 0):
        waiting = Input("到岗日期未登记的专干", undated, "人", Record("offices.Division", county.id))
        figures["inputs"] = (*figures["inputs"], waiting)
        missing.append(f"专干的到岗日期（{undated} 人未登记，不能确定 {years} 年前是否在岗）")
    if missing or now is None or before is None or now.average is None or before.average is None:
        remedy = "请登记现任专干的报酬和到岗日期，并在人员页面补登以前的报酬。"
        return Outcome.unknown(*missing, remedy=remedy, **figures)
    figures |= {"measured": now.average, "required": before.average}
    then, today = plain(before.average), apart(now.average, before.average)
    sentence = f"专干平均月报酬由 {before.day.year} 年的 {then} 元变为 {today} 元"
    if now.average > before.average:
        return Outcome.met(f"{sentence}，{years} 年内有增长。", **{**figures, "enter": ()})
    gap = before.average - now.average
    return Outcome.unmet(f"{sentence}，{years} 年内没有增长。", gap=gap, remedy="提高村级民政专干报酬。", **figures)


def _missing(who: str, pay: PayAverage | None) -> list[str]:
    """What of the pay on one of the two days nobody has said."""
    if pay is None or not pay.posts:
        return [f"{who}的月报酬"]
    return [f"{who}的月报酬（{pay.posts} 人中 {pay.known} 人有记录）"] if pay.known < pay.posts else []


def _inputs(county: CountyFacts, *pays: PayAverage | None) -> Iterator[Input]:
    record = Record("offices.Division", county.id)
    for pay in pays:
        if pay is not None:
            average = "未填" if pay.average is None else pay.average
            unit = "" if pay.average is None else "元/月"
            yield Input(f"{pay.day} 平均月报酬", average, unit, record)
            yield Input(f"{pay.day} 报酬有记录的专干（在岗 {pay.posts} 人）", pay.known, "人", record)
