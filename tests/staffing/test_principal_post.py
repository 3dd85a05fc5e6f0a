"""One person, several posts, one of them full-time: whoever gets a second one says how it is meant."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.models import NursingHome
from staffing import posts
from staffing.models import Appointment
from staffing.posts.unseen import MODES_TRIED_OFTEN, SECOND_FULL_TIME
from staffing.vocabulary import EndReason, Kind, Position, WorkingMode
from tests.staffing.people import START, actor, employ, post

DAY = datetime.date(2024, 7, 1)


@pytest.fixture
def county(world):
    return actor(world, "county_jian")


def draft(world, place="永阳镇", **values):
    values = {"kind": Kind.STATION_STAFF, "employment": "30", "from_date": DAY, "post_division": world[place], **values}
    return Appointment(work_division=world[place], **values)


def at_home(world, person, position, home=None, **values):
    home = home or world.homes["敦厚镇"]
    return draft(world, "敦厚镇", kind=Kind.NURSING_HOME_STAFF, person=person, home=home, position=position, **values)


def edit(world, held, user="county_jian", **data):
    held.refresh_from_db()
    terms = {
        "version": held.version, "position": "staff", "from_date": held.from_date, "working_mode": held.working_mode,
        "employment": held.employment, "holder": "work", "how": "corrects", **data,
    }  # fmt: skip
    return world.client(user).post(reverse("staffing:post_edit", args=[held.pk]), terms)


def said(answer):
    return "".join(answer.context["forms"][-1].errors.get("working_mode", []))


@pytest.mark.parametrize("mode", ["1", "6", "7"])
def test_the_form_asks_whoever_gets_a_second_full_time_post_what_is_meant(world, mode):
    held = employ(world, "刘一")
    client, url = world.client("county_jian"), reverse("staffing:post_new", args=[held.person_id])
    data = {"place": world["永阳镇"].pk, "position": "staff", "from_date": "2024-07-01", "holder": "work"}
    refused = client.post(url + "?kind=station_staff", {**data, "working_mode": mode})
    assert said(refused) == SECOND_FULL_TIME
    assert all(word in SECOND_FULL_TIME for word in ("兼任", "借调", "调动"))
    assert client.post(url + "?kind=station_staff", {**data, "working_mode": "4"}).status_code == 302
    assert Appointment.objects.filter(person=held.person).count() == 2


@pytest.mark.parametrize("mode", [WorkingMode.CONCURRENT, WorkingMode.BORROWED, WorkingMode.OFF_POST])
def test_a_post_that_is_not_full_time_stands_in_nobodys_way(world, county, mode):
    held = employ(world, "刘二", working_mode=mode)
    posts.appointment_start(county, person=held.person, appointment=draft(world))


def test_an_edit_makes_no_second_one_and_what_was_so_before_is_not_asked(world):
    held = employ(world, "刘三")
    besides = post(world, held.person, "永阳镇", working_mode=WorkingMode.CONCURRENT)
    assert said(edit(world, besides, working_mode="1")) == SECOND_FULL_TIME
    Appointment.objects.filter(pk=besides.pk).update(working_mode="1")
    assert edit(world, besides, title="综合岗").status_code == 302


def test_neither_an_end_taken_back_nor_a_void_makes_one(world, county):
    held = employ(world, "刘四")
    posts.appointment_end(county, appointment=held, opened_version=1, on=DAY, reason=EndReason.OTHER)
    new = posts.appointment_start(county, person=held.person, appointment=draft(world, from_date=DAY))
    held.refresh_from_db()
    with pytest.raises(ValidationError, match="全职"):
        posts.appointment_reinstate(county, appointment=held, opened_version=held.version)
    new.refresh_from_db()
    posts.appointment_void(county, record=new, reason="误登")
    held.refresh_from_db()
    posts.appointment_reinstate(county, appointment=held, opened_version=held.version)
    new.refresh_from_db()
    with pytest.raises(ValidationError, match="全职"):
        posts.appointment_restore(county, record=new)


def test_a_post_out_of_sight_gets_the_same_words_on_record_and_not_for_ever(world, settings):
    settings.UNSEEN_POSTS_PER_PERSON_AND_DAY = 1
    held = employ(world, "刘五", working_mode=WorkingMode.CONCURRENT)
    elsewhere = post(world, held.person, "禾川镇")
    assert said(edit(world, held, working_mode="1")) == SECOND_FULL_TIME
    entry = AuditEntry.objects.get(action=Action.POST_HELD)
    assert entry.object_id == str(held.person_id)
    assert "禾川" not in f"{entry.object_label}{entry.detail}"
    Appointment.objects.filter(pk=elsewhere.pk).update(to_date=START)
    assert said(edit(world, held, working_mode="1")) == MODES_TRIED_OFTEN


def test_one_accountant_serves_two_homes_of_a_township(world, county):
    other = NursingHome.objects.create(township=world["敦厚镇"], name="第二敬老院", opened_on=START)
    first = at_home(world, employ(world, "刘六", to_date=START).person, Position.ACCOUNTANT)
    posts.appointment_start(county, person=first.person, appointment=first)
    second = at_home(world, first.person, Position.ACCOUNTANT, other, working_mode=WorkingMode.CONCURRENT)
    posts.appointment_start(county, person=first.person, appointment=second)


def test_a_director_is_the_accountant_of_the_home_as_well_and_nothing_twice(world, county):
    director = at_home(world, employ(world, "刘七", to_date=START).person, Position.DIRECTOR)
    posts.appointment_start(county, person=director.person, appointment=director)
    for position, lawful in ((Position.ACCOUNTANT, True), (Position.DIRECTOR, False)):
        besides = at_home(world, director.person, position, working_mode=WorkingMode.CONCURRENT)
        if lawful:
            posts.appointment_start(county, person=director.person, appointment=besides)
        else:
            with pytest.raises(ValidationError, match="在这所敬老院已有同一岗位"):
                posts.appointment_start(county, person=director.person, appointment=besides)
