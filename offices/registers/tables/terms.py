"""What cells of 制度文件 tables say in words of their own: for how long a paper holds, and how it was made known."""

import calendar
import datetime
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from jian_minzheng.core.days import YEARS_AHEAD, furthest_ahead
from jian_minzheng.core.registers.tables import Follows
from jian_minzheng.core.values.chinese_numerals import to_arabic
from jian_minzheng.core.values.days import names_day, read_day
from jian_minzheng.core.values.problems import Several, ValueProblem, WithNote
from offices.models.documents import OfficeDocument, months_after

_Expiry = OfficeDocument.Expiry
_ISSUED = r"(?:本?文件|本?制度|本?办法)?(?:印发|发布|公布|下发|签发|颁布|成文|通过|施行|实施|执行|生效)之?日"
_DAY = r"\d{4}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?"
_SINCE = rf"[自从]?(?:{_ISSUED}|(?P<since>{_DAY}))起?(?:开始)?(?:正式)?(?:施行|实施|执行|生效|算|计算)?"
_LENGTH = re.compile(
    rf"(?:{_SINCE}|施行|实施|执行)?[,、;]?(?:暂定|试行)?(?:有效期限?|有效)?[为:]?(?P<count>\d{{1,3}})(?P<unit>年|个月)(?:内?有效)?"
    r"(?:\((?P<remark>[^()]*)\))?"
)
_STARTS = re.compile(rf"[自从](?P<since>{_DAY})起?(?:开始)?(?:正式)?(?:施行|实施|执行|生效|算|计算)?")
_TOUCHES_TERM = re.compile(r"[延续展缩]|顺延|[年月日]|[起止至]|废|失效|修订|修改|替代")
_LONGEST = YEARS_AHEAD * 12
_EXAMPLES = "例如 5年、至2030年6月30日"
_PLAN = re.compile(r"(?:规划期)?[:：]?((?:19|20)\d\d)年?[-—–~至到]+((?:19|20)\d\d)年?(?:底|末)?")
_END = re.compile(r"(?:有效期|有效|规划期)?(?:截[至止]|[至到])[:：]?(.+?)(?:[止,，]|为止|前有效|有效)?")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:年(?:年?[底末])?)?")
_MONTH = re.compile(r"((?:19|20)\d\d)[年.\-/](\d{1,2})(?:月[底末]?)?")
_BEGINNINGS = (("valid_from", "施行日期"), ("dated", "成文日期"))
_CUT = re.compile(r"[、,，;；/和及并且()\s]+")
_ON_WALL = re.compile(r"(?P<no>[未没]有?|尚未)?已?上墙(?:公示|公布|公开)?")
_OUT = re.compile(
    r"(?P<no>[未没不]|没有|尚未)?已?主?动?(?:在?(?:政府|政务)?(?:网上|网站|官网))?(?:予以)?(?P<word>公开|公布|发布|公示)"
)


def term_said(text: str) -> dict[str, Any] | WithNote | None:
    """``5年``, ``至2024年6月30日``, ``2021—2025年``: which sort of term, and what settles its end.

    Raises:
        ValueProblem: ``value_unknown``: no term is so long, a plan ends before it begins, or a remark says more of the
            term than can be read.
    """
    words = to_arabic("".join(unicodedata.normalize("NFKC", text).split()))
    if found := _LENGTH.fullmatch(words):
        return _of_length(found)
    if found := _PLAN.fullmatch(words):
        if found[2] < found[1]:
            raise ValueProblem(
                "value_unknown", f"起止年份写反了：{found[1]}年在{found[2]}年之后。请改正，例如 2026—2030年。"
            )
        return {"expires_by": _Expiry.PLAN, "term_until": datetime.date(int(found[2]), 12, 31)}
    end = _END.fullmatch(words)
    day = _last_day(end[1] if end else words, named=bool(end))
    return {"expires_by": _Expiry.TERM, "term_until": day} if day else None


