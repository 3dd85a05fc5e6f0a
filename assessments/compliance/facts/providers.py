"""Which provider loads which facts for which kinds of subjects; only what the asked rules read is loaded."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from assessments.compliance.facts.places import Places
from assessments.vocabulary import SubjectKind

Fields = Mapping[tuple[str, int], Mapping[str, Any]]
"""Of subjects, by kind and key, what a provider knows: values by field of the subject's facts."""

Turns = Mapping[tuple[str, int], Collection[datetime.date]]
"""Of subjects, by kind and key, days from which what is known of them may be otherwise than on the day before."""

Shelves = Mapping[str, Mapping[int, dict[str, Any]]]
"""The subjects to judge by kind and key, each as the fields of its facts."""


@dataclass(frozen=True, slots=True)
class Reads:
    """What the asked rules read: kinds of subjects, providers' names, years back, kinds of evidence and indicators.

    ``months`` are those after which a record counts no more unless it was reviewed. ``below`` are indicators of the
    units below by group of units, asked for kinds ``below_of``; ``targets`` are indicators whose yearly target counts.
    """

    subjects: frozenset[str] = frozenset(SubjectKind.values)
    facts: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    evidence: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()
    months: frozenset[int] = frozenset()
    below: Mapping[str, frozenset[str]] = field(default_factory=dict)
    below_of: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()

    @classmethod
    def together(cls, several: Iterable["Reads"]) -> "Reads":
        """Whatever any of them reads."""
        read = list(several)
        sets = (each.name for each in fields(cls) if each.name != "below")
        said = {name: frozenset().union(*(getattr(one, name) for one in read)) for name in sets}
        return cls(**said, below=by_group(one.below for one in read))


def by_group(asked: Iterable[Mapping[str, frozenset[str]]]) -> Mapping[str, frozenset[str]]:
    """Indicators of the units below by group, of all who ask."""
    found: dict[str, frozenset[str]] = {}
    for one in asked:
        for group, codes in one.items():
            found[group] = found.get(group, frozenset()) | codes
    return found


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a provider: facts of these subjects on a day."""

    day: datetime.date
    places: Places
    shelves: Shelves
    reads: Reads

    def asks(self, provider: "Provider") -> bool:
        """Whether anything that the provider knows is read, of any of the subjects."""
        return provider.name in self.reads.facts and not provider.kinds.isdisjoint(self.reads.subjects)

    def ids(self, kind: str) -> Collection[int]:
        """Keys of the subjects of a kind."""
        return self.shelves.get(kind, {}).keys()

    def counties(self) -> set[int]:
        """Ids of the counties in which any of the subjects lies."""
        return {fields["county_id"] for shelf in self.shelves.values() for fields in shelf.values()}

    def townships_of(self, kind: str) -> dict[int, int]:
        """Of stations or homes, by key the township that each lies in."""
        return {pk: fields["division_id"] for pk, fields in self.shelves.get(kind, {}).items()}


Load = Callable[[Question], Fields]
Turning = Callable[[Question], Turns]


@dataclass(frozen=True, slots=True)
class Provider:
    """``kinds`` are the kinds of subjects that it knows something of, ``turns`` is declared by ``turning``."""

    name: str
    kinds: frozenset[str]
    load: Load

    @property
    def turns(self) -> Turning:
        return _registry.turns[self.name]


@dataclass(slots=True)
class _Registry:
    providers: dict[str, Provider] = field(default_factory=dict)
    turns: dict[str, Turning] = field(default_factory=dict)


_registry = _Registry()


def provides(name: str, *kinds: str) -> Callable[[Load], Load]:
    """Register a function as the provider of some facts. What it does with queries does not grow with the subjects."""

    def register(load: Load) -> Load:
        _registry.providers[name] = Provider(name, frozenset(kinds), load)
        return load

    return register


def turning(name: str) -> Callable[[Turning], Turning]:
    """Register a function that says, up to the question's day, on which days what the provider loads may change.

    A day too many costs an evaluation, a day that is missing makes 自 …… 起为此结果 wrong. As few queries as a load.
    """

    def register(turns: Turning) -> Turning:
        _registry.turns[name] = turns
        return turns

    return register


def providers() -> Mapping[str, Provider]:
    return _registry.providers
