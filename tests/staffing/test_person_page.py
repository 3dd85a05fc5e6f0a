"""A person's page: masked facts, the audited look, posts, history; and entering and correcting particulars."""

import datetime
import logging

import pytest
from django.urls import reverse

from jian_minzheng.core.audit.models import Action, AuditEntry
from staffing.models import Appointment, Person
from staffing.vocabulary import Employment, Kind
from tests.staffing.people import employ, number, post

NUMBER, OTHER = number(233), number(346, "19790824")
PHONE = "13812345678"


def url(name, *args):
    return reverse(f"staffing:{name}", args=args)


@pytest.fixture
def zeng(world) -> Appointment:
    return employ(world, "曾庆华", id_number=NUMBER, phone=PHONE, employment=Employment.INSTITUTION_FULL)


def page(world, user, post_) -> str:
    response = world.client(user).get(url("person_detail", post_.person_id))
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_shows_masked_numbers_in_facts_and_history(world, zeng):
    zeng.person.phone = "13987654321"
    zeng.person.save()
    text = page(world, "clerk_dunhou", zeng)
    assert f"{NUMBER[:4]}{'*' * 14}" in text
    assert NUMBER[-4:] not in text
    assert "139****4321" in text
    for whole in (NUMBER, PHONE, "13987654321"):
        assert whole not in text


def test_a_leader_sees_the_person_without_any_number(world, zeng):
    zeng.person.id_number = OTHER
    zeng.person.save()
    text = page(world, "city_leader", zeng)
    assert "曾庆华" in text
    for part in (NUMBER[-4:], OTHER[-4:], PHONE[-4:], "身份证号", "查看完整号码"):
        assert part not in text


def test_a_look_at_the_whole_numbers_is_on_record(world, zeng):
    client = world.client("clerk_dunhou")
    answer = client.post(
        url("person_reveal", zeng.person_id), {"reason": "核对参保信息"}, headers={"HX-Request": "true"}
    )
    assert NUMBER in answer.content.decode()
    assert PHONE in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    entry = AuditEntry.objects.get(action=Action.NUMBER_REVEALED)
    assert (entry.object_id, entry.actor_name) == (str(zeng.person_id), "clerk_dunhou")
    assert NUMBER not in str(entry.detail) + entry.object_label
    assert NUMBER not in page(world, "clerk_dunhou", zeng)


def test_the_look_works_without_scripts_too(world, zeng):
    text = (
        world.client("clerk_dunhou")
        .post(url("person_reveal", zeng.person_id), {"reason": "核对参保信息"})
        .content.decode()
    )
    assert NUMBER in text
    assert "任职经历" in text


@pytest.mark.parametrize(
    ("user", "status"), [("city_leader", 403), ("gov_dunhou", 403), ("clerk_hechuan", 404), ("county_yongxin", 404)]
)
def test_nobody_else_sees_them(world, zeng, user, status):
    answer = world.client(user).post(url("person_reveal", zeng.person_id))
    assert answer.status_code == status
    assert NUMBER not in answer.content.decode()
    assert not AuditEntry.objects.filter(action=Action.NUMBER_REVEALED).exists()


def test_a_former_unit_sees_the_post_it_gave_and_nothing_else(world, zeng):
    Appointment.objects.filter(pk=zeng.pk).update(to_date=datetime.date(2022, 1, 1))
    post(world, zeng.person, "禾川镇", from_date=datetime.date(2022, 1, 2), title="副主任")
    text = page(world, "clerk_dunhou", zeng)
    assert "敦厚镇" in text
    for unseen in ("禾川", "副主任", NUMBER[-4:], PHONE[-4:], "修改基本情况"):
        assert unseen not in text
    client = world.client("clerk_dunhou")
    assert client.post(url("person_reveal", zeng.person_id)).status_code == 404
    assert client.get(url("person_edit", zeng.person_id)).status_code == 404
    assert client.get(url("post_new", zeng.person_id)).status_code == 404


def test_namesakes_that_nothing_tells_apart_are_pointed_out(world, zeng):
    twin = employ(world, "曾庆华", "永阳镇")
    employ(world, "曾庆华", "禾川镇")
    text = page(world, "county_jian", zeng)
    assert "可能重复登记" in text
    assert f'href="{url("person_detail", twin.person_id)}"' in text
    assert text.count("alert-link") == 1


def test_the_page_stays_within_twenty_queries(world, zeng, django_assert_max_num_queries):
    day = datetime.date(2010, 1, 1)
    for year in range(8):
        start = day.replace(year=2010 + year)
        post(world, zeng.person, "永阳镇", from_date=start, to_date=start + datetime.timedelta(days=300))
    client = world.client("county_jian")
    with django_assert_max_num_queries(20):
        client.get(url("person_detail", zeng.person_id))


PERSON = {"person-name": "刘 新", "person-sex": "", "person-social_work_title": ""}
POST = {"post-position": "staff", "post-working_mode": "1", "post-from_date": "2025-03-01", "post-holder": "work"}


def enter(world, user, kind=Kind.STATION_STAFF, **data):
    return world.client(user).post(f"{url('person_new')}?kind={kind}", {**PERSON, **POST, **data})


def test_a_person_enters_with_the_first_post(world):
    answer = enter(
        world,
        "clerk_dunhou",
        **{
            "person-id_number_typed": NUMBER.lower(),
            "person-phone_typed": "138-1234-5678",
            "post-place": world["敦厚镇"].pk,
        },
    )
    held = Appointment.objects.select_related("person").get()
    assert answer.status_code == 302
    assert (held.person.name, held.person.id_number, held.person.phone) == ("刘新", NUMBER, PHONE)
    assert (f"{held.person.birth_date:%Y%m%d}", held.person.sex) == (NUMBER[6:14], "1")
    assert (held.work_division, held.post_division) == (world["敦厚镇"], world["敦厚镇"])
    assert NUMBER not in answer["Location"]
    assert held.person.history.get().history_user == world.users["clerk_dunhou"]


