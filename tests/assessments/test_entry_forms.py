"""去填报: what is unmet or missing leads to the form, opened at the field that would change it, and back again."""

import copy
import datetime
import re
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse

from assessments.compliance.refresh import refresh_all
from assessments.entry_forms import EntryForms, JudgedSubject
from assessments.loading import standards_load
from assessments.models import Finding, Standard
from jian_minzheng.core.returning import with_way_back
from offices.activities import kinds_load as activity_kinds_load
from offices.documents import kinds_load
from offices.identity import acting_as
from offices.models import (
    DocumentKind,
    HomeCensus,
    NursingHome,
    OfficeDocument,
    ServiceWindow,
    Station,
    Stocktake,
    UrbanMark,
)
from offices.vocabulary import ROSTERS
from tests.assessments import facts_world as put
from tests.base import OPENED

LONG_AGO = datetime.date(2019, 1, 1)
KEEPERS = ("clerk_dunhou", "county_jian", "county_yongxin", "city_officer")
OPEN = ("unmet", "unknown", "not_due")
NO_FORM_YET = {
    "三(二)1-4", "三(二)1-5", "三(二)2-1", "三(二)2-2", "三(二)2-3",
    "三(二)3-1", "三(二)3-2", "三(二)4-3", "三(二)5-1", "三(二)5-2",
}  # fmt: skip
"""业务报表 has no screens yet."""
A_LIST = {"三(三)2-6"}
"""Many posts decide together: a list of those without pay, not one field."""
BOTH = {f"三(三)1-{number}" for number in range(3, 10)} | {f"三(三)2-{number}" for number in (1, 2, 3, 5, 8, 9, 10)}


@pytest.fixture(scope="module")
def filled(standing_world, django_db_blocker):
    """Of every standard something is unmet or missing; the roster of 禾川镇 has not been gone through."""
    with django_db_blocker.unblock():
        fill(standing_world)
    return standing_world


@pytest.fixture
def wanting(filled, db):
    return copy.deepcopy(filled)


def fill(world):
    kinds_load()
    activity_kinds_load()
    standards_load()
    no = dict.fromkeys(("sign_hung", "rules_in_place", "notice_board", "publicity_board"), False)
    put.profile(world.stations["敦厚镇"], office_area=Decimal(5), inside_nursing_home=True, **no)
    put.seven_haves(world.stations["敦厚镇"], usable=0)
    put.population(world, "敦厚镇", 60_000)
    put.staff(world, "敦厚镇", 1, employment="33", payer="village")
    put.staff(world, "永阳镇", 2, employment="")
    Station.objects.filter(township=world["永阳镇"]).update(name="永阳所")
    Station.objects.filter(township=world["禾川镇"]).update(closed_on=LONG_AGO)
    ServiceWindow.objects.create(division=world["敦厚镇"], place="township_hall", opened_on=OPENED)
    ServiceWindow.objects.create(division=world["永阳镇"], place="township_hall", opened_on=OPENED, dedicated=False)
    UrbanMark.objects.create(division=world["城南社区"])
    put.specialist(world, "高塘村", "150")
    put.specialist(world, "江边村", None)
    HomeCensus.objects.create(home=world.homes["敦厚镇"], as_of=put.SINCE, residents=40, dependent=8)
    world.homes["永阳镇"] = NursingHome.objects.create(township=world["永阳镇"], name="永阳镇敬老院", opened_on=OPENED)
    put.home_staff(world, "敦厚镇", "carer")
    put.home_staff(world, "永阳镇", "director", insured=False)
    paper(world, "吉安县", "integrity_rules", "integrity_risk_list", dated=LONG_AGO)
    paper(world, "敦厚镇", "power_list", "duty_list", dated=LONG_AGO, valid_to=datetime.date(2020, 1, 1))
    paper(world, "永阳镇", "power_list", "duty_list", dated=LONG_AGO, published=False)
    for roster in Stocktake.objects.filter(stock__in=ROSTERS):
        Stocktake.objects.create(division=world["永阳镇"], stock=roster.stock, finished_on=OPENED)
        Stocktake.objects.filter(pk=roster.pk).update(division=world["敦厚镇"])
    refresh_all()


def paper(world, keeper, *codes, **values):
    document = OfficeDocument.objects.create(keeper=world[keeper], title="文件", **values)
    document.kinds.set(DocumentKind.objects.filter(code__in=codes))


def why(finding):
    return reverse("assessments:finding_detail", args=[finding.pk])


