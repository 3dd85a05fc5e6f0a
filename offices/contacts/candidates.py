"""Who is proposed as a unit's contact, as an upper app knows it, without ``offices`` knowing that app."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.masking import mask_text
from offices.models import Division


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may become the contact of a unit.

    ``key`` tells candidates apart, ``title`` is the post and ``source`` says in a few words where all this is known
    from. The whole telephone is written, and never shown.
    """

    key: str
    name: str
    title: str
    phone: str
    source: str

    @property
    def shown_phone(self) -> str:
        return mask_text(self.phone)


Proposes = Callable[[Identity, Sequence[Division]], Iterable[tuple[int, Candidate]]]
"""Candidates for the units, each with its unit's id, out of what the identity may see."""

_sources: list[Proposes] = []


def propose(source: Proposes) -> None:
    """Register who knows candidates; called once, when the app is ready."""
    if source not in _sources:
        _sources.append(source)


def candidates_for(identity: Identity, units: Sequence[Division]) -> Mapping[int, list[Candidate]]:
    """Everybody who is proposed for these units, by the unit's id."""
    found: dict[int, list[Candidate]] = defaultdict(list)
    for source in _sources:
        for unit, candidate in source(identity, units):
            found[unit].append(candidate)
    return found
