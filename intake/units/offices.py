"""Offices that lists name instead of the place they belong to: 泰和县民政局, 中共泰和县委办公室, 县民政局, 镇政府."""

import re
from typing import NamedTuple

_PARTY = re.compile(r"^(中国共产党|中共)")
_LEVEL = re.compile(r"^[本我]?(?P<word>[省市县区])(?=.)")
_HERE = re.compile(
    r"[本我]?(镇|乡|街道|街办|办事处|所)(党委|党工委|人民政府|政府|办事处|机关|民政(管理)?所|民政办(公室)?)?"
)
_OWN = re.compile(r"(本|我)局(机关)?|局机关|民政局.{0,12}")
_RURAL = re.compile(r"农业农村|乡村振兴|城乡|农村")
_LOWER = re.compile(r"[镇乡村]|街道|社区|居委|居民|民政所|敬老院|养老院")
_CIVIL = re.compile(r"(民政)?局(机关|党组|办公室|[\u3400-\u9fff]{2,10}[股科室处])?")
_ORGAN = re.compile(
    r"[\u3400-\u9fff]{0,18}(局|厅|署|部|委|委员会|政府|办公室|办|机关|人大|政协|党组|[股科]室?|工会|总工会|妇联"
    r"|福利院|福利中心|光荣院|救助(管理)?站|服务中心|事务中心|殡仪馆|殡葬管理所|登记[处所]|慈善(总)?会)"
)


class Office(NamedTuple):
    """An office, and whose it is by its name: a name of a unit, a level (县), or nothing for that of whoever writes."""

    owner: str
    civil: bool


def office_named(text: str, names: tuple[str, ...]) -> Office | None:
    """The office above townships that a text names; ``names`` are units that may stand in front of it, top down."""
    owner, rest = "", _PARTY.sub("", text)
    for name in names:
        if rest.startswith(name):
            owner, rest = name, rest[len(name) :]
    if not owner and (level := _LEVEL.match(rest)):
        owner, rest = level["word"], rest[level.end() :]
    if not owner:
        return Office("", civil=True) if _OWN.fullmatch(rest) else None
    return Office(owner, civil=_CIVIL.fullmatch(rest) is not None) if _is_organ(rest) else None


def is_office_here(text: str) -> bool:
    """Is it that of the township that the list is of: 镇政府, 本所?"""
    return _HERE.fullmatch(text) is not None


def _is_organ(rest: str) -> bool:
    """An office of a lower unit is none of the higher one."""
    return _ORGAN.fullmatch(rest) is not None and not _LOWER.search(_RURAL.sub("", rest))
