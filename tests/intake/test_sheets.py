"""Several sheets of one workbook go in together: one for each township, heads alike or not."""

import json

import openpyxl
import pytest

from intake.addresses import column_address, line_address, table_at
from intake.decisions import Decisions
from intake.grid import UnreadableFile
from intake.layout import tables
from intake.layout.columns import NoHeader
from intake.preview.memory import remember
from intake.preview.preview import preview_rebuild
from intake.preview.revise import cell_correct
from intake.workbooks.annotate import annotated_workbook
from offices.models import Division
from staffing.models import Appointment
from staffing.rosters.departures import missing_people
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import HEADERS, book, number, person

SECOND = line_address(table_at(1), 0)
"""What the lines of the second sheet count from."""


@pytest.fixture
def county(world):
    """The engine as the county's official, who imports into the whole county."""
    return Engine(world, division="吉安县")


def two_towns(path, **more):
    return book(
        path,
        敦厚镇=[["吉安县民政所花名册"], HEADERS, person(1, "刘涛"), person(2, "罗小红", sex=2)],
        永阳镇=[HEADERS, person(3, "周建国")],
        **more,
    )


def told(batch, code):
    return [issue["message"] for issue in batch.summary["issues"] if issue["code"] == code]


def units(batch):
    rows = batch.rows.exclude(outcome="ignored").order_by("number")
    return [(row.values["name"], row.values["_unit"]["name"]) for row in rows]


def test_sheets_called_after_townships_are_read_together_each_into_its_own(county, tmp_path):
    batch = county.preview(two_towns(tmp_path / "县.xlsx"))
    assert units(batch) == [("刘涛", "敦厚镇"), ("罗小红", "敦厚镇"), ("周建国", "永阳镇")]
    assert "读取了2张工作表：敦厚镇、永阳镇" in told(batch, "sheets_read")[0]
    county.commit(batch)
    places = Appointment.objects.order_by("pk").values_list("work_division__name", flat=True)
    assert list(places) == ["敦厚镇", "敦厚镇", "永阳镇"]
    county.undo(batch)
    assert not Appointment.objects.filter(voided_at__isnull=True).exists()


@pytest.mark.parametrize("name", ["离任人员", "永阳镇退休", "永阳镇(旧)", "备份", "2024年", "汇总"])
def test_sheets_of_people_who_left_or_of_other_years_are_left_out_and_said_to_be(county, tmp_path, name):
    batch = county.preview(two_towns(tmp_path / "县.xlsx", **{name: [HEADERS, person(4, "王离任")]}))
    assert "王离任" not in str(list(batch.rows.values_list("values", flat=True)))
    assert name in told(batch, "other_sheets")[0]


def test_one_person_on_two_sheets_is_told_on_both_by_the_name_of_the_sheet(county, tmp_path):
    path = book(tmp_path / "县.xlsx", 敦厚镇=[HEADERS, person(1, "刘涛")], 永阳镇=[[], HEADERS, person(1, "刘涛")])
    batch = county.preview(path)
    first, second = batch.rows.exclude(issues=[]).order_by("number")
    assert "与“永阳镇”第3行重复" in first.issues[0]["message"]
    assert "与“敦厚镇”第2行重复" in second.issues[0]["message"]
    assert (second.issues[0]["sheet"], second.issues[0]["row"]) == ("永阳镇", 3)


def test_each_sheet_has_a_head_of_its_own_and_decisions_follow_the_names(county, tmp_path):
    path = book(
        tmp_path / "县.xlsx",
        敦厚镇=[["姓名", "身份证号", "证件备注"], ["刘涛", number(1), "13812345678"]],
        永阳镇=[["永阳镇名单"], ["证件备注", "身份证号", "姓名"], ["13912345678", number(2), "周建国"]],
    )
    batch = county.preview(path, decisions=Decisions(columns={2: "phone"}))
    phones = [row.values.get("phone") for row in batch.rows.exclude(outcome="ignored").order_by("number")]
    assert phones == ["13812345678", "13912345678"]
    assert [table["header_row"] for table in batch.columns["tables"]] == [1, 2]


