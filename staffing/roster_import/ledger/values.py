"""What one cell of a table about units means: yes or no, how many, how large, which year."""

import re
import unicodedata
from decimal import Decimal

from staffing.roster_import.grid import Cell
from staffing.roster_import.values import Several, ValueProblem
from staffing.roster_import.values.chinese_numerals import to_arabic

_YES = re.compile(r"是|有|已.*|√|✓|✔|☑|■|1|TRUE|达标|齐全|完备|全")
_NO = re.compile(r"否|无|没有|未.*|×|✗|✘|X|☐|□|0|FALSE|不达标")
_COUNT = re.compile(r"(\d{1,4})(?:\.0+)?(?:台|部|套|个|间|张|把|件|组)?")
_AREA = re.compile(r"(\d{1,5}(?:\.\d{1,2})?)(?:㎡|m2|M2|平方米|平米|平方)?")
_PERSONS = re.compile(r"(\d{1,8}(?:\.\d{1,4})?)(万)?人?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_MOST_PEOPLE = 99_999_999


def parse_yes_no(cell: Cell, _header: str = "") -> bool:
    """``√``, ``有``, ``已悬挂`` → true; ``无``, ``未建``, ``×`` → false.

    Raises:
        ValueProblem: ``value_unknown``.
    """
    word = _plain(cell)
    if _NO.fullmatch(word):
        return False
    if _YES.fullmatch(word):
        return True
    raise ValueProblem("value_unknown", "应填 是 或 否(有、无、√、× 也可以)。")


def parse_count(cell: Cell, _header: str = "") -> int:
    """``2台`` → 2, ``无`` → 0, ``√`` → 1: the seven haves are asked for by presence.

    Raises:
        ValueProblem: ``number_unreadable``.
    """
    word = _plain(cell)
    found = _COUNT.fullmatch(word)
    if found:
        return int(found[1])
    if _NO.fullmatch(word):
        return 0
    if word in ("√", "✓", "✔", "有", "是"):
        return 1
    raise ValueProblem("number_unreadable", "应填件数，例如 2 或 2台；没有的填 0 或 无。")


def parse_area(cell: Cell, _header: str = "") -> Decimal:
    """Square metres: ``80``, ``80.5㎡``, ``80平方米``.

    Raises:
        ValueProblem: ``number_unreadable``.
    """
    found = _AREA.fullmatch(_plain(cell))
    if not found:
        raise ValueProblem("number_unreadable", "应填面积，单位平方米，例如 80 或 80.5㎡。")
    return Decimal(found[1])


def parse_year(cell: Cell, _header: str = "") -> int:
    """``2024``, ``2024年末``.

    Raises:
        ValueProblem: ``year_unreadable``.
    """
    found = _YEAR.findall(to_arabic(_plain(cell)))
    if len(found) != 1:
        raise ValueProblem("year_unreadable", "应填一个年份，例如 2024。")
    return int(found[0])


def parse_persons(cell: Cell, header: str = "", *, basis: str) -> int | Several:
    """Persons: ``32,105``, ``3.2万``; a year in the header (``2024年末户籍人口``) is the year of this figure.

    Raises:
        ValueProblem: ``number_unreadable``: no whole number of persons.
    """
    head = unicodedata.normalize("NFKC", header)
    found = _PERSONS.fullmatch(_plain(cell).replace(",", ""))
    persons = Decimal(found[1]) * (10_000 if found[2] or "万人" in head else 1) if found else Decimal("0.5")
    if persons % 1 or persons > _MOST_PEOPLE:
        raise ValueProblem("number_unreadable", "应填人数，例如 32105 或 3.2万。")
    years = _YEAR.findall(head)
    return Several(int(persons), {f"{basis}_year": int(years[0])}, told=False) if len(years) == 1 else int(persons)


def _plain(cell: Cell) -> str:
    return "".join(unicodedata.normalize("NFKC", cell.text).split()).replace("m²", "m2")
