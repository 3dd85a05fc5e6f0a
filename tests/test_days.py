"""Days that cannot be true are refused wherever a day is entered: forms of registers and of people, and tables."""

import datetime
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from assessments.forms.parameters import NumberForm
from jian_minzheng.core.days import FIRST, FIRST_BIRTH, Span, fault
from jian_minzheng.core.registers.declaration import Register
from offices.models import PopulationFigure
from offices.registers.documents import DocumentForm
from offices.registers.populations import MOST, too_many
from staffing.forms import PersonForm
from tests.base import World
from tests.intake.engine import Engine, codes
from tests.registers.samples import SAMPLES, key_of, registers, send
from tests.staffing.rosters.staff_rosters import save

TOMORROW = timezone.localdate() + datetime.timedelta(days=1)
DATED = [
    pytest.param(register, name, id=f"{register.name}.{name}")
    for register in registers()
    for name, field in register.form.base_fields.items()
    if isinstance(field, forms.DateField) and name in (register.form._meta.fields or ())
]


@pytest.mark.parametrize(
    ("day", "span", "possible"),
    [
        (FIRST, Span.PAST, True),
        (FIRST - datetime.timedelta(days=1), Span.PAST, False),
        (datetime.date.min, Span.PAST, False),
        (timezone.localdate(), Span.PAST, True),
        (TOMORROW, Span.PAST, False),
        (FIRST_BIRTH, Span.BIRTH, True),
        (datetime.date(1899, 12, 31), Span.BIRTH, False),
        (TOMORROW, Span.BIRTH, False),
        (TOMORROW, Span.COMING, True),
        (datetime.date.max, Span.COMING, False),
        (datetime.date(1800, 1, 1), Span.COMING, False),
    ],
)
def test_which_days_can_be_true(day: datetime.date, span: Span, possible: bool) -> None:
    assert (fault(day, span) == "") is possible


@pytest.mark.parametrize("day", ["0001-01-01", "1800-01-01", "9999-12-31"])
@pytest.mark.parametrize(("register", "name"), DATED)
def test_no_register_takes_an_impossible_day(world: World, register: Register, name: str, day: str) -> None:
    sample = SAMPLES[key_of(register)]
    sample.before(world)
    asked_with = dict([register.form.shown_with[name]]) if name in register.form.shown_with else {}
    answer = send(world, world.client(sample.keeper), register, **{**asked_with, name: day})
    assert answer.status_code == 200
    assert name in answer.context["form"].errors


@pytest.mark.parametrize("day", ["0001-01-01", "1800-01-01", "9999-12-31"])
def test_nor_does_what_a_table_gives_to_a_register(day: str) -> None:
    with pytest.raises(ValidationError, match="不能"):
        DocumentForm.check_value("valid_to", datetime.date.fromisoformat(day))


def test_a_term_may_lie_ahead_and_a_birth_far_back() -> None:
    assert DocumentForm.span_of("valid_to") is Span.COMING
    assert PersonForm.span_of("birth_date") is Span.BIRTH
    assert NumberForm.span_of("valid_from") is Span.COMING


@pytest.mark.parametrize("day", ["1899-12-31", "9999-12-31", "0001-01-01"])
def test_nobody_was_born_on_an_impossible_day(world: World, day: str) -> None:
    form = PersonForm({"name": "张三", "birth_date": day}, scope=None)
    assert not form.is_valid()
    assert "birth_date" in form.errors


@pytest.mark.parametrize(
    ("column", "day", "refused"),
    [
        ("出生日期", "1930-01-01", False),
        ("参加工作时间", "1905-05-01", True),
        ("参加工作时间", "1950-05-01", False),
        ("到岗时间", "1949-09-30", True),
        ("到岗时间", "2018-09-01", False),
    ],
)
def test_a_roster_is_told_of_an_impossible_day(
    world: World, tmp_path: Any, column: str, day: str, refused: bool
) -> None:
    batch = Engine(world).preview(save(tmp_path / "a.xlsx", [["姓名", column], ["张三", day]]))
    assert ("date_implausible" in codes(batch)) is refused


@pytest.mark.parametrize("level", MOST)
def test_no_unit_has_more_people_than_the_largest_of_its_level(level: str) -> None:
    assert not too_many(level, MOST[level])
    assert too_many(level, MOST[level] + 1)


@pytest.mark.parametrize(("place", "persons"), [("高塘村", 300_001), ("敦厚镇", 1_200_001), ("吉安县", 6_000_001)])
def test_the_form_refuses_more_people_than_can_live_there(world: World, place: str, persons: int) -> None:
    data: dict[str, Any] = {"division": world[place].pk, "year": 2024, "basis": "registered", "persons": persons}
    page = world.client("county_jian").post(reverse("offices:population_create"), data)
    assert "不会超过" in page.context["form"].errors["persons"][0]
    assert not PopulationFigure.objects.exists()
    world.client("county_jian").post(reverse("offices:population_create"), {**data, "persons": 1})
    assert PopulationFigure.objects.get().persons == 1


def test_and_so_does_the_table(world: World, tmp_path: Any) -> None:
    rows = [["乡镇", "年份", "户籍人口"], ["敦厚镇", 2024, 1_500_000], ["永阳镇", 2024, 12_000]]
    batch = Engine(world, division="吉安县").preview(save(tmp_path / "a.xlsx", rows), "population")
    assert codes(batch) == ["refused_by_form"]
    assert "不会超过120万人" in batch.rows.get(outcome="error").issues[0]["message"]
