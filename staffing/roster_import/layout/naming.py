"""What the words over a column say. Every guess carries its confidence and its reason; a doubtful one is none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from staffing.roster_import.fields import FIELDS, spoken, synonyms
from staffing.roster_import.issues import NUMBERED
from staffing.roster_import.layout.headers import letter, normalise, without_brackets

FUZZY_CUTOFF = 80
"""Full ratio. Partial matching would map 身份 (在编，聘用) to 身份证号."""

UNNAMED = "没有列名"
UNKNOWN = "没有认出列名"

_OTHER_PEOPLE = re.compile(
    r"家庭|家属|配偶|爱人|丈夫|妻子|子女|父亲|母亲|父母|紧急联系|联系人|监护人|户主|供养对象|服务对象|老人|特困|低保"
    r"|领导|负责人|介绍人|担保人|填表|填报人|审核"
)
_WHOLE_COLUMNS = re.compile(r"^(填报单位|供养对象人数|服务对象)$")
_BEFORE = re.compile(r"^(原|曾|前(?!往)|拟|历任|以前|过去)")
_BORROWED_FROM_OR_TO = re.compile(r"^(借调|借用|抽调)(单位|地点|部门)$")
_LEAVING = re.compile(r"退休|离职|离岗|辞职|调离|调出|离开|解聘|到龄|退出")
_TERM = re.compile(r"合同|协议|期限|有效期|起止|到期|截止")
_ARRIVAL = re.compile(
    r"^(何时)?(进入?|到|来|调入|调到|入(?=职|岗|所|院工作|本|现))"
    r"(?!党|团|伍|学|编|会|期|龄|修|城|户|账|款|党校|住)(?!.*(公务员|编制|队伍|体制|系统|机关|干部|行业))"
    r".{1,12}?(工作)?的?(时间|日期|年月|年月日)$"
)
_ARRIVAL_SHORT = re.compile(r"^(何时)(进|到|来|调入).{1,10}$|^调入(时间|日期|年月)$")
_TIME = re.compile(r"(时间|日期|年月|年月日)$")
_AGE_OR_YEARS = re.compile(r"(年限|工龄|年数)$")
_TAILS = re.compile(
    r"(性质|级别|职级|类别|代码|编码|编号|地址|住址|电话|姓名|负责人|意见|情况|要求|人数|账号|卡号|证号|号|照片|说明)$"
)
_QUALIFIERS = re.compile(r"[非未不原曾前拟离退父母配妻夫子女]")
_EXPLAINED = re.compile(
    r"^(类别|类型|情况|名称|内容|性质|层次|等级|合计|总额|总计|小计|应发|实发|月合计|姓名|情形|总人口|总人数|人数|人口数|总数)$"
)
_SUM = re.compile(r"^(合计|总额|总计|小计|月合计|应发合计|应发工资|应发)$")

_AND = re.compile(r"[、，,/+及和与\s]+")
_LEADING = re.compile(r"^(本人|个人|二代|第二代|干部|职工|员工|人员|所属|目前|现有|专干|护理员)(?=..)")
_TRAILING = re.compile(r"(?<=..)(情况|信息|属性|全称)$")
VAGUE = frozenset({"身份", "人员身份", "状态", "来源", "待遇", "级别", "类别", "单位", "其他", "说明", "编号"})
"""Names of columns that also stand for other things than the field."""

_ADDS_NOTHING = frozenset("本单位工作的所来到入加起始具体首次")
"""Characters that may be more in one name of a date than in the other without changing which date it is."""

WEAK = {
    "任现职时间": "写的是任职时间，按到岗时间读取，请核对",
    "任职时间": "写的是任职时间，按到岗时间读取，请核对",
    "任职日期": "写的是任职时间，按到岗时间读取，请核对",
    "从事民政工作时间": "从事民政工作的时间不一定是到现单位的时间，按到岗时间读取，请核对",
    "第一学历": "第一学历不一定是最高学历，请核对",
    "全日制学历": "全日制学历不一定是最高学历，请核对",
    "在职学历": "在职学历不一定是最高学历，请核对",
}
"""Names that say something near to the field; another column that says the thing itself goes before."""


_OF_A_YEAR = re.compile(r"^\s*(?:19|20)\d{2}\s*年(?:年?末|底|度)?")
"""2024年末户籍人口: figures about units are of a year; the year of a person's post or pay would be an earlier one."""


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
        """For ``masked``: the field it is read for, or that it holds numbers all the same, of which pieces look like
        nothing."""
        return NUMBERED if self.field is None and _NUMBERED.search(self.header) else self.field or ""


def guess_by_name(index: int, parts: Sequence[str]) -> Column:
    """What the words over a column say: exact synonym, then arrival at a place, then nearly a synonym."""
    if not parts:
        return Column(index, "", None, 0.0, UNNAMED)
    field, confidence, reason = _guess(tuple(parts), spoken())
    return Column(index, "/".join(parts), field, confidence, reason)


