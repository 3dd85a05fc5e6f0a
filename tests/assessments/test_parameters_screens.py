"""标准与参数: what is in force, and a new value from a day on."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from assessments.models import Finding, Parameter, Standard
from assessments.parameters import value_lines
from assessments.services import parameter_change
from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action, AuditEntry
from tests.assessments.judged import judge, linked_counts
from tests.standing import world_with

AREA = "office_area_per_person"
BANDS = "staff_headcount_bands"


judged = world_with(then=judge)


def change_url(key):
    return reverse("assessments:parameter_change", args=[key])


def form(value="3", on=None, **extra):
    on = on or timezone.localdate()
    return {"value": value, "valid_from": on.isoformat(), "source": "市民政局通知", "step": "save", **extra}


def test_standards_show_requirement_parameters_and_counts_that_open_their_rows(judged):
    client = judged.client("county_jian")
    page = client.get("/assessments/standards/").content.decode()
    assert "人均办公用房：8 ㎡/人" in page
    counts = linked_counts(client, "/assessments/standards/")
    assert counts
    assert all(shown == listed for _, shown, listed in counts)


def test_a_standard_opens_with_its_counts_and_values(judged):
    client = judged.client("city_officer")
    standard = Standard.objects.get(code="三(三)2-1")
    url = reverse("assessments:standard_detail", args=[standard.pk])
    page = client.get(url).content.decode()
    assert "不低于20,000、不足50,000：3 人" in page
    assert standard.requirement in page
    assert all(shown == listed for _, shown, listed in linked_counts(client, url))


def test_a_new_value_ends_the_old_one_the_day_before_and_is_on_record(judged):
    today = timezone.localdate()
    response = judged.client("city_officer").post(change_url(AREA), form("4", today))
    assert response.status_code == 302
    new, old = Parameter.objects.filter(key=AREA).order_by("-valid_from")
    assert (new.value, new.valid_from, new.valid_to) == (4, today, None)
    assert old.value == 8
    assert old.valid_to == today - datetime.timedelta(days=1)
    entry = AuditEntry.objects.get(action=Action.PARAMETER_CHANGED)
    assert entry.detail["原"] == 8
    assert entry.detail["现"] == 4


def test_findings_follow_a_change_at_once(judged):
    pay = {"key": "home_residents_per_worker"}
    home = Finding.objects.filter(standard__code="三(三)2-8").get()
    judged.client("city_officer").post(change_url(pay["key"]), form("5"))
    home.refresh_from_db()
    assert home.explanation["parameters"][0]["value"] == 5


def test_a_parameter_may_be_a_day(judged):
    client = judged.client("city_officer")
    assert "应为" in client.post(change_url("policy_begins"), form("1990-01-01")).content.decode()
    assert client.post(change_url("policy_begins"), form("2018-05-01")).status_code == 302
    new = Parameter.objects.filter(key="policy_begins").order_by("-valid_from").first()
    assert (new.value, value_lines(new.value)) == ("2018-05-01", ["2018-05-01"])


def test_a_future_value_leaves_today_as_it_is(judged):
    later = timezone.localdate() + datetime.timedelta(days=30)
    judged.client("city_officer").post(change_url(AREA), form("9", later))
    page = judged.client("city_officer").get("/assessments/standards/").content.decode()
    assert "人均办公用房：8 ㎡/人" in page


def test_a_value_between_two_others_fits_between_them(judged):
    client, today = judged.client("city_officer"), timezone.localdate()
    client.post(change_url(AREA), form("10", today + datetime.timedelta(days=60)))
    client.post(change_url(AREA), form("9", today + datetime.timedelta(days=30)))
    values = [(row.value, row.valid_to) for row in Parameter.objects.filter(key=AREA).order_by("valid_from")]
    assert values == [
        (8, today + datetime.timedelta(days=29)),
        (9, today + datetime.timedelta(days=59)),
        (10, None),
    ]


def test_a_second_value_on_the_same_day_is_refused_at_the_form(judged):
    client = judged.client("city_officer")
    client.post(change_url(AREA), form("9"))
    response = client.post(change_url(AREA), form("10"))
    assert response.status_code == 200
    assert "在这一天已有取值" in response.content.decode()
    assert Parameter.objects.filter(key=AREA).count() == 2


def test_a_county_value_holds_for_that_county_alone(judged):
    client = judged.client("city_officer")
    client.post(change_url(AREA), form("2", county=judged["吉安县"].pk))
    override = Parameter.objects.get(key=AREA, county=judged["吉安县"])
    assert override.value == 2
    assert Parameter.objects.get(key=AREA, county=None).valid_to is None
    assert (
        "人均办公用房(吉安县)：2 ㎡/人" in judged.client("clerk_dunhou").get("/assessments/standards/").content.decode()
    )
    yongxin = judged.client("county_yongxin").get("/assessments/standards/").content.decode()
    assert "吉安县" not in yongxin
    assert "人均办公用房：8 ㎡/人" in yongxin


def test_the_preview_says_who_would_change_and_stores_nothing(judged):
    response = judged.client("city_officer").post(change_url("home_residents_per_worker"), form("5", step="preview"))
    assert response.status_code == 200
    assert "还没有登记" in response.content.decode()
    effect = response.context["effects"][0]
    assert effect.standard.code == "三(三)2-8"
    assert effect.now.judged == Finding.objects.filter(standard__code="三(三)2-8").count()
    assert Parameter.objects.filter(key="home_residents_per_worker").count() == 1
    assert not AuditEntry.objects.filter(action=Action.PARAMETER_CHANGED).exists()


def bands(*rows):
    data = {"band-TOTAL_FORMS": str(len(rows)), "band-INITIAL_FORMS": "0"}
    for number, (up_to, inclusive, value) in enumerate(rows):
        data |= {
            f"band-{number}-up_to": up_to,
            f"band-{number}-inclusive": inclusive,
            f"band-{number}-value": value,
        }
    return form() | data


def test_bands_are_entered_row_by_row(judged):
    rows = bands(("30000", "yes", "2"), ("", "no", "4"), ("", "no", ""))
    assert judged.client("city_officer").post(change_url(BANDS), rows).status_code == 302
    assert Parameter.objects.filter(key=BANDS).order_by("-valid_from")[0].value == {
        "bands": [
            {"up_to": 30000, "inclusive": True, "value": 2},
            {"up_to": None, "inclusive": False, "value": 4},
        ]
    }


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("", "no", "")], "请至少填写一档"),
        ([("20000", "no", "2")], "只有最后一档的上限留空"),
        ([("", "no", "2"), ("", "no", "3")], "只有最后一档的上限留空"),
        ([("50000", "no", "2"), ("20000", "no", "3"), ("", "no", "4")], "从小到大"),
    ],
)
def test_bands_that_make_no_sense_are_refused(judged, rows, words):
    response = judged.client("city_officer").post(change_url(BANDS), bands(*rows))
    assert response.status_code == 200
    assert words in response.content.decode()
    assert Parameter.objects.filter(key=BANDS).count() == 1


def test_a_parameter_without_any_value_takes_its_first(judged):
    client = judged.client("city_officer")
    assert "尚未规定" in client.get(reverse("assessments:parameter_list")).content.decode()
    client.post(change_url("specialist_pay_superior"), form("300"))
    first = Parameter.objects.get(key="specialist_pay_superior")
    assert (first.label, first.value, first.unit) == ("上级规定的专干月报酬", 300, "元/月")


@pytest.mark.parametrize("username", ["city_leader", "county_jian", "clerk_dunhou", "sysadmin", "auditor"])
def test_only_the_city_officer_changes_parameters(judged, username):
    client = judged.client(username)
    assert client.get(change_url(AREA)).status_code == 403
    assert client.post(change_url(AREA), form()).status_code == 403
    assert Parameter.objects.filter(key=AREA).count() == 1


@pytest.mark.parametrize("username", ["sysadmin", "auditor", "finance_jian", "village_gaotang"])
def test_standards_are_closed_to_roles_without_them(judged, username):
    assert judged.client(username).get("/assessments/standards/").status_code == 403


def test_an_unknown_parameter_does_not_exist(judged):
    client = judged.client("city_officer")
    assert client.get(reverse("assessments:parameter_detail", args=["nonsense"])).status_code == 404
    assert client.get(change_url("nonsense")).status_code == 404


def test_the_service_refuses_a_value_of_the_wrong_shape(judged):
    with pytest.raises(ValidationError):
        parameter_change(
            SYSTEM,
            key=AREA,
            value={"bands": []},
            valid_from=timezone.localdate(),
            source="x",
        )


def test_values_in_words():
    assert value_lines(8, "㎡/人") == ["8 ㎡/人"]
    assert value_lines("registered") == ["户籍人口"]
    rows = [{"up_to": 20000, "inclusive": True, "value": 2}, {"up_to": None, "value": 3}]
    assert value_lines({"bands": rows}, "人") == ["不超过20,000：2 人", "超过20,000：3 人"]
