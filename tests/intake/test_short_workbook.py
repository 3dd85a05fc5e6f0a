"""Files too large to be given back whole, and those that are no .xlsx."""

import openpyxl
import pytest

from intake.workbooks import annotate
from intake.workbooks.annotate import annotated_workbook
from tests.intake import samples
from tests.intake.engine import codes, outcomes
from tests.intake.test_annotate import annotated, preview, texts
from tests.staffing.rosters.staff_rosters import number, save


def csv_file(path, lines):
    path.write_text("\n".join(",".join(line) for line in lines), encoding="gb18030")
    return path


def html_file(path, lines):
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in line) + "</tr>" for line in lines)
    return samples.html(path, f"<table>{rows}</table>")


def ods_file(path, lines):
    return samples.ods(path, samples.ods_table("".join(samples.ods_text(*line) for line in lines)))


WRITERS = {"csv": csv_file, "xls": samples.xls, "ods": ods_file, "html": html_file}


@pytest.fixture
def _small(monkeypatch):
    """Everything is too large to be given back whole."""
    monkeypatch.setattr(annotate, "MOST_CELLS", 10)


UNITS = [
    ["吉安县民政干部花名册", None, None, None, None, None],
    ["序号", "姓名", "身份证号", "学历", "学历", "到岗时间"],
    ["序号", "姓名", "身份证号", "第一学历", "最高学历", "到岗时间"],
    ["敦厚镇民政所"],
    [1, "刘涛", number(1), "大专", "大专", 2018.1],
    [2, "王军", number(2), "大专", "大专", "2018-03"],
    ["永阳镇民政所"],
    [3, "李强", number(3), "大专", "大专", "2018-03"],
    [4, "周明", number(4), "大专", "大专", "2018-03"],
    [5, "吴兰", number(5)[:17], "大专", "高小学", "同上"],
    [6, "郑丽", number(6), "大专", "大专", "2018-03"],
    ["合计", "6人"],
]
MERGES = ["A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3"]


@pytest.mark.usefixtures("_small")
def test_of_a_large_file_the_wrong_lines_come_back_with_head_and_units(world, tmp_path):
    batch = preview(world, save(tmp_path / "大.xlsx", UNITS, MERGES))
    book = annotated(batch)
    page = book["花名册"]
    assert [[cell.value for cell in row][1] for row in page.iter_rows(min_row=4)] == [None, "刘涛", None, "吴兰"]
    assert [page["A4"].value, page["A6"].value] == ["敦厚镇民政所", "永阳镇民政所"]
    assert page["F5"].value == 2018.1, "a number stays one: as text it would be January"
    assert page["F7"].value == "2018-03", "what 同上 meant"
    assert sorted(map(str, page.merged_cells.ranges)) == sorted(MERGES)
    assert page["C7"].fill.start_color.rgb == "FFFFC7CE"
    assert page["C7"].comment.text.startswith("原表第10行：")
    summary = texts(book["导入核对"])
    assert "只有要改的2行" in summary[1]


@pytest.mark.usefixtures("_small")
def test_the_wrong_lines_put_right_are_a_file_to_import(world, tmp_path):
    batch = preview(world, save(tmp_path / "大.xlsx", UNITS, MERGES))
    again = tmp_path / "改好.xlsx"
    again.write_bytes(annotated_workbook(batch))
    as_it_is = preview(world, again)
    assert [*codes(as_it_is), "ditto"] == codes(batch), "nothing is better or worse than it was"
    book = openpyxl.load_workbook(again)
    page = book["花名册"]
    page["C7"], page["E7"], page["F5"] = number(5), "大专", "2018-10"
    book.save(again)
    put_right = preview(world, again)
    assert outcomes(put_right) == ["new", "new"]
    units = [row.values["_unit"]["name"] for row in put_right.rows.filter(outcome="new").order_by("number")]
    assert units == ["敦厚镇", "永阳镇"]


@pytest.mark.usefixtures("_small")
def test_a_damaged_number_stays_damaged_in_the_short_workbook(world, tmp_path):
    lines = [["单位", "姓名", "身份证号"], ["敦厚镇", "刘涛", float(number(1))]]
    batch = preview(world, save(tmp_path / "大.xlsx", lines))
    again = tmp_path / "改好.xlsx"
    again.write_bytes(annotated_workbook(batch))
    assert codes(preview(world, again)) == codes(batch) == ["id_damaged"]


@pytest.mark.parametrize("ending", ["csv", "xls", "ods", "html"])
def test_other_formats_come_back_as_a_workbook_with_the_same_rows(world, tmp_path, ending):
    lines = [["单位", "姓名", "身份证号"], ["敦厚镇", "刘涛", number(1)], ["敦厚镇", "王军", number(2)[:17]]]
    batch = preview(world, WRITERS[ending](tmp_path / f"花名册.{ending}", lines))
    book = annotated(batch)
    page = book.worksheets[0]
    assert (page["C3"].value, page["C3"].fill.start_color.rgb) == (number(2)[:17], "FFFFC7CE")
    assert "18位" in page["C3"].comment.text
    assert "版式没有带过来" in texts(book.worksheets[-1])[1]
