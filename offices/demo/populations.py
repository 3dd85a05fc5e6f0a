"""Invented populations, end of 2024 and 2025, that add up: villages to townships, townships to counties."""

from collections.abc import Iterable, Sequence

from simple_history.utils import bulk_create_with_history

from offices.demo import SOURCE
from offices.demo.luck import luck
from offices.models import Division, PopulationFigure
from offices.models.divisions import Level
from offices.places import parent_path

YEARS = (2024, 2025)
_GROWTH = 0.998  # from one year to the next

# Persons at the end of 2024 by county: registered, resident. Near the public figures in offices/data.
COUNTIES: dict[str, tuple[int, int]] = {
    "360802": (376_000, 402_000),
    "360803": (231_000, 253_000),
    "360821": (512_000, 436_000),
    "360822": (563_000, 399_000),
    "360823": (189_000, 149_000),
    "360824": (343_000, 284_000),
    "360825": (480_000, 384_000),
    "360826": (577_000, 466_000),
    "360827": (621_000, 509_000),
    "360828": (318_000, 254_000),
    "360829": (420_000, 333_000),
    "360830": (519_000, 391_000),
    "360881": (190_000, 154_000),
}
# 敦厚镇 is where the newcomer's tour begins; it has to stay between 20,000 and 50,000 on either basis.
_FIXED = {"360821100000": (45_820, 48_130)}
_BASES = (PopulationFigure.Basis.REGISTERED, PopulationFigure.Basis.RESIDENT)


def make_populations(units: Sequence[Division]) -> None:
    """Write the figures of every real unit below (and of) the given ones that has a share of its county's people."""
    rows = [row for step, year in enumerate(YEARS) for row in _rows(units, year, _GROWTH**step)]
    bulk_create_with_history(rows, PopulationFigure, batch_size=2000, default_change_reason=SOURCE)


def _rows(units: Sequence[Division], year: int, growth: float) -> list[PopulationFigure]:
    figures = _figures(units, growth)
    return [
        PopulationFigure(division=unit, year=year, basis=basis, persons=persons, source=SOURCE)
        for unit in units
        if unit.path in figures
        for basis, persons in zip(_BASES, figures[unit.path], strict=True)
    ]


def _figures(units: Sequence[Division], growth: float) -> dict[str, tuple[int, int]]:
    """Registered and resident population by path."""
    figures: dict[str, tuple[int, int]] = {}
    children = _children(units)
    counties = [unit for unit in units if unit.stats_code[:6] in COUNTIES and unit.level == Level.COUNTY]
    for county in counties:
        registered, resident = COUNTIES[county.stats_code[:6]]
        figures[county.path] = round(registered * growth), round(resident * growth)
        for township, share in _shared(figures[county.path], children.get(county.path, [])):
            figures[township.path] = share
            figures.update((v.path, part) for v, part in _shared(share, children.get(township.path, [])))
    in_all = [figures[county.path] for county in counties]
    for city in (unit for unit in units if unit.level == Level.CITY):
        figures[city.path] = sum(persons[0] for persons in in_all), sum(persons[1] for persons in in_all)
    return figures


def _children(units: Iterable[Division]) -> dict[str, list[Division]]:
    below: dict[str, list[Division]] = {}
    for unit in units:
        if not unit.virtual:
            below.setdefault(parent_path(unit.path), []).append(unit)
    return below


def _shared(persons: tuple[int, int], units: Sequence[Division]) -> list[tuple[Division, tuple[int, int]]]:
    """The people of a unit spread over its parts without losing any."""
    fixed = {unit.path: _FIXED[unit.stats_code] for unit in units if unit.stats_code in _FIXED}
    free = [unit for unit in units if unit.path not in fixed]
    weights = [_weight(unit) for unit in free]
    columns = []
    for basis in (0, 1):
        rest = persons[basis] - sum(share[basis] for share in fixed.values())
        columns.append(_spread(rest, [weight[basis] for weight in weights]))
    shares = dict(zip((unit.path for unit in free), zip(*columns, strict=True), strict=True)) | fixed
    return [(unit, shares[unit.path]) for unit in units]


def _weight(unit: Division) -> tuple[float, float]:
    """Registered and resident weight: towns hold more than townships, and gain residents where villages lose them."""
    chance = luck("population", unit.stats_code)
    size = chance.lognormvariate(0, 0.38) * {"镇": 1.25, "街道": 1.5, "社区": 1.6}.get(unit.kind, 0.9)
    return size, size * chance.uniform(0.85, 1.05) * (1.15 if unit.kind in {"街道", "社区"} else 1.0)


def _spread(total: int, weights: Sequence[float]) -> list[int]:
    parts = [int(total * weight / sum(weights)) for weight in weights]
    if parts:
        parts[0] += total - sum(parts)
    return parts
