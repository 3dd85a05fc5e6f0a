"""Sheets on the screens: one click reads the others along, and every line is named by its sheet."""

import pytest
from django.urls import reverse

from intake.addresses import line_address, table_at
from intake.models import ImportBatch
from tests.intake.rosters import upload
from tests.staffing.rosters.staff_rosters import HEADERS, book, person

LINE = line_address(table_at(1), 3)
"""The third line of the second sheet."""
OTHER = [*HEADERS[:5], "文化程度情况", *HEADERS[6:]]


@pytest.fixture
def send(world, tmp_path):
    """Upload two sheets as the county's official; returns the client and the batch, of which one sheet is read."""

    def send():
        path = book(
            tmp_path / "县.xlsx",
            东片=[["敦厚镇"], HEADERS, person(1, "刘涛")],
            西片=[["永阳镇"], OTHER, person(2, "周建国", 编制类型="天书")],
            离任=[HEADERS, person(3, "王离任")],
        )
        client = world.client("county_jian")
        form = {"kind": "station_staff", "division": world["吉安县"].pk, "file": upload(path)}
        client.post(reverse("intake:new"), form)
        return client, ImportBatch.objects.latest("pk")

    return send


def page(client, name, batch, *arguments, **query):
    return client.get(reverse(f"intake:{name}", args=[batch.pk, *arguments]), query).content.decode()


def read(client, batch, *names):
    answer = client.post(reverse("intake:sheets", args=[batch.pk]), {"sheet": names})
    batch.refresh_from_db()
    return answer


def test_one_click_reads_the_other_roster_and_not_those_who_left(send):
    client, batch = send()
    html = page(client, "columns", batch)
    assert "一起读取“西片”" in html
    assert "一起读取" in page(client, "detail", batch)
    read(client, batch, "东片", "西片")
    assert batch.columns["sheets"] == ["东片", "西片"]
    html = page(client, "columns", batch)
    assert "一起读取“" not in html
    assert "文化程度情况" in html
    assert html.count('列名">编制类型') == 1, "a column of the same name follows the first sheet's"


def test_lines_are_named_by_their_sheet_wherever_they_are_shown(send):
    client, batch = send()
    read(client, batch, "东片", "西片")
    html = page(client, "detail", batch)
    assert "“西片”第3行，逐项查看" in html
    assert str(LINE) not in html.replace(f"row-{LINE}", "").replace(f"rows/{LINE}/", "")
    assert "“西片”第3行" in page(client, "row", batch, LINE)
    assert "“西片”第3行 编制类型" in page(client, "cell", batch, LINE, "employment")
    address = reverse("intake:cell", args=[batch.pk, LINE, "employment"])
    assert "“西片”第3行“编制类型”已改" in client.post(address, {"text": "事业编制"}, follow=True).content.decode()


def test_rows_are_found_by_sheet_and_line(send):
    client, batch = send()
    read(client, batch, "东片", "西片")
    assert "刘涛" not in page(client, "detail", batch, table=table_at(1))
    assert "周建国" not in page(client, "detail", batch, table=0)
    assert "周建国" in page(client, "detail", batch, table=table_at(1), row=3)
    assert "周建国" not in page(client, "detail", batch, table=table_at(1), row=4)
    both = page(client, "detail", batch, q="3")
    assert "刘涛" in both
    assert "周建国" in both


def test_each_sheet_s_head_can_be_set(send):
    client, batch = send()
    read(client, batch, "东片", "西片")
    html = page(client, "columns", batch)
    assert 'name="header_first-1"' in html
    columns = {f"column-{column['index']}": column["field"] or "" for column in batch.columns["list"]}
    form = {**columns, "header_first": 2, "header_last": 2, "header_first-1": 1, "header_last-1": 2}
    client.post(reverse("intake:columns", args=[batch.pk]), form)
    batch.refresh_from_db()
    assert batch.decisions["header"] == {"1": [1, 2]}


def test_nothing_ticked_changes_nothing(send):
    client, batch = send()
    answer = read(client, batch)
    assert answer.url == reverse("intake:columns", args=[batch.pk])
    assert batch.columns["sheets"] == ["东片"]
    read(client, batch, "不存在")
    assert batch.columns["sheets"] == ["东片"]


def test_what_was_put_right_on_a_sheet_that_is_unticked_is_lost_and_that_is_told(send):
    client, batch = send()
    read(client, batch, "东片", "西片")
    for row in (3, 4):
        client.post(reverse("intake:cell", args=[batch.pk, line_address(table_at(1), row), "note"]), {"text": "改"})
    client.post(reverse("intake:row_skip", args=[batch.pk, LINE]), {"skip": "1"})
    told = client.post(reverse("intake:sheets", args=[batch.pk]), {"sheet": ["东片"]}, follow=True).content.decode()
    assert "去掉的工作表里的决定没有保留：1格改正、1行不导入。" in told
    told = client.post(reverse("intake:sheets", args=[batch.pk]), {"sheet": ["东片"]}, follow=True).content.decode()
    assert "没有保留" not in told
