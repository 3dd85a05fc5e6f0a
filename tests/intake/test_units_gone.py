"""A preview waits while the tree of units changes: of a unit that is out of reach by then nothing is told any more."""

import datetime
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from intake.models import ImportBatch, ImportJob
from intake.preview.revise import record_answer
from jian_minzheng.core.acting import SYSTEM
from offices.divisions import services
from offices.grants import grant_give
from offices.models import NursingHome, PopulationFigure, User
from offices.roles import Role
from staffing.models import Appointment, Person
from staffing.vocabulary import Kind, Position
from tests.base import OPENED, World
from tests.intake.steps import upload
from tests.offices.changes import SAID, admin_of
from tests.staffing.people import actor, employ, number, post
from tests.staffing.rosters.staff_rosters import save

pytestmark = pytest.mark.django_db

STAFF = ["姓名", "身份证号", "单位", "学历", "职务", "月工资"]
VILLAGES = ["姓名", "身份证号", "乡镇", "村", "职务", "月工资"]
TELLING = {"title": "机要秘书", "monthly_pay": "7654.32"}


def type_in(client: Any, batch: ImportBatch, key: str, text: str, *, row: Any = None) -> Any:
    """Put a cell of the only row right, or of ``row``; returns the row as it is then stored."""
    number = (row or batch.rows.exclude(outcome="ignored").get()).number
    client.post(reverse("intake:cell", args=[batch.pk, number, key]), {"text": text})
    return batch.rows.get(number=number)


def hand_over(world: World, unit: str, parent: str) -> None:
    services.division_move(admin_of(world), division=world[unit], parent=world[parent], **SAID)


def says_nothing_of(row: Any) -> bool:
    told = f"{row.changes}{row.issues}{row.cells}"
    return not any(text in told for text in (*TELLING.values(), "小学", "1985"))


def test_a_county_reads_nothing_of_people_hired_after_a_township_left_it(world: World, tmp_path: Path) -> None:
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
    page = client.get(reverse("intake:row", args=[batch.pk, row.number])).content.decode()
    assert not any(text in page for text in TELLING.values())


def test_namesakes_of_a_unit_that_is_gone_are_not_offered(world: World, tmp_path: Path) -> None:
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


def test_a_clerk_reads_nothing_of_a_village_that_went_to_another_township(world: World, tmp_path: Path) -> None:
    path = save(tmp_path / "v.xlsx", [VILLAGES, ["李二", "", "敦厚镇", "高塘村", "专干", 1]])
    batch = upload(client := world.client("clerk_dunhou"), path, world["敦厚镇"], kind="village_specialist")
    hand_over(world, "高塘村", "永阳镇")
    post_kind = {"kind": Kind.VILLAGE_SPECIALIST, "position": Position.SPECIALIST}
    employ(world, "新来人", "高塘村", id_number=number(77), **post_kind, **TELLING)
    assert says_nothing_of(type_in(client, batch, "name", "新来人"))


def test_nor_does_the_clerk_of_a_township_that_was_merged_into_another(world: World, tmp_path: Path) -> None:
    path = save(tmp_path / "v.xlsx", [VILLAGES, ["赵六", "", "敦厚镇", "高塘村", "专干", 1]])
    batch = upload(world.client("clerk_dunhou"), path, world["敦厚镇"], kind="village_specialist")
    second = second_account(world, Role.STATION_CLERK, "敦厚镇")
    services.division_merge(admin_of(world), predecessors=[world["敦厚镇"]], successor=world["永阳镇"], **SAID)
    post_kind = {"kind": Kind.VILLAGE_SPECIALIST, "position": Position.SPECIALIST}
    employ(world, "新来人", "高塘村", id_number=number(77), **post_kind, **TELLING)
    assert says_nothing_of(type_in(second, batch, "name", "新来人"))


def test_no_figure_is_told_of_a_township_that_left(world: World, tmp_path: Path) -> None:
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


