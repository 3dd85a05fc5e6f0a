"""The tables about units, each a declaration: which columns, how a row finds its unit, which records it is about."""

from dataclasses import dataclass

from staffing import vocabulary as v
from staffing.roster_import.ledger import fields
from staffing.roster_import.ledger.parts import EQUIPMENT, POPULATION, PROFILE, STATION, Part


@dataclass(frozen=True, slots=True)
class Subject:
    """What the rows of a table are about, apart from how they find their unit."""

    kind: v.Ledger
    fields: tuple[str, ...]
    parts: tuple[Part, ...]


STATION_PROFILE = Subject(
    v.Ledger.STATION_PROFILE,
    ("unit", *(name for name, *_ in fields.STATION)),
    (STATION, PROFILE, *EQUIPMENT),
)

VILLAGE_LIST = Subject(
    v.Ledger.VILLAGE_LIST, ("unit", "village", *(name for name, *_ in fields.POPULATION)), POPULATION
)

POPULATION_FIGURES = Subject(v.Ledger.POPULATION, ("unit", *(name for name, *_ in fields.POPULATION)), POPULATION)
