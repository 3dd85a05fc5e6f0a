"""What the columns of tables about units may hold; ``roster_import.fields`` lists them beside those about people."""

from collections.abc import Callable
from functools import partial
from typing import Any

from offices.models import PopulationFigure, StationProfile
from offices.models.stations import EquipmentKind
from staffing.roster_import import values
from staffing.roster_import.grid import Cell
from staffing.roster_import.ledger.values import parse_area, parse_count, parse_persons, parse_year, parse_yes_no

Parse = Callable[[Cell, str], Any]

_YES_NO = "是 或 否"


def _text(cell: Cell, _header: str) -> Any:
    return values.parse_text(cell)


def _date(cell: Cell, _header: str) -> Any:
    return values.parse_date(cell)


def _phone(cell: Cell, _header: str) -> Any:
    return values.parse_phone(cell)


def _label(name: str) -> str:
    column: Any = StationProfile._meta.get_field(name)
    return str(column.verbose_name)


STATION: tuple[tuple[str, str, Parse, str], ...] = (
    ("address", "地址", _text, ""),
    ("office_phone", "办公电话", _phone, "例如 0796-8412345"),
    ("as_of", "情况截至日期", _date, "以下情况自哪一天起属实；不填为导入当天"),
    *(
        (name, _label(name), parse_yes_no, _YES_NO)
        for name in (
            "sign_hung",
            "rules_in_place",
            "duties_in_place",
            "workflow_in_place",
            "notice_board",
            "publicity_board",
        )
    ),
    ("office_area", "办公用房面积(㎡)", parse_area, "例如 80"),
    ("inside_nursing_home", "办公场所设在敬老院内", parse_yes_no, _YES_NO),
    *((kind.value, str(kind.label), parse_count, "件数；没有的填 0") for kind in EquipmentKind),
)
"""Key, label, parser and help of each."""

POPULATION: tuple[tuple[str, str, Parse, str], ...] = (
    ("year", "年份", parse_year, "例如 2024；也可写在列名或标题里"),
    *(
        (basis.value, f"{basis.label}(人)", partial(parse_persons, basis=basis.value), "年末人数")
        for basis in PopulationFigure.Basis
    ),
    ("source", "数据来源", _text, "例如 公安户籍年报"),
)

YEARS: tuple[tuple[str, str, Parse, str], ...] = tuple(
    (f"{basis.value}_year", f"{basis.label}的年份", parse_year, "") for basis in PopulationFigure.Basis
)
"""The year that the name of a column gives; no column of its own."""

_LENGTHS = {"address": 120, "office_phone": 30, "source": 200}


def declared() -> list[dict[str, Any]]:
    """Arguments of ``fields.Field`` for every column, without the target."""
    return [
        {
            "key": key,
            "label": label,
            "parse": parse,
            "dated": key == "as_of",
            "help": told,
            "length": _LENGTHS.get(key),
        }
        for key, label, parse, told in (*STATION, *POPULATION, *YEARS)
    ]