def test_what_is_wrong_with_person_and_post_is_said_in_one_summary(world):
    page = enter(world, "clerk_dunhou", **{"person-name": "", "post-from_date": ""}).content.decode()
    assert page.count("没有保存，请先改正以下问题") == 1
    summary = page[page.index("没有保存，请先改正以下问题") :]
    summary = summary[: summary.index("</ul>")]
    assert 'href="#id_person-name"' in summary
    assert 'href="#id_post-from_date"' in summary


def test_home_staff_are_entered_by_home(world):
    enter(
        world,
        "clerk_dunhou",
        kind=Kind.NURSING_HOME_STAFF,
        **{"post-place": world.homes["敦厚镇"].pk, "post-position": "carer"},
    )
    held = Appointment.objects.get()
    assert (held.home, held.work_division) == (world.homes["敦厚镇"], world["敦厚镇"])


def test_pickers_hold_only_what_is_in_scope_and_submitted_ids_are_looked_up(world):
    form = world.client("clerk_dunhou").get(url("person_new")).content.decode()
    assert "敦厚镇" in form
    for unseen in ("永阳镇", "禾川镇"):
        assert unseen not in form
    for name, place in (("post-place", "永阳镇"), ("post-post_division", "禾川镇")):
        data = {"post-place": world["敦厚镇"].pk, "post-holder": "other", name: world[place].pk}
        answer = enter(world, "clerk_dunhou", **data)
        assert answer.status_code == 200
        assert place not in answer.content.decode()
    assert not Person.objects.exists()


def test_a_number_held_elsewhere_gives_the_neutral_message_and_one_in_scope_names_the_holder(world, zeng):
    data = {"person-id_number_typed": NUMBER}
    elsewhere = enter(world, "clerk_hechuan", **data, **{"post-place": world["禾川镇"].pk}).content.decode()
    assert "请交上一级民政局核对" in elsewhere
    assert "曾庆华" not in elsewhere
    page = f'href="{reverse("staffing:person_detail", args=[zeng.person_id])}"'
    assert page not in elsewhere
    here = enter(world, "clerk_dunhou", **data, **{"post-place": world["敦厚镇"].pk}).content.decode()
    assert "已登记在“曾庆华”名下" in here
    assert page in here
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (NUMBER[:17], "18位"),
        (NUMBER[:17] + ("1" if NUMBER[17] != "1" else "2"), "校验码"),
        ("99" + NUMBER[2:], "前两位"),
    ],
    ids=["too short", "check character", "region"],  # numbers stay out of the output of tests
)
def test_a_wrong_number_is_refused_at_the_field(world, typed, said):
    answer = enter(world, "clerk_dunhou", **{"person-id_number_typed": typed, "post-place": world["敦厚镇"].pk})
    assert said in answer.content.decode()
    assert not Person.objects.exists()


def test_birth_and_sex_must_not_contradict_the_number(world):
    answer = enter(
        world,
        "clerk_dunhou",
        **{"person-id_number_typed": NUMBER, "person-sex": "2", "person-birth_date": "1999-01-01"},
    ).content.decode()
    assert "性别与身份证号不符" in answer
    assert "出生日期与身份证号不符" in answer


def correct(world, post_, user="clerk_dunhou", **data):
    data = {"name": post_.person.name, "version": 1, "seen": post_.person.history.latest().history_id, **data}
    return world.client(user).post(url("person_edit", post_.person_id), data)


def test_empty_boxes_leave_the_numbers_alone(world, zeng):
    form = world.client("clerk_dunhou").get(url("person_edit", zeng.person_id)).content.decode()
    assert NUMBER not in form
    assert PHONE not in form
    assert correct(world, zeng, education="20").status_code == 302
    zeng.person.refresh_from_db()
    assert (zeng.person.id_number, zeng.person.phone, zeng.person.education) == (NUMBER, PHONE, "20")


def test_numbers_can_be_changed_and_a_phone_cleared(world, zeng):
    correct(world, zeng, id_number_typed=OTHER, phone_cleared="on")
    zeng.person.refresh_from_db()
    assert (zeng.person.id_number, zeng.person.phone) == (OTHER, "")


def test_the_second_of_two_editors_is_told_what_changed_with_numbers_masked(world, zeng):
    seen = zeng.person.history.latest().history_id
    correct(world, zeng, id_number_typed=OTHER, school="江西师范大学")
    answer = correct(world, zeng, user="county_jian", education="20", seen=seen).content.decode()
    assert "已被他人修改" in answer
    assert "江西师范大学" in answer
    assert f"{OTHER[:4]}{'*' * 14}" in answer
    assert OTHER[-4:] not in answer
    assert OTHER not in answer
    assert NUMBER not in answer
    zeng.person.refresh_from_db()
    assert (zeng.person.school, zeng.person.education) == ("江西师范大学", "")


def test_logs_and_messages_hold_no_number(world, zeng, caplog):
    caplog.set_level(logging.DEBUG)
    client = world.client("clerk_dunhou")
    answer = client.post(
        url("person_edit", zeng.person_id), {"name": "曾庆华", "version": 1, "id_number_typed": OTHER}, follow=True
    )
    client.post(url("person_reveal", zeng.person_id), {"reason": "核对参保信息"})
    enter(world, "clerk_hechuan", **{"person-id_number_typed": OTHER, "post-place": world["禾川镇"].pk})
    assert OTHER not in caplog.text
    assert NUMBER not in caplog.text
    assert OTHER not in answer.content.decode()
    assert all(OTHER not in request[0] for request in answer.redirect_chain)
