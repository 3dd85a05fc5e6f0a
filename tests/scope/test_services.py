"""The services write nothing for somebody from elsewhere, and none of them is left out."""

import inspect
import tempfile
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests.base import make_world
from tests.doors import code_of
from tests.scope.services import ENDING_AT_THE_TRAIL, PREPARED, SERVICES, problems_of
from tests.scope.subjects import Subjects, make_subjects

UNTRIED = {
    "jian_minzheng.core.writes": "the door itself",
    "offices.returns.importing": "finds units in reach only, and stores by submissions_fill above",
    "staffing.posts.writing": "the last step of the posts' services above",
}
"""Modules with services none of which is tried here, each with the reason."""


def services() -> dict[str, str]:
    """Public functions whose first parameter is ``actor`` and which end at the door, with their modules."""
    code, found = code_of(), {}
    for name, function in code.functions.items():
        short = name.rpartition(".")[2]
        if function.owner or short.startswith("_") or name == function.module or not code.leads_to_the_door(name):
            continue
        parameters = list(inspect.signature(getattr(import_module(function.module), short)).parameters)
        if parameters[:1] == ["actor"]:
            found[name] = function.module
    return found


def test_every_module_of_services_is_tried() -> None:
    found = services()
    tried = {name.partition(":")[0].rpartition(".")[0] for name in SERVICES}
    assert set(found.values()) == tried - ENDING_AT_THE_TRAIL | set(UNTRIED)
    assert set(PREPARED) <= set(SERVICES)
    assert len(found) >= 20


@pytest.fixture(scope="module")
def subjects(django_db_setup: None, django_db_blocker: Any) -> Iterator[Subjects]:
    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(MEDIA_ROOT=folder),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        yield make_subjects(make_world())
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("name", SERVICES)
def test_a_service_writes_nothing_for_somebody_from_elsewhere(subjects: Subjects, name: str) -> None:
    assert problems_of(subjects, name) == []
