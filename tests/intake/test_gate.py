"""Texts of files pass one gate: headers, titles, units and values are read in one form, and what it did is told."""

import csv

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
    assert row.values["_unit"][2] == "敦厚镇"
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
