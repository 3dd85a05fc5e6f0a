"""Texts of files pass one gate: headers, titles, units and values are read in one form, and what it did is told."""

import csv
import zipfile

import openpyxl
import pytest

from intake.preview.revise import cell_correct
from staffing.models import Person
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import number, save

pytestmark = pytest.mark.django_db
PDF = ["姓名", "公⺠⾝份号码", "所在单位", "职务", "⺠族"]


@pytest.fixture
def county(world):
    return Engine(world, division="吉安县")


def test_a_table_out_of_a_pdf_is_read_whole_and_told(county, tmp_path):
    batch = county.preview(save(tmp_path / "a.xlsx", [PDF, ["⻢⻰", number(1), "敦厚镇⺠政所", "所⻓", "汉族"]]))
    (row,) = batch.rows.all()
    assert [column["field"] for column in batch.columns["list"]] == [
        "name",
        "id_number",
        "unit",
        "title",
        "ethnic_group",
    ]
    assert (row.values["name"], row.values["title"]) == ("马龙", "所长")
    assert row.values["_unit"]["name"] == "敦厚镇"
    assert {(issue["field"], issue["code"]) for issue in row.issues} == {
        (field, "look_alike") for field in ("name", "unit", "title")
    }
    assert "有5个单元格有从 PDF 等处带来的部首字" in batch.summary["notes"][0]
    county.commit(batch)
    assert Person.objects.get().name == "马龙"


@pytest.mark.parametrize("mark", ["\u200b", "\u202e", "\u2066", "\u00ad", "\ufe00", "\U000e0100", "\u2060"])
def test_marks_that_nobody_sees_make_nobody_else_of_a_person(county, tmp_path, mark):
    county.take_in(save(tmp_path / "a.xlsx", [["姓名", "所在单位"], ["王建军", "敦厚镇"]]))
    again = county.preview(save(tmp_path / "b.xlsx", [["姓名", "所在单位"], [f"王{mark}建军", f"敦{mark}厚镇"]]))
    assert outcomes(again) == ["same"]
    assert any("看不见的符号" in note for note in again.summary["notes"])


def test_common_blanks_are_nothing_to_tell(county, tmp_path):
    batch = county.preview(save(tmp_path / "a.xlsx", [["姓　名", "所在单位"], ["王\u3000军", "敦\u00a0厚镇"]]))
    assert batch.summary["notes"] == []
    assert (outcomes(batch), codes(batch)) == (["new"], ["id_missing"])


def test_a_correction_passes_the_same_gate(county, tmp_path):
    batch = county.preview(save(tmp_path / "a.xlsx", [["姓名", "所在单位", "职务"], ["王建军", "敦厚镇", "工作人员"]]))
    cell_correct(county.actor, batch=batch, number=2, key="title", text="所⻓\u200b")
    assert batch.rows.get().values["title"] == "所长"


NAMES = ["王一民", "李二妹", "张三丰", "赵四海", "钱五福", "孙六顺"]


def text_file(path, remarks, *, spoil=("", "")):
    """Six people as a text in the encoding of offices; ``remarks`` by position stand in the last column unquoted."""
    lines = ["姓名,身份证号,所在单位,职务,备注"]
    for place, name in enumerate(NAMES):
        line = f"{name},{number(place + 1)},敦厚镇民政所,工作人员,{remarks.get(place, '')}"
        lines.append(line.replace(*spoil) if place == 1 and spoil[0] else line)
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("gb18030"))
    return path