def test_a_sheet_without_a_head_is_an_error_and_the_others_are_read(county, tmp_path):
    path = two_towns(tmp_path / "县.xlsx", 说明=[["填表说明"], ["请如实填写"]])
    batch = county.preview(path, decisions=Decisions(sheets=("敦厚镇", "说明", "永阳镇")))
    errors = [issue for issue in batch.summary["issues"] if issue["severity"] == "error"]
    assert [(issue["sheet"], issue["code"]) for issue in errors] == [("说明", "no_header")]
    assert outcomes(batch) == ["new"] * 3
    with pytest.raises(NoHeader):
        county.preview(path, decisions=Decisions(sheets=("说明",)))


def test_a_correction_stays_with_its_sheet_when_others_are_read_along(county, tmp_path):
    path = two_towns(tmp_path / "县.xlsx")
    alone = county.preview(path, decisions=Decisions(sheets=("永阳镇",)))
    cell_correct(county.actor, batch=alone, number=2, key="name", text="周建军")
    alone.refresh_from_db()
    kept = Decisions.from_json(alone.decisions).on_sheets(["敦厚镇", "永阳镇"], ["永阳镇"])
    both = preview_rebuild(county.actor, batch=alone, decisions=kept)
    assert [name for name, _ in units(both)] == ["刘涛", "罗小红", "周建军"]
    cell_correct(county.actor, batch=both, number=SECOND + 2, key="phone", text="13900001111")
    assert both.rows.get(number=SECOND + 2).values["phone"] == "13900001111"


def test_nobody_of_any_sheet_is_listed_as_left(county, tmp_path):
    county.commit(county.preview(two_towns(tmp_path / "县.xlsx")))
    again = county.preview(two_towns(tmp_path / "再.xlsx"))
    assert missing_people(again, county.identity) == []
    path = book(tmp_path / "少.xlsx", 敦厚镇=[HEADERS, person(1, "刘涛")], 永阳镇=[HEADERS, person(3, "周建国")])
    assert [one.name for one in missing_people(county.preview(path), county.identity)] == ["罗小红"]


def test_the_marked_workbook_marks_each_sheet(county, tmp_path):
    path = book(
        tmp_path / "县.xlsx",
        敦厚镇=[HEADERS, person(1, "刘涛", 学历="天书")],
        永阳镇=[[], HEADERS, person(3, "周建国", 编制类型="天书")],
    )
    marked = tmp_path / "批注.xlsx"
    marked.write_bytes(annotated_workbook(county.preview(path)))
    pages = openpyxl.load_workbook(marked)
    assert pages["敦厚镇"]["F2"].comment
    assert pages["永阳镇"]["I3"].comment
    assert not pages["敦厚镇"]["I3"].comment
    lines = [[cell.value for cell in row[:3]] for row in pages["导入核对"].iter_rows(min_row=4)]
    assert ["永阳镇", "3", "I"] in lines


def test_decisions_about_several_sheets_survive_being_stored():
    decisions = Decisions(sheets=("甲", "乙"), header={0: (1, 2), 1: (3, 3)}, cells={SECOND + 5: {"name": "刘涛"}})
    assert Decisions.from_json(json.loads(json.dumps(decisions.to_json()))) == decisions
    assert Decisions.from_json({"sheet": "甲", "header": [2, 3]}) == Decisions(sheets=("甲",), header={0: (2, 3)})
    assert Decisions(sheets=("甲",), header={0: (2, 3)}).to_json() == {"sheet": "甲", "header": [2, 3]}


def test_a_township_takes_its_own_sheet_from_the_county_s_workbook(world, tmp_path):
    town = Engine(world, division="永阳镇")
    batch = town.preview(two_towns(tmp_path / "县.xlsx"))
    assert units(batch) == [("周建国", "永阳镇")]
    assert codes(batch) == []


BESIDE = ["姓名", "性别", "身份证号"]


def pair(one, other, *, gap=1):
    """Two people on one line, with a gap between the tables."""
    return [*one, *([None] * gap), *other]


def man(serial, name):
    return [name, "男", number(serial)]


