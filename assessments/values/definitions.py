"""What an evidenced or returned standard asks for, as data: its parts, read from JSON and checked. Pure.

Shape of a definition::

    {"parts": [
        {"asks": "on_file", "label": "监督问责制度", "kinds": {"document:supervision_rules": "监督制度"}, "months": 24},
        {"asks": "held", "label": "“四个坚决”活动", "kinds": {"activity:four_firm": "“四个坚决”活动"}, "at_least": 1},
        {"asks": "ticks", "label": "受理渠道", "indicators": {"channel_01": "最低生活保障"}},
        {"asks": "ratio", "label": "联网率", "part": "villages_online", "part_label": "已联网的村(社区)数",
         "whole": "villages_total", "whole_label": "村(社区)总数", "percent": 100, "unit": "个"}
    ]}

``on_file``: something of **all** the kinds, with ``either`` of any, is in force on the day; with ``months``, dated or
reviewed no longer ago.
``held``: at least so many of **any** of the kinds took place in the running year. With ``says``, only what says yes of
itself to all of these (published, displayed) counts. With ``below``, records of the units below the subject count too.
``ticks``: all of the items of a return, or ``at_least`` so many, are answered yes.
``ratio``: one returned figure is at least so many percent of another.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any

MONTHS = range(1, 601)
TIMES = range(1, 1000)


@dataclass(frozen=True, slots=True)
class OnFile:
    """Of every kind something is in force, or of ``either``; ``kinds`` are labels by code, ``says`` words by name."""

    label: str
    kinds: Mapping[str, str]
    either: bool = False
    months: int | None = None
    says: Mapping[str, str] | None = None
    below: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """At least so many of any of the kinds in the year."""

    label: str
    kinds: Mapping[str, str]
    at_least: int = 1
    says: Mapping[str, str] | None = None
    below: bool = False


@dataclass(frozen=True, slots=True)
class Ticks:
    """Items of a return answered yes: all that apply, or so many; ``indicators`` are labels by code."""

    label: str
    indicators: Mapping[str, str]
    at_least: int | None = None


@dataclass(frozen=True, slots=True)
class Ratio:
    """One returned figure of another, in percent; ``unit`` is that of both."""

    label: str
    part: str
    part_label: str
    whole: str
    whole_label: str
    unit: str
    percent: float = 100


PartAsked = OnFile | Held | Ticks | Ratio
_ASKS: Mapping[str, type[PartAsked]] = {"on_file": OnFile, "held": Held, "ticks": Ticks, "ratio": Ratio}


def kinds_asked(part: PartAsked) -> Mapping[str, str]:
    """Kinds of evidence with their labels; none where a part asks for returned figures."""
    return part.kinds if isinstance(part, OnFile | Held) else {}


def indicators_asked(part: PartAsked) -> frozenset[str]:
    """Codes of the returned figures that a part asks for."""
    if isinstance(part, Ticks):
        return frozenset(part.indicators)
    return frozenset({part.part, part.whole}) if isinstance(part, Ratio) else frozenset()


def definition_parse(body: Any) -> tuple[PartAsked, ...]:
    """The parts of a definition.

    Raises:
        ValueError: what is wrong with it, in Chinese.
    """
    parts = body.get("parts") if isinstance(body, dict) else None
    if not isinstance(parts, list) or not parts:
        raise ValueError("定义应写明至少一个组成项。")
    return tuple(_part(number, part) for number, part in enumerate(parts, 1))


def definition_error(body: Any) -> str:
    """What is wrong with a definition, in Chinese; empty when nothing is."""
    try:
        definition_parse(body)
    except ValueError as error:
        return str(error)
    return ""


def _part(number: int, part: Any) -> PartAsked:
    where = f"第{number}项"
    if not isinstance(part, dict) or part.get("asks") not in _ASKS:
        raise ValueError(f"{where}的“asks”应为{'、'.join(_ASKS)}之一。")
    given, form = {name: value for name, value in part.items() if name != "asks"}, _ASKS[part["asks"]]
    if strange := given.keys() - {*form.__dataclass_fields__}:
        raise ValueError(f"{where}不认识：{'、'.join(sorted(strange))}。")
    if wanting := [one.name for one in fields(form) if one.default is MISSING and one.name not in given]:
        raise ValueError(f"{where}缺少：{'、'.join(wanting)}。")
    for name, value in given.items():
        if said := _CHECKS[name](value):
            raise ValueError(f"{where}的“{name}”应为{said}。")
    return form(**given)


def _word(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "文字"


def _labels(value: Any) -> str:
    right = isinstance(value, dict) and value and not any(_word(word) for pair in value.items() for word in pair)
    return "" if right else "代码和名称，至少一个"


def _kinds(value: Any) -> str:
    return (
        ""
        if not _labels(value) and all(":" in code for code in value)
        else "登记簿和种类的代码(中间用半角冒号)和名称，至少一种"
    )


def _whole(limits: range) -> Callable[[Any], str]:
    return lambda value: "" if type(value) is int and value in limits else f"{limits[0]}至{limits[-1]}的整数"


def _percent(value: Any) -> str:
    return "" if type(value) in (int, float) and 0 < value <= 100 else "大于0、不超过100的数"


def _yes_or_no(value: Any) -> str:
    return "" if isinstance(value, bool) else "是或否"


_CHECKS: Mapping[str, Callable[[Any], str]] = {
    **dict.fromkeys(("label", "part", "part_label", "whole", "whole_label", "unit"), _word),
    **dict.fromkeys(("says", "indicators"), _labels),
    "kinds": _kinds,
    "months": _whole(MONTHS),
    "at_least": _whole(TIMES),
    "percent": _percent,
    **dict.fromkeys(("below", "either"), _yes_or_no),
}
