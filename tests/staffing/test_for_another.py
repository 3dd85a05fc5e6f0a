"""代填: a village's people are kept by its township; what the county enters for it says so, wherever it is read."""

import datetime

import pytest
from django.urls import reverse

from jian_minzheng.core.acting import SYSTEM, Acting
from jian_minzheng.core.audit.models import Action, AuditEntry
from jian_minzheng.core.registers import keeping
from staffing import posts
from staffing.models import Appointment, Person
from staffing.rosters.arrivals import End
from staffing.rosters.write import end_posts
from staffing.vocabulary import Employment, EndReason, Kind, Position
from tests.intake.engine import Engine
from tests.staffing.people import actor, employ, post
from tests.staffing.rosters.staff_rosters import HEADERS, save
from tests.staffing.rosters.staff_rosters import person as line

DAY = datetime.date(2024, 7, 1)
WHO = "吉安县·县局业务员"
TAG = '<span class="tag">代填</span>'
SPECIALIST = {"kind": Kind.VILLAGE_SPECIALIST, "position": Position.SPECIALIST}


def marked(record) -> bool:
    """Does history say that the record, as it stands, was written for somebody else?"""
    return (record.history.order_by("-history_id").first().history_change_reason or "").startswith("代填")


def said(action) -> str:
    """What the newest entry of the trail says of it; empty when nothing."""
    return AuditEntry.objects.filter(action=action).order_by("-sequence").first().detail.get("代填", "")


def draft(world, place, **values):
    values = {"employment": Employment.PURCHASED, "from_date": DAY, **values}
    return Appointment(work_division=world[place], post_division=world[place], **values)


@pytest.mark.parametrize(
    ("own", "level", "so"),
    [
        ("county_jian", "village", True),
        ("county_jian", "township", False),
        ("county_jian", "county", False),
        ("clerk_dunhou", "village", False),
        ("clerk_dunhou", "township", False),
        ("clerk_dunhou", "county", False),
        ("village_gaotang", "village", False),
        ("city_officer", "township", True),
        ("city_officer", "city", False),
    ],
)
def test_who_writes_for_another(world, own, level, so):
    assert keeping.for_another(actor(world, own), level) is so


def test_the_system_writes_for_nobody_else(world):
    assert not keeping.for_another(SYSTEM, "village")
    assert keeping.told(SYSTEM, "village") == {}


def test_the_reason_keeps_its_mark_however_long_the_rest_is(world):
    county = actor(world, "county_jian")
    assert keeping.reason(county, "village", "导入花名册：" + "长" * 200).startswith(f"代填：{WHO}；导入花名册")
    assert len(keeping.reason(county, "village", "长" * 200)) == 100
    assert keeping.reason(county, "township", "导入花名册") == "导入花名册"


def enter(world, who: Acting, place: str, **values) -> Appointment:
    return posts.person_create_with_appointment(
        who, person=Person(name="刘新", sex="1"), appointment=draft(world, place, **values)
    )


def test_a_county_that_enters_a_specialist_does_so_for_the_village(world):
    held = enter(world, actor(world, "county_jian"), "高塘村", **SPECIALIST)
    assert marked(held)
    assert marked(held.person)
    assert said(Action.RECORDED) == WHO


@pytest.mark.parametrize(
    ("user", "place", "values"),
    [
        ("clerk_dunhou", "高塘村", SPECIALIST),
        ("county_jian", "敦厚镇", {"kind": Kind.STATION_STAFF}),
        ("county_jian", "吉安县", {"kind": Kind.BUREAU_STAFF}),
    ],
)
def test_who_keeps_the_post_writes_it_unmarked(world, user, place, values):
    held = enter(world, actor(world, user), place, **values)
    assert not marked(held)
    assert not marked(held.person)
    assert said(Action.RECORDED) == ""


@pytest.fixture
def held(world) -> Appointment:
    return employ(world, "王专干", "高塘村", **SPECIALIST)


def _end(who, held, world):
    posts.appointment_end(who, appointment=held, opened_version=held.version, on=DAY, reason=EndReason.RESIGNED)


def _update(who, held, world):
    held.title = "专干兼网格员"
    posts.appointment_update(who, appointment=held, opened_version=held.version)


def _file(who, held, world):
    posts.appointments_file(who, appointment_ids=[held.pk], on=DAY)


def _transfer(who, held, world):
    new = draft(world, "城南社区", **SPECIALIST)
    posts.appointment_transfer(who, appointment=held, opened_version=held.version, successor=new)


