"""Pay, made yuan per month whatever unit the cell or the header speaks of."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from staffing.roster_import.grid import Cell
from staffing.roster_import.values.problems import ValueProblem

_CENT = Decimal("0.01")
_HIGHEST = Decimal(100_000)
_AMOUNT = re.compile(
    r"(?P<number>\d{1,12}(?:\.\d{1,6})?)(?P<unit>万元|千元|百元|万|元)?(?P<period>/?每?(?:人)?/?(?:月|年))?"
)
_NOISE = re.compile(r"[,¥\s]|人民币|RMB|约|每月|月薪", re.IGNORECASE)
_UNITS = {"万元": 10_000, "万": 10_000, "千元": 1_000, "百元": 100, "元": 1}


def parse_money(cell: Cell, header: str = "") -> Decimal:
    """Yuan per month with two decimals: ``1,200``, ``300元``, ``0.03万元``, ``3.6万元/年``.

    A unit in the cell outranks the one in the header (``工资(元/年)``, ``年薪(万元)``).

    Raises:
        ValueProblem: ``money_unreadable``: no single amount, or one that is no month's pay.
    """
    text = _NOISE.sub("", unicodedata.normalize("NFKC", _literal(cell)))
    yearly_word = text.startswith(("年薪", "每年"))
    found = _AMOUNT.fullmatch(text.removeprefix("年薪").removeprefix("每年"))
    if not found:
        raise _unreadable()
    head = unicodedata.normalize("NFKC", header)
    try:
        amount = Decimal(found["number"]) * (_UNITS[found["unit"]] if found["unit"] else _unit_of(head))
    except InvalidOperation:
        raise _unreadable() from None
    if yearly_word or _is_yearly(found["period"] or "", head):
        amount /= 12
    amount = amount.quantize(_CENT, ROUND_HALF_UP)
    if amount > _HIGHEST:
        raise ValueProblem(
            "money_unreadable", "折合每月超过10万元，请核对单位是元还是万元、按月还是按年，例如 2500元/月。"
        )
    return amount


def _literal(cell: Cell) -> str:
    """Numbers are taken from the value, not from how many decimals the format shows."""
    if isinstance(cell.raw, int | float) and not isinstance(cell.raw, bool):
        return format(Decimal(f"{cell.raw:.15g}"), "f")
    return cell.text


def _unit_of(header: str) -> int:
    if "万元" in header or "(万)" in header:
        return 10_000
    return 1_000 if "千元" in header else 1


def _is_yearly(period: str, header: str) -> bool:
    if period:
        return period.endswith("年")
    if re.search(r"/月|每月|月工资|月薪|月报酬|月补", header):
        return False
    return re.search(r"/(?:人/?)?年|每年|年薪|年工资|年收入|年报酬|年补|全年|年度", header) is not None


def _unreadable() -> ValueProblem:
    return ValueProblem(
        "money_unreadable", "金额应写成一个数，单位元/月，例如 2500 或 2500元；按年的请写明 30000元/年。"
    )