def finding(code, label):
    return Finding.objects.get(standard__code=code, subject_label=label)


def entries(client, finding):
    """What the page 为什么 offers."""
    return client.get(why(finding)).context["entries"]


def test_every_open_finding_leads_to_the_field_for_whoever_keys_it_in(wanting):
    """One of each standard, outcome, kind of subject and field; one form of each kind is opened."""
    actors = {name: acting_as(wanting.users[name]) for name in KEEPERS}
    rows = Finding.objects.filter(outcome__in=OPEN).exclude(standard__code__in=NO_FORM_YET)
    nowhere, opened, told = [], {}, set()
    for row in rows.exclude(division=wanting["井冈山管理局"]).select_related("standard", "division"):
        offered = {name: link for name, actor in actors.items() for link in links(actor, row)}
        told.add((row.standard.code, row.outcome))
        if not offered:
            nowhere.append((row.standard.code, row.outcome))
        for name, link in [*offered.items()][:1]:
            opened.setdefault((re.sub(r"\d+", "", link.url), row.subject_kind), (name, link.url, row))
    assert not nowhere
    assert {(code, outcome) for code in BOTH for outcome in ("unmet", "unknown")} <= told
    assert {code for code, _ in told} == {*Standard.objects.values_list("code", flat=True)} - NO_FORM_YET
    for name, url, row in opened.values():
        opens_at_its_field(wanting.client(name), url, row)


def links(actor, row):
    if not Finding.objects.visible_to(actor.scope).filter(pk=row.pk).exists():
        return []
    named = row.explanation["enter"]
    return EntryForms(actor, named).links(JudgedSubject.of(row), named)


def opens_at_its_field(client, url, row):
    page, field = client.get(url), url.partition("#")[2]
    assert page.status_code == 200, (row, url)
    assert not field or f'id="{field}"' in page.content.decode(), (row, url)
    assert field or row.standard.code in A_LIST or "/stocktakes/" in url, (row, url)


def test_an_unregistered_paper_is_begun_with_its_kind_and_unit(wanting):
    client, row = wanting.client("county_jian"), finding("三(二)1-2", "吉安县")
    (entry,) = entries(client, row)
    form = client.get(entry.url).context["form"]
    assert entry.label == "“救急难”工作机制文件"
    assert [str(form[name].value()) for name in ("keeper", "kinds")] == [
        str(wanting["吉安县"].pk),
        str([DocumentKind.objects.get(code="urgent_relief").pk]),
    ]


def test_saving_leads_back_to_why_it_was_asked_and_nowhere_else(wanting):
    client, row = wanting.client("clerk_dunhou"), finding("三(三)1-7", "敦厚镇民政所")
    (entry,) = entries(client, row)
    form = client.get(entry.url).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    sent |= {"office_area": "80", "note": "新办公楼"}
    assert client.get(entry.url).context["back"] == why(row)
    assert client.post(entry.url, sent).headers["Location"] == why(row)
    row.refresh_from_db()
    assert row.outcome == "met"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"]
)
def test_no_address_of_another_site_is_a_way_back(wanting, elsewhere):
    page = reverse("offices:station_profile", args=[wanting.stations["敦厚镇"].pk])
    shown = wanting.client("clerk_dunhou").get(page, {"next": elsewhere})
    assert shown.context["back"] == reverse("offices:station_detail", args=[wanting.stations["敦厚镇"].pk])


def test_who_may_not_enter_it_is_led_to_the_page(wanting):
    row = finding("三(三)1-7", "敦厚镇民政所")
    for username in ("gov_dunhou", "city_officer"):
        client = wanting.client(username)
        assert entries(client, row) == []
        page = client.get(why(row)).content.decode()
        assert "去填报" not in page
        assert reverse("offices:station_detail", args=[row.subject_id]) in page


def test_the_township_s_page_and_explain_offer_the_same(wanting, capsys):
    client, row = wanting.client("clerk_dunhou"), finding("三(三)1-7", "敦厚镇民政所")
    own = client.get(reverse("assessments:dashboard")).context["township"].own
    (entry,) = next(one for one in own if one.pk == row.pk).entries
    profile = f"{reverse('offices:station_profile', args=[row.subject_id])}#id_office_area"
    assert entry.url == with_way_back(profile, reverse("assessments:dashboard"))
    call_command("explain", "三(三)1-7", "敦厚镇民政所")
    assert f"填报：基本情况 {profile}" in capsys.readouterr().out
