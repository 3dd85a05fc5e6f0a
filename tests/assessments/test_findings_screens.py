"""核查结果 and 为什么."""

import datetime
import io

import openpyxl
import pytest
from django.urls import reverse

from assessments.models import Finding
from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.listing.filters import OUT_OF_REACH
from tests.assessments.judged import judge
from tests.standing import world_with

LIST = "/assessments/findings/"


judged = world_with(then=judge)


def listed(client, query=""):
    return client.get(LIST + query).context["page_obj"].paginator.count


def finding(code, label):
    return Finding.objects.get(standard__code=code, subject_label=label)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?outcome=unmet", {"outcome": "unmet"}),
        ("?kind=station", {"subject_kind": "station"}),
        ("?standard=三(三)1-3", {"standard__code": "三(三)1-3"}),
        ("?standard=三(三)1-3&standard=三(三)1-7", {"standard__code__in": ["三(三)1-3", "三(三)1-7"]}),
        ("?q=永阳", {"subject_label__contains": "永阳"}),
    ],
)
def test_filters_narrow_the_list(judged, query, expected):
    assert listed(judged.client("city_officer"), query) == Finding.objects.filter(**expected).count() > 0


@pytest.mark.parametrize("query", ["?outcome=nonsense", "?kind=nonsense", "?standard=nonsense", "?mechanism=nonsense"])
def test_a_filter_that_cannot_be_read_shows_nothing_and_exports_nothing(judged, query):
    client = judged.client("city_officer")
    assert listed(client, query) == 0
    assert client.get(f"/assessments/findings/download/{query}").status_code == 400


def test_the_empty_choices_that_a_form_sends_narrow_nothing(judged):
    every = Finding.objects.count()
    assert listed(judged.client("city_officer"), "?outcome=&mechanism=&standard=&kind=&subject=&division=&q=") == every


def test_a_unit_narrows_to_its_subtree_and_one_out_of_scope_does_not_exist(judged):
    county = judged.client("county_jian")
    below = Finding.objects.filter(division__path__startswith=judged["敦厚镇"].path).count()
    assert listed(county, f"?division={judged['敦厚镇'].pk}") == below
    for pk in (judged["永新县"].pk, 999_999):
        page = county.get(f"{LIST}?division={pk}")
        assert page.context["rows"] == []
        assert OUT_OF_REACH in page.content.decode()
        assert county.get(f"/assessments/findings/download/?division={pk}").status_code == 400


def test_the_unit_filter_offers_nothing_out_of_scope(judged):
    page = judged.client("county_jian").get(LIST)
    offered = {label.strip() for _, label in page.context["filter"].form["division"].field.choices}
    assert offered == {"吉安县", "敦厚镇", "永阳镇"}


def test_the_largest_gap_comes_first_when_asked(judged):
    page = judged.client("city_officer").get(LIST + "?standard=三(三)1-7&sort=-gap").context["page_obj"]
    gaps = [row.gap for row in page if row.gap is not None]
    assert gaps == sorted(gaps, reverse=True)


def test_nothing_found_says_what_to_do(judged):
    assert "没有符合条件的记录" in judged.client("city_officer").get(LIST + "?q=不存在的乡").content.decode()


def test_the_download_holds_the_filtered_rows_and_is_on_record(judged):
    client = judged.client("county_jian")
    response = client.get("/assessments/findings/download/?outcome=unmet")
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active.values)
    assert len(rows) - 1 == listed(client, "?outcome=unmet")
    assert {row[rows[0].index("结果")] for row in rows[1:]} == {"未达标"}
    assert {"标准编号", "对象类别", "实际", "要求", "计量单位", "核查日期"} <= set(rows[0])
    assert isinstance(rows[1][rows[0].index("自")], datetime.datetime)
    entry = AuditEntry.objects.get(action=Action.EXPORTED)
    assert entry.object_label == "吉安县核查结果"
    assert entry.detail["行数"] == len(rows) - 1


def test_why_names_clause_requirement_figures_and_what_to_do(judged):
    sign = finding("三(三)1-3", "永阳镇民政所")
    response = judged.client("county_jian").get(reverse("assessments:finding_detail", args=[sign.pk]))
    page = response.content.decode()
    for words in ("未达标", sign.reason, sign.standard.requirement, sign.explanation["remedy"], "三(三)1"):
        assert words in page
    assert reverse("offices:station_detail", args=[judged.stations["永阳镇"].pk]) in page
    assert {row.subject_id for row in response.context["siblings"]} == {sign.subject_id}


def test_why_shows_the_parameter_in_force_with_date_and_source(judged):
    area = finding("三(三)1-7", "敦厚镇民政所")
    page = judged.client("clerk_dunhou").get(reverse("assessments:finding_detail", args=[area.pk])).content.decode()
    for parameter in area.explanation["parameters"]:
        assert parameter["label"] in page
        assert parameter["since"] in page
        assert parameter["source"] in page


def test_missing_data_says_what_and_where_to_enter_it(judged):
    boards = finding("三(三)1-5", "敦厚镇民政所")
    assert boards.outcome == "unknown"
    page = judged.client("clerk_dunhou").get(reverse("assessments:finding_detail", args=[boards.pk])).content.decode()
    assert all(item in page for item in boards.explanation["missing"])
    assert "去填报：基本情况" in page
    assert reverse("offices:station_detail", args=[judged.stations["敦厚镇"].pk]) in page


def test_a_finding_out_of_scope_does_not_exist(judged):
    clerk = judged.client("clerk_dunhou")
    for label in ("永阳镇民政所", "禾川镇民政所"):
        other = finding("三(三)1-3", label)
        assert clerk.get(reverse("assessments:finding_detail", args=[other.pk])).status_code == 404


@pytest.mark.parametrize("username", ["gov_dunhou", "city_leader"])
def test_a_record_that_the_reader_may_not_open_has_no_link(judged, username):
    headcount = finding("三(三)2-1", "敦厚镇民政所")
    headcount.explanation["inputs"] = [
        {"label": "他人", "value": 1, "unit": "人", "model": "staffing.Person", "pk": 4_000_000},
        {"label": "别处", "value": 1, "unit": "人", "model": "offices.Division", "pk": 4_000_000},
    ]
    headcount.save()
    response = judged.client(username).get(reverse("assessments:finding_detail", args=[headcount.pk]))
    assert [figure.url for figure in response.context["inputs"]] == ["", ""]


def test_at_most_twenty_queries_for_why(judged, django_assert_max_num_queries):
    client = judged.client("city_officer")
    for row in Finding.objects.order_by("standard_id", "pk")[:40]:
        with django_assert_max_num_queries(20):
            assert client.get(reverse("assessments:finding_detail", args=[row.pk])).status_code == 200
