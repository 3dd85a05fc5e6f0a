"""Every page of the matrix, read while texts of older records hold numbers: none shows one, whoever reads.

The suite has each page read by one of the readers; with ``PROVE=1`` all of them read all pages.
"""

import os
import zlib
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.db.models import Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from assessments.compliance.refresh import refresh_all
from offices.models import User
from staffing.models import Appointment, Person
from tests.base import World
from tests.scope.matrix import URLS
from tests.scope.subjects import Subjects, make_subjects
from tests.staffing.people import number
from tests.staffing.rebuilding import readable, sent
from tests.staffing.test_rebuild_numbers import ENDS_THE_SESSION, WHOLE

NUMBER, PHONE = number(457), "13812345678"
READERS = ("county_jian", "gov_dunhou", "city_leader")
WHOLE_PROOF = bool(os.environ.get("PROVE"))
NAMES_OF_PEOPLE_AND_PLACES = {"staffing.Person.name", "offices.Division.name", "offices.DivisionEra.name"}
"""Sorted, searched and matched by; a form and a roster take only what can be a name."""


def texts_of(model: type[models.Model]) -> list[str]:
    """Fields that people fill with words of their own, long enough for a number."""
    free = [one for one in model._meta.concrete_fields if type(one) in {models.CharField, models.TextField}]
    wide = [one for one in free if one.editable and not one.choices and not one.unique and (one.max_length or 99) >= 40]
    labels = {one.name: f"{model._meta.label}.{one.name}" for one in wide}
    return [name for name, label in labels.items() if label not in NAMES_OF_PEOPLE_AND_PLACES]


def fill(model: Any) -> None:
    masks = getattr(model, "masked_fields", {})
    apart = Concat(Value(f"甲{NUMBER}乙{PHONE}丙"), Cast("pk", models.CharField()))
    if told := dict.fromkeys((name for name in texts_of(model) if name not in masks), apart):
        model._base_manager.update(**told)


@pytest.fixture
def older(world: World) -> Subjects:
    """Records as they may have come in before forms refused numbers."""
    subjects = make_subjects(world)
    for model in [*apps.get_app_config("offices").get_models(), Person, Appointment]:
        if model is not User and not model.__name__.startswith("Historical"):
            fill(model)
    refresh_all()
    return subjects


def reader_of(name: str) -> str:
    """The same from run to run."""
    return READERS[zlib.crc32(name.encode()) % len(READERS)]


@pytest.mark.django_db
def test_no_page_shows_a_number_out_of_a_text(older: Subjects) -> None:
    shown = {}
    for reader in READERS:
        client = older.world.client(reader)
        for name in sorted(set(URLS) - WHOLE - ENDS_THE_SESSION):
            if not WHOLE_PROOF and reader != reader_of(name):
                continue
            address = reverse(name, kwargs=URLS[name].kwargs(older))
            with transaction.atomic():
                page = readable(sent(client.get(address, URLS[name].data)))
                transaction.set_rollback(True)
            if found := [told for told in (NUMBER, PHONE) if told in page]:
                shown[reader, name] = found
    assert not shown
