"""单位树 as its users see it."""

import datetime
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.divisions import services
from offices.models import Division, PopulationFigure

OFFICES = ("city_officer", "county_jian", "clerk_dunhou")


def url(name, *args):
    return reverse(f"offices:{name}", args=args)


@pytest.fixture
def figure(world):
    return PopulationFigure.objects.create(division=world["敦厚镇"], year=2024, basis="registered", persons=45820)


def test_the_tree_begins_at_the_own_unit_and_shows_nothing_above_or_beside(world):
    page = world.client("clerk_dunhou").get(url("division_list")).content.decode()
    assert "高塘村" in page
    assert "永阳镇" not in page
    assert "禾川镇" not in page


def test_a_branch_is_fetched_when_opened_and_only_within_scope(world):
    county = world.client("county_jian")
    assert "高塘村" in county.get(url("division_children", world["敦厚镇"].pk)).content.decode()
    assert county.get(url("division_children", world["禾川镇"].pk)).status_code == 404


@pytest.mark.parametrize("text", ["敦厚", "dhz", "dunhou", "360821100"])
def test_search_finds_by_name_pinyin_and_code(world, text):
    page = world.client("city_officer").get(url("division_search"), {"q": text}).content.decode()
    assert "敦厚镇" in page
    assert "吉安市 › 吉安县" in page


def test_a_unit_is_found_by_its_former_name_which_is_said(world):
    said = {"on": datetime.date(2026, 3, 1), "source": "赣府字〔2026〕1号"}
    services.division_rename(SYSTEM, division=world["敦厚镇"], name="敦厚街道", kind="街道", **said)
    page = world.client("county_jian").get(url("division_search"), {"q": "敦厚镇"}).content.decode()
    assert "敦厚街道" in page
    assert "曾用名：敦厚镇(2026年2月28日止)" in page


def test_search_out_of_scope_finds_nothing_and_says_what_to_do(world):
    page = world.client("county_jian").get(url("division_list"), {"q": "禾川"}).content.decode()
    assert "没有找到这样的单位" in page
    assert reverse("offices:division_detail", args=[world["禾川镇"].pk]) not in page


def test_a_unit_shows_both_codes_labelled_its_population_and_its_station(world, figure):
    page = world.client("county_jian").get(url("division_detail", world["敦厚镇"].pk)).content.decode()
    for text in ("统计用区划代码", "民政区划代码", "360821100", "45,820", "敦厚镇民政所", "敦厚镇敬老院", "区划沿革"):
        assert text in page


def test_a_unit_out_of_scope_does_not_exist(world):
    response = world.client("clerk_dunhou").get(url("division_detail", world["永阳镇"].pk))
    assert response.status_code == 404


def test_roles_without_business_data_are_refused(world):
    for username in ("sysadmin", "auditor", "finance_jian"):
        assert world.client(username).get(url("division_list")).status_code == 403


@pytest.mark.parametrize("username", OFFICES)
def test_tree_and_unit_take_few_queries(world, django_assert_max_num_queries, figure, username):
    client = world.client(username)
    with django_assert_max_num_queries(20):
        client.get(url("division_list"))
    with django_assert_max_num_queries(20):
        client.get(url("division_list"), {"q": "镇"})
    for name in ("吉安市", "吉安县", "敦厚镇", "高塘村"):
        with django_assert_max_num_queries(20):
            client.get(url("division_detail", world[name].pk))


def test_the_export_holds_the_visible_subtree_and_is_on_record(world, figure):
    response = world.client("county_jian").get(url("division_export"))
    sheet = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active
    names = [row[1].value for row in sheet.iter_rows(min_row=2)]
    assert names == ["吉安县", "敦厚镇", "高塘村", "城南社区", "永阳镇", "江边村"]
    assert AuditEntry.objects.get(action=Action.EXPORTED).detail["行数"] == 6


def test_the_export_of_another_county_does_not_exist(world):
    assert world.client("county_jian").get(url("division_export"), {"root": world["永新县"].pk}).status_code == 404


def test_the_administrator_sees_what_a_move_touches_before_confirming_it(world):
    client = world.client("sysadmin")
    page = url("division_change", world["敦厚镇"].pk, "move")
    values = {"parent": world["永新县"].pk, "on": "2026-03-01", "source": "赣府字〔2026〕1号"}
    preview = client.post(page, values).content.decode()
    assert "3 个单位" in preview
    assert "3 项账号授权" in preview
    assert Division.objects.get_parent(Division.objects.get(name="敦厚镇")).name == "吉安县"
    assert client.post(page, {**values, "confirmed": "1"}).status_code == 302
    assert Division.objects.get_parent(Division.objects.get(name="敦厚镇")).name == "永新县"


@pytest.mark.parametrize(
    ("change", "values"),
    [
        ("rename", {"name": "敦厚街道", "kind": "街道"}),
        ("merge", {"successor": "永阳镇"}),
        ("split", {"name": "城南街道", "kind": "街道", "children": "城南社区"}),
    ],
)
def test_every_change_can_be_entered_in_the_browser(world, change, values):
    values = {name: world.divisions[text].pk if text in world.divisions else text for name, text in values.items()}
    values |= {"on": "2026-03-01", "source": "赣府字〔2026〕1号", "confirmed": "1"}
    response = world.client("sysadmin").post(url("division_change", world["敦厚镇"].pk, change), values)
    assert response.status_code == 302
    assert AuditEntry.objects.filter(action=Action.DIVISION_CHANGED, actor_id=world.users["sysadmin"].pk).exists()


def test_closing_and_reopening_in_the_browser(world):
    client, pk = world.client("sysadmin"), world["高塘村"].pk
    said = {"source": "撤村", "confirmed": "1"}
    client.post(url("division_change", pk, "close"), {**said, "on": "2026-03-01"})
    assert Division.objects.get(pk=pk).valid_to == datetime.date(2026, 3, 1)
    client.post(url("division_change", pk, "reopen"), {**said, "on": "2026-04-01"})
    assert Division.objects.get(pk=pk).valid_to is None


def test_what_cannot_be_done_is_said_on_the_form(world):
    values = {"on": "2026-03-01", "source": "撤镇", "confirmed": "1"}
    page = world.client("sysadmin").post(url("division_change", world["敦厚镇"].pk, "close"), values)
    assert "还有2个下级单位" in page.content.decode()


def test_only_the_administrator_changes_the_tree(world):
    for username in ("city_officer", "county_jian", "auditor"):
        assert world.client(username).get(url("division_changes", world["敦厚镇"].pk)).status_code == 403