def _lend(who, held, world):
    new = draft(world, "城南社区", **SPECIALIST)
    posts.appointment_lend(who, appointment=held, opened_version=held.version, successor=new)


def _start(who, held, world):
    posts.appointment_start(
        who, person=held.person, appointment=draft(world, "城南社区", **SPECIALIST, working_mode="4")
    )


TURNS = [_end, _update, _file, _transfer, _lend, _start]


def newest(held) -> Appointment:
    return Appointment.objects.filter(person=held.person).latest("pk")


@pytest.mark.parametrize("turn", TURNS)
def test_every_turn_of_a_villages_post_by_the_county_is_marked(world, held, turn):
    turn(actor(world, "county_jian"), held, world)
    assert marked(newest(held))
    assert said(Action.RECORDED if turn is _start else Action.EDITED) == WHO
    if turn not in (_start,):
        assert marked(Appointment.objects.get(pk=held.pk))


@pytest.mark.parametrize("turn", TURNS)
def test_the_same_by_the_township_is_not(world, held, turn):
    turn(actor(world, "clerk_dunhou"), held, world)
    assert not marked(newest(held))
    assert not marked(Appointment.objects.get(pk=held.pk))
    assert said(Action.RECORDED if turn is _start else Action.EDITED) == ""


def test_an_end_taken_back_voiding_and_bringing_back_are_marked(world, held):
    county, clerk = actor(world, "county_jian"), actor(world, "clerk_dunhou")
    _end(clerk, held, world)
    posts.appointment_reinstate(county, appointment=held, opened_version=held.version)
    assert marked(held)
    posts.appointment_void(county, record=held, reason="重复登记")
    assert marked(held)
    assert said(Action.VOIDED) == WHO
    posts.appointment_restore(county, record=held)
    assert marked(held)
    assert said(Action.RESTORED) == WHO
    posts.appointment_void(clerk, record=held, reason="重复登记")
    assert not marked(held), "the same object, written by the keeper, is not marked any more"
    assert said(Action.VOIDED) == ""


def test_a_move_from_village_to_station_marks_only_what_is_the_villages(world, held):
    new = draft(world, "敦厚镇", kind=Kind.STATION_STAFF)
    posts.appointment_transfer(actor(world, "county_jian"), appointment=held, opened_version=1, successor=new)
    assert marked(held)
    assert not marked(new)


def test_a_station_that_keeps_up_its_persons_post_at_the_bureau_writes_for_nobody_below(world):
    lent = employ(world, "孙四", "吉安县", kind=Kind.BUREAU_STAFF, post_division=world["敦厚镇"])
    lent.title = "协理员"
    posts.appointment_update(actor(world, "clerk_dunhou"), appointment=lent, opened_version=1)
    assert not marked(lent)


def correct(world, user, person) -> bool:
    person.school = f"{person.school}江西师范大学"
    posts.person_update(actor(world, user), person=person, opened_version=person.version)
    return marked(person)


def test_particulars_of_a_specialist_are_the_villages(world, held):
    assert correct(world, "county_jian", held.person)
    assert said(Action.EDITED) == WHO
    assert not correct(world, "clerk_dunhou", held.person)
    assert said(Action.EDITED) == ""


def test_who_also_works_at_the_station_is_kept_by_the_county_too(world, held):
    post(world, held.person, "敦厚镇")
    assert not correct(world, "county_jian", held.person)


def test_of_somebody_who_left_the_last_post_counts(world, held):
    Appointment.objects.filter(pk=held.pk).update(to_date=DAY)
    post(world, held.person, "敦厚镇", from_date=datetime.date(2015, 1, 1), to_date=datetime.date(2016, 1, 1))
    assert correct(world, "county_jian", held.person)


def test_a_voided_post_keeps_nothing_beside_a_live_one(world, held):
    post(world, held.person, "敦厚镇", to_date=DAY)
    posts.appointment_void(actor(world, "clerk_dunhou"), record=held, reason="登记错误")
    assert not correct(world, "county_jian", held.person)


def test_page_history_and_village_roster_say_so(world, held):
    client = world.client("clerk_dunhou")
    page, roster = reverse("staffing:person_detail", args=[held.person_id]), reverse("staffing:village_roster")
    for address in (page, roster):
        assert TAG not in client.get(address).content.decode()
    data = {"post": held.pk, "filed_on": "2025-01-08", "township": world["敦厚镇"].pk}
    world.client("county_jian").post(reverse("staffing:village_file"), data)
    for address in (page, roster):
        assert TAG in client.get(address).content.decode()
    assert "county_jian(代填)" in client.get(page).content.decode()
    client.post(reverse("staffing:village_file"), {**data, "filed_on": "2025-01-09"})
    for address in (page, roster):
        assert TAG not in client.get(address).content.decode()