@pytest.mark.parametrize("gap", [0, 1])
def test_tables_side_by_side_are_both_read_under_one_title(county, tmp_path, gap):
    rows = [["敦厚镇民政所花名册"], pair(BESIDE, BESIDE, gap=gap), pair(man(1, "刘涛"), man(2, "周建国"), gap=gap)]
    rows += [pair(man(3, "罗军"), [None] * 3, gap=gap), ["合计"]]
    batch = county.preview(book(tmp_path / "并排.xlsx", 名单=rows))
    assert units(batch) == [("刘涛", "敦厚镇"), ("罗军", "敦厚镇"), ("周建国", "敦厚镇")]
    assert told(batch, "beside_read")[0].startswith(f"从{'DE'[gap]}列起")
    assert told(batch, "table_beside") == []


def test_each_table_has_its_own_title_and_what_stands_alone_on_a_line_goes_for_both(county, tmp_path):
    head = pair(BESIDE, BESIDE)
    towns = [["敦厚镇", None, None, None, "永阳镇"], head, pair(man(1, "刘涛"), man(2, "周建国"))]
    assert units(county.preview(book(tmp_path / "a.xlsx", 名单=towns))) == [("刘涛", "敦厚镇"), ("周建国", "永阳镇")]
    groups = [
        head,
        ["敦厚镇"],
        pair(man(1, "刘涛"), man(2, "周建国")),
        ["永阳镇"],
        pair(man(3, "罗军"), man(4, "王建")),
    ]
    found = units(county.preview(book(tmp_path / "b.xlsx", 名单=groups)))
    assert found == [("刘涛", "敦厚镇"), ("罗军", "永阳镇"), ("周建国", "敦厚镇"), ("王建", "永阳镇")]
    filled = [
        ["填报单位：敦厚镇", None, None, None, "填报时间：2026年11月"],
        head,
        pair(man(1, "刘涛"), man(2, "周建国")),
    ]
    assert {unit for _, unit in units(county.preview(book(tmp_path / "c.xlsx", 名单=filled)))} == {"敦厚镇"}


def test_three_tables_side_by_side_name_their_lines_and_are_marked(county, tmp_path):
    rows = [["敦厚镇"], [*BESIDE, *BESIDE, *BESIDE], [*man(1, "刘涛"), *man(2, "周建国"), *man(1, "刘涛")]]
    batch = county.preview(book(tmp_path / "三.xlsx", 名单=rows))
    first, last = batch.rows.exclude(issues=[]).order_by("number")
    assert "与G列起第3行重复" in first.issues[0]["message"]
    assert (last.issues[0]["row"], last.issues[0]["column"]) == (3, "I")
    marked = tmp_path / "批注.xlsx"
    marked.write_bytes(annotated_workbook(batch))
    page = openpyxl.load_workbook(marked)["名单"]
    assert page["C3"].comment
    assert page["I3"].comment


@pytest.mark.parametrize(
    "right",
    [["姓名", "电话", "备注"], ["姓名", "性别", "供养方式"], ["学历", "人数", "比例"]],
)
def test_a_table_of_another_sort_beside_is_not_read(county, tmp_path, right):
    rows = [["敦厚镇"], pair(BESIDE, right), pair(man(1, "刘涛"), ["王老五", "男", "集中"])]
    batch = county.preview(book(tmp_path / "a.xlsx", 名单=rows))
    assert units(batch) == [("刘涛", "敦厚镇")]


def test_the_official_leaves_a_table_beside_out_by_its_names(county, tmp_path):
    rows = [["敦厚镇"], pair(BESIDE, BESIDE), pair(man(1, "刘涛"), man(2, "周建国"))]
    path = book(tmp_path / "a.xlsx", 名单=rows)
    shown = [column["letter"] for column in county.preview(path).columns["list"] if column["leads"]]
    assert shown == ["A", "B", "C", "E"]
    out = county.preview(path, decisions=Decisions(columns={4: None}))
    assert units(out) == [("刘涛", "敦厚镇")]
    assert told(out, "table_beside")
    again = county.preview(path, decisions=Decisions(columns={4: "name"}))
    assert len(units(again)) == 2


