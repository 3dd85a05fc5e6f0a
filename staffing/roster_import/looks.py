"""What a column holds, told by its values alone."""

import re
from collections.abc import Callable, Sequence, Set

from staffing.id_numbers import IdNumberError, check_id_number
from staffing.roster_import.grid import Cell

_MOBILE = re.compile(r"1[3-9]\d{9}(\.0)?")
_NAME = re.compile(r"[\u3400-\u9fff]{2,3}")
_COMMON_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万钱严赖覃洪武莫孔欧晏左温刁匡郁"
)
_SHARE = 0.8
_FEWEST = 2


def field_by_values(cells: Sequence[Cell], taken: Set[str]) -> tuple[str, float] | None:
    """The field, not among those ``taken``, whose look most of the cells have, with a confidence; else ``None``."""
    texts = ["".join(cell.text.split()) for cell in cells if cell.text]
    if len(texts) < _FEWEST:
        return None
    for field, confidence, looks_right in _LOOKS:
        if field not in taken and sum(map(looks_right, texts)) >= len(texts) * _SHARE:
            return field, confidence
    return None


def _is_id_number(text: str) -> bool:
    try:
        check_id_number(text)
    except IdNumberError:
        return False
    return True


def _is_name(text: str) -> bool:
    return text[0] in _COMMON_SURNAMES and _NAME.fullmatch(text) is not None


_LOOKS: tuple[tuple[str, float, Callable[[str], bool]], ...] = (
    ("id_number", 0.95, _is_id_number),
    ("phone", 0.85, lambda text: _MOBILE.fullmatch(text) is not None),
    ("sex", 0.85, lambda text: text in ("男", "女")),
    ("name", 0.7, _is_name),
)
