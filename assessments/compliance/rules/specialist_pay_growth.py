"""三(三)2-6: the county's average specialist pay has risen within the window of years."""

from assessments.compliance.outcome import Field, Input, Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.registry import rule
from assessments.compliance.subjects import CountyFacts, PayAverage
from assessments.values.wording import plain

PAY_OF_ALL = Field("specialists")
"""A list: no single post decides."""


@rule("三(三)2-6", "specialist_pay_growth_years", reads=("average_pay",), years="specialist_pay_growth_years")
def judge(county: CountyFacts, parameters: CountyParameters) -> Outcome:
    """Mean pay on the day against mean pay that many years earlier, of all specialists whose pay is on record."""
    if not county.villages:
        none = Input("所辖村（居）", 0, "个", Record("offices.Division", county.id))
        return Outcome.not_applicable(f"{county.name}没有所辖村（居）。", inputs=(none,))
    years = int(parameters.number("specialist_pay_growth_years"))
    now, before = county.pay_now, (county.pay_before or {}).get(years)
    missing = []
    if now is None or now.average is None:
        missing.append("现任专干的月报酬")
    if before is None or before.average is None:
        missing.append(f"{years} 年前专干的月报酬")
    if undated := county.undated.get(years, 0):
        missing.append(f"专干的到岗日期（{undated} 人未登记，不能确定 {years} 年前是否在岗）")
    if undated or now is None or now.average is None or before is None or before.average is None:
        return Outcome.unknown(*missing, enter=(PAY_OF_ALL,))
    sentence = f"专干平均月报酬由 {before.day.year} 年的 {plain(before.average)} 元变为 {plain(now.average)} 元"
    record = Record("offices.Division", county.id)
    figures = {
        "measured": now.average,
        "required": before.average,
        "unit": "元/月",
        "inputs": (*_inputs(now, record), *_inputs(before, record)),
    }
    if now.average > before.average:
        return Outcome.met(f"{sentence}，{years} 年内有增长。", **figures)
    gap = before.average - now.average
    return Outcome.unmet(
        f"{sentence}，{years} 年内没有增长。", gap=gap, remedy="提高村级民政专干报酬。", enter=(PAY_OF_ALL,), **figures
    )


def _inputs(pay: PayAverage, record: Record) -> tuple[Input, ...]:
    average = pay.average if pay.average is not None else "未填"
    return (
        Input(f"{pay.day} 平均月报酬", average, "元/月", record),
        Input(f"{pay.day} 报酬有记录的专干（共 {pay.posts} 人）", pay.known, "人", record),
    )
