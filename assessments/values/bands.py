"""Population bands as the policy writes them: a value per band, and for each edge the band that owns it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.values.wording import thousands_of_tens


@dataclass(frozen=True, slots=True)
class Band:
    """From ``above``, the edge of the previous band, which itself belongs here if ``from_edge``, up to ``up_to``, which
    belongs here if ``inclusive``."""

    above: int
    up_to: int | None
    inclusive: bool
    value: Decimal
    from_edge: bool = True

    def holds(self, number: int) -> bool:
        return self.up_to is None or number < self.up_to or (self.inclusive and number == self.up_to)

    def __str__(self) -> str:
        """The band in words that say whose its edges are: 不足2万人, 2万以上不足5万人, 超过5万人."""
        above, up_to = thousands_of_tens(self.above), thousands_of_tens(self.up_to or 0)
        if self.up_to is None:
            return f"{above}人以上" if self.from_edge else f"超过{above}人"
        if not self.above:
            return f"{up_to}人以下" if self.inclusive else f"不足{up_to}人"
        reach = f"{above}以上" if self.from_edge else f"超过{above}"
        return f"{reach}{'不超过' if self.inclusive else '不足'}{up_to}人"


def bands_parse(value: Any) -> tuple[Band, ...]:
    """Bands of a parameter's stored value, lowest first.

    Raises:
        ValueError: the value has no bands, their edges do not rise, or the last one is not open.
    """
    rows = value.get("bands") if isinstance(value, dict) else None
    if not isinstance(rows, list) or not rows:
        raise ValueError("应为分档取值，至少一档。")
    bands, above, from_edge = [], 0, True
    for position, row in enumerate(rows):
        up_to, last = row.get("up_to"), position == len(rows) - 1
        if last != (up_to is None):
            raise ValueError("只有最后一档不设上限。")
        if up_to is not None and (not isinstance(up_to, int) or up_to <= above):
            raise ValueError("各档上限应为整数，且逐档增大。")
        if not isinstance(row.get("value"), int | float):
            raise ValueError("每一档都要有数值。")
        inclusive = bool(row.get("inclusive"))
        bands.append(Band(above, up_to, inclusive, Decimal(str(row["value"])), from_edge))
        above, from_edge = up_to or above, not inclusive
    return tuple(bands)


def band_of(bands: Sequence[Band], number: int) -> Band:
    """The one band that holds the number."""
    return next(band for band in bands if band.holds(number))


def bands_text(bands: Sequence[Band], unit: str) -> str:
    """All bands in one line: 不足2万人 2 人；2万以上不足5万人 3 人；5万人以上 5 人."""
    return "；".join(f"{band} {band.value:f} {unit}".rstrip() for band in bands)
