"""Of two colleagues with the same page open, the second is told what the first decided, and overwrites nothing."""

import html
import re

import pytest
from django.urls import reverse

from intake.models import ImportBatch
from offices.models import Station
from tests.intake.engine import Engine
from tests.intake.test_import_revisions import HTMX, Desk
from tests.staffing.rosters.staff_rosters import number, person, save

pytestmark = pytest.mark.django_db

TOLD = "在您打开之后有人改过或答过"
HEADER = ["乡镇", "设立日期", "情况截至日期", "标识牌"]
TOWNS = ("敦厚镇", "永阳镇")


def addresses(text, cell):
    """Where the forms and buttons of a page send what is said of a cell."""
    found = re.findall(r'(?:form)?action="([^"]+)"', html.unescape(text))
    return [address for address in found if address.split("?")[0] == cell]


@pytest.fixture
def desk(world, tmp_path):
    return Desk(world, tmp_path, person(1, "刘涛", 学历="读过书", 到岗时间="去年"), person(2, "王芳", sex=2))


def send(at, address, text):
    return at.client.post(address, {"text": text}, follow=True).content.decode()


def corrected(at):
    return ImportBatch.objects.get(pk=at.batch.pk).decisions.get("cells", {})


def test_a_cell_that_a_colleague_put_right_meanwhile_is_not_overwritten(desk):
    (address,) = addresses(desk.page("cell", 2, "education"), desk.url("cell", 2, "education"))
    desk.correct(2, "education", "大学本科")
    told = send(desk, address, "大学专科")
    assert f"第2行“学历”{TOLD}" in told
    assert corrected(desk) == {"2": {"education": "大学本科"}}


def test_the_page_that_shows_the_other_text_may_change_it_again(desk):
    desk.correct(2, "education", "大学本科")
    (address,) = addresses(desk.page("cell", 2, "education"), desk.url("cell", 2, "education"))
    assert TOLD not in send(desk, address, "大学专科")
    assert corrected(desk) == {"2": {"education": "大学专科"}}


def test_what_was_put_right_in_another_cell_of_the_row_stands_in_nobodys_way(desk):
    (address,) = addresses(desk.page("cell", 2, "education"), desk.url("cell", 2, "education"))
    desk.correct(2, "from_date", "2018-09")
    assert TOLD not in send(desk, address, "大学专科")
    assert corrected(desk) == {"2": {"from_date": "2018-09", "education": "大学专科"}}


def test_numbers_that_look_the_same_when_masked_are_two(desk):
    """The mark tells them apart, and says no figure of them."""
    (address,) = addresses(desk.page("cell", 3, "id_number"), desk.url("cell", 3, "id_number"))
    desk.correct(3, "id_number", number(7))
    assert TOLD in send(desk, address, number(8))
    assert corrected(desk) == {"3": {"id_number": number(7)}}
    page = desk.page("cell", 3, "id_number")
    assert number(7)[-6:] not in page


def test_scripts_are_led_back_to_the_row_with_the_same_words(desk):
    (address,) = addresses(desk.page("cell", 2, "education"), desk.url("cell", 2, "education"))
    desk.correct(2, "education", "大学本科")
    response = desk.client.post(address, {"text": "大学专科"}, headers=HTMX)
    assert response.headers["HX-Redirect"].endswith("?row=2#row-2")
    assert TOLD in desk.page()


def test_a_way_out_that_was_offered_before_a_colleague_chose_another(desk, world, tmp_path):
    at = Desk(world, tmp_path, person(3, "李强", 学历="大专/本科"))
    cell = at.url("cell", 2, "education")
    offered = addresses(at.page(), cell)
    assert len(offered) > 1
    assert TOLD not in send(at, offered[0], "大学本科")
    assert TOLD in send(at, offered[1], "大学专科")
    assert corrected(at) == {"2": {"education": "大学本科"}}


def test_one_click_answers_only_for_the_rows_that_were_shown(world, tmp_path):
    """The page named one township; another row that asked by then had been put right to a second one."""
    Station.objects.filter(pk__in=[world.stations[name].pk for name in TOWNS]).delete()
    engine = Engine(world, division="吉安县")
    rows = [["敦厚镇", "2020-05-01", "2025-06-30", "有"], ["没有这个镇", "2020-05-01", "2025-06-30", "有"]]
    batch = engine.preview(save(tmp_path / "a.xlsx", [HEADER, *rows]), "station_profile")
    client = world.client("county_jian")
    detail, question = (reverse(f"intake:{name}", args=[batch.pk]) for name in ("detail", "question"))

    def say():
        seen = re.search(r'name="seen" value="(\w+)"', page).group(1)
        sent = {"question": "not_begun", "answer": "begin", "seen": seen}
        return client.post(question, sent, follow=True).content.decode()

    page = client.get(detail).content.decode()
    assert "敦厚镇。是否按本表设立" in page
    client.post(reverse("intake:cell", args=[batch.pk, 3, "unit"]), {"text": "永阳镇"})
    assert "您打开页面之后，问到这个问题的行有变化（现为2行）" in say()
    assert not ImportBatch.objects.get(pk=batch.pk).decisions.get("records")
    page = client.get(detail).content.decode()
    assert "敦厚镇、永阳镇。是否按本表设立" in page
    assert "已回答，共2行" in say()


def test_a_second_page_of_columns_takes_nothing_back(desk):
    page = desk.page("columns")
    fields = dict(re.findall(r'<input[^>]*name="((?:first|last|seen|head)[\w-]*)"[^>]*value="([^"]*)"', page))
    assert fields["seen"]
    desk.client.post(desk.url("columns"), {"blank-education": "clear"})
    assert ImportBatch.objects.get(pk=desk.batch.pk).decisions["blanks"] == {"education": "clear"}
    told = desk.client.post(desk.url("columns"), {**fields, "blank-education": "keep"}, follow=True).content.decode()
    assert "这份文件的读法已经改过" in told
    assert ImportBatch.objects.get(pk=desk.batch.pk).decisions["blanks"] == {"education": "clear"}
    seen = re.search(r'name="seen" value="(\w+)"', told).group(1)
    desk.client.post(desk.url("columns"), {"seen": seen, "blank-education": "keep"})
    assert "blanks" not in ImportBatch.objects.get(pk=desk.batch.pk).decisions
