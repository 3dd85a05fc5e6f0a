"""An explanation, or one of its parts, as a reader sees it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

UNSAID = "未填"


@dataclass(frozen=True)
class Shown:
    """``explanation`` is its JSON; ``day`` the day of the judgement that stands beside it."""

    explanation: dict[str, Any]
    day: str

    @property
    def inputs(self) -> list[tuple[str, Any]]:
        return [(one["label"], one["value"]) for one in self.explanation["inputs"]]

    def values(self, label: str) -> list[Any]:
        """What stands under this label, a pattern of the whole of it."""
        return [value for said, value in self.inputs if re.fullmatch(label, said)]

    def value(self, label: str) -> Any:
        """The only value under the label, ``None`` where there is none."""
        found = self.values(label)
        assert len(found) <= 1, f"{label} stands there {len(found)} times"
        return found[0] if found else None

    def number(self, label: str) -> Any:
        found = self.value(label)
        return None if found in (None, UNSAID) else Decimal(str(found))

    def count(self, label: str) -> Any:
        found = self.number(label)
        return None if found is None else int(found)

    def parameter(self, key: str) -> Any:
        """The value of the parameter in force, ``None`` where there is none."""
        return next((one["value"] for one in self.explanation.get("parameters", ()) if one["key"] == key), None)

    def limit(self, key: str) -> Any:
        found = self.parameter(key)
        return None if found is None else Decimal(str(found))

    @property
    def parts(self) -> Iterator[tuple[dict[str, Any], "Shown"]]:
        for part in self.explanation["parts"]:
            yield part, Shown(part, self.day)
