"""The dashboard shows what is stored, within the reader's area, and every number opens its rows."""

import io

import openpyxl
import pytest
from django.urls import reverse

from assessments.dashboards.tally import Tally
from assessments.dashboards.tiles import tile_places
from assessments.models import Finding
from jian_minzheng.core.audit.models import Action, AuditEntry
from tests.assessments.judged import judge, linked_counts
from tests.standing import world_with

DASHBOARD = "/assessments/dashboard/"


judged = world_with(then=judge)


def board_url(world, name):
    return reverse("assessments:division_dashboard", args=[world[name].pk])


@pytest.mark.parametrize("username", ["city_officer", "city_leader", "county_jian", "clerk_dunhou", "gov_dunhou"])
def test_key_figures_equal_the_rows_they_lead_to(judged, username):
    client = judged.client(username)
    figures = client.get(DASHBOARD).context["figures"]
    by_label = {figure.label: figure for figure in figures}
    for label in ("应核查项", "未达标", "数据缺失"):
        listed = client.get(by_label[label].url).context["page_obj"].paginator.count
        assert int(by_label[label].value) == listed, label
    assert f"{client.get(by_label['达标率'].url).context['page_obj'].paginator.count} 项" in by_label["达标率"].note
    stations = client.get(by_label["全部达标的民政所"].url).context["page_obj"].paginator.count
    assert int(by_label["全部达标的民政所"].value) == stations


@pytest.mark.parametrize("username", ["city_officer", "county_jian", "clerk_dunhou"])
@pytest.mark.parametrize("query", ["", "?columns=mechanism", "?standard=三(三)2-1&standard=三(三)1-3"])
def test_every_number_opens_a_list_with_exactly_that_many_rows(judged, username, query):
    client = judged.client(username)
    counts = linked_counts(client, DASHBOARD + query)
    assert counts or username == "clerk_dunhou"
    assert [(url, shown) for url, shown, _ in counts] == [(url, listed) for url, _, listed in counts]


def test_the_city_figure_is_that_of_all_findings(judged):
    figures = judged.client("city_officer").get(DASHBOARD).context["figures"]
    assert int(figures[0].value) == Finding.objects.exclude(outcome__in=["not_applicable", "not_due"]).count() > 0


@pytest.mark.parametrize("query", ["?mechanism=x", "?standard=三(三)2-1&standard=没有", "?mechanism=x&standard=y"])
def test_standards_there_are_not_count_nothing_and_give_no_workbook(judged, query):
    client = judged.client("city_officer")
    for view in ("division_dashboard", "station_standings"):
        page = client.get(reverse(f"assessments:{view}", args=[judged["吉安县"].pk]) + query)
        assert page.context["choice"].selected == ()
        assert "没有这样的机制或标准" in page.content.decode()
    refused = client.get(reverse("assessments:heat_download", args=[judged["吉安县"].pk]) + query)
    assert refused.status_code == 400
    assert board_url(judged, "吉安县") in refused.content.decode()
    assert not AuditEntry.objects.filter(action=Action.EXPORTED).exists()


def test_a_county_officer_never_reads_the_name_of_another_county(judged):
    client = judged.client("county_jian")
    for url in (DASHBOARD, "/assessments/findings/", "/", "/assessments/standards/", board_url(judged, "敦厚镇")):
        page = client.get(url).content.decode()
        assert not [name for name in ("永新县", "禾川镇", "城东村") if name in page], url


@pytest.mark.parametrize("view", ["division_dashboard", "station_standings", "heat_download"])
def test_other_places_do_not_exist(judged, view):
    clerk = judged.client("clerk_dunhou")
    for place in ("永阳镇", "吉安县", "永新县", "吉安市", "高塘村"):
        assert clerk.get(reverse(f"assessments:{view}", args=[judged[place].pk])).status_code == 404, place
    assert clerk.get(reverse(f"assessments:{view}", args=[10**9])).status_code == 404


@pytest.mark.parametrize("username", ["sysadmin", "auditor", "finance_jian", "village_gaotang"])
def test_roles_without_findings_are_refused(judged, username):
    client = judged.client(username)
    for url in (DASHBOARD, board_url(judged, "吉安市"), "/assessments/findings/", "/assessments/findings/download/"):
        assert client.get(url).status_code == 403, url


