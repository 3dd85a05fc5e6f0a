"""What stays in a batch is read by all who see it: of records that left their area it tells nothing, wherever it says
so, and accounts are named to those whom they concern."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from offices.divisions import services
from staffing.models import Appointment, Person
from staffing.vocabulary import Kind, Position
from tests.intake.steps import upload
from tests.intake.test_units_gone import HELD, commit, hand_over, type_in
from tests.offices.changes import SAID, admin_of
from tests.staffing.people import employ, number, post
from tests.staffing.rosters.staff_rosters import save

pytestmark = pytest.mark.django_db
SPECIALIST = {"kind": Kind.VILLAGE_SPECIALIST, "position": Position.SPECIALIST}
HEAD = ["姓名", "身份证号", "乡镇", "村", "职务"]
LINES = [["李二", "", "敦厚镇", "高塘村", "专干"], ["赵六", number(5), "敦厚镇", "城南社区", "专干"]]
ONE = [["李二", number(3), "敦厚镇", "高塘村", "专干"]]


def change(world, record, reason="", **values):
    """The county changes a record afterwards."""
    record.refresh_from_db()
    record.claim(record.version)
    for name, value in values.items():
        setattr(record, name, value)
    record._history_user, record._change_reason = world.users["county_jian"], reason
    record.save()


def clerks(world, tmp_path, lines=LINES):
    """An import of the station's own clerk."""
    path = save(tmp_path / "专干.xlsx", [HEAD, *lines])
    return upload(world.client("clerk_dunhou"), path, world["敦厚镇"], kind="village_specialist")


def page(client, name, batch):
    return client.get(reverse(f"intake:{name}", args=[batch.pk]), follow=True).content.decode()


def step(client, name, batch, **sent):
    address = "staffing:roster_left" if name == "left" else f"intake:{name}"
    return client.post(reverse(address, args=[batch.pk]), sent)


@pytest.fixture
def newcomer(world, tmp_path):
    """A village of the clerk's batch went to another township; the county says that somebody hired there has left."""
    batch = clerks(world, tmp_path)
    hand_over(world, "高塘村", "永阳镇")
    hired = employ(world, "新来人", "高塘村", id_number=number(77), **SPECIALIST)
    said = {"left": hired.pk, f"on-{hired.pk}": "2026-11-01", f"reason-{hired.pk}": "resigned"}
    answer = step(world.client("county_jian"), "left", batch, **said)
    return batch, hired, answer


def test_who_came_to_a_unit_that_left_is_not_ended_with_the_batch(world, newcomer):
    batch, hired, answer = newcomer
    assert answer.status_code == 400
    assert "新来人" not in answer.content.decode()
    commit(world.client("county_jian"), batch)
    hired.refresh_from_db()
    assert hired.to_date is None


def test_no_message_of_a_refused_commit_names_them(world, newcomer):
    batch, hired, _ = newcomer
    change(world, hired, monthly_pay=999)
    step(world.client("county_jian"), "commit", batch, rows="all")
    clerk = world.client("clerk_dunhou")
    assert clerk.get(reverse("staffing:person_detail", args=[hired.person_id])).status_code == 404
    assert "新来人" not in page(clerk, "progress", batch)


def test_what_undo_keeps_is_called_as_the_file_calls_it_once_it_left(world, tmp_path):
    batch = clerks(world, tmp_path)
    commit(world.client("clerk_dunhou"), batch)
    hand_over(world, "高塘村", "永阳镇")
    change(world, Person.objects.get(name="李二"), name="密名人")
    change(world, Appointment.objects.get(person__name="密名人"), "内部原因", monthly_pay=999)
    step(world.client("county_jian"), "undo", batch)
    told = page(world.client("clerk_dunhou"), "detail", batch)
    assert "李二" in told
    assert "不在上传人的管辖范围内" in told
    for secret in ("密名人", "内部原因"):
        assert secret not in told


