"""What is told of a line besides its values: problems, notes, what cells say of other fields, what stands around it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from intake.fields import Field
from intake.units.register import Unit
from intake.values import Option


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell has no value. ``text`` is what stands there, masked where the field is a personal number; ``rest``
    what is left of a damaged value, see ``ValueProblem``: never shown; ``whole`` is the text of a number unmasked,
    for whoever may see it. ``about`` is the one answer of several that is meant, masked like ``text``."""

    code: str
    message: str
    text: str
    options: tuple[Option, ...] = ()
    rest: str = field(default="", repr=False)
    whole: str = field(default="", repr=False)
    about: str = ""

    @property
    def asked(self) -> str:
        """The words that an answer would stand for."""
        return self.about or self.text

    def to_json(self) -> dict[str, Any]:
        """The parts that say something, by name."""
        stored = {name: part for name in self.__slots__ if (part := getattr(self, name))}
        return {**stored, "options": [asdict(option) for option in self.options]} if self.options else stored

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Problem":
        options = tuple(Option(**option) for option in stored.get("options", ()))
        return cls(**{"message": "", "text": "", **stored, "options": options})

    @classmethod
    def at(cls, values: Mapping[str, Any], key: str) -> "Problem | None":
        """That of the cell of field ``key`` in the stored ``values`` of a row."""
        stored = values.get("_problems", {}).get(key)
        return cls.from_json(stored) if stored else None


@dataclass(frozen=True, slots=True)
class Note:
    """Something that reading did and that the official is told of, at field ``key``.

    ``settled``: no cell says it alone; it is found out anew whenever one of the row's is put right.
    """

    key: str
    code: str
    message: str
    settled: bool = False

    def to_json(self) -> list[Any]:
        return [part for part in astuple(self) if part is not False]


class Beside(NamedTuple):
    """What the cell of field ``source`` says about another field as well."""

    key: str
    source: str
    value: Any
    announced: bool = True

    def to_json(self, fields: Mapping[str, Field]) -> list[Any]:
        """Of a field that the kind does not have, the value is not kept: it is not read."""
        value = fields[self.key].to_json(self.value) if self.key in fields else None
        return [self.key, self.source, value, self.announced]

    @classmethod
    def from_json(cls, stored: Sequence[Any], fields: Mapping[str, Field]) -> "Beside":
        key, source, value, announced = stored
        return cls(key, source, fields[key].from_json(value) if key in fields else None, announced)


@lru_cache(maxsize=4096)
def shared_unit(division_id: int, path: str, name: str, level: str, home_id: int | None) -> Unit:
    """One for all rows of a unit: what thousands share is packed once."""
    return Unit(division_id, path, name, level, home_id)


AROUND = ""
"""Instead of a field: what stands around the line."""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a line, in titles and headings and in the file's name: it counts where the cells are silent.

    Kept with the row, so that it counts again once a cell is emptied.

    Attributes:
        unit: of a line that names none.
        town: in which the unit that a line names has to lie.
        unplaced: why a line that names no unit has none.
        instead: the name of the unit as written, where it was read as decided.
        notes: what is told of a line that names no unit.
        heading: the words of the group's heading.
        facts: what it says, by field key.
        asked: what it leaves open, by field key.
        titled: what the titles say, by field key.
    """

    unit: Unit | None = None
    town: str = ""
    unplaced: Problem | None = None
    instead: str = ""
    notes: tuple[Note, ...] = ()
    heading: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, Problem] = field(default_factory=dict)
    titled: dict[str, Any] = field(default_factory=dict)

    def to_json(self, fields: Mapping[str, Field], unit: Unit | None) -> dict[str, Any]:
        """The parts that say something; ``unit`` is the row's, which most often is the same."""
        parts: dict[str, Any] = {
            "unit": self.unit is not None and (self.unit == unit or self.unit.to_json()),
            "town": self.town,
            "unplaced": self.unplaced and self.unplaced.to_json(),
            "instead": self.instead,
            "notes": [note.to_json() for note in self.notes],
            "heading": self.heading,
            "facts": {key: fields[key].to_json(value) for key, value in self.facts.items()},
            "asked": {key: problem.to_json() for key, problem in self.asked.items()},
            "titled": {key: fields[key].to_json(value) for key, value in self.titled.items()},
        }
        return {name: part for name, part in parts.items() if part}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any], fields: Mapping[str, Field], unit: Unit | None) -> "Around":
        told, unplaced = stored.get("unit"), stored.get("unplaced")
        return cls(
            unit if told is True else shared_unit(**told) if told else None,
            stored.get("town", ""),
            Problem.from_json(unplaced) if unplaced else None,
            stored.get("instead", ""),
            tuple(Note(*part) for part in stored.get("notes", ())),
            stored.get("heading", ""),
            {key: fields[key].from_json(value) for key, value in stored.get("facts", {}).items()},
            {key: Problem.from_json(part) for key, part in stored.get("asked", {}).items()},
            {key: fields[key].from_json(value) for key, value in stored.get("titled", {}).items()},
        )