def _of_length(found: re.Match[str]) -> dict[str, Any] | WithNote:
    """So many years or months; from a day that is written beside it, if there is one."""
    months = int(found["count"]) * (12 if found["unit"] == "年" else 1)
    if not 0 < months <= _LONGEST:
        message = f"有效期应在1个月到{YEARS_AHEAD}年之间，{_EXAMPLES}；没有期限的写 长期有效。"
        raise ValueProblem("value_unknown", message)
    said: dict[str, Any] = {"expires_by": _Expiry.TERM, "term_months": months}
    remark = found["remark"]
    begins = _STARTS.fullmatch(remark) if remark else None
    days = {day for one in (found["since"], begins and begins["since"]) if one and (day := _begins(one))}
    if len(days) > 1:
        raise ValueProblem("value_unknown", "写了两个不同的开始日期，请只写一个，或填到“施行日期”一列。")
    if days:
        said["term_from"] = days.pop()
    if not remark or begins:
        return said
    if _TOUCHES_TERM.search(remark):
        message = f"括号里的话也说到有效期，没有读入，终期无法确定。请只写期限或终期，{_EXAMPLES}，其他的写到备注。"
        raise ValueProblem("value_unknown", message)
    return WithNote(said, "remark_unread", "期限旁边括号里的话没有读入，请核对；需要的写到备注。")


def _begins(words: str) -> datetime.date:
    last = furthest_ahead()
    day = _day_of(read_day(words, last))
    if day is None:
        raise ValueProblem("value_unknown", f"开始的日期读不出来，请填到“施行日期”一列，这里只写期限，{_EXAMPLES}。")
    return day


def _last_day(words: str, *, named: bool) -> datetime.date | None:
    """The end of a year or a month is meant where no day is written; a year alone may be anything."""
    if found := _YEAR.fullmatch(words):
        return datetime.date(int(found[1]), 12, 31) if named else None
    if (found := _MONTH.fullmatch(words)) and 1 <= int(found[2]) <= 12:
        year, month = int(found[1]), int(found[2])
        return datetime.date(year, month, calendar.monthrange(year, month)[1])
    last = furthest_ahead()
    if not names_day(words, last):
        return None
    return _day_of(read_day(words, last))


def _day_of(found: datetime.date | Several | WithNote) -> datetime.date | None:
    return found if isinstance(found, datetime.date) else None


def term_follows(values: Mapping[str, Any]) -> Sequence[Follows]:
    """The day on which it ends, from what the cell of 有效期 says and the day from which it holds; that may say it too.

    Without such a day the end waits for what else is wrong with the row.
    """
    until, months = values.get("term_until"), values.get("term_months")
    if until and values.get("expires_by") == _Expiry.PLAN:
        return [Follows("plan_ends_on", "expires_by", until, "写的是起止年份，按规划期读取", str(_Expiry.PLAN.label))]
    if until:
        return [_ends(until, "写明了终期")]
    if not months:
        return ()
    said = values.get("term_from")
    own = [Follows("valid_from", "expires_by", said, "写明了从哪一天起", f"{months}个月")] if said else []
    begins = [(label, values[key]) for key, label in _BEGINNINGS if key in values]
    label, since = (_BEGINNINGS[0][1], said) if said else begins[0] if begins else ("", None)
    if since is None:
        return [_ends(None, "")]
    day = months_after(since, months)
    if day is None or day > furthest_ahead():
        return [*own, _ends(None, f"从{label}{since}算起，终期晚于{furthest_ahead().year}年，请核对期限和日期。")]
    return [*own, _ends(day, f"从{label}{since}算起")]


def _ends(day: datetime.date | None, said: str) -> Follows:
    return Follows("valid_to", "expires_by", day, said, str(_Expiry.TERM.label))


def made_known(text: str) -> dict[str, bool] | None:
    """Of a cell about 公布: published, on the wall, or both. Other words are left to the usual answers."""
    return _said_of(text)


def on_the_wall(text: str) -> dict[str, bool] | None:
    """Of a cell about 上墙: 公示 alone means the wall there, and is an answer of the usual kind."""
    said = _said_of(text)
    plain = "".join(text.split())
    return None if said is None or ("displayed" not in said and "公示" in plain) else said


def _said_of(text: str) -> dict[str, bool] | None:
    words = unicodedata.normalize("NFKC", text).strip()
    said: dict[str, bool] = {}
    for piece in filter(None, _CUT.split(words)):
        wall, known = _ON_WALL.fullmatch(piece), _OUT.fullmatch(piece)
        found = wall or known
        if found is None:
            return None
        key, value = ("displayed" if wall else "published"), not found["no"]
        if said.setdefault(key, value) != value:
            raise ValueProblem("value_unknown", "一格里写了相反的两种情况，请只写一种。")
    return said or None