def test_undo_names_no_account_of_the_county_from_which_a_township_came(world, tmp_path):
    batch = clerks(world, tmp_path, ONE)
    commit(world.client("clerk_dunhou"), batch)
    change(world, Appointment.objects.get(), monthly_pay=999)
    hand_over(world, "敦厚镇", "永新县")
    county = world.client("county_yongxin")
    step(county, "undo", batch)
    told = page(county, "detail", batch)
    assert "保留现状" in told
    assert "county_jian" not in told


def test_nor_does_the_list_of_imports_or_the_page_of_one(world, tmp_path):
    waiting, done = clerks(world, tmp_path), clerks(world, tmp_path, ONE)
    type_in(world.client("county_jian"), waiting, "name", "王五", row=waiting.rows.exclude(outcome="ignored").first())
    commit(world.client("county_jian"), done)
    at_home = world.client("county_jian").get(reverse("intake:list"))
    assert "最近由county_jian于" in at_home.content.decode()
    hand_over(world, "敦厚镇", "永新县")
    county = world.client("county_yongxin")
    assert "county_jian" not in county.get(reverse("intake:list")).content.decode()
    assert "county_jian" not in page(county, "detail", done)


@pytest.mark.parametrize("name", ["home_restore", "home_detail", "home_edit"])
def test_nor_do_pages_of_voided_records(world, name):
    home = world.homes["敦厚镇"]
    sent = {"name": home.name, "opened_on": "2018-01-01", "version": home.version}
    home.voided_at, home.voided_by, home.void_reason = timezone.now(), world.users["county_jian"], "重复"
    home.save()
    hand_over(world, "敦厚镇", "永新县")
    client, address = world.client("county_yongxin"), reverse(f"offices:{name}", args=[home.pk])
    answer = client.post(address, sent) if name == "home_edit" else client.get(address)
    assert "重复" in answer.content.decode()
    assert "county_jian" not in answer.content.decode()


def test_nor_does_the_page_of_somebody_with_a_voided_post(world):
    kept = employ(world, "张三", "敦厚镇", id_number=number(1))
    kept.voided_at, kept.voided_by, kept.void_reason = timezone.now(), world.users["county_jian"], "错"
    kept.save()
    post(world, kept.person, "敦厚镇", from_date=datetime.date(2024, 1, 1))
    address = reverse("staffing:person_detail", args=[kept.person_id])
    assert "county_jian" in world.client("clerk_dunhou").get(address).content.decode()
    hand_over(world, "敦厚镇", "永新县")
    assert "county_jian" not in world.client("county_yongxin").get(address).content.decode()


def test_undo_puts_no_establishment_back_where_the_unit_was_closed(world, tmp_path):
    held = employ(world, "张三", "永阳镇", id_number=number(1), employment="21", from_date=datetime.date(2024, 1, 1))
    Appointment.objects.filter(pk=held.pk).update(post_division=world["敦厚镇"])
    line = ["张三", number(1), "永阳镇", "事业编制", "永阳镇", "2024-01-01"]
    client = world.client("county_jian")
    batch = upload(client, save(tmp_path / "a.xlsx", [HELD, line]), world["吉安县"])
    commit(client, batch)
    services.division_merge(admin_of(world), predecessors=[world["敦厚镇"]], successor=world["永阳镇"], **SAID)
    step(client, "undo", batch)
    held.refresh_from_db()
    assert held.post_division == world["永阳镇"]
    assert "原来的编制所在单位已撤销" in page(client, "detail", batch)


def test_undo_goes_on_without_a_village_that_left(world, tmp_path):
    batch = clerks(world, tmp_path)
    clerk = world.client("clerk_dunhou")
    commit(clerk, batch)
    hand_over(world, "高塘村", "永阳镇")
    step(clerk, "undo", batch)
    batch.refresh_from_db()
    assert batch.state == "undone"
    assert [post.person.name for post in Appointment.objects.live()] == ["李二"]
    told = page(clerk, "detail", batch)
    assert "不在上传人的管辖范围内" in told
