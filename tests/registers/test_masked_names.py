"""What an older record is called may hold a number: no page of its register shows it, and no search finds it."""

import datetime
from typing import Any

import pytest
from django.db.models import CharField
from django.urls import reverse

from jian_minzheng.core.registers.declaration import Register
from offices.divisions import services
from offices.models import NursingHome, OfficeDocument, Photo, PopulationFigure, Station, User
from offices.naming import NOT_NAMED
from tests.base import OPENED, World
from tests.offices.changes import SAID, admin_of
from tests.registers.samples import SAMPLES, key_of, make_record, registers
from tests.staffing.people import number
from tests.staffing.rebuilding import readable, sent

NUMBER, PHONE = number(457), "13812345678"
_NAMES = {"document", "exemplar", "home", "document_kind", "activity", "activity_kind", "contact"}
NAMED = [register for register in registers() if register.name in _NAMES]


def called_by_a_number(world: World, register: Register) -> Any:
    """A record as it may have come in before forms refused numbers."""
    record = make_record(world, register)
    texts = [one.name for one in record._meta.fields if type(one) is CharField and not one.choices and one.editable]
    told = {name: f"另证{NUMBER}，电话{PHONE}" for name in texts if record._meta.get_field(name).max_length >= 50}
    type(record).objects.filter(pk=record.pk).update(**told)
    assert told
    return record


@pytest.mark.parametrize("register", NAMED, ids=lambda register: register.name)
def test_no_page_of_a_record_shows_the_number_in_its_name(world: World, register: Register) -> None:
    record = called_by_a_number(world, register)
    client = world.client(SAMPLES[key_of(register)].keeper)
    pages = [register.url("list"), register.url("export"), register.url("list") + "?state=void"]
    pages += [register.url(name, record.pk) for name in ("detail", "edit", "history", "void", "restore")]
    for address in pages:
        page = readable(sent(client.get(address, follow=True)))
        assert NUMBER not in page, address
        assert PHONE not in page, address
    seen = client.get(register.url("void", record.pk)).context["seen"]
    done = client.post(register.url("void", record.pk), {"reason": "登记错了", "seen": seen}, follow=True)
    assert "已作废“另证3608" in done.content.decode()
    assert NUMBER not in done.content.decode()


def test_a_search_finds_what_is_seen_and_not_what_is_masked(world: World) -> None:
    """Else the hidden figures could be read off one after the other, in digits or in words."""
    figure = {"division": world["敦厚镇"], "year": 2024, "basis": "registered", "persons": 32000}
    PopulationFigure.objects.create(**figure, source=f"见{NUMBER}，2024年报表三")
    client = world.client("clerk_dunhou")
    for text, found in (("见3608", True), ("2024年报", True), (NUMBER[6:15], False), (NUMBER[-4:], False)):
        page = client.get(reverse("offices:population_list"), {"q": text})
        assert bool(page.context["rows"]) is found, text
    in_words = NUMBER.translate(str.maketrans("0123456789", "〇一二三四五六七八九"))
    PopulationFigure.objects.update(source=f"见{in_words}，2024年报表三")
    for text, found in (("报表三", True), (in_words[:15], False), (in_words[-4:], False)):
        page = client.get(reverse("offices:population_list"), {"q": text})
        assert bool(page.context["rows"]) is found, text


@pytest.mark.parametrize("sort", ["title", "-title"])
def test_the_order_of_a_list_tells_nothing_of_what_is_masked(world: World, sort: str) -> None:
    town, day = world["敦厚镇"], datetime.date(2025, 1, 1)
    titles = ["值班电话1379", f"值班电话{PHONE}", "值班电话1382"]
    for title in titles:
        OfficeDocument.objects.create(keeper=town, title=title, dated=day)
    page = world.client("clerk_dunhou").get(reverse("offices:document_list"), {"sort": sort})
    assert [row.title for row in page.context["page_obj"]][-1] == titles[1]


def test_sources_and_captions_of_older_records_show_no_number_either(world: World) -> None:
    figure = {"division": world["敦厚镇"], "year": 2024, "basis": "registered", "persons": 32000}
    PopulationFigure.objects.create(**figure, source=f"张三{NUMBER}报")
    user, station = world.users["clerk_dunhou"], world.stations["敦厚镇"]
    Photo.objects.create(station=station, kind="office", taken_on="2026-01-08", caption=f"找{PHONE}", uploaded_by=user)
    client = world.client("gov_dunhou")
    unit = client.get(reverse("offices:division_detail", args=[world["敦厚镇"].pk])).content.decode()
    history = client.get(reverse("offices:station_history", args=[station.pk])).content.decode()
    assert "张三3608" in unit
    assert NUMBER not in unit
    assert "找138****5678" in history
    assert PHONE not in history


