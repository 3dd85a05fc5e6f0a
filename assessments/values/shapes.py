"""What each parameter is: of which type, in which limits. Every path on which a value comes in asks here."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import Any

from assessments.values.bands import bands_parse
from assessments.values.wording import BASIS, plain


@dataclass(frozen=True, slots=True)
class Number:
    """A number from ``low`` to ``high``, both included; a whole one unless it may have ``decimals``."""

    low: Decimal
    high: Decimal
    decimals: bool = False

    def error(self, value: Any) -> str:
        """What is wrong with a value, in Chinese; empty when nothing is."""
        is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        if is_number and isfinite(value) and self.low <= value <= self.high and (self.decimals or value == int(value)):
            return ""
        kind = "数" if self.decimals else "整数"
        return f"应为{plain(self.low)}至{plain(self.high)}的{kind}。"


@dataclass(frozen=True, slots=True)
class Day:
    """A day from ``first`` to ``last``, both included, kept as ISO text."""

    first: datetime.date
    last: datetime.date

    def error(self, value: Any) -> str:
        """What is wrong with a value, in Chinese; empty when nothing is."""
        try:
            day = datetime.date.fromisoformat(value)
        except (TypeError, ValueError):
            day = None
        if day is not None and day.isoformat() == value and self.first <= day <= self.last:
            return ""
        return f"应为{self.first}至{self.last}的日期。"


def whole(low: int, high: int) -> Number:
    return Number(Decimal(low), Decimal(high))


def decimal(low: str, high: int) -> Number:
    return Number(Decimal(low), Decimal(high), decimals=True)


BANDS: Mapping[str, Number] = {"staff_headcount_bands": whole(0, 1000)}
"""Parameters whose value goes by bands of population, with the type of each band's value."""

BASIS_KEYS = frozenset({"population_basis"})

NUMBERS: Mapping[str, Number] = {
    "office_area_per_person": decimal("0", 1000),
    "equipment_kinds_required": whole(0, 7),
    "established_staff_minimum": whole(0, 1000),
    "civil_service_channels_count": whole(0, 1),
    "village_specialist_minimum": whole(0, 100),
    "specialist_pay_floor": decimal("0", 100_000),
    "specialist_pay_superior": decimal("0", 100_000),
    "specialist_pay_growth_years": whole(1, 30),
    "home_director_minimum": whole(0, 100),
    "home_accountant_minimum": whole(0, 100),
    "home_residents_per_worker": decimal("0.1", 1000),
    "home_dependents_per_carer": decimal("0.1", 1000),
}

DAYS: Mapping[str, Day] = {"policy_begins": Day(datetime.date(2000, 1, 1), datetime.date(2100, 12, 31))}
"""Parameters whose value is a day."""

ANY_NUMBER = decimal("0", 1_000_000_000)


def shape_error(key: str, value: Any) -> str:
    """What is wrong with a value for this key, in Chinese; empty when nothing is."""
    if key in BANDS:
        return _bands_error(BANDS[key], value)
    if key in BASIS_KEYS:
        return "" if value in BASIS else "应为 registered（户籍人口）或 resident（常住人口）。"
    if key in DAYS:
        return DAYS[key].error(value)
    return NUMBERS.get(key, ANY_NUMBER).error(value)


def _bands_error(number: Number, value: Any) -> str:
    try:
        bands = bands_parse(value)
    except ValueError as error:
        return str(error)
    return next((f"“{band}”一档{said}" for band in bands if (said := number.error(band.value))), "")
