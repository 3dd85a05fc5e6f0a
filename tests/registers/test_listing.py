"""Every list of the portal: no filter widens, the way back is kept, and the workbook holds what it says it holds."""

import datetime
import gc
import re
from decimal import Decimal
from html import unescape
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Finding
from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action, AuditEntry
from jian_minzheng.core.registers.listing import Listing
from tests.assessments.judged import judge
from tests.base import World
from tests.registers.cases import rows_of
from tests.registers.samples import SAMPLES, key_of, registers
from tests.staffing.people import employ

LISTS: dict[str, tuple[str, str]] = {
    "staffing:person_list": ("county_jian", "staffing:person_export"),
    "staffing:village_roster": ("county_jian", ""),
    "intake:list": ("county_jian", ""),
    "assessments:finding_list": ("county_jian", "assessments:finding_download"),
    "offices:division_change_list": ("sysadmin", ""),
    "audit": ("auditor", "audit_export"),
    **{
        f"{one.app}:{one.name}_list": (SAMPLES[key_of(one)].keeper, f"{one.app}:{one.name}_export")
        for one in registers()
    },
}
"""Each list with somebody who may see it, and its export where it has one."""

each_list = pytest.mark.parametrize("name", LISTS)


def test_every_listing_is_among_those_tried(world: World) -> None:
    """Fails for a list that somebody adds and does not try here."""
    tried = {world.client(user).get(reverse(name)).context["listing"].name for name, (user, _export) in LISTS.items()}
    assert tried == {one.name for one in gc.get_objects() if type(one) is Listing}


@pytest.mark.parametrize("name", [name for name, (_user, export) in LISTS.items() if export])
def test_a_refused_export_leads_back_to_the_list_as_it_was(world: World, name: str) -> None:
    user, export = LISTS[name]
    client = world.client(user)
    client.get(reverse(name), {"size": "20"})
    refusal = client.get(reverse(export), {"towship": "1"}).content.decode()
    assert f'href="{reverse(name)}?size=20">返回列表' in refusal


def test_the_whole_numbers_of_a_list_that_cannot_be_read_stay_here(world: World) -> None:
    employ(world, "曾庆华")
    for query in ("township=999999", "towship=1", "on=2025-13-45"):
        response = world.client("county_jian").post(reverse("staffing:person_export_full"), {"query": query})
        assert response.status_code == 400, query


@each_list
def test_the_page_size_is_kept_for_the_session_and_for_this_list(world: World, name: str) -> None:
    client = world.client(LISTS[name][0])

    def size(address: str, **query: Any) -> int:
        return int(client.get(address, query).context["page_obj"].paginator.per_page)

    assert size(reverse(name)) == 50
    assert size(reverse(name), size=20) == 20
    assert size(reverse(name)) == 20
    assert size(reverse(name), size=7) == 20
    others = [other for other in LISTS if other != name and LISTS[other][0] == LISTS[name][0]]
    assert all(size(reverse(other)) == 50 for other in others)


def test_rows_without_a_value_come_last_whichever_way_the_list_is_sorted(world: World) -> None:
    for name, pay in (("甲", None), ("乙", Decimal("1500")), ("丙", Decimal("3000"))):
        employ(world, name, monthly_pay=pay)
    client = world.client("county_jian")
    for sort, expected in (("pay", ["乙", "丙", "甲"]), ("-pay", ["丙", "乙", "甲"])):
        rows = client.get(reverse("staffing:person_list"), {"sort": sort}).context["rows"]
        assert [post.person.name for post, _ in rows] == expected


# What the workbooks hold


def column_of(response: Any, label: str) -> list[Any]:
    head, *rows = rows_of(response)
    at = [cell.value for cell in head].index(label)
    return [row[at] for row in rows]


def test_dates_and_numbers_of_people_are_exported_as_such(world: World) -> None:
    employ(world, "曾庆华", monthly_pay=Decimal("1500.50"), from_date=datetime.date(2020, 3, 1))
    asked = {"column": ["name", "pay", "from_date", "to_date"]}
    address = reverse("staffing:person_export")
    client = world.client("county_jian")
    (day,) = column_of(client.get(address, asked), "到岗日期")
    assert (day.value.date(), day.is_date) == (datetime.date(2020, 3, 1), True)
    (pay,) = column_of(client.get(address, asked), "月工资报酬(元)")
    assert (pay.value, pay.data_type) == (1500.5, "n")
    (left,) = column_of(client.get(address, asked), "离岗日期")
    assert left.value is None


def test_moments_and_numbers_of_the_trail_are_exported_as_such_with_the_hash(world: World) -> None:
    trail.record(SYSTEM, Action.RECORDED, label="某某")
    entry = AuditEntry.objects.get(object_label="某某")
    client = world.client("auditor")
    asked = {"q": "某某"}
    (at,) = column_of(client.get(reverse("audit_export"), asked), "时间")
    assert at.is_date
    assert abs(at.value - timezone.make_naive(entry.at)) < datetime.timedelta(seconds=1)
    (sequence,) = column_of(client.get(reverse("audit_export"), asked), "序号")
    assert (sequence.value, sequence.data_type) == (entry.sequence, "n")
    (whole,) = column_of(client.get(reverse("audit_export"), asked), "校验值")
    assert whole.value == entry.entry_hash
    assert entry.entry_hash not in client.get(reverse("audit"), asked).content.decode()


def test_dates_and_figures_of_findings_are_exported_as_such(world: World) -> None:
    judge(world)
    finding = Finding.objects.filter(gap__gt=0, division__path__startswith=world["吉安县"].path).first()
    assert finding is not None
    asked = {"q": finding.subject_label, "standard": finding.standard.code}
    address = reverse("assessments:finding_download")
    client = world.client("county_jian")
    (gap,) = column_of(client.get(address, asked), "缺口")
    assert (Decimal(str(gap.value)), gap.data_type) == (finding.gap, "n")
    (since,) = column_of(client.get(address, asked), "自")
    assert (since.value.date(), since.is_date) == (finding.since, True)


# Who leads to the lists

LIST_LINK = re.compile(r'href="([^"?]*)\?([^"]+)"')


@pytest.mark.parametrize("user", ["city_officer", "county_jian", "clerk_dunhou"])
def test_no_link_of_the_portal_asks_a_list_for_what_it_does_not_know(world: World, user: str) -> None:
    judge(world)
    client = world.client(user)
    lists = {reverse(name) for name in LISTS}
    finding = Finding.objects.filter(division__path__startswith=world["敦厚镇"].path).first()
    assert finding is not None
    starts = [
        reverse("home"),
        reverse("assessments:dashboard"),
        reverse("assessments:standard_list"),
        reverse("assessments:standard_detail", args=[finding.standard_id]),
        reverse("assessments:finding_detail", args=[finding.pk]),
        reverse("assessments:division_dashboard", args=[world["敦厚镇"].pk]),
        reverse("offices:station_detail", args=[world.stations["敦厚镇"].pk]),
        reverse("offices:division_detail", args=[world["敦厚镇"].pk]),
        reverse("staffing:village_roster"),
    ]
    shapes: dict[Any, str] = {}
    for start in starts:
        for path, query in LIST_LINK.findall(client.get(start).content.decode()):
            if path in lists:
                named = frozenset(key for key, _ in parse_qsl(unescape(query)))
                shapes.setdefault((path, named), f"{path}?{unescape(query)}")
    assert len(shapes) >= 3
    unreadable = [address for address in shapes.values() if not client.get(address).context["readable"]]
    assert unreadable == []
