"""What cells of 制度文件 tables say in words of their own: for how long a paper holds, and how it was made known."""

import calendar
import datetime
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from jian_minzheng.core.days import furthest_ahead
from jian_minzheng.core.registers.tables import Follows
from jian_minzheng.core.values.chinese_numerals import to_arabic
from jian_minzheng.core.values.days import names_day, read_day
from jian_minzheng.core.values.problems import Several, ValueProblem, WithNote
from offices.models.documents import OfficeDocument, months_after

_Expiry = OfficeDocument.Expiry
_FRONT = r"(?:自.{1,12}?之?日起)?(?:施行|实施|执行)?[,，、]?(?:暂定|试行)?(?:有效期限?|有效)?[为:：]?"
_LENGTH = re.compile(rf"{_FRONT}(\d{{1,3}})(年|个月)(?:内?有效)?(?:\(.*\))?")
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


def term_said(text: str) -> dict[str, Any] | None:
    """``5年``, ``至2024年6月30日``, ``2021—2025年``: which sort of term, and what settles its end."""
    words = to_arabic("".join(unicodedata.normalize("NFKC", text).split()))
    if found := _LENGTH.fullmatch(words):
        return {"expires_by": _Expiry.TERM, "term_months": int(found[1]) * (12 if found[2] == "年" else 1)}
    if found := _PLAN.fullmatch(words):
        return {"expires_by": _Expiry.PLAN, "term_until": datetime.date(int(found[2]), 12, 31)}
    end = _END.fullmatch(words)
    day = _last_day(end[1] if end else words, named=bool(end))
    return {"expires_by": _Expiry.TERM, "term_until": day} if day else None


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
    """The day on which it ends, from what the cell of 有效期 says and the day from which it holds."""
    until, months = values.get("term_until"), values.get("term_months")
    if until and values.get("expires_by") == _Expiry.PLAN:
        return [Follows("plan_ends_on", "expires_by", until, "写的是起止年份，按规划期读取", str(_Expiry.PLAN.label))]
    if until:
        return [_ends(until, "写明了终期")]
    begins = [(label, values[key]) for key, label in _BEGINNINGS if key in values]
    if not months or not begins:
        return ()
    label, since = begins[0]
    day = months_after(since, months)
    return [_ends(day, f"从{label}{since}算起")] if day and day <= furthest_ahead() else ()


def _ends(day: datetime.date, said: str) -> Follows:
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
