"""Pay, per month and per year, in yuan and in ten thousands of it."""

from decimal import Decimal
from random import Random

from bench.roster_corpus.people import Person
from bench.roster_corpus.truth import Said

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def monthly(person: Person, _rng: Random) -> Said:
    return Said(int(person.pay), {"monthly_pay": person.pay})


def variants(person: Person, rng: Random) -> Said:
    """One amount, whatever the unit in the cell."""
    pay = int(person.pay)
    tens = _short(person.pay / 10_000)
    cell = rng.choice((
        pay, float(pay), f"{pay:,}", f"{pay}元", f"￥{pay}", f"¥{pay:,}.00", f"{pay}元/月", f"每月{pay}元",
        f"{tens}万元", f"{tens}万",
        f"{_short(person.pay * 12 / 10_000)}万元/年", f"{pay * 12}元/年", f"月薪{pay}", f"{pay}/月",
        str(pay).translate(_WIDE),
        f"{pay} 元", f"{_short(person.pay / 1000)}千元", f"{pay}.00", f"{pay}元／月", f"人民币{pay}元",
        f"{pay}元每月", f"{pay}元整",
    ))  # fmt: skip
    return Said(cell, {"monthly_pay": person.pay})


def yearly(person: Person, rng: Random) -> Said:
    """Under a header that says ``元/年``; a cell that says otherwise wins."""
    year = int(person.pay * 12)
    cell = rng.choice(
        (year, f"{year:,}", f"{year}元", f"{int(person.pay)}元/月", f"{_short(person.pay * 12 / 10_000)}万元")
    )
    return Said(cell, {"monthly_pay": person.pay})


def yearly_ten_thousands(person: Person, rng: Random) -> Said:
    """Under ``年收入（万元）``."""
    amount = _short(person.pay * 12 / 10_000)
    return Said(rng.choice((float(amount), amount)), {"monthly_pay": person.pay})


def unreadable(person: Person, rng: Random) -> Said:
    """A range, a sum, a promise, or a figure that is nobody's monthly pay."""
    pay = int(person.pay)
    cell = rng.choice((
        f"{pay}-{pay + 500}", f"{pay}+绩效", "按县标准", f"{pay}+600", "面议", pay * 100, f"{pay}左右或更多",
        f"基本{pay}补贴500",
        f"-{pay}", f"{pay}~{pay + 300}", f"{pay}/{pay + 200}", f"{pay}，含五险{pay // 5}",
    ))  # fmt: skip
    return Said(cell, faults={"monthly_pay": frozenset({"money_unreadable", "value_ambiguous"})})


def _short(amount: Decimal) -> str:
    return format(amount.normalize(), "f")