@pytest.mark.parametrize(
    ("remarks", "spoil", "told"),
    [
        ({}, ("工作人员,", '"工作人员,'), "第3行的引号不成对"),
        ({1: '"优秀'}, ("", ""), "第3行的引号不成对"),
        ({1: '"优秀', 4: '评为"先进"个人"'}, ("", ""), "第3行的引号不成对"),
        ({1: '"优秀"党员'}, ("", ""), ""),
        ({1: '配发14"显示器'}, ("", ""), ""),
        ({1: "“优秀”"}, ("", ""), ""),
    ],
    ids=["unclosed", "last column", "two of them", "closed within", "inches", "of the other sort"],
)
def test_whatever_mark_stands_in_a_text_nobody_of_it_disappears(county, tmp_path, remarks, spoil, told):
    batch = county.preview(text_file(tmp_path / "名册.csv", remarks, spoil=spoil))
    rows = batch.rows.exclude(outcome="ignored").order_by("number")
    assert [row.values["name"] for row in rows] == NAMES
    assert any(told in note for note in batch.summary["notes"]) if told else not batch.summary["notes"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("xl/sharedStrings.xml", "xl/SharedStrings.xml"),
        ("xl/worksheets/sheet1.xml", "xl/worksheets/Sheet1.xml"),
        ("xl/styles.xml", "xl/Styles.xml"),
        ("xl/workbook.xml", "xl/Workbook.xml"),
        ("[Content_Types].xml", "[content_types].xml"),
        ("/", "\\"),
    ],
)
def test_parts_of_a_workbook_in_other_letters_or_other_folders_are_found(county, tmp_path, old, new):
    path = save(tmp_path / "a.xlsx", [["姓名", "身份证号", "所在单位"], ["王建国", number(1), "敦厚镇民政所"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo("a")
            entry.filename = name.replace(old, new)  # as it stands: the constructor puts backslashes right
            archive.writestr(entry, content)
    (row,) = county.preview(path).rows.all()
    assert (row.values["name"], row.values["_unit"]["name"], row.outcome) == ("王建国", "敦厚镇", "new")


@pytest.mark.parametrize("midnight", [43159.99950231481, "2018-02-28 23:59:17", "2018/2/28 23:59:17"])
def test_midnight_of_shanghai_before_1901_is_the_next_day_and_told(county, tmp_path, midnight):
    path = save(
        tmp_path / "a.xlsx", [["姓名", "身份证号", "所在单位", "到岗日期"], ["王一民", number(1), "敦厚镇", midnight]]
    )
    book = openpyxl.load_workbook(path)
    book.active["D2"].number_format = "yyyy/m/d"
    book.save(path)
    (row,) = county.preview(path).rows.all()
    assert "2018-03-01" in row.values.values()
    assert [issue["code"] for issue in row.issues] == ["date_midnight"]


@pytest.mark.parametrize(
    ("unit", "title", "read"),
    [("⽂⽯镇⺠政所", "⺠政专⼲", ("文石镇民政所", "民政专干")), ("敦厚镇⺠政所", "所⻓", ("敦厚镇民政所", "所长"))],
)
def test_look_alikes_are_read_in_units_and_titles_whether_known_or_not(county, tmp_path, unit, title, read):
    rows = [["姓名", "公⺠⾝份号码", "所在单位", "职务"], ["王建国", number(1), unit, title]]
    (row,) = county.preview(save(tmp_path / "a.xlsx", rows)).rows.all()
    assert (row.values["_names"]["unit"], row.values["title"]) == read
    assert "title" in {issue["field"] for issue in row.issues if issue["code"] == "look_alike"}


def test_two_columns_of_one_name_are_both_kept_or_one_is_told(county, tmp_path):
    rows = [
        ["姓名", "身份证号", "所在单位", "联系电话", "联系电话", "备注", "备注"],
        ["王建国", number(1), "敦厚镇", "13800000001", "0796-8888888", "党员", "兼网格员"],
        ["李小红", number(2), "敦厚镇", None, "13800000002", None, "退役军人"],
    ]
    batch = county.preview(save(tmp_path / "a.xlsx", rows))
    told = str(batch.summary["issues"]) + str([row.issues for row in batch.rows.all()])
    values = str([row.values for row in batch.rows.all()])
    for letter, text in (("E列", "13800000002"), ("G列", "退役军人")):
        assert text in values or letter in told


def test_every_person_of_a_text_with_a_stray_mark_stands_in_the_preview(county, tmp_path):
    path = tmp_path / "名册.csv"
    lines = [["姓名", "身份证号", "所在单位", "备注"]]
    lines += [[f"王{name}民", number(serial * 7), "敦厚镇", ""] for serial, name in enumerate("一二三四五", 1)]
    with path.open("w", encoding="gb18030", newline="") as target:
        csv.writer(target).writerows(lines)
    path.write_bytes(path.read_bytes().replace("王二民".encode("gb18030"), '"王二民'.encode("gb18030")))
    batch = county.preview(path)
    assert batch.summary["rows"] == 5
    assert batch.summary["notes"] == ["第3行的引号不成对，按原样读取，请核对。"]