def test_a_sheet_called_after_a_township_says_which_of_two_villages_of_one_name_is_meant(county, world, tmp_path):
    for town in ("敦厚镇", "永阳镇"):
        world[town].refresh_from_db()
        values = {"name": "新塘村", "level": "village", "kind": "村", "valid_from": world[town].valid_from}
        Division.objects.add_child(world[town], values)
    head = ["村", "姓名", "身份证号"]
    path = book(
        tmp_path / "专干.xlsx",
        敦厚镇=[head, ["新塘村", "刘涛", number(1)]],
        永阳镇=[head, ["新塘村", "周建国", number(2)], ["高塘村", "罗军", number(3)]],
    )
    batch = county.preview(path, "village_specialist")
    assert outcomes(batch) == ["new", "new", "error"], "a village of another township is asked about"
    first, second, _ = batch.rows.exclude(outcome="ignored").order_by("number")
    towns = [row.values["_unit"]["path"][: len(world["敦厚镇"].path)] for row in (first, second)]
    assert towns == [world["敦厚镇"].path, world["永阳镇"].path]


def test_what_was_decided_is_remembered_for_each_sheet_s_look(county, tmp_path):
    first, second = [["姓名", "身份证号", "证件甲"]], [["证件乙", "姓名", "身份证号"]]
    first.append(["刘涛", number(1), "13812345678"])
    second.append(["13912345678", "周建国", number(2)])
    path = book(tmp_path / "县.xlsx", 敦厚镇=first, 永阳镇=second)
    batch = county.preview(path, decisions=None)
    told_columns = {2: "phone", column_address(1, 0): "phone"}
    batch = preview_rebuild(county.actor, batch=batch, decisions=Decisions(columns=told_columns))
    remember(county.actor, batch=batch)
    again = county.preview(path)
    assert [row.values.get("phone") for row in again.rows.exclude(outcome="ignored").order_by("number")] == [
        "13812345678",
        "13912345678",
    ]
    alone = county.preview(book(tmp_path / "一.xlsx", 永阳镇=second))
    assert alone.rows.exclude(outcome="ignored").get().values["phone"] == "13912345678"


def test_a_sheet_with_more_lines_than_can_be_told_apart_is_refused(county, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "LINES", 3)
    with pytest.raises(UnreadableFile, match="行太多"):
        county.preview(two_towns(tmp_path / "县.xlsx"))


VILLAGES = ["序号", "乡镇", "村(居)", "姓名", "身份证号码", "联系电话", "是否专职"]


def of_several_kinds(path):
    """A township's report as they are sent: its staff, its village specialists and its papers in one file."""
    return book(
        path,
        民政所=[["敦厚镇民政所工作人员花名册"], HEADERS, person(1, "刘涛"), person(2, "罗小红", sex=2)],
        村级专干=[["村级民政专干花名册"], VILLAGES, [1, "敦厚镇", "高塘村", "周建国", number(3), "13800000003", "是"]],
        制度=[["文件名称", "文号", "成文日期", "文种"], ["民政所值班制度", "敦府发〔2024〕3号", "2024-03-01", "制度"]],
    )


@pytest.mark.parametrize(
    ("kind", "read", "elsewhere"),
    [("station_staff", ["民政所"], "村级专干（村级民政专干）"), ("village_specialist", ["村级专干"], "民政所（")],
)
def test_of_a_file_with_several_kinds_the_sheets_of_the_chosen_one_are_read(county, tmp_path, kind, read, elsewhere):
    batch = county.preview(of_several_kinds(tmp_path / "敦厚镇民政报表.xlsx"), kind)
    assert batch.columns["sheets"] == read
    assert elsewhere in told(batch, "sheets_of_other_kinds")[0]
    assert told(batch, "other_sheets") == []
    assert told(batch, "kind_differs") == []


def test_a_sheet_of_another_kind_is_not_read_along(county, tmp_path):
    batch = county.preview(of_several_kinds(tmp_path / "a.xlsx"))
    everything = county.preview(of_several_kinds(tmp_path / "b.xlsx"), decisions=Decisions(sheets=("*",)))
    assert everything.columns["sheets"] == batch.columns["sheets"] == ["民政所"]
