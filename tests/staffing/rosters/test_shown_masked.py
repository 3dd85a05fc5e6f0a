"""Whatever a preview repeats of a file, its numbers are masked: names of sheets and columns, messages and answers."""

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from intake.grid import UnreadableFile, read_workbook, shown_names
from intake.layout.columns import choose_sheet
from intake.models import TableLayout
from staffing.rosters.lexicon import PEOPLE
from tests.intake.engine import Engine, codes
from tests.intake.steps import read_as, upload
from tests.intake.test_uploader_decides import url
from tests.staffing.people import number
from tests.staffing.rosters.staff_rosters import book, save

NUMBER, PHONE = number(457), "13812345678"
HEAD = ["姓名", "身份证号", "职务", "备注", "单位"]


def line(serial=3, **said):
    told = {"姓名": "刘甲", "身份证号": number(serial), "单位": "敦厚镇", **said}
    return [told.get(key, "") for key in HEAD]


SHEETS = {
    "ditto": [HEAD, line(备注=f"证{NUMBER}电话{PHONE}"), line(5, 姓名="刘乙", 备注="同上")],
    "left by a note": [HEAD, line(备注=f"已退休，电话{PHONE}，证{NUMBER}")],
    "left by a title": [HEAD, line(职务=f"已退休{PHONE}")],
    "a name and more": [HEAD, line(姓名=f"刘甲 电话{PHONE}")],
    "a legend": [HEAD, line(), [f"标红的人员为{NUMBER} {PHONE}"]],
    "a heading": [HEAD, line(), [f"已离职人员：证{NUMBER} 电话{PHONE}"], line(5, 姓名="刘乙")],
}


def pages(world, batch, user="county_jian"):
    """Everything of the batch that a colleague reads."""
    client = world.client(user)
    shown = [client.get(url(name, batch.pk), follow=True) for name in ("detail", "columns", "values")]
    shown.append(client.get(reverse("staffing:roster_left", args=[batch.pk]), follow=True))
    shown += [client.get(url("row", batch.pk, row.number)) for row in batch.rows.exclude(outcome="ignored")]
    shown += [client.get(url("cell", batch.pk, 2, key)) for key in ("name", "title", "note")]
    return "".join(answer.content.decode() for answer in [*shown, client.get(reverse("intake:list"))])


@pytest.mark.parametrize("case", SHEETS)
def test_no_message_and_no_answer_shows_a_number(world, tmp_path, case):
    batch = upload(world.client("clerk_dunhou"), save(tmp_path / "a.xlsx", SHEETS[case]), world["敦厚镇"])
    for user in ("county_jian", "clerk_dunhou"):
        page = pages(world, batch, user)
        assert NUMBER not in page
        assert PHONE not in page
    stored = str([batch.summary, batch.columns, *batch.rows.values_list("issues", "changes", "cells")])
    assert NUMBER not in stored
    assert PHONE not in stored


def test_an_answer_shown_masked_means_what_stands_there(world, tmp_path):
    path = save(tmp_path / "a.xlsx", [HEAD, line(职务=f"已退休，座机{PHONE}")])
    batch = upload(world.client("clerk_dunhou"), path, world["敦厚镇"])
    (issue,) = [issue for issue in batch.rows.get(number=2).issues if issue["code"] == "person_left"]
    offered = issue["options"][0]["text"]
    assert "138****5678" in offered
    world.client("county_jian").post(url("cell", batch.pk, 2, "title"), {"text": offered})
    assert "person_left" not in codes(batch)
    batch.refresh_from_db()
    assert batch.decisions["cells"] == {"2": {"title": offered.replace("138****5678", PHONE)}}


@pytest.mark.parametrize("names", [(f"曾{NUMBER}", f"陈{PHONE}"), (f"曾{NUMBER}", f"曾{number(459)}")])
def test_sheets_are_called_by_masked_names_and_found_again(world, tmp_path, names):
    path = book(tmp_path / "a.xlsx", **{name: [HEAD, line(3 + 2 * i)] for i, name in enumerate(names)})
    client = world.client("clerk_dunhou")
    batch = upload(client, path, world["敦厚镇"])
    shown = [entry["name"] for entry in batch.summary["sheets"]]
    assert len(set(shown)) == 2
    client.post(url("sheets", batch.pk), {"sheet": shown})
    batch.refresh_from_db()
    assert batch.columns["sheets"] == shown
    page = pages(world, batch)
    assert not any(name in page for name in names)
    client.post(url("sheets", batch.pk), {"sheet": shown[1]})
    batch.refresh_from_db()
    assert batch.sheet == shown[1]
    stored = str([batch.summary, batch.columns, batch.decisions, batch.sheet])
    assert not any(name in stored for name in names)


def test_a_sheet_that_was_kept_by_its_whole_name_is_found_too(tmp_path):
    path = book(tmp_path / "a.xlsx", **{f"曾{NUMBER}": [HEAD, line()]})
    opened = read_workbook(path, path.name)
    assert choose_sheet(opened, PEOPLE, f"曾{NUMBER}").name == "曾3608**************"
    assert shown_names(["花名册", "花名册"]) == ["花名册", "花名册"]


