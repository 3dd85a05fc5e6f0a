"""What the words over a column say. Every guess carries its confidence and its reason; a doubtful one is none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from intake.headers import letter, normalise, without_brackets
from intake.issues import NUMBERED
from intake.lexicon import Heard, Lexicon

FUZZY_CUTOFF = 80
"""Full ratio. Partial matching would map a word to every name that holds it."""

UNNAMED = "没有列名"
UNKNOWN = "没有认出列名"

_TIME = re.compile(r"(时间|日期|年月|年月日)$")
_AGE_OR_YEARS = re.compile(r"(年限|工龄|年数)$")
_TAILS = re.compile(
    r"(性质|级别|职级|类别|代码|编码|编号|地址|住址|电话|姓名|负责人|意见|情况|要求|人数|账号|卡号|证号|号|照片|说明)$"
)
_QUALIFIERS = re.compile(r"[非未不原曾前拟离退父母配妻夫子女]")
_EXPLAINED = re.compile(
    r"^(类别|类型|情况|名称|内容|性质|层次|等级|合计|总额|总计|小计|应发|实发|月合计|姓名|情形|总人口|总人数|人数|人口数|总数)$"
)
_AND = re.compile(r"[、，,/+及和与\s]+")
_TRAILING = re.compile(r"(?<=..)(情况|信息|属性|全称)$")
_ADDS_NOTHING = frozenset("本单位工作的所来到入加起始具体首次")
"""Characters that may be more in one name of a date than in the other without changing which date it is."""
_OF_A_YEAR = re.compile(r"^\s*(?:19|20)\d{2}\s*年(?:年?末|底|度)?")
"""2024年末户籍人口: figures about units are of a year; a year in any other name would be an earlier one."""
_NUMBERED = re.compile(r"身份证|身份号|证件号|电话|手机|联系方式|号码")


@dataclass(frozen=True, slots=True)
class Column:
    """One column and what it was taken for. ``field`` is ``None`` where it was not understood and is not read.

    ``tick`` is the option that a mark in a column of ticks stands for, ``part`` the part of a date
    (``year``, ``month``, ``day``); several such columns share a field.
    """

    index: int
    header: str
    field: str | None
    confidence: float
    reason: str
    tick: str | None = None
    part: str = ""

    @property
    def letter(self) -> str:
        return letter(self.index)

    @property
    def masked_as(self) -> str:
        """For ``Lexicon.masked``: the field it is read for, or that it holds numbers all the same, of which pieces look
        like nothing."""
        return NUMBERED if self.field is None and _NUMBERED.search(self.header) else self.field or ""


def guess_by_name(index: int, parts: Sequence[str], lexicon: Lexicon) -> Column:
    """What the words over a column say: exact synonym, then what the lexicon hears in them, then nearly a synonym."""
    if not parts:
        return Column(index, "", None, 0.0, UNNAMED)
    heard = _guess(tuple(parts), lexicon)
    return Column(index, "/".join(parts), heard.field or None, heard.confidence, heard.reason)


@lru_cache(maxsize=4096)
def _guess(parts: tuple[str, ...], lexicon: Lexicon) -> Heard:
    """Without a field where the words are refused, or nothing like them is known."""
    whole, last, known = normalise("".join(parts)), normalise(parts[-1]), lexicon.known
    if refused := lexicon.refuses(whole, last, known):
        return Heard("", 0.0, refused)
    for confidence, text in _readings(parts, of_a_year=lexicon.of_a_year):
        if text in known:
            weak = lexicon.weak.get(text)
            return Heard(known[text], 0.75, weak) if weak else Heard(known[text], confidence, "列名一致")
    if heard := lexicon.hears(last):
        return heard
    if (core := _core(last, lexicon)) in known and core not in lexicon.vague:
        return Heard(known[core], 0.8, f"列名与“{core}”同义")
    named = [normalise(part) for part in _AND.split(parts[-1]) if part]
    if len(named) > 1 and all(name in known for name in named):
        return Heard(known[named[0]], 0.8, f"列名里有{len(named)}项内容，分别读取")
    return _nearly(last, lexicon)


def fields_named(header: str, lexicon: Lexicon) -> set[str]:
    """The field whose name the header is, or those of the parts of its path."""
    known = lexicon.known
    return {known[text] for part in header.split("/") if (text := normalise(part)) in known}


def fields_beside(column: Column, lexicon: Lexicon) -> list[str]:
    """Further fields that the column's name speaks of, beside its own: 性别、民族; 学历/学位 speaks of one."""
    named = [field for part in _AND.split(column.header) for field in fields_named(part, lexicon)]
    whole = normalise(column.header.rpartition("/")[2]) in lexicon.known
    return [] if whole and "、" not in column.header else [field for field in named if field != column.field]


