"""The parameters in force on a date, loaded once and asked many times."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from assessments.models import Parameter
from assessments.values.bands import Band, bands_parse, bands_text
from assessments.values.shapes import BANDS, BASIS_KEYS, shape_error
from assessments.values.wording import BASIS


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """One value in force: since when, by which document and clause, and whether a county has set its own."""

    key: str
    label: str
    value: Any
    unit: str
    since: datetime.date
    source: str
    clause: str
    county_override: bool = False

    def shown(self) -> str | int | float:
        """The value for a reader: a number, or the words of bands and bases."""
        if self.key in BANDS:
            return bands_text(bands_parse(self.value), self.unit)
        return BASIS[self.value] if self.key in BASIS_KEYS else self.value


class CountyParameters:
    """The parameters that hold for one county (or, with ``None``, for the city at large)."""

    def __init__(self, values: "ParameterSet", county_id: int | None) -> None:
        self._values, self._county_id = values, county_id

    def get(self, key: str) -> ParameterValue | None:
        return self._values.get(key, self._county_id)

    def problem(self, key: str) -> str:
        """Why the parameter cannot be used, in Chinese; empty when it can."""
        return self._values.problem(key, self._county_id)

    def number(self, key: str) -> Decimal:
        return Decimal(str(self._in_force(key).value))

    def word(self, key: str) -> str:
        return str(self._in_force(key).value)

    def day(self, key: str) -> datetime.date:
        return datetime.date.fromisoformat(self.word(key))

    def bands(self, key: str) -> tuple[Band, ...]:
        return bands_parse(self._in_force(key).value)

    def _in_force(self, key: str) -> ParameterValue:
        value = self.get(key)
        if value is None:
            raise KeyError(key)
        return value


class ParameterSet:
    """Every parameter in force on one day, city-wide and by county."""

    def __init__(self, day: datetime.date, rows: Iterable[Parameter]) -> None:
        self.day = day
        self._labels: dict[str, str] = {}
        self._problems: dict[tuple[str, int | None], str] = {}
        self._found: dict[tuple[str, int | None], list[ParameterValue]] = defaultdict(list)
        for row in rows:
            self._labels.setdefault(row.key, row.label)
            if row.valid_from <= day and (row.valid_to is None or row.valid_to >= day):
                self._found[row.key, row.county_id].append(_value(row))

    @classmethod
    def load(cls, day: datetime.date) -> Self:
        """All parameters ever set are read, so that one that is not in force can still be named."""
        return cls(day, Parameter.objects.order_by("-valid_from"))

    def get(self, key: str, county_id: int | None) -> ParameterValue | None:
        """The county's own value, else the city's; ``None`` when there is none, or no single usable one."""
        return None if self.problem(key, county_id) else self._candidates(key, county_id)[0]

    def problem(self, key: str, county_id: int | None) -> str:
        """What stands in the way of a value, as the thing that is missing; empty when one answers."""
        question = key, county_id
        if question not in self._problems:
            self._problems[question] = self._find_problem(key, county_id)
        return self._problems[question]

    def _find_problem(self, key: str, county_id: int | None) -> str:
        found = self._candidates(key, county_id)
        name = f"参数“{self._labels.get(key, key)}”"
        if not found:
            return f"{name}在 {self.day} 的有效取值"
        if len(found) > 1:
            return f"{name}在 {self.day} 的唯一取值（现有 {len(found)} 个同时有效）"
        return f"{name}的可用取值（{found[0].value} 无法识别）" if shape_error(key, found[0].value) else ""

    def of(self, county_id: int | None) -> CountyParameters:
        return CountyParameters(self, county_id)

    def numbers(self, key: str) -> set[int]:
        """Every usable whole number in force for the key, the city's and the counties'."""
        found = [one for (name, _), values in self._found.items() if name == key for one in values]
        return {int(one.value) for one in found if not shape_error(key, one.value)}

    def with_values(self, values: Mapping[str, Any]) -> "ParameterSet":
        """The same set with other city-wide values, for a what-if; nothing is stored."""
        changed = ParameterSet(self.day, ())
        changed._labels = dict(self._labels)
        changed._found = defaultdict(list, {key: list(found) for key, found in self._found.items()})
        for key, value in values.items():
            label = self._labels.get(key, key)
            changed._found[key, None] = [ParameterValue(key, label, value, "", self.day, "推演", "")]
        return changed

    def _candidates(self, key: str, county_id: int | None) -> list[ParameterValue]:
        own = self._found.get((key, county_id), []) if county_id is not None else []
        return own or self._found.get((key, None), [])


def _value(row: Parameter) -> ParameterValue:
    return ParameterValue(
        key=row.key,
        label=row.label,
        value=row.value,
        unit=row.unit,
        since=row.valid_from,
        source=row.source,
        clause=row.clause,
        county_override=row.county_id is not None,
    )
