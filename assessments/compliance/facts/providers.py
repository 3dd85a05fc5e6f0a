"""Which provider loads which facts for which kinds of subjects; only what the asked rules read is loaded."""

import datetime
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from assessments.compliance.facts.places import Places
from assessments.vocabulary import SubjectKind

Fields = Mapping[tuple[str, int], Mapping[str, Any]]
"""Of subjects, by kind and key, what a provider knows: values by field of the subject's facts."""

Shelves = Mapping[str, Mapping[int, dict[str, Any]]]
"""The subjects to judge by kind and key, each as the fields of its facts."""


@dataclass(frozen=True, slots=True)
class Reads:
    """What the asked rules read: kinds of subjects, providers' names, years back, kinds of evidence and indicators."""

    subjects: frozenset[str] = frozenset(SubjectKind.values)
    facts: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    evidence: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a provider: facts of these subjects on a day."""

    day: datetime.date
    places: Places
    shelves: Shelves
    reads: Reads

    def ids(self, kind: str) -> Collection[int]:
        """Keys of the subjects of a kind."""
        return self.shelves.get(kind, {}).keys()

    def townships_of(self, kind: str) -> dict[int, int]:
        """Of stations or homes, by key the township that each lies in."""
        return {pk: fields["division_id"] for pk, fields in self.shelves.get(kind, {}).items()}


Load = Callable[[Question], Fields]


@dataclass(frozen=True, slots=True)
class Provider:
    """``kinds`` are the kinds of subjects that it knows something of."""

    name: str
    kinds: frozenset[str]
    load: Load


@dataclass(slots=True)
class _Registry:
    providers: dict[str, Provider] = field(default_factory=dict)


_registry = _Registry()


def provides(name: str, *kinds: str) -> Callable[[Load], Load]:
    """Register a function as the provider of some facts. What it does with queries does not grow with the subjects."""

    def register(load: Load) -> Load:
        _registry.providers[name] = Provider(name, frozenset(kinds), load)
        return load

    return register


def providers() -> Mapping[str, Provider]:
    return _registry.providers
