"""What an evidenced or returned standard asks for, as data: its parts, read from JSON and checked. Pure.

Shape of a definition::

    {"parts": [
        {"asks": "on_file", "label": "监督问责制度", "kinds": {"document:supervision_rules": "监督制度"}, "months": 24},
        {"asks": "held", "label": "“四个坚决”活动", "kinds": {"activity:four_firm": "“四个坚决”活动"}, "at_least": 1},
        {"asks": "ticks", "label": "受理渠道", "indicators": {"channel_01": "最低生活保障"}},
        {"asks": "ratio", "label": "按时办结率", "part": "cases_on_time", "part_label": "按时办结的件数",
         "whole": "cases_finished", "whole_label": "办结件数", "percent": 95, "unit": "件"},
        {"asks": "share", "label": "绿色社区占比", "of": "urban_community", "fulfils": "六项都做到的",
         "indicators": {"green_org": "组织体系规范化"}},
        {"asks": "reach", "label": "三社联动公益项目", "indicator": "joint_projects", "unit": "个"}
    ]}

``on_file``: something of **all** the kinds, with ``either`` of any, is in force on the day; with ``months``, dated or
reviewed no longer ago.
``held``: at least so many of **any** of the kinds took place in the running year. With ``says``, only what says yes of
itself to all of these (published, displayed) counts. With ``below``, records of the units below the subject count too.
``ticks``: all of the items of a return, or ``at_least`` so many, are answered yes.
``ratio``: one returned figure is at least so many percent of another; with ``of``, those of the units below added up.
Of zero there is no share; with ``zero_lacks`` that is what is missing then.
``share``: of the units below (``of``: townships, villages, urban communities) so many percent fulfil something: they
have answered yes to all of the ``indicators`` themselves, or the subject has ``counted`` them in its own return.
``reach``: a returned figure is at least the target of the year.

``target`` in the place of ``percent`` names the indicator whose target of the year is asked for. What is to be reached
in the course of a year (a target, or ``by_year_end``) is not due before the year's last return is.
Every part may say by ``line`` which line of business it follows, and by ``subjects`` which kinds of subjects it is
asked of, where that is not all that the standard judges.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from assessments.values.parts import BELOW, Held, OnFile, PartAsked, Ratio, Reach, Share, Ticks
from assessments.vocabulary import SubjectKind

MONTHS = range(1, 601)
TIMES = range(1, 1000)

_ASKS: Mapping[str, type[PartAsked]] = {
    "on_file": OnFile,
    "held": Held,
    "ticks": Ticks,
    "ratio": Ratio,
    "share": Share,
    "reach": Reach,
}


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
    if wanting := [one.name for one in fields(form) if _is_needed(one) and one.name not in given]:
        raise ValueError(f"{where}缺少：{'、'.join(wanting)}。")
    for name, value in given.items():
        if said := _CHECKS[name](value):
            raise ValueError(f"{where}的“{name}”应为{said}。")
    if said := _together(form, given):
        raise ValueError(f"{where}{said}。")
    return form(**{**given, "subjects": tuple(given.get("subjects", ()))})


def _is_needed(one: Any) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _together(form: type[PartAsked], given: Mapping[str, Any]) -> str:
    """What is wrong with the values of a part beside one another."""
    if form is Share and ("counted" in given) == ("indicators" in given):
        return "应写明“counted”和“indicators”中的一个"
    if form is Ratio and "of" in given and given.keys() & {"target", "by_year_end"}:
        return "写了“of”，就不能写“target”或“by_year_end”"
    return "不能同时写“percent”和“target”" if {"percent", "target"} <= given.keys() else ""


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


def _group(value: Any) -> str:
    return "" if isinstance(value, str) and value in BELOW else f"{'、'.join(BELOW)}之一"


def _subject_kinds(value: Any) -> str:
    right = isinstance(value, list) and value and all(kind in SubjectKind.values for kind in value)
    return "" if right else f"{'、'.join(SubjectKind.values)}中的一个或几个"


_CHECKS: Mapping[str, Callable[[Any], str]] = {
    **dict.fromkeys(("label", "part", "part_label", "whole", "whole_label", "unit"), _word),
    **dict.fromkeys(("line", "target", "fulfils", "counted", "indicator", "zero_lacks"), _word),
    "of": _group,
    "subjects": _subject_kinds,
    **dict.fromkeys(("says", "indicators"), _labels),
    "kinds": _kinds,
    "months": _whole(MONTHS),
    "at_least": _whole(TIMES),
    "percent": _percent,
    **dict.fromkeys(("below", "either", "by_year_end"), _yes_or_no),
}
