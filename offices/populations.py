"""Which population figure of a unit counts on a day, and what is proposed once units have been merged.

A year-end figure holds from that year's end on. A merger or split (``Succession``) leaves the units that took part
without a figure until one of that day or later is entered.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q

from jian_minzheng.core.editing.values import human_date
from offices.models import Division, PopulationFigure, Succession

Figures = dict[int, dict[str, PopulationFigure]]
"""By unit and basis."""

ONE_DAY = datetime.timedelta(days=1)


def redrawn_on(day: datetime.date, units: Collection[int]) -> dict[int, datetime.date]:
    """Of units that were merged or split by a day, the last day of that."""
    touched = Q(predecessor__in=units) | Q(successor__in=units)
    found: dict[int, datetime.date] = {}
    for pair in Succession.objects.filter(touched, on__lte=day).order_by("on"):
        found |= dict.fromkeys((pair.predecessor_id, pair.successor_id), pair.on)
    return {unit: on for unit, on in found.items() if unit in units}


def figures_on(day: datetime.date, units: Collection[int], redrawn: dict[int, datetime.date] | None = None) -> Figures:
    """The newest figure of a unit and basis that is not of a later day, nor older than the unit as it stands.

    Args:
        redrawn: as ``redrawn_on`` answers, where it is at hand.
    """
    since = redrawn_on(day, units) if redrawn is None else redrawn
    found: Figures = defaultdict(dict)
    rows = PopulationFigure.objects.filter(division__in=units, year__lte=day.year).live()
    for figure in sorted(rows, key=lambda figure: figure.day):
        if since.get(figure.division_id, datetime.date.min) <= figure.day <= day:
            found[figure.division_id][figure.basis] = figure
    return found


@dataclass(frozen=True, slots=True)
class Proposal:
    """The sum of what units had before they became one, for a figure of that day."""

    unit: Division
    on: datetime.date
    basis: PopulationFigure.Basis
    parts: Sequence[PopulationFigure]

    @property
    def persons(self) -> int:
        return sum(part.persons for part in self.parts)

    @property
    def told(self) -> str:
        """Where the sum comes from."""
        return f"合并前各单位{self.parts[0].when}人数之和"

    @property
    def values(self) -> str:
        """The form of a new figure, filled in with it, as the query of an address."""
        given = {"division": self.unit.pk, "year": self.on.year, "counted_on": self.on.isoformat()}
        return urlencode({**given, "basis": self.basis.value, "persons": self.persons, "source": self.told})

    def __str__(self) -> str:
        return f"{human_date(self.on)}{self.basis.label} {self.persons:,} 人"


def proposals_for(unit: Division, day: datetime.date) -> list[Proposal]:
    """Of a unit that others were merged into and that has no figure since, one of each basis that all of them had.

    Nothing is proposed where a split was part of it, or the figures are not of one day.
    """
    on = redrawn_on(day, [unit.pk]).get(unit.pk)
    if on is None or unit.valid_to is not None:
        return []
    pairs = list(Succession.objects.filter(Q(successor=unit) | Q(predecessor=unit), on=on))
    if any(pair.kind != Succession.Kind.MERGE or pair.successor_id != unit.pk for pair in pairs):
        return []
    members = [unit.pk, *(pair.predecessor_id for pair in pairs)]
    before, now = figures_on(on - ONE_DAY, members), figures_on(day, [unit.pk])
    lacking = [basis for basis in PopulationFigure.Basis if basis not in now.get(unit.pk, {})]
    return [Proposal(unit, on, basis, parts) for basis in lacking if (parts := _of_one_day(before, members, basis))]


def _of_one_day(before: Figures, members: Iterable[int], basis: str) -> list[PopulationFigure]:
    """A figure of every member; none where one lacks it or they are of several days."""
    parts = [before.get(member, {}).get(basis) for member in members]
    found = [part for part in parts if part is not None]
    return found if len(found) == len(parts) and len({part.day for part in found}) == 1 else []
