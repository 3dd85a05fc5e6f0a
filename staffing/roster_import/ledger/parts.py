"""The records that a row of such a table is about, and how one of them is found for a unit."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.registers.declaration import Register, Section
from offices.models import Equipment, PopulationFigure, Station, StationProfile
from offices.models.stations import EquipmentKind
from offices.registers.populations import POPULATIONS, PopulationForm
from offices.registers.stations import STATIONS, ProfileForm, StationForm
from offices.stations.equipment import EquipmentForm


@dataclass(frozen=True, slots=True)
class Part:
    """One record of a row.

    Attributes:
        key: names it in stored batches, e.g. ``equipment.computer``.
        model: of the record.
        attributes: field key → the model's attribute; a row that has none of these says nothing about the part.
        beside: the same for fields that only count beside one of ``attributes``.
        dated: rows hold from a day on; a new day makes a new row that begins as a copy of the one in force.
        owner: what tells rows of this part apart, besides the unit and the day or year.
        register: says who keeps such records, and what must hold for them.
        form: on which the same is entered by hand; what it refuses is refused here too.
        section: of the register, where the record is a dated row of one.
    """

    key: str
    model: Any
    attributes: Mapping[str, str]
    beside: Mapping[str, str] = field(default_factory=dict)
    dated: bool = False
    owner: tuple[tuple[str, str], ...] = ()
    register: Register = STATIONS
    form: type[EditForm] = StationForm
    section: Section | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Packed plans name their parts: a register is no value to be copied."""
        return _part_called, (self.key,)

    @property
    def checked(self) -> bool:
        """Is a record looked at as a whole, and not only value by value?"""
        return (self.register if self.section is None else self.section).check is not None


STATION = Part("station", Station, {"address": "address", "office_phone": "phone"})

PROFILE = Part(
    "profile",
    StationProfile,
    {
        name: name
        for name in (
            "sign_hung",
            "rules_in_place",
            "duties_in_place",
            "workflow_in_place",
            "notice_board",
            "publicity_board",
            "office_area",
            "inside_nursing_home",
        )
    },
    dated=True,
    form=ProfileForm,
    section=STATIONS.sections[0],
)

EQUIPMENT = tuple(
    Part(
        f"equipment.{kind.value}",
        Equipment,
        {kind.value: "total"},
        dated=True,
        owner=(("kind", kind.value),),
        form=EquipmentForm,
    )
    for kind in EquipmentKind
)

POPULATION = tuple(
    Part(
        f"population.{basis.value}",
        PopulationFigure,
        {basis.value: "persons"},
        beside={"source": "source"},
        owner=(("basis", basis.value),),
        register=POPULATIONS,
        form=PopulationForm,
    )
    for basis in PopulationFigure.Basis
)


def _part_called(key: str) -> Part:
    return PARTS[key]


PARTS: dict[str, Part] = {part.key: part for part in (STATION, PROFILE, *EQUIPMENT, *POPULATION)}


def equipment_values(total: int) -> dict[str, Any]:
    """A count alone says that all are usable; nothing there is said as such."""
    condition = Equipment.Condition.GOOD if total else Equipment.Condition.NONE
    return {"total": total, "usable": total, "condition": condition}


def in_force(rows: list[Any], day: datetime.date) -> Any:
    """Of one owner's rows, newest first, the one in force on ``day``."""
    return next((row for row in rows if row.as_of <= day), None)