def test_no_home_is_named_that_opened_in_a_township_that_left(world: World, tmp_path: Path) -> None:
    path = save(tmp_path / "h.xlsx", [["姓名", "敬老院", "职务", "月工资"], ["李二", "敦厚镇敬老院", "护理员", 1]])
    batch = upload(client := world.client("county_jian"), path, world["敦厚镇"], kind="nursing_home_staff")
    hand_over(world, "敦厚镇", "永新县")
    home = NursingHome.objects.create(township=world["敦厚镇"], name="幸福新院", opened_on=OPENED)
    employ(world, "新来人", kind=Kind.NURSING_HOME_STAFF, position=Position.CARER, home=home, **TELLING)
    number_of_row = batch.rows.exclude(outcome="ignored").get().number
    box = client.get(reverse("intake:cell", args=[batch.pk, number_of_row, "home"]))
    assert "幸福新院" not in box.content.decode()
    type_in(client, batch, "home", "幸福新院")
    assert says_nothing_of(type_in(client, batch, "name", "新来人"))


def second_account(world: World, role: Role, unit: str) -> Any:
    """A further account of an office, signed in."""
    name = f"second_{role.value}"
    user = User.objects.create_user(name, password="Test-password-2026", must_change_password=False)
    grant_give(SYSTEM, user=user, role=role, division=world[unit])
    world.users[name] = user
    return world.client(name)


# Units and homes that were found when the file was read, and are gone when it is imported.

HELD = ["姓名", "身份证号", "单位", "编制类型", "编制所在单位", "到岗时间"]


def lent(world: World, tmp_path: Path, *, work: str, holder: str) -> tuple[Any, ImportBatch]:
    """A roster of the county with somebody who works at one unit and is held by another."""
    line = ["张三", number(1), work, "事业编制", holder, "2024-01-01"]
    client = world.client("county_jian")
    return client, upload(client, save(tmp_path / "a.xlsx", [HELD, line]), world["吉安县"])


def commit(client: Any, batch: ImportBatch) -> None:
    client.post(reverse("intake:commit", args=[batch.pk]), {"rows": "good"})
    batch.refresh_from_db()


