"""A preview waits while the tree of units changes: of a unit that is out of reach by then nothing is told any more."""

import datetime
import io
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from jian_minzheng.core.acting import SYSTEM
from offices.divisions import services
from offices.grants import grant_give
from offices.models import NursingHome, PopulationFigure, User
from offices.roles import Role
from staffing.models import ImportBatch, Person
from staffing.vocabulary import Kind, Position
from tests.base import OPENED, World
from tests.offices.changes import SAID, admin_of
from tests.staffing.people import employ, number, post
from tests.staffing.roster_import.staff_rosters import save
from tests.staffing.roster_import.steps import upload

pytestmark = pytest.mark.django_db

STAFF = ["姓名", "身份证号", "单位", "学历", "职务", "月工资"]
VILLAGES = ["姓名", "身份证号", "乡镇", "村", "职务", "月工资"]
TELLING = {"title": "机要秘书", "monthly_pay": "7654.32"}


def type_in(client: Any, batch: ImportBatch, key: str, text: str, *, row: Any = None) -> Any:
    """Put a cell of the only row right, or of ``row``; returns the row as it is then stored."""
    number = (row or batch.rows.exclude(outcome="ignored").get()).number
    client.post(reverse("staffing:import_cell", args=[batch.pk, number, key]), {"text": text})
    return batch.rows.get(number=number)


def hand_over(world: World, unit: str, parent: str) -> None:
    services.division_move(admin_of(world), division=world[unit], parent=world[parent], **SAID)


def says_nothing_of(row: Any) -> bool:
    told = f"{row.changes}{row.issues}{row.cells}"
    return not any(text in told for text in (*TELLING.values(), "小学", "1985"))


def test_a_county_reads_nothing_of_people_hired_after_a_township_left_it(world: World, tmp_path) -> None:
    batch = upload(
        client := world.client("county_jian"),
        save(tmp_path / "b.xlsx", [STAFF, ["李二", "", "敦厚镇", "大专", "办事员", 1]]),
        world["敦厚镇"],
    )
    hand_over(world, "敦厚镇", "永新县")
    hired = employ(world, "新来人", "敦厚镇", id_number=number(77), phone="13800001111", **TELLING)
    Person.objects.filter(pk=hired.person_id).update(education="80")
    row = type_in(client, batch, "name", "新来人")
    assert says_nothing_of(row)
    assert row.outcome == "error"
    assert "预览之后这个单位已变更" in str(row.issues)
    page = client.get(reverse("staffing:import_row", args=[batch.pk, row.number])).content.decode()
    assert not any(text in page for text in TELLING.values())


def test_namesakes_of_a_unit_that_is_gone_are_not_offered(world: World, tmp_path) -> None:
    batch = upload(
        client := world.client("county_jian"),
        save(tmp_path / "b.xlsx", [STAFF[:3], ["李二", "", "敦厚镇"]]),
        world["敦厚镇"],
    )
    hand_over(world, "敦厚镇", "永新县")
    for serial in (77, 79):
        hired = employ(world, "新来人", "敦厚镇", id_number=number(serial))
        Person.objects.filter(pk=hired.person_id).update(birth_date=datetime.date(1985, 6, 12))
    assert says_nothing_of(type_in(client, batch, "name", "新来人"))


def test_a_clerk_reads_nothing_of_a_village_that_went_to_another_township(world: World, tmp_path) -> None:
    path = save(tmp_path / "v.xlsx", [VILLAGES, ["李二", "", "敦厚镇", "高塘村", "专干", 1]])
    batch = upload(client := world.client("clerk_dunhou"), path, world["敦厚镇"], kind="village_specialist")
    hand_over(world, "高塘村", "永阳镇")
    post_kind = {"kind": Kind.VILLAGE_SPECIALIST, "position": Position.SPECIALIST}
    employ(world, "新来人", "高塘村", id_number=number(77), **post_kind, **TELLING)
    assert says_nothing_of(type_in(client, batch, "name", "新来人"))


def test_nor_does_the_clerk_of_a_township_that_was_merged_into_another(world: World, tmp_path) -> None:
    path = save(tmp_path / "v.xlsx", [VILLAGES, ["赵六", "", "敦厚镇", "高塘村", "专干", 1]])
    batch = upload(world.client("clerk_dunhou"), path, world["敦厚镇"], kind="village_specialist")
    second = second_account(world, Role.STATION_CLERK, "敦厚镇")
    services.division_merge(admin_of(world), predecessors=[world["敦厚镇"]], successor=world["永阳镇"], **SAID)
    post_kind = {"kind": Kind.VILLAGE_SPECIALIST, "position": Position.SPECIALIST}
    employ(world, "新来人", "高塘村", id_number=number(77), **post_kind, **TELLING)
    assert says_nothing_of(type_in(second, batch, "name", "新来人"))


def test_no_figure_is_told_of_a_township_that_left(world: World, tmp_path) -> None:
    lines = [["乡镇", "年份", "户籍人口", "来源"], ["敦厚镇", 2024, 30000, "年报"], ["永阳镇", 2024, 20000, "年报"]]
    path = save(tmp_path / "p.xlsx", lines)
    batch = upload(client := world.client("county_jian"), path, world["吉安县"], kind="population")
    hand_over(world, "敦厚镇", "永新县")
    PopulationFigure.objects.create(
        division=world["敦厚镇"], year=2025, basis="registered", persons=43217, source="内部资料"
    )
    first = batch.rows.exclude(outcome="ignored").order_by("number").first()
    row = type_in(client, batch, "year", "2025", row=first)
    assert "43217" not in f"{row.changes}{row.issues}".replace(",", "")
    last = batch.rows.exclude(outcome="ignored").order_by("number").last()
    assert type_in(client, batch, "source", "公报", row=last).outcome == "new"