def test_the_own_area_has_one_address_that_keeps_the_filter(judged):
    response = judged.client("county_jian").get(board_url(judged, "吉安县") + "?mechanism=x")
    assert response.status_code == 302
    assert response["Location"] == DASHBOARD + "?mechanism=x"


def test_drilling_down_leads_from_city_to_county_to_township(judged):
    client = judged.client("city_officer")
    assert board_url(judged, "吉安县") in client.get(DASHBOARD).content.decode()
    county = client.get(board_url(judged, "吉安县"))
    assert board_url(judged, "敦厚镇") in county.content.decode()
    assert [division.name for division in county.context["board"].trail] == ["吉安市", "吉安县"]
    township = client.get(board_url(judged, "敦厚镇"))
    labels = {subject.label for subject in township.context["township"].villages}
    assert labels == {"高塘村", "城南社区"}
    assert [home.label for home in township.context["township"].homes] == ["敦厚镇敬老院"]


def test_choosing_standards_narrows_every_figure(judged):
    client = judged.client("city_officer")
    response = client.get(DASHBOARD + "?standard=三(三)1-3")
    assert int(response.context["figures"][0].value) == Finding.objects.filter(standard__code="三(三)1-3").count()
    assert len(response.context["heat"].columns) == 1


def test_a_refresh_sends_the_parts_without_the_frame(judged):
    page = judged.client("city_officer").get(DASHBOARD, headers={"HX-Request": "true"}).content.decode()
    assert "应核查项" in page
    assert "<html" not in page


def test_the_page_carries_neither_inline_script_nor_inline_style(judged):
    page = judged.client("city_officer").get(DASHBOARD).content.decode()
    assert "style=" not in page
    assert "<style" not in page
    assert "onclick" not in page


@pytest.mark.parametrize("username", ["city_officer", "county_jian", "clerk_dunhou"])
def test_at_most_twenty_queries(judged, username, django_assert_max_num_queries):
    client = judged.client(username)
    for url in (DASHBOARD, "/assessments/findings/", "/assessments/standards/", "/"):
        with django_assert_max_num_queries(20):
            client.get(url)


def test_the_heat_table_downloads_with_the_counts_and_is_on_record(judged):
    client = judged.client("county_jian")
    url = reverse("assessments:heat_download", args=[judged["吉安县"].pk])
    response = client.get(url)
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert sheet is not None
    rows = list(sheet.values)
    *counts, judged_on = [row[0] for row in rows[1:]]
    assert counts == ["敦厚镇", "永阳镇", "吉安县合计"]
    assert judged_on.startswith("核查于")
    unmet = sum(value for header, value in zip(rows[0], rows[-2], strict=True) if str(header).endswith("未达标"))
    assert unmet == int(client.get(DASHBOARD).context["figures"][2].value)
    assert AuditEntry.objects.filter(action=Action.EXPORTED, object_label="吉安县达标汇总").count() == 1


def test_stations_are_listed_by_state(judged):
    client = judged.client("city_officer")
    url = reverse("assessments:station_standings", args=[judged["吉安市"].pk])
    everything = client.get(url).context["page_obj"]
    assert {standing.name for standing in everything} == {"敦厚镇民政所", "永阳镇民政所", "禾川镇民政所"}
    failing = client.get(f"{url}?state=failing&standard=三(三)1-3").context["page_obj"]
    assert [standing.name for standing in failing] == ["永阳镇民政所"]


def test_an_area_without_findings_says_so(world):
    page = world.client("city_officer").get(DASHBOARD).content.decode()
    assert "这里还没有核查结果" in page


@pytest.mark.parametrize(
    ("tally", "percent", "band"),
    [
        (Tally(), "—", "none"),
        (Tally(met=1999, unmet=1), "99.9%", "best"),
        (Tally(met=95, unmet=5), "95%", "best"),
        (Tally(met=949, unmet=51), "94.9%", "good"),
        (Tally(met=8, unknown=2), "80%", "good"),
        (Tally(met=6, unmet=4), "60%", "fair"),
        (Tally(unmet=4, not_applicable=9), "0%", "poor"),
        (Tally(unknown=4, not_due=2), "0%", "open"),
    ],
)
def test_the_rate_is_cut_off_not_rounded_and_counts_missing_data_as_owed(tally, percent, band):
    assert (tally.percent, tally.band) == (percent, band)


def test_the_drawing_has_a_square_of_its_own_for_each_county():
    places = tile_places()
    assert len(places) == 16
    assert len(set(places.values())) == 16
