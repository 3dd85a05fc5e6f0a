"""In what the amounts of a table are given, where a line above it says so: ``单位：万元``, （万人）."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from intake.fields import Field
from intake.grid import Cell

_GIVEN_IN = re.compile(
    r"单位\s*:\s*(?:人民币)?(?:[人名个岁年]{1,2}\s*[、,/]\s*)?"
    r"(?P<unit>(?:[万千百]?元)(?:/(?:人[·/.]?)?[年月])?)(?![\u3400-\u9fff])"
)
_IN_TEN_THOUSANDS = re.compile("万人")
_ONE_BY_ONE = re.compile("[(/]人")
_MEASURE, _PERIOD = re.compile(r"元|[(（][万千]"), re.compile("[年月]")


def unit_of_amounts(lines: Sequence[Sequence[Cell]]) -> str:
    """``万元`` or ``元/年`` from the lines above a header; empty where none says it, or two differ."""
    texts = (unicodedata.normalize("NFKC", " ".join(dict.fromkeys(cell.text for cell in line))) for line in lines)
    said = {unit for text in texts for unit in _units_in(text)}
    return said.pop() if len(said) == 1 else ""


def _units_in(text: str) -> set[str]:
    return {found["unit"] for found in _GIVEN_IN.finditer(text)} | set(_IN_TEN_THOUSANDS.findall(text))


def with_unit(headers: Mapping[str, str], unit: str, fields: Mapping[str, Field]) -> dict[str, str]:
    """Headers by field, those of amounts speaking of ``unit`` as well where they are silent about it themselves."""
    return {key: _with(fields[key].amount, header, unit) for key, header in headers.items()}


def _with(amount: str, header: str, unit: str) -> str:
    if unit == "万人":
        counted = _ONE_BY_ONE.search(unicodedata.normalize("NFKC", header))
        return f"{header}({unit})" if amount == "persons" and not counted and unit not in header else header
    return _joined(header, unit) if unit and amount == "money" else header


def _joined(header: str, unit: str) -> str:
    measure, _, period = unit.partition("/")
    measure = "" if _MEASURE.search(header) else measure
    period = f"/{period[-1]}" if period and not _PERIOD.search(header) else ""
    return f"{header}({measure}{period})" if measure or period else header
