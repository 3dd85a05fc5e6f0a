"""Undo puts back what follows from a name together with the name."""

import pytest
from django.urls import reverse

from staffing.models import Person
from tests.intake.engine import Engine
from tests.staffing.rosters.staff_rosters import HEADERS, person, save

pytestmark = pytest.mark.django_db


def test_a_name_put_back_is_found_by_its_own_spelling(world, tmp_path):
    engine = Engine(world)
    engine.take_in(save(tmp_path / "a.xlsx", [HEADERS, person(1, "张三")]))
    engine.undo(engine.take_in(save(tmp_path / "b.xlsx", [HEADERS, person(1, "刘涛")])))
    assert Person.objects.get().name == "张三"
    client = world.client("county_jian")
    found = {sought: client.get(reverse("staffing:person_list"), {"q": sought}) for sought in ("zhangs", "liut")}
    assert ["张三" in page.content.decode() for page in found.values()] == [True, False]
