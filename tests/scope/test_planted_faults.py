"""A check taken out of the code is noticed: a handful in the suite, every one of them by ``make prove matrix``."""

import os
import sys
from collections.abc import Iterator

import pytest

from tests.scope.asking import Asker
from tests.scope.mutants import Place, Planted, places, planting
from tests.scope.proving import cases, prove, reached
from tests.scope.settled import SETTLED
from tests.scope.test_matrix import asker  # noqa: F401  (a fixture)

WHOLE = bool(os.environ.get("PROVE"))
SEEDED = {
    "offices/views/divisions.py::division_children needs": "offices:division_children",
    "offices/views/photos.py::_photo_or_404 fetch_or_404": "offices:photo_void",
    "staffing/views/people.py::person_list needs": "staffing:person_list",
    "jian_minzheng/core/registers/reaching.py::kept_record may_write": "offices:document_void",
    "jian_minzheng/core/registers/reaching.py::record_or_404 fetch_or_404": "offices:home_detail",
    "assessments/dashboards/tasks.py::first_steps visible_to": "home",
    "offices/grants.py::grant_give insist_on": "offices.grants.grant_give",
    "jian_minzheng/core/writes.py::_require_scope require_visible": "offices.registers.station_writes.stations_set_up",
}
"""Checks, and the one case that has to notice each."""


@pytest.fixture
def planted() -> Iterator[Planted]:
    with planting() as made:
        yield made


def by_key() -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in places():
        found.setdefault(place.key, []).append(place)
    return found


def test_what_is_settled_is_in_the_code() -> None:
    assert sorted(set(SETTLED) - set(by_key())) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "name"), SEEDED.items())
def test_a_check_taken_out_is_noticed(asker: Asker, planted: Planted, key: str, name: str) -> None:  # noqa: F811
    known = {name: cases(asker)[name]}
    proof = prove(planted, known, by_key()[key], reached(planted, known))
    assert set(proof.noticed) == set(by_key()[key])


@pytest.mark.skipif(not WHOLE, reason="make prove matrix")
@pytest.mark.django_db
def test_every_check_taken_out_is_noticed(asker: Asker, planted: Planted) -> None:  # noqa: F811
    known = cases(asker)
    tried = [place for place in places() if place.key not in SETTLED]
    proof = prove(planted, known, tried, reached(planted, known))
    told = [f"{place}: {', '.join(names[:3]) or 'reached by nothing'}" for place, names in proof.survived.items()]
    counts = f"{len(proof.noticed)} noticed, {len(told)} survived, {len(SETTLED)} settled; {asker.requests} requests"
    sys.stdout.write("\n".join([counts, *told, ""]))
    assert told == []
