"""One form for every text that comes in, by file or by form.

What nobody sees goes: marks of no width, of direction, of typesetting. Characters that only look like others become
those: text copied out of a PDF holds radicals in place of characters (``⺠政所⻓``), which no search ever finds.
What can be seen stays as it was written; that ``（`` and ``(`` mean the same is for whoever compares texts.
"""

import re
import unicodedata
from collections.abc import Iterable

_SUPPLEMENT = (
    "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺯⺰⺱⺲⺳⺴⺶⺷⺸⺹⺺⺻⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎"
    "⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
)
_UNIFIED = (
    "厂乛乚乙亻冂刀刂卜㔾小小兀尣尢巳幺彑彐忄㣺扌攵旡日月歺母民氵氺灬爫爫丬牛犭王目示礻糹纟罓罒㓁冗羊羊羊耂肀聿肉艹艹艹虎衤覀西见角讠贝车辶辶辶"
    "钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
"""Of the block of radicals Unicode's own composition leaves these as they are; the second line says what they are."""

_COMPOSED = (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
"""Radicals and ideographs that Unicode keeps for the sake of older character sets, and composes by itself."""

_UNSEEN: tuple[Iterable[int], ...] = (
    range(0x09),
    range(0x0E, 0x20),
    range(0x7F, 0x85),
    range(0x86, 0xA0),
    (0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5),
    range(0x180B, 0x1810),
    range(0x200B, 0x2010),
    range(0x202A, 0x202F),
    range(0x2060, 0x2070),
    range(0xFE00, 0xFE10),
    (0xFEFF,),
    range(0xFFF0, 0xFFFC),
    range(0xE0000, 0xE1000),
)
_SPACES: tuple[Iterable[int], ...] = (
    (0xA0, 0x1680),
    range(0x2000, 0x200B),
    (0x202F, 0x205F, 0x2800, 0x3000, 0x3164, 0xFFA0),
)


def _looks() -> dict[int, str]:
    composed = {code: unicodedata.normalize("NFKC", chr(code)) for codes in _COMPOSED for code in codes}
    looks = {code: text for code, text in composed.items() if text != chr(code)}
    return looks | dict(zip(map(ord, _SUPPLEMENT), _UNIFIED, strict=True))


_LOOKS = _looks()
_TABLE: dict[int, str | None] = {
    **{code: None for codes in _UNSEEN for code in codes},
    **{code: " " for codes in _SPACES for code in codes},
    **_LOOKS,
}


def _class(codes: Iterable[int]) -> str:
    """A class of characters for a pattern, by ranges: one by one they would be looked for one by one."""
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges) + "]"


_ANY, _LOOK = re.compile(_class(_TABLE)), re.compile(_class(_LOOKS))
_TOLD = re.compile(_class(code for code, instead in _TABLE.items() if instead != " "))


def clean(text: str) -> str:
    """The text in the one form; most texts are in it and come back as they are."""
    return text.translate(_TABLE) if _ANY.search(text) else text


def is_altered(text: str) -> bool:
    """Does ``clean`` do more to a text than to give it common blanks?"""
    return _TOLD.search(text) is not None


def look_alikes(text: str) -> str:
    """The characters of a text that ``clean`` replaces by those that they look like, each once; for telling."""
    return "".join(dict.fromkeys(_LOOK.findall(text)))


def alteration(text: str) -> str:
    """What ``clean`` does to a text besides giving it common blanks, in words; empty where that is nothing."""
    alike = look_alikes(text)
    said = ["已去掉看不见的符号"] if is_altered("".join(each for each in text if each not in alike)) else []
    if alike:
        said.append(f"已把部首字或兼容字“{alike}”换成通用字“{clean(alike)}”")
    return "，".join(said)