def test_a_stations_own_name_is_searched_as_it_is_seen(world: World) -> None:
    Station.objects.filter(township=world["敦厚镇"]).update(name=f"敦厚镇民政所{NUMBER}")
    client = world.client("gov_dunhou")
    for text, found in (("民政所3608", True), (NUMBER[:14], False), (NUMBER[-4:], False)):
        page = client.get(reverse("offices:station_list"), {"q": text})
        assert bool(page.context["rows"]) is found, text


def test_homes_stand_in_the_order_in_which_they_came(world: World) -> None:
    """By their names the order would tell the hidden digits of one to whoever names another."""
    first = world.homes["敦厚镇"]
    second = NursingHome.objects.create(township=world["敦厚镇"], name=f"院{PHONE}", opened_on=OPENED)
    NursingHome.objects.filter(pk=first.pk).update(name="院1389")
    client = world.client("clerk_dunhou")
    page = client.get(reverse("offices:division_detail", args=[world["敦厚镇"].pk]))
    assert [home.pk for home in page.context["homes"]] == [first.pk, second.pk]
    station = client.get(reverse("offices:station_detail", args=[world.stations["敦厚镇"].pk]))
    assert [home.pk for home in station.context["homes"]] == [first.pk, second.pk]


def test_an_account_that_bears_a_telephone_as_its_name_is_masked_in_histories(world: World) -> None:
    User.objects.filter(pk=world.users["clerk_dunhou"].pk).update(username=PHONE, full_name="")
    home = world.homes["敦厚镇"]
    sent_form = {"name": "敦厚院", "address": "新街1号", "opened_on": "2018-01-01", "version": home.version}
    world.client("clerk_dunhou").post(reverse("offices:home_edit", args=[home.pk]), sent_form)
    told = world.client("gov_dunhou").get(reverse("offices:home_history", args=[home.pk])).content.decode()
    assert "新街1号" in told
    assert PHONE not in told


def test_histories_name_no_account_of_the_county_that_a_township_came_from(world: World) -> None:
    client, home = world.client("county_jian"), world.homes["敦厚镇"]
    station = world.stations["敦厚镇"]
    told = {"opened_on": "2018-01-01", "address": "新街1号"}
    client.post(reverse("offices:home_edit", args=[home.pk]), {"name": "敦厚院", "version": home.version, **told})
    sent_form = {"name": "敦厚镇民政所", "phone": "", "founded_by": "", "version": station.version, **told}
    client.post(reverse("offices:station_edit", args=[station.pk]), sent_form)
    pages = [reverse("offices:home_history", args=[home.pk]), reverse("offices:station_history", args=[station.pk])]
    for page in pages:
        assert "county_jian" in client.get(page).content.decode()
    services.division_move(admin_of(world), division=world["敦厚镇"], parent=world["永新县"], **SAID)
    for page in pages:
        seen = world.client("county_yongxin").get(page).content.decode()
        assert "新街1号" in seen
        assert "county_jian" not in seen
        assert NOT_NAMED in seen


def test_a_conflict_names_no_account_of_the_county_that_a_township_came_from(world: World) -> None:
    """Whoever sends an old page, be it made by hand, is told what was changed, and by whom of their own."""
    station = world.stations["敦厚镇"]
    for phone in ("0796-1111111", "0796-2222222"):
        station.phone, station._history_user = phone, world.users["county_jian"]
        station.save()
    first = Station.history.filter(id=station.pk).order_by("history_id").first()
    services.division_move(admin_of(world), division=world["敦厚镇"], parent=world["永新县"], **SAID)
    client, address = world.client("county_yongxin"), reverse("offices:station_edit", args=[station.pk])
    form = client.get(address).context["form"]
    given = {name: form[name].value() for name in form.fields}
    given = {name: "" if value is None else value for name, value in given.items()}
    answer = client.post(address, {**given, "version": "0", "seen": str(first.history_id)})
    assert answer.context["form"].conflict.changes
    assert NOT_NAMED in answer.content.decode()
    assert "county_jian" not in answer.content.decode()