def _core(text: str, lexicon: Lexicon) -> str:
    """Without words that add nothing, or say only whose it is: ``目前住址``, ``政治面貌情况``, ``所长电话``."""
    return _TRAILING.sub("", lexicon.words.front.sub("", holder_in_front(text, lexicon)[1]))


@lru_cache(maxsize=4096)
def holder_in_front(text: str, lexicon: Lexicon) -> tuple[str, str]:
    """Whose it is that a column's name speaks of, and what is left of the name: 所长 and 电话 of ``民政所长电话``."""
    known, of_owners = lexicon.known, lexicon.beside | {lexicon.named_by}
    if lexicon.whose is None or (text in known and known[text] not in of_owners):
        return "", text
    for end in range(2, len(text) - 1):
        found = lexicon.whose.fullmatch(text[:end]) if text[end:] in known else None
        if found and not lexicon.names_unit(known[text[end:]]):
            return found["post"], text[end:]
    return "", text


def _readings(parts: tuple[str, ...], *, of_a_year: bool) -> list[tuple[float, str]]:
    """A header path as it may be looked up, the surest reading first.

    The words of the group alone count only where the column's own words add nothing: 工资/绩效 is not the pay.
    """
    whole = "".join(parts)
    readings = [(1.0, normalise(whole)), (0.98, without_brackets(whole))]
    readings += [(0.95, normalise(parts[-1])), (0.93, without_brackets(parts[-1]))]
    if of_a_year:
        readings.append((0.9, without_brackets(_OF_A_YEAR.sub("", parts[-1]))))
    if len(parts) > 1 and _EXPLAINED.match(normalise(parts[-1])):
        readings += [(0.85, reading(part)) for part in parts[-2::-1] for reading in (normalise, without_brackets)]
    return readings


def _nearly(text: str, lexicon: Lexicon) -> Heard:
    unknown, known = Heard("", 0.0, UNKNOWN), lexicon.known
    if len(text) <= 3 or _AGE_OR_YEARS.search(text):
        return unknown
    for name, score, _ in process.extract(text, known.keys(), scorer=fuzz.ratio, score_cutoff=FUZZY_CUTOFF, limit=3):
        field = lexicon.fields[known[name]]
        if bool(_TIME.search(text)) == field.dated and _same_sense(text, name, lexicon):
            return Heard(field.key, round(score / 100 * 0.9, 2), f"列名与“{name}”相近")
    return unknown


def _same_sense(text: str, name: str, lexicon: Lexicon) -> bool:
    """Do both name the same sort of thing? 工作单位性质 is no 工作单位, 参加工会时间 no 参加工作时间."""
    tail, known_tail = _TAILS.search(text), _TAILS.search(name)
    if (tail and tail[0]) != (known_tail and known_tail[0]) and not {text, name} <= _number_names(lexicon):
        return False
    if set(_QUALIFIERS.findall(text)) != set(_QUALIFIERS.findall(name)):
        return False
    return not (_TIME.search(text) and not _same_event(text, name))


@lru_cache(maxsize=16)
def _number_names(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(name for name, field in lexicon.known.items() if field and field == lexicon.pieces)


def _same_event(text: str, name: str) -> bool:
    """Two dates are the same only if one name holds all characters of the other, in order.

    进入现单位时间 does not differ from 进入本单位时间, 参加工会时间 differs from 参加工作时间.
    """
    swaps = str.maketrans("现该我", "本本本")
    shorter, longer = sorted((_TIME.sub("", text).translate(swaps), _TIME.sub("", name).translate(swaps)), key=len)
    rest = iter(longer)
    return all(character in rest for character in shorter) and set(longer) - set(shorter) <= _ADDS_NOTHING