@lru_cache(maxsize=4096)
def _guess(parts: tuple[str, ...], _of: str) -> tuple[str | None, float, str]:
    """``_of``: the sort of table; names mean other things in another."""
    whole, last = normalise("".join(parts)), normalise(parts[-1])
    if refused := _refusal(whole, last):
        return None, 0.0, refused
    known = synonyms()
    for confidence, text in _readings(parts):
        if text in known:
            weak = WEAK.get(text)
            return (known[text], 0.75, weak) if weak else (known[text], confidence, "列名一致")
    if _ARRIVAL.match(last) or _ARRIVAL_SHORT.match(last):
        return "from_date", 0.85, "列名是到某处工作的时间"
    if (core := _core(last)) in known and core not in VAGUE:
        return known[core], 0.8, f"列名与“{core}”同义"
    named = [normalise(part) for part in _AND.split(parts[-1]) if part]
    if len(named) > 1 and all(name in known for name in named):
        return known[named[0]], 0.8, f"列名里有{len(named)}项内容，分别读取"
    return _nearly(last, known)


def fields_named(header: str) -> set[str]:
    """The field whose name the header is, or those of the parts of its path."""
    known = synonyms()
    return {known[text] for part in header.split("/") if (text := normalise(part)) in known}


def fields_beside(column: Column) -> list[str]:
    """Further fields that the column's name speaks of, beside its own: 性别、民族; 学历/学位 speaks of one."""
    named = [field for part in _AND.split(column.header) for field in fields_named(part)]
    whole = normalise(column.header.rpartition("/")[2]) in synonyms()
    return [] if whole and "、" not in column.header else [field for field in named if field != column.field]


def _core(text: str) -> str:
    """Without words that add nothing: ``本人身份证号``, ``政治面貌情况``, ``所属编制``."""
    return _TRAILING.sub("", _LEADING.sub("", text))


def _refusal(whole: str, last: str) -> str:
    """Why words that resemble a field's name say something else."""
    if _OTHER_PEOPLE.search(whole) and not _WHOLE_COLUMNS.match(last):
        return "说的是其他人，不读取"
    if _BEFORE.match(last):
        return "说的是以前或拟任的情况，不读取"
    if _BORROWED_FROM_OR_TO.match(last):
        return "分不清是借出到的单位还是编制所在单位，不读取；如是编制所在单位请指定"
    if _TERM.search(last) and last not in synonyms():
        return "说的是期限，不读取"
    if _LEAVING.search(last) and last not in synonyms():
        return "说的是离开的情况，不读取"
    return ""


def _readings(parts: tuple[str, ...]) -> list[tuple[float, str]]:
    """A header path as it may be looked up, the surest reading first.

    The words of the group alone count only where the column's own words add nothing: 工资/绩效 is not the pay.
    """
    whole = "".join(parts)
    readings = [(1.0, normalise(whole)), (0.98, without_brackets(whole))]
    readings += [(0.95, normalise(parts[-1])), (0.93, without_brackets(parts[-1]))]
    if spoken() == "units":
        readings.append((0.9, without_brackets(_OF_A_YEAR.sub("", parts[-1]))))
    if len(parts) > 1 and _EXPLAINED.match(normalise(parts[-1])):
        readings += [(0.85, normalise(part)) for part in parts[-2::-1]]
    return readings


def _nearly(text: str, known: Mapping[str, str]) -> tuple[str | None, float, str]:
    unknown = (None, 0.0, UNKNOWN)
    if len(text) <= 3 or _AGE_OR_YEARS.search(text):
        return unknown
    for name, score, _ in process.extract(text, known.keys(), scorer=fuzz.ratio, score_cutoff=FUZZY_CUTOFF, limit=3):
        field = FIELDS[known[name]]
        if bool(_TIME.search(text)) == field.dated and _same_sense(text, name):
            return field.key, round(score / 100 * 0.9, 2), f"列名与“{name}”相近"
    return unknown


def _same_sense(text: str, name: str) -> bool:
    """Do both name the same sort of thing? 工作单位性质 is no 工作单位, 参加工会时间 no 参加工作时间."""
    tail, known_tail = _TAILS.search(text), _TAILS.search(name)
    if (tail and tail[0]) != (known_tail and known_tail[0]) and not {text, name} <= _number_names(spoken()):
        return False
    if set(_QUALIFIERS.findall(text)) != set(_QUALIFIERS.findall(name)):
        return False
    return not (_TIME.search(text) and not _same_event(text, name))


@lru_cache(maxsize=2)
def _number_names(_of: str) -> frozenset[str]:
    return frozenset(name for name, field in synonyms().items() if field == "id_number")


def _same_event(text: str, name: str) -> bool:
    """Two dates are the same only if one name holds all characters of the other, in order.

    进入现单位时间 does not differ from 进入本单位时间, 参加工会时间 differs from 参加工作时间.
    """
    swaps = str.maketrans("现该我", "本本本")
    shorter, longer = sorted((_TIME.sub("", text).translate(swaps), _TIME.sub("", name).translate(swaps)), key=len)
    rest = iter(longer)
    return all(character in rest for character in shorter) and set(longer) - set(shorter) <= _ADDS_NOTHING
