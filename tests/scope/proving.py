"""Takes the checks out one by one and asks the matrix, and the services' own cases, whether they notice."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from tests.scope.asking import Asker
from tests.scope.matrix import URLS
from tests.scope.mutants import Place, Planted
from tests.scope.particular import PARTICULAR
from tests.scope.services import SERVICES, problems_of

Case = Callable[[], list[str]]
"""Says what is wrong; nothing while nothing is taken out."""


@dataclass
class Proof:
    """``noticed``: the case that noticed and what it said; ``survived``: the cases that reached the place in vain."""

    noticed: dict[Place, str] = field(default_factory=dict)
    survived: dict[Place, list[str]] = field(default_factory=dict)


def cases(asker: Asker) -> dict[str, Case]:
    """Every row of the matrix, every particular case, and every service called from elsewhere."""
    asker.every_reader = True
    rows: dict[str, Case] = {name: partial(asker.problems, name) for name in URLS}
    particular = {name: partial(name_field, asker, name) for name in PARTICULAR}
    return rows | particular | {name: partial(problems_of, asker.subjects, name) for name in SERVICES}


def name_field(asker: Asker, name: str) -> list[str]:
    """What a particular case says."""
    return list(PARTICULAR[name](asker))


def reached(planted: Planted, known: Mapping[str, Case]) -> dict[Place, list[str]]:
    """Which cases reach which checks, while nothing is taken out."""
    found: dict[Place, list[str]] = {}
    for name, case in known.items():
        planted.reached.clear()
        problems = case()
        if problems:
            raise AssertionError(f"{name}, with nothing taken out: {problems}")
        for place in planted.reached:
            found.setdefault(place, []).append(name)
    return found


def prove(
    planted: Planted, known: Mapping[str, Case], places: Iterable[Place], by_place: Mapping[Place, list[str]]
) -> Proof:
    proof = Proof()
    for place in places:
        planted.out = place
        names = by_place.get(place, [])
        told = next((told for name in names if (told := _noticed(name, known[name]))), "")
        planted.out = None
        if told:
            proof.noticed[place] = told
        else:
            proof.survived[place] = names
    return proof


def _noticed(name: str, case: Case) -> str:
    """What the case says; that it breaks is noticed too."""
    try:
        problems = case()
    except Exception as error:
        return f"{name}: {type(error).__name__}"
    return f"{name}: {problems[0]}" if problems else ""
