"""What the pages say before a record ends, comes back, or is put aside: in the words of its kind."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from jian_minzheng.core.registers.models import Attachment
from offices.models import DocumentKind, OfficeDocument
from staffing.vocabulary import Kind, Position
from tests.registers.cases import hidden
from tests.staffing.people import employ

LINK = re.compile(r'href="(/staffing/people/\?[^"]*)">(\d+) 人在岗')
DAY = datetime.date(2025, 3, 1)


def at(what, record):
    return reverse(f"offices:{what}", args=[record.pk])


@pytest.fixture
def staffed(world):
    employ(world, "甲在所"), employ(world, "乙离岗", to_date=DAY), employ(world, "丙在别处", "永阳镇")
    home = world.homes["敦厚镇"]
    employ(world, "丁院长", kind=Kind.NURSING_HOME_STAFF, home=home, position=Position.DIRECTOR)
    return world


@pytest.mark.parametrize("name", ["station", "home"])
def test_who_closes_a_unit_is_told_how_many_are_in_post_there_and_may_close_it(staffed, name):
    record = {"station": staffed.stations, "home": staffed.homes}[name]["敦厚镇"]
    client = staffed.client("clerk_dunhou")
    page = client.get(at(f"{name}_close", record))
    ((url, count),) = LINK.findall(page.content.decode().replace("&amp;", "&"))
    assert client.get(url).context["page_obj"].paginator.count == int(count) == 1
    day = timezone.localdate().isoformat()
    assert client.post(at(f"{name}_close", record), {**hidden(page), "closed_on": day}).status_code == 302
    record.refresh_from_db()
    assert record.closed_on is not None


def test_a_unit_without_people_closes_without_a_warning(world):
    page = world.client("clerk_dunhou").get(at("station_close", world.stations["敦厚镇"])).content.decode()
    assert "在岗" not in page


def test_who_opens_a_unit_again_is_told_since_when_it_is_closed_and_what_does_not_come_back(staffed):
    station = staffed.stations["敦厚镇"]
    station.closed_on = DAY
    station.save()
    page = staffed.client("clerk_dunhou").get(at("station_reopen", station)).content.decode()
    assert "2025年3月1日撤销" in page
    assert "视为从未撤销" in page
    assert "1 人在岗" in page
    assert "已登记离岗的人员不会随之恢复" in page
    assert '<button class="btn btn-primary" type="submit">重新启用</button>' in page


@pytest.mark.parametrize("what", ["void", "restore"])
def test_putting_aside_is_explained_in_the_words_of_the_kind(world, what):
    paper = OfficeDocument.objects.create(keeper=world["敦厚镇"], title="工作制度", dated=DAY)
    given = {"register": "offices:document", "record_id": paper.pk, "name": "a.pdf", "kind": "pdf", "size": 1}
    file = Attachment.objects.create(**given, uploaded_by=world.users["clerk_dunhou"], file="a.pdf", digest="0" * 64)
    kind = DocumentKind.objects.create(keeper=world["吉安市"], code="x", label="工作制度")
    pages = {
        "clerk_dunhou": [reverse(f"offices:document_file_{what}", args=[paper.pk, file.pk])],
        "city_officer": [at(f"document_kind_{what}", kind)],
    }
    if what == "restore":
        for one in (file, kind):
            one.void(by=world.users["clerk_dunhou"], reason="重复")
    for user, addresses in pages.items():
        for address in addresses:
            page = world.client(user).get(address).content.decode()
            assert "参与核查" not in page
            assert "结束日期" not in page
            assert ("附件" if user == "clerk_dunhou" else "制度文件") in page
