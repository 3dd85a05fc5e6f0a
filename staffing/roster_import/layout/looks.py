"""What a column holds, told by its values: alone where its name says nothing, and against its name where it does."""

import datetime
import re
import unicodedata
from collections.abc import Callable, Sequence, Set
from functools import lru_cache

from staffing.id_numbers import IdNumberError, check_id_number
from staffing.roster_import.fields import FIELDS
from staffing.roster_import.grid import Cell
from staffing.roster_import.layout.naming import VAGUE
from staffing.roster_import.values import ValueProblem, is_blank

_MOBILE = re.compile(r"1[3-9]\d{9}(\.0)?")
_NAME = re.compile(r"[\u3400-\u9fff]{2,3}")
_TOWNSHIP = re.compile(
    r"[\u3400-\u9fff]{1,10}(镇|乡|街道)(民政(所|办|站)|人民政府|政府|办事处)?|[\u3400-\u9fff]{2,8}民政所"
)
_VILLAGE = re.compile(r"[\u3400-\u9fff]{2,10}(村|社区|村委会|居委会)")
_HOME = re.compile(r"[\u3400-\u9fff]{2,12}(敬老院|养老院|福利院)")
_COMMON_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万钱严赖覃洪武莫孔欧晏左温刁匡郁"
)
_NO_NAMES = frozenset(
    [
        "高中",
        "初中",
        "中专",
        "大专",
        "本科",
        "党员",
        "团员",
        "群众",
        "汉族",
        "所长",
        "会计",
        "在编",
        "在岗",
        "干部",
        "农民",
    ]
)
_SHARE = 0.8
_FEWEST = 2
_CONTRADICTED = 0.25
"""Share of cells that could be what the column's name says, below which the name is not believed."""
_SAMPLE = 200
_SURE = frozenset({"id_number", "phone", "sex"})


def field_by_values(cells: Sequence[Cell], taken: Set[str]) -> tuple[str, float] | None:
    """The field, not among those ``taken``, whose look most of the cells have, with a confidence; else ``None``."""
    texts = ["".join(cell.text.split()) for cell in cells if cell.text]
    if len(texts) < _FEWEST:
        return None
    for field, confidence, looks_right in _LOOKS:
        if field not in taken and sum(map(looks_right, texts)) >= len(texts) * _SHARE:
            return field, confidence
    return None


def believable(field: str, cells: Sequence[Cell]) -> bool:
    """Could the cells be what ``field`` asks for? Doubtful cases and too few cells count as yes."""
    could_be = _DATE if FIELDS[field].dated else _COULD_BE.get(field)
    if could_be is None and FIELDS[field].choices:
        could_be = _known_choice(field)
    filled = [cell for cell in cells[:_SAMPLE] if not is_blank(cell)]
    if could_be is None or len(filled) < _FEWEST:
        return True
    return sum(map(could_be, filled)) > len(filled) * _CONTRADICTED


def look_instead(field: str, cells: Sequence[Cell]) -> tuple[str, float] | None:
    """Another field that the values of a column named ``field`` surely are."""
    looked = field_by_values(cells[:_SAMPLE], {field})
    if looked is None or looked[0] not in _SURE | ({"name"} if field in _COULD_BE else set()):
        return None
    unchecked = field not in _COULD_BE and not FIELDS[field].dated and not FIELDS[field].choices
    return looked if (unchecked and looked[0] == "id_number") or not believable(field, cells) else None


def is_vague(header: str) -> bool:
    """Does the header say too little to be believed against its values?"""
    return "".join(header.split()) in VAGUE


def _is_id_number(text: str) -> bool:
    try:
        check_id_number(text)
    except IdNumberError:
        return False
    return True


def _is_name(text: str) -> bool:
    return bool(text) and text[0] in _COMMON_SURNAMES and _NAME.fullmatch(text) is not None and text not in _NO_NAMES


def _digits(cell: Cell) -> int:
    return sum(character.isdigit() for character in unicodedata.normalize("NFKC", cell.text))


def _could_be_id_number(cell: Cell) -> bool:
    return cell.damaged or _digits(cell) >= 14 or re.search(r"\d[Ee]\+\d|\d\*{2}", cell.text) is not None


def _could_be_phone(cell: Cell) -> bool:
    return 7 <= _digits(cell) <= 36 and not _is_id_number("".join(cell.text.split()))


def _could_be_sex(cell: Cell) -> bool:
    text = unicodedata.normalize("NFKC", cell.text).strip().upper()
    return text[:1] in ("男", "女", "M", "F") or text in ("1", "2", "1.0", "2.0")


def _could_be_name(cell: Cell) -> bool:
    text = "".join(cell.text.split())
    return _digits(cell) < 3 and re.search(r"[^\W\d]", text) is not None and text not in {"男", "女"} | _NO_NAMES


def _could_be_date(cell: Cell) -> bool:
    if isinstance(cell.raw, datetime.date):
        return True
    text = unicodedata.normalize("NFKC", cell.text)
    return (3 <= _digits(cell) <= 10 or re.search(r"[〇○零一二三四五六七八九]{2}年", text) is not None) and (
        not re.fullmatch(r"1[3-9]\d{9}|\d{3}", text)
    )


def _could_be_money(cell: Cell) -> bool:
    return 0 < _digits(cell) < 10


@lru_cache
def _known_choice(field: str) -> Callable[[Cell], bool]:
    @lru_cache(maxsize=512)
    def known(text: str) -> bool:
        try:
            FIELDS[field].parse(Cell(text, text), "")
        except ValueProblem as problem:
            return bool(problem.options)
        return True

    return lambda cell: known(cell.text)


_DATE = _could_be_date
_COULD_BE: dict[str, Callable[[Cell], bool]] = {
    "id_number": _could_be_id_number,
    "phone": _could_be_phone,
    "sex": _could_be_sex,
    "name": _could_be_name,
    "monthly_pay": _could_be_money,
}

_LOOKS: tuple[tuple[str, float, Callable[[str], bool]], ...] = (
    ("id_number", 0.95, _is_id_number),
    ("phone", 0.85, lambda text: _MOBILE.fullmatch(text) is not None),
    ("sex", 0.85, lambda text: text in ("男", "女")),
    ("name", 0.7, _is_name),
    ("unit", 0.75, lambda text: _TOWNSHIP.fullmatch(text) is not None),
    ("village", 0.75, lambda text: _VILLAGE.fullmatch(text) is not None),
    ("home", 0.75, lambda text: _HOME.fullmatch(text) is not None),
)