def test_no_home_is_named_that_opened_in_a_township_that_left(world: World, tmp_path) -> None:
    path = save(tmp_path / "h.xlsx", [["姓名", "敬老院", "职务", "月工资"], ["李二", "敦厚镇敬老院", "护理员", 1]])
    batch = upload(client := world.client("county_jian"), path, world["敦厚镇"], kind="nursing_home_staff")
    hand_over(world, "敦厚镇", "永新县")
    home = NursingHome.objects.create(township=world["敦厚镇"], name="幸福新院", opened_on=OPENED)
    employ(world, "新来人", kind=Kind.NURSING_HOME_STAFF, position=Position.CARER, home=home, **TELLING)
    number_of_row = batch.rows.exclude(outcome="ignored").get().number
    box = client.get(reverse("staffing:import_cell", args=[batch.pk, number_of_row, "home"]))
    assert "幸福新院" not in box.content.decode()
    type_in(client, batch, "home", "幸福新院")
    assert says_nothing_of(type_in(client, batch, "name", "新来人"))


# The workbook with whole numbers, for colleagues of whoever uploaded the file.

HEAD = ["姓名", "身份证号", "单位", "学历"]


def second_account(world: World, role: Role, unit: str) -> Any:
    """A further account of an office, signed in."""
    name = f"second_{role.value}"
    user = User.objects.create_user(name, password="Test-password-2026", must_change_password=False)
    grant_give(SYSTEM, user=user, role=role, division=world[unit])
    world.users[name] = user
    return world.client(name)


def workbook(client: Any, batch: ImportBatch) -> str:
    """All that stands in it."""
    sent = client.post(reverse("staffing:import_workbook", args=[batch.pk]), {"reason": "复核名册"})
    if not sent.streaming:
        return ""
    book = openpyxl.load_workbook(io.BytesIO(b"".join(sent.streaming_content)))
    return str([row for sheet in book for row in sheet.iter_rows(values_only=True)])


@pytest.mark.parametrize("committed", [False, True])
def test_a_workbook_goes_by_where_units_lie_today(world: World, tmp_path, committed: bool) -> None:
    gone, kept = number(11), number(5, "19700101")
    lines = [HEAD, ["李二", gone, "敦厚镇", "大专"], ["王三", kept, "永阳镇", "大专"]]
    client = world.client("county_jian")
    batch = upload(client, save(tmp_path / "b.xlsx", lines), world["吉安县"])
    if committed:
        client.post(reverse("staffing:import_commit", args=[batch.pk]))
    colleague = second_account(world, Role.COUNTY_OFFICER, "吉安县")
    assert {gone, kept} <= set(workbook(colleague, batch).split("'"))
    hand_over(world, "敦厚镇", "永新县")
    told = workbook(colleague, batch)
    assert kept in told
    assert gone not in told


def test_a_workbook_holds_no_number_of_somebody_whom_others_keep_by_now(world: World, tmp_path) -> None:
    secret = number(11)
    client = world.client("clerk_dunhou")
    lines = [HEAD, ["李二", secret, "敦厚镇", "大专"], ["王三", number(12), "敦厚镇", "大专"]]
    batch = upload(client, save(tmp_path / "b.xlsx", lines), world["敦厚镇"])
    client.post(reverse("staffing:import_commit", args=[batch.pk]))
    colleague = second_account(world, Role.STATION_CLERK, "敦厚镇")
    assert secret in workbook(colleague, batch)
    person = Person.objects.get(id_number=secret)
    left = {"from_date": datetime.date(2020, 1, 1), "to_date": datetime.date(2026, 11, 1), "end_reason": "transferred"}
    person.appointments.update(**left)
    post(world, person, "禾川镇", from_date=datetime.date(2026, 11, 2))
    told = workbook(colleague, batch)
    assert secret not in told
    assert number(12) in told


def test_a_number_typed_into_a_preview_is_not_asked_about_by_its_workbook(world: World, tmp_path) -> None:
    """Whether the line is there would tell whether somebody elsewhere bears the number."""
    employ(world, "外人", "禾川镇", id_number=number(90))
    lines = [HEAD, ["李二", number(11), "敦厚镇", "大专"], ["王三", number(12), "敦厚镇", "大专"]]
    batch = upload(world.client("clerk_dunhou"), save(tmp_path / "b.xlsx", lines), world["敦厚镇"])
    colleague = second_account(world, Role.STATION_CLERK, "敦厚镇")
    rows = list(batch.rows.exclude(outcome="ignored").order_by("number"))
    for row, typed in zip(rows, (number(90), number(91)), strict=True):
        type_in(colleague, batch, "id_number", typed, row=row)
    told = workbook(colleague, batch)
    assert "李二" not in told
    assert "王三" not in told


def test_a_workbook_leaves_out_a_number_that_may_not_be_registered_here(world: World, tmp_path) -> None:
    employ(world, "外人", "禾川镇", id_number=number(11))
    lines = [HEAD, ["外人", number(11), "敦厚镇", "大专"]]
    batch = upload(world.client("clerk_dunhou"), save(tmp_path / "b.xlsx", lines), world["敦厚镇"])
    assert number(11) not in workbook(second_account(world, Role.STATION_CLERK, "敦厚镇"), batch)
