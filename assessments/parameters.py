"""Parameters as the screens need them: which rows a reader may see, what is in force where, and values in words."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.formats import number_format

from assessments.models import Parameter, Standard
from jian_minzheng.core.acting import Identity
from offices.models import PopulationFigure
from offices.places import paths_above

UNSET = {
    "specialist_pay_superior": ("上级规定的专干月报酬", "元/月"),
    "civil_service_channels_count": ("公务员考录、选调生是否计入公开招聘（1计入，0不计入）", ""),
}
"""Name and unit of parameters that standards ask for and that have no value until somebody enters the first one."""


def visible_parameters(identity: Identity) -> Any:
    """City-wide values, and overrides of counties that lie within the reader's area or that the reader lies in."""
    near = Q(county__path__under=identity.path) | Q(county__path__in=paths_above(identity.path, itself=True))
    return Parameter.objects.filter(Q(county__isnull=True) | near).select_related("county")


def in_force(identity: Identity, day: datetime.date) -> dict[str, list[Any]]:
    """By key: the value in force for the reader's area first, then overrides of single counties within it."""
    values: dict[str, list[Any]] = {}
    for parameter in visible_parameters(identity).on(day):
        values.setdefault(parameter.key, []).append(parameter)
    return {key: _own_first(identity, rows) for key, rows in values.items()}


def standards_using(key: str) -> list[Standard]:
    """Standards whose requirement the parameter fills in. The list of keys is JSON, so it is searched here."""
    return [standard for standard in Standard.objects.filter(retired_on__isnull=True) if key in standard.parameter_keys]


def value_lines(value: Any, unit: str = "") -> list[str]:
    """A value in words: one line for a number or a word, one per band otherwise."""
    if isinstance(value, dict) and "bands" in value:
        return _band_lines(value["bands"], unit)
    if value in PopulationFigure.Basis.values:
        return [PopulationFigure.Basis(value).label]
    return [f"{_number(value)} {unit}".strip()]


def _own_first(identity: Identity, rows: Iterable[Any]) -> list[Any]:
    """An override for the reader's own county replaces the city's value; others stand behind it."""
    ordered = sorted(rows, key=lambda row: row.county is not None)
    own = [row for row in ordered if row.county is not None and identity.path.startswith(row.county.path)]
    return own or ordered


def _band_lines(bands: Iterable[dict[str, Any]], unit: str) -> list[str]:
    lines, floor = [], ""
    for band in bands:
        edge, inclusive = band.get("up_to"), band.get("inclusive", False)
        ceiling = "" if edge is None else f"{'不超过' if inclusive else '不足'}{_number(edge)}"
        reach = "、".join(part for part in (floor, ceiling) if part) or "不分档"
        lines.append(f"{reach}：{_number(band['value'])} {unit}".strip())
        floor = "" if edge is None else f"{'超过' if inclusive else '不低于'}{_number(edge)}"
    return lines


def _number(value: Any) -> str:
    return number_format(value, use_l10n=True, force_grouping=True) if isinstance(value, int | float) else str(value)