def undo(client: Any, batch: ImportBatch) -> str:
    """Returns what was kept, and why."""
    client.post(reverse("intake:undo", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.UNDONE
    return str(batch.summary["kept"])


def held(client: Any, batch: ImportBatch) -> str:
    """Returns what is told where nothing of it can be taken back."""
    client.post(reverse("intake:undo", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.COMMITTED
    job = ImportJob.objects.filter(batch=batch).latest("pk")
    assert job.failed
    return f"{job.message}{job.notes}"


def test_no_post_is_held_by_a_unit_that_left_meanwhile(world: World, tmp_path: Path) -> None:
    client, batch = lent(world, tmp_path, work="永阳镇", holder="敦厚镇")
    assert batch.rows.exclude(outcome="ignored").get().outcome == "new"
    hand_over(world, "敦厚镇", "永新县")
    commit(client, batch)
    assert not Appointment.objects.exists()


def test_nor_by_one_that_was_merged_into_another(world: World, tmp_path: Path) -> None:
    client, batch = lent(world, tmp_path, work="永阳镇", holder="敦厚镇")
    services.division_merge(admin_of(world), predecessors=[world["敦厚镇"]], successor=world["永阳镇"], **SAID)
    commit(client, batch)
    assert not Appointment.objects.exists()


def test_nobody_begins_at_a_home_that_closed_meanwhile(world: World, tmp_path: Path) -> None:
    path = save(tmp_path / "h.xlsx", [["姓名", "敬老院", "职务", "月工资"], ["李二", "敦厚镇敬老院", "护理员", 1]])
    batch = upload(client := world.client("county_jian"), path, world["吉安县"], kind="nursing_home_staff")
    NursingHome.objects.update(closed_on=datetime.date(2026, 1, 1))
    commit(client, batch)
    assert not Appointment.objects.exists()


@pytest.mark.parametrize("gone", ["敦厚镇", "永阳镇"])
def test_undo_leaves_a_post_that_is_no_more_wholly_the_countys(world: World, tmp_path: Path, gone: str) -> None:
    client, batch = lent(world, tmp_path, work="永阳镇", holder="敦厚镇")
    commit(client, batch)
    hand_over(world, gone, "永新县")
    assert "须由双方共同的上级民政局作废或恢复" in held(client, batch)
    assert not Appointment.objects.get().is_void


@pytest.mark.parametrize(("before", "named"), [("敦厚镇", "永阳镇"), ("永阳镇", "敦厚镇")])
def test_undo_changes_no_holder_of_another_county(world: World, tmp_path: Path, before: str, named: str) -> None:
    """Neither is one taken out, nor put back."""
    held = employ(world, "张三", "永阳镇", id_number=number(1), employment="21", from_date=datetime.date(2024, 1, 1))
    Appointment.objects.filter(pk=held.pk).update(post_division=world[before])
    client, batch = lent(world, tmp_path, work="永阳镇", holder=named)
    commit(client, batch)
    held.refresh_from_db()
    assert held.post_division == world[named]
    hand_over(world, "敦厚镇", "永新县")
    assert "张三" in undo(client, batch)
    held.refresh_from_db()
    assert held.post_division == world[named]


def test_undo_lets_no_post_run_on_at_a_unit_that_is_closed(world: World, tmp_path: Path) -> None:
    held = employ(world, "张三", "敦厚镇", id_number=number(1), employment="21", from_date=datetime.date(2020, 1, 1))
    client, batch = lent(world, tmp_path, work="永阳镇", holder="永阳镇")
    row = batch.rows.exclude(outcome="ignored").get()
    record_answer(actor(world, "county_jian"), batch=batch, number=row.number, answer="transfer")
    commit(client, batch)
    held.refresh_from_db()
    assert held.to_date is not None
    services.division_merge(admin_of(world), predecessors=[world["敦厚镇"]], successor=world["永阳镇"], **SAID)
    assert "已撤销" in undo(client, batch)
    held.refresh_from_db()
    assert held.to_date is not None


# The workbook for colleagues of whoever uploaded the file.


def test_a_colleagues_workbook_tells_nothing_that_the_preview_does_not(world: World, tmp_path: Path) -> None:
    """Which lines it has must hang on no number: whoever sends five hundred would find the one that is somebody's."""
    employ(world, "外人", "禾川镇", id_number=number(90))
    left = employ(world, "调走", id_number=number(91), to_date=datetime.date(2026, 1, 1))
    post(world, left.person, "禾川镇", from_date=datetime.date(2026, 1, 2))
    named = {"外人": number(90), "调走": number(91), "新人": number(92), "错号": f"{number(93)[:17]}?"}
    lines = [[name, told, "敦厚镇", "大专"] for name, told in named.items()]
    path = save(tmp_path / "b.xlsx", [["姓名", "身份证号", "单位", "学历"], *lines])
    batch = upload(world.client("clerk_dunhou"), path, world["敦厚镇"])
    colleague = second_account(world, Role.STATION_CLERK, "敦厚镇")
    sent = colleague.get(reverse("intake:workbook", args=[batch.pk]))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(sent.streaming_content)))
    told = str([row for sheet in book for row in sheet.iter_rows(values_only=True)])
    assert [name for name in named if name in told] == list(named)
    assert not [one for one in named.values() if one[8:17] in told]


def test_a_file_for_a_township_that_left_is_not_previewed_again(world: World, tmp_path: Path) -> None:
    client = world.client("county_jian")
    batch = upload(
        client, save(tmp_path / "a.xlsx", [STAFF, ["张三", number(1), "敦厚镇", "", "", ""]]), world["敦厚镇"]
    )
    client.post(reverse("intake:discard", args=[batch.pk]))
    hand_over(world, "敦厚镇", "永新县")
    told = client.post(reverse("intake:again", args=[batch.pk]), follow=True).content.decode()
    assert "原来导入到的单位现在不能导入" in told
    assert ImportBatch.objects.count() == 1
