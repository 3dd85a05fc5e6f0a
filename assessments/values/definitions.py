"""What an evidenced standard asks for, as data: its parts, read from JSON and checked. Pure.

Shape of a definition::

    {"parts": [
        {"asks": "on_file", "label": "监督问责制度", "kinds": {"document:supervision_rules": "监督制度"}, "months": 24},
        {"asks": "held", "label": "“四个坚决”活动", "kinds": {"activity:four_firm": "“四个坚决”活动"}, "at_least": 1}
    ]}

``on_file``: something of **all** the kinds is in force on the day; with ``months``, dated or reviewed no longer ago.
``held``: at least so many of **any** of the kinds took place in the running year. With ``says``, only what says yes of
itself to all of these (published, displayed) counts. With ``below``, records of the units below the subject count too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MONTHS = range(1, 601)
TIMES = range(1, 1000)


@dataclass(frozen=True, slots=True)
class OnFile:
    """Of every kind something is in force; ``kinds`` are labels by code, ``says`` words by name."""

    label: str
    kinds: Mapping[str, str]
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


PartAsked = OnFile | Held
_ASKS: Mapping[str, type[PartAsked]] = {"on_file": OnFile, "held": Held}


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
    given = {name: value for name, value in part.items() if name != "asks"}
    form = _ASKS[part["asks"]]
    if strange := given.keys() - {*form.__dataclass_fields__}:
        raise ValueError(f"{where}不认识：{'、'.join(sorted(strange))}。")
    if not isinstance(given.get("label"), str) or not given["label"].strip():
        raise ValueError(f"{where}应有名称“label”。")
    if not given.get("kinds") or not _is_labels(given["kinds"]) or not all(":" in code for code in given["kinds"]):
        raise ValueError(f"{where}的“kinds”应为“登记簿:种类”和名称，至少一种。")
    if not _is_labels(given.get("says") or {}):
        raise ValueError(f"{where}的“says”应为字段和说法。")
    if not isinstance(given.get("below", False), bool):
        raise ValueError(f"{where}的“below”应为是或否。")
    _within(where, given, "months", MONTHS)
    _within(where, given, "at_least", TIMES)
    return form(**given)


def _is_labels(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(word, str) and word for pair in value.items() for word in pair)


def _within(where: str, given: Mapping[str, Any], name: str, limits: range) -> None:
    value = given.get(name, limits[0])
    if type(value) is not int or value not in limits:
        raise ValueError(f"{where}的“{name}”应为{limits[0]}至{limits[-1]}的整数。")
