"""What an older record is called may hold a number: no page of its register shows it, and no search finds it."""

import datetime
from typing import Any

import pytest
from django.db.models import CharField
from django.urls import reverse

from jian_minzheng.core.registers.declaration import Register
from offices.models import OfficeDocument, Photo, PopulationFigure
from tests.base import World
from tests.registers.samples import SAMPLES, key_of, make_record, registers
from tests.staffing.people import number
from tests.staffing.rebuilding import readable, sent

NUMBER, PHONE = number(457), "13812345678"
NAMED = [register for register in registers() if register.name in {"document", "exemplar", "home", "document_kind"}]


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
