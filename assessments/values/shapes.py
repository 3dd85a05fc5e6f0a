"""Which shape the value of a parameter has: a number, bands by population, or the basis of a population figure."""

from typing import Any

from assessments.values.bands import bands_parse
from assessments.values.wording import BASIS

BANDS_KEYS = frozenset({"staff_headcount_bands"})
BASIS_KEYS = frozenset({"population_basis"})


def shape_error(key: str, value: Any) -> str:
    """What is wrong with the shape of a value for this key, in Chinese; empty when nothing is."""
    if key in BANDS_KEYS:
        try:
            bands_parse(value)
        except ValueError as error:
            return str(error)
        return ""
    if key in BASIS_KEYS:
        return "" if value in BASIS else "应为 registered（户籍人口）或 resident（常住人口）。"
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return "" if is_number and value >= 0 else "应为不小于零的数。"
