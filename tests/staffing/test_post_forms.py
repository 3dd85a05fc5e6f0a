"""The forms of every turn a post takes, as the browser sends them."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from jian_minzheng.core.audit.models import Action, AuditEntry
from staffing.models import Appointment
from staffing.vocabulary import Employment, EndReason, Kind, WorkingMode
from tests.staffing.people import START, employ, post


def url(name, pk, query=""):
    return reverse(f"staffing:{name}", args=[pk]) + query


@pytest.fixture
def held(world) -> Appointment:
    return employ(world, "曾庆华", employment=Employment.INSTITUTION_FULL, channel="01")


def send(world, name, post_, user="county_jian", query="", **data):
    data = {"version": post_.version, "seen": post_.history.latest().history_id, **data}
    return world.client(user).post(url(name, post_.pk, query), data)


def terms(**data):
    return {
        "position": "staff", "from_date": START, "working_mode": "1", "employment": "21", "channel": "01",
        "holder": "work", **data,
    }  # fmt: skip


def test_terms_are_corrected_in_place(world, held):
    answer = send(world, "post_edit", held, **terms(title="综合岗", monthly_pay="4200.50", payer="county_budget"))
    assert answer.status_code == 302
    held.refresh_from_db()
    assert (held.title, str(held.monthly_pay), held.version) == ("综合岗", "4200.50", 2)


def test_the_holder_of_the_post_is_said_apart_from_the_work_place(world, held):
    send(world, "post_edit", held, **terms(holder="other", post_division=world["永阳镇"].pk))
    held.refresh_from_db()
    assert held.post_division == world["永阳镇"]
    send(world, "post_edit", held, **terms(holder="outside"))
    held.refresh_from_db()
    assert held.post_division is None


def test_the_second_editor_sees_the_conflict_and_keeps_the_own_input(world, held):
    first = {"version": 1, "seen": held.history.latest().history_id}
    send(world, "post_edit", held, **terms(title="综合岗"), **first)
    answer = send(world, "post_edit", held, **terms(note="下月轮岗"), **first).content.decode()
    assert "已被他人修改" in answer
    assert "综合岗" in answer
    assert "下月轮岗" in answer
    assert "仍按我填写的保存" in answer
    held.refresh_from_db()
    assert (held.title, held.note) == ("综合岗", "")


@pytest.mark.parametrize("name", ["post_edit", "post_end", "post_transfer", "post_lend"])
def test_every_field_of_a_form_is_on_its_page(world, held, name):
    answer = world.client("county_jian").get(url(name, held.pk))
    page = answer.content.decode()
    for field in answer.context["forms"][0].visible_fields():
        assert f'name="{field.html_name}"' in page


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("post_edit", terms(title="综合岗")),
        ("post_end", {"to_date": "2024-05-31", "end_reason": EndReason.RETIRED}),
        ("post_transfer", terms(from_date="2024-07-01")),
        ("post_lend", {"from_date": "2024-07-01"}),
    ],
)
def test_voided_while_its_form_was_filled_in_it_keeps_what_was_typed(world, held, name, data):
    held.void(by=world.users["clerk_dunhou"], reason="登记到了别的单位")
    answer = send(world, name, held, **{"place": world["永阳镇"].pk, **data})
    assert "作废，原因：登记到了别的单位" in answer.content.decode()
    form = answer.context["forms"][0]
    assert {key: str(form[key].value()) for key in data} == {key: str(value) for key, value in data.items()}
    held.refresh_from_db()
    assert (held.version, held.to_date, Appointment.objects.count()) == (1, None, 1)


def test_ended_by_a_colleague_meanwhile_it_is_not_ended_again(world, held):
    first = {"version": 1, "seen": held.history.latest().history_id}
    send(world, "post_end", held, to_date="2024-05-31", end_reason=EndReason.RETIRED, **first)
    answer = send(world, "post_end", held, to_date="2024-06-30", end_reason=EndReason.RESIGNED, **first)
    assert "已被他人修改" in answer.content.decode()
    held.refresh_from_db()
    assert str(held.to_date) == "2024-05-31"


def test_leaving_and_taking_it_back(world, held):
    send(world, "post_end", held, to_date="2024-05-31", end_reason=EndReason.RETIRED)
    held.refresh_from_db()
    assert (held.to_date, held.end_reason) == (datetime.date(2024, 5, 31), EndReason.RETIRED)
    page = world.client("county_jian").get(url("person_detail", held.person_id)).content.decode()
    assert "已离任·退休" in page
    world.client("county_jian").post(url("post_reinstate", held.pk), {"version": held.version})
    held.refresh_from_db()
    assert held.to_date is None


def test_an_old_page_cannot_take_an_end_back(world, held):
    send(world, "post_end", held, to_date="2024-05-31", end_reason=EndReason.RETIRED)
    answer = world.client("county_jian").post(url("post_reinstate", held.pk), {"version": 1}, follow=True)
    assert "刚刚被他人修改" in answer.content.decode()
    held.refresh_from_db()
    assert held.to_date is not None


def test_leaving_before_arriving_is_refused_at_the_field(world, held):
    answer = send(world, "post_end", held, to_date="2019-01-01", end_reason=EndReason.RETIRED)
    assert "离岗日期不能早于到岗日期" in answer.content.decode()


def test_a_transfer_keeps_the_former_post_in_the_history(world, held):
    send(world, "post_transfer", held, place=world["永阳镇"].pk, **terms(from_date="2024-07-01"))
    page = world.client("county_jian").get(url("person_detail", held.person_id)).content.decode()
    assert page.index("吉安县·永阳镇") < page.index("吉安县·敦厚镇")
    assert "已离任·调动" in page
    assert Appointment.objects.get(to_date=None).work_division == world["永阳镇"]


def test_a_transfer_may_change_the_kind_of_post(world, held):
    send(
        world,
        "post_transfer",
        held,
        query="?kind=nursing_home_staff",
        place=world.homes["敦厚镇"].pk,
        **terms(from_date="2024-07-01", position="director"),
    )
    now = Appointment.objects.get(to_date=None)
    assert (now.kind, now.home) == (Kind.NURSING_HOME_STAFF, world.homes["敦厚镇"])


def test_nobody_is_moved_or_lent_out_of_the_own_area(world, held):
    for name, data in (("post_transfer", terms(from_date="2024-07-01")), ("post_lend", {"from_date": "2024-07-01"})):
        answer = send(world, name, held, place=world["禾川镇"].pk, **data)
        assert answer.status_code == 200
        assert "禾川" not in answer.content.decode()
    assert Appointment.objects.get().to_date is None


def test_a_transfer_of_a_post_that_changed_meanwhile_is_held_back(world, held):
    first = {"version": 1, "seen": held.history.latest().history_id}
    send(world, "post_edit", held, **terms(title="综合岗"))
    answer = send(world, "post_transfer", held, place=world["永阳镇"].pk, **terms(from_date="2024-07-01"), **first)
    assert "已被他人修改" in answer.content.decode()
    assert Appointment.objects.get().to_date is None


def test_a_loan_shows_at_both_units(world, held):
    answer = send(world, "post_lend", held, place=world["吉安县"].pk, from_date="2024-07-01")
    assert answer.status_code == 302
    lent = Appointment.objects.get(to_date=None)
    assert (lent.kind, lent.working_mode, lent.post_division) == (
        Kind.BUREAU_STAFF,
        WorkingMode.BORROWED,
        world["敦厚镇"],
    )
    page = world.client("clerk_dunhou").get(url("person_detail", held.person_id)).content.decode()
    assert "借调，编制在敦厚镇" in page
    assert "已离任·借调" in page


def test_voiding_asks_for_a_reason_and_can_be_taken_back(world, held):
    client = world.client("county_jian")
    assert client.post(url("post_void", held.pk), {"reason": ""}).status_code == 200
    client.post(url("post_void", held.pk), {"reason": "重复登记"})
    held.refresh_from_db()
    assert held.is_void
    assert client.get(url("post_edit", held.pk)).status_code == 404
    page = client.get(url("person_detail", held.person_id)).content.decode()
    assert "作废原因：重复登记" in page
    assert client.get("/staffing/people/").context["rows"] == []
    client.post(url("post_restore", held.pk))
    held.refresh_from_db()
    assert not held.is_void
    assert set(AuditEntry.objects.values_list("action", flat=True)) >= {Action.VOIDED, Action.RESTORED}


def test_a_post_does_not_come_back_beside_a_second_established_one(world, held):
    client = world.client("county_jian")
    client.post(url("post_void", held.pk), {"reason": "登记错误"})
    post(world, held.person, "永阳镇", employment=Employment.ADMINISTRATIVE)
    answer = client.post(url("post_restore", held.pk), follow=True)
    assert "不能恢复" in answer.content.decode()
    held.refresh_from_db()
    assert held.is_void


@pytest.mark.parametrize(
    "name",
    ["post_edit", "post_end", "post_reinstate", "post_transfer", "post_lend", "post_void", "post_restore"],
)
def test_other_areas_and_other_roles_reach_nothing(world, held, name):
    for user, status in (("clerk_hechuan", 404), ("county_yongxin", 404), ("city_leader", 403), ("city_officer", 403)):
        assert world.client(user).post(url(name, held.pk)).status_code == status
    held.refresh_from_db()
    assert (held.version, held.to_date, held.is_void) == (1, None, False)


@pytest.mark.parametrize(("name", "field"), [("post_end", "to_date"), ("post_transfer", "from_date")])
def test_what_is_agreed_for_next_month_is_entered_now_and_a_slip_of_the_year_is_told(world, held, name, field):
    day = timezone.localdate() + datetime.timedelta(days=30)
    sent = {"place": world["永阳镇"].pk, **terms(), "end_reason": EndReason.RETIRED}
    answer = send(world, name, held, **{**sent, field: day.replace(year=day.year + 100)})
    assert "请核对年份" in answer.content.decode()
    assert send(world, name, held, **{**sent, field: day}).status_code == 302
