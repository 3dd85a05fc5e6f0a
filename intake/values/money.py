"""Pay, made yuan per month whatever unit the cell or the header speaks of."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from intake.grid import Cell
from jian_minzheng.core.values.problems import Option, ReadRemark, Several, ValueProblem, WithNote

_CENT = Decimal("0.01")
_HIGHEST = Decimal(100_000)
_UNUSUAL = Decimal(20_000)
"""No month's pay of a township reaches it: a larger amount without a period is a year's, or is asked about."""
_TOO_LITTLE = Decimal(20)
"""Less than this a month is an amount in thousands or ten thousands whose unit was left out."""
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?"
_AMOUNT = re.compile(
    rf"(?P<lead>年薪|年收入|每年|月薪|每月|月工资|一年|一个月)?:?(?P<number>{_NUMBER})(?P<unit>万元|千元|百元|万|千|元|块)?[整正]?"
    r"(?P<period>[/每]?(?:人?[/·.]?(?:个?月|年)|(?:个?月|年)[/·.]?人?))?"
)
_NOISE = re.compile(r"[¥\s]|人民币|RMB|CNY", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:大?约|大概)|(?:左右|上下)$")
_BRACKET = re.compile(r"^([^()]+)\(([^()]*)\)?$")
_TERMS = re.compile(r"[+、]")
_UNITS = {"万元": 10_000, "万": 10_000, "千元": 1_000, "千": 1_000, "百元": 100, "元": 1, "块": 1}
_OTHER_PERIOD = re.compile(r"天|日|小时|季|次|周|学期|课时")


def parse_money(cell: Cell, header: str = "", read_remark: ReadRemark | None = None) -> Decimal | Several | WithNote:
    """Yuan per month with two decimals: ``1,200``, ``300元``, ``0.03万元``, ``3.6万元/年``.

    A unit in the cell outranks the one in the header (``工资(元/年)``, ``年薪(万元)``).

    Raises:
        ValueProblem: ``money_unreadable``: no single amount, or one that is no month's pay; ``value_ambiguous`` for an
            amount that makes sense only in another unit than the one it says.
    """
    text = _NOISE.sub("", unicodedata.normalize("NFKC", _literal(cell)))
    head = unicodedata.normalize("NFKC", header)
    remark = ""
    if (bracket := _BRACKET.match(text)) and not re.fullmatch(r"含?税[前后]?", bracket[2]):
        text, remark = bracket[1], bracket[2]
    if re.fullmatch(r"每?月|/月|元/?月?", remark):
        text, remark = text + ("元/月" if text[-1:].isdigit() else "/月"), ""
    plain = _ABOUT.sub("", text)
    found = _AMOUNT.fullmatch(plain)
    if not found:
        raise _explained(text)
    amount = _monthly(found, head)
    also = read_remark(remark, f"{amount}元/月") if remark and read_remark else {}
    value: Decimal | Several = Several(amount, also) if also else amount
    if 0 < amount < _TOO_LITTLE or (amount > _UNUSUAL and not found["period"]):
        return WithNote(value, "money_check", "每月金额少见，请核对单位是元还是万元、按月还是按年。")
    if plain != text:
        return WithNote(value, "money_rough", "写的是约数，按这个数登记，请核对。")
    if remark and read_remark is None:
        return WithNote(value, "remark_unread", "金额旁边括号里的话没有读入，请核对。")
    return value


def _monthly(found: re.Match[str], head: str) -> Decimal:
    unit, period = found["unit"], (found["period"] or "") + (found["lead"] or "")
    number = Decimal(found["number"].replace(",", ""))
    amount = number * (_UNITS[unit] if unit else _unit_of(head))
    yearly = _is_yearly(period, head)
    if yearly:
        amount /= 12
    amount = amount.quantize(_CENT, ROUND_HALF_UP)
    if 0 < amount < _TOO_LITTLE and not unit and not _says_month(head):
        options = tuple(Option(f"{number}{name}元/月", f"每月{number}{name}元") for name in ("万", "千", ""))
        raise ValueProblem("value_ambiguous", "金额太小，请确认单位是元、千元还是万元，例如 2500元/月。", options)
    if _UNUSUAL < amount <= 12 * _HIGHEST and not (period or yearly or _says_month(head)):
        yuan = _written(amount)
        options = (Option(f"{yuan}元/年", f"全年{yuan}元"), Option(f"{yuan}元/月", f"每月{yuan}元"))
        shown = options if amount <= _HIGHEST else options[:1]
        raise ValueProblem("value_ambiguous", "按月计算偏高，请确认是按年还是按月，例如 30000元/年。", shown)
    if amount > _HIGHEST:
        raise ValueProblem(
            "money_unreadable", "折合每月超过10万元，请核对单位是元还是万元、按月还是按年，例如 2500元/月。"
        )
    return amount


def _literal(cell: Cell) -> str:
    """Numbers are taken from the value, not from how many decimals the format shows."""
    if isinstance(cell.raw, int | float) and not isinstance(cell.raw, bool) and "%" not in cell.number_format:
        return format(Decimal(f"{cell.raw:.15g}"), "f")
    return cell.text


def _unit_of(header: str) -> int:
    if "万元" in header or "(万)" in header:
        return 10_000
    if "千元" in header:
        return 1_000
    return 100 if "百元" in header else 1


def _is_yearly(period: str, header: str) -> bool:
    if period:
        return "年" in period
    if _says_month(header):
        return False
    return re.search(r"/(?:人/?)?年|每年|年薪|年工资|年收入|年报酬|年补|年待遇|全年|年度|一年", header) is not None


def _says_month(header: str) -> bool:
    return re.search(r"/(?:人/?)?月|每月|月工资|月薪|月报酬|月补|月收入|月均|月待遇|按月", header) is not None


def _written(amount: Decimal) -> str:
    return format(amount.normalize(), "f")


def _explained(text: str) -> ValueProblem:
    """Why a text is no single amount; a sum is offered for confirmation."""
    terms = [_AMOUNT.fullmatch(re.sub(r"^[^\d(]{1,8}|\([^()]*\)", "", term)) for term in _TERMS.split(text)]
    units = {(term["unit"] or "元", (term["period"] or "")[-1:]) for term in terms if term}
    if len(terms) > 1 and all(terms) and len(units) == 1:
        unit, period = units.pop()
        total = sum((Decimal(term["number"].replace(",", "")) for term in terms if term), Decimal())
        answer = f"{_written(total)}{unit}/{period or '月'}"
        return ValueProblem(
            "value_ambiguous", "一格里写了几个数，请确认合计，例如 2300元/月。", (Option(answer, f"合计{answer}"),)
        )
    if _OTHER_PERIOD.search(text) and re.search(r"\d", text):
        return ValueProblem("money_unreadable", "不是按月或按年的金额，请折算成每月，例如 2500元/月。")
    if re.search(r"\d[^\d.,]*[-~—–至到]+\d", text):
        return ValueProblem("money_unreadable", "写的是一个范围，请写实际发放的一个数，例如 2500。")
    return ValueProblem(
        "money_unreadable", "金额应写成一个数，单位元/月，例如 2500 或 2500元；按年的请写明 30000元/年。"
    )