def test_the_own_workbook_is_marked_on_a_sheet_with_a_number_in_its_name(world, tmp_path):
    path = book(tmp_path / "a.xlsx", **{f"陈{PHONE}": [HEAD, line(单位="某处")]})
    batch = upload(world.client("clerk_dunhou"), path, world["敦厚镇"])
    answer = world.client("clerk_dunhou").get(url("workbook", batch.pk))
    (tmp_path / "back.xlsx").write_bytes(b"".join(answer.streaming_content))
    page = load_workbook(tmp_path / "back.xlsx")[f"陈{PHONE}"]
    assert any(cell.comment for row in page for cell in row)


def test_a_line_taken_for_a_head_is_masked_where_it_is_kept(world, tmp_path):
    """By whoever uploaded the file, for colleagues see its columns."""
    rows = [[*HEAD, "杂项"], [*line(备注=PHONE), f"证{NUMBER}"], [*line(5, 姓名="刘乙"), "x"]]
    client = world.client("clerk_dunhou")
    batch = upload(client, save(tmp_path / "a.xlsx", rows), world["敦厚镇"])
    client.post(url("columns", batch.pk), {"header_first": 1, "header_last": 2})
    batch.refresh_from_db()
    assert any("3608" in column["header"] for column in batch.columns["list"])
    client.post(url("columns", batch.pk), read_as(batch, last=2, at_5="school"))
    kept = str([*TableLayout.objects.values_list("decisions", flat=True)])
    assert "school" in kept
    page = pages(world, batch)
    for whole in (NUMBER, PHONE, number(3)):
        assert whole not in page
        assert whole not in f"{batch.columns}{kept}"
    again = upload(client, save(tmp_path / "b.xlsx", rows), world["敦厚镇"])
    assert "school" in [column["field"] for column in again.columns["list"]]


def test_a_report_of_the_command_line_is_masked_too(world, tmp_path):
    batch = Engine(world).preview(save(tmp_path / "a.xlsx", SHEETS["left by a note"]))
    assert NUMBER not in str(batch.rows.get(number=2).issues)


@pytest.mark.parametrize(
    ("heads", "cut"),
    [
        (["身份证号", "身份证号"], [f"{NUMBER[:14]}", NUMBER[14:]]),
        (["身份证号", "身份证号后四位"], [NUMBER, NUMBER[14:]]),
        (["身份证号", "备用电话"], [NUMBER, "138 12 34 56 78"]),
        (["身份证号", "住宅电话"], [NUMBER, "0796-8812345"]),
    ],
)
def test_a_column_called_after_numbers_is_masked_though_nobody_reads_it(world, tmp_path, heads, cut):
    rows = [["姓名", *heads, "单位"], ["刘甲", *cut, "敦厚镇"]]
    client = world.client("clerk_dunhou")
    batch = upload(client, save(tmp_path / "a.xlsx", rows), world["敦厚镇"])
    for unread in ({}, {"at_2": ""}, {"at_1": "", "at_2": ""}):
        client.post(url("columns", batch.pk), read_as(batch, **unread))
        page = pages(world, batch)
        assert not any(piece in page for piece in cut), unread
        batch.refresh_from_db()


SPREAD = [
    "13 84 62 75 67 8",
    "1 3 8 4 6 2 7 5 6 7 8",
    "138 4627 5678",
    "1384627 5678",
    "138、4627、5678",
    "13,84,62,75,67,8",
]


@pytest.mark.parametrize("typed", [*SPREAD, f"{NUMBER[:4]} {NUMBER[4:8]} {NUMBER[8:14]} {NUMBER[14:]}", "证4574"])
def test_a_cell_of_telephones_shows_no_piece_of_a_number(world, tmp_path, typed):
    """What is one telephone, however spread, shows as one; of anything else no figure is left."""
    rows = [["姓名", "身份证号", "联系电话"], ["刘甲", number(3), typed]]
    batch = upload(world.client("clerk_dunhou"), save(tmp_path / "a.xlsx", rows), world["敦厚镇"])
    (cells,), (issues,) = (batch.rows.filter(number=2).values_list(name, flat=True) for name in ("cells", "issues"))
    told = [cells["C"], *(issue["value"] for issue in issues if issue["field"] == "phone")]
    assert {"".join(filter(str.isdigit, text)) for text in told} <= {"", "1385678"}


def test_several_telephones_show_each_as_one(world, tmp_path):
    rows = [["姓名", "身份证号", "联系电话"], ["刘甲", number(3), "13846275678/0796-8412345"]]
    batch = upload(world.client("clerk_dunhou"), save(tmp_path / "a.xlsx", rows), world["敦厚镇"])
    assert batch.rows.get(number=2).cells["C"] == "138****5678、079*****2345"


def test_a_note_about_a_sheet_called_after_somebody_names_no_number(tmp_path):
    path = book(tmp_path / "a.xlsx", **{f"张三{number(1)}": [["姓名", "所在单位"], ["张三", "=A1"]]})
    (note,) = read_workbook(path, path.name).notes
    assert "没有保存计算结果" in note
    assert number(1)[:5] not in note
    assert number(1)[:5] not in str(UnreadableFile("too_large", f"工作表“张三{number(1)}”太宽。"))


def test_thousands_of_sheets_called_alike_are_named_in_no_time():
    names = shown_names([f"张三{number(1)}"] * 3000)
    assert len(set(names)) == 3000
    assert names[1].endswith("（2）")