def test_the_form_of_a_new_specialist_marks_it(world):
    data = {
        "person-name": "刘新", "person-sex": "", "person-social_work_title": "", "post-place": world["高塘村"].pk,
        "post-position": "specialist", "post-working_mode": "1", "post-from_date": "2025-03-01", "post-holder": "work",
    }  # fmt: skip
    address = f"{reverse('staffing:person_new')}?kind={Kind.VILLAGE_SPECIALIST}"
    assert world.client("county_jian").post(address, data).status_code == 302
    assert marked(Appointment.objects.get())


VILLAGE_HEADERS = ["乡镇", "村(居)", *HEADERS]


def specialists(tmp_path, *names, **cells):
    lines = [["敦厚镇", "高塘村", *line(n, name, **cells)] for n, name in enumerate(names, start=1)]
    return save(tmp_path / "专干.xlsx", [VILLAGE_HEADERS, *lines])


def test_a_roster_of_specialists_by_the_county_is_marked_and_so_is_its_undo(world, tmp_path):
    county = Engine(world, division="吉安县")
    batch = county.take_in(specialists(tmp_path, "张三"), "village_specialist")
    made = Appointment.objects.get()
    reason = made.history.first().history_change_reason
    assert reason == f"代填：{WHO}；导入花名册：专干.xlsx"
    assert marked(made.person)
    assert said(Action.IMPORT_COMMITTED) == WHO
    county.undo(batch)
    assert made.history.first().history_change_reason.startswith(f"代填：{WHO}；撤销导入")
    assert said(Action.IMPORT_UNDONE) == WHO


def test_a_changed_row_by_the_county_is_marked_and_the_townships_own_roster_is_not(world, tmp_path):
    clerk = Engine(world, "clerk_dunhou", "敦厚镇")
    clerk.take_in(specialists(tmp_path, "张三"), "village_specialist")
    made = Appointment.objects.get()
    assert made.history.first().history_change_reason == "导入花名册：专干.xlsx"
    assert said(Action.IMPORT_COMMITTED) == ""
    Engine(world, division="吉安县").take_in(
        specialists(tmp_path, "张三", 学历="本科", 职务="网格员"), "village_specialist"
    )
    assert marked(made)
    assert marked(made.person)


def test_a_station_roster_by_the_county_is_its_own(world, tmp_path):
    Engine(world).take_in(save(tmp_path / "a.xlsx", [HEADERS, line(1, "张三")]))
    assert not marked(Appointment.objects.get())


def test_people_whom_a_roster_says_have_left_are_marked(world, held):
    station = employ(world, "吴一")
    ends = [End(held, DAY, EndReason.RESIGNED), End(station, DAY, EndReason.RESIGNED)]
    end_posts(ends, actor=actor(world, "county_jian"), why="导入花名册：a.xlsx")
    assert (marked(held), marked(station)) == (True, False)
    assert station.history.first().history_change_reason == "导入花名册：a.xlsx"


VILLAGES = [["乡镇", "村(居)", "2024年户籍人口"], ["敦厚镇", "高塘村", 1200]]


@pytest.mark.parametrize(("user", "so"), [("county_jian", True), ("clerk_dunhou", False)])
def test_a_list_of_villages_by_the_county_is_marked(world, tmp_path, user, so):
    engine = Engine(world, user, "吉安县" if user == "county_jian" else "敦厚镇")
    batch = engine.take_in(save(tmp_path / "村.xlsx", VILLAGES), "village_list")
    figure = world["高塘村"].populations.get(year=2024)
    assert marked(figure) is so
    assert said(Action.IMPORT_COMMITTED) == (WHO if so else "")
    page = world.client("clerk_dunhou").get(reverse("offices:population_detail", args=[figure.pk])).content.decode()
    assert (TAG in page) is so
    engine.undo(batch)
    gone = type(figure).history.filter(id=figure.pk).order_by("-history_id").first()
    assert (gone.history_change_reason or "").startswith("代填") is so


@pytest.mark.parametrize(("user", "so"), [("county_jian", True), ("clerk_dunhou", False)])
def test_the_preview_says_beforehand_that_it_will_be(world, tmp_path, user, so):
    engine = Engine(world, user, "敦厚镇")
    batch = engine.preview(specialists(tmp_path, "张三"), "village_specialist")
    page = world.client(user).get(reverse("intake:detail", args=[batch.pk])).content.decode()
    assert ("村(居)一级的记录不由您的单位维护" in page) is so
