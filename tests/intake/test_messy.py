"""Rosters as they really come: other formats, wandering units, half-empty lines, columns that say other things."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as DjangoTestCase

from tests.base import make_world
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import HEADERS, number, person, save


@pytest.fixture
def county(world):
    return Engine(world, division="吉安县")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
def test_text_files_in_the_encodings_of_the_offices(county, tmp_path, encoding):
    lines = ["敦厚镇民政所人员名单,,,", "姓 名,身份证号,学 历,备注", f"张 㙦,{number(1)},大专,", "合计,,,1"]
    path = tmp_path / "名单.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    batch = county.preview(path)
    assert outcomes(batch) == ["new"]
    assert batch.rows.get(outcome="new").values["name"] == "张㙦"


def test_the_unit_may_stand_in_the_title_or_in_the_name_of_the_sheet(county, tmp_path):
    titled = save(tmp_path / "a.xlsx", [["吉安县永阳镇民政所花名册"], HEADERS, person(1, "张三")])
    named = save(tmp_path / "b.xlsx", [HEADERS, person(2, "李四")], sheet="敦厚镇")
    both = save(tmp_path / "c.xlsx", [["永阳镇、敦厚镇花名册"], HEADERS, person(3, "王五")])
    assert [county.preview(path).rows.get(outcome="new").values["_unit"]["name"] for path in (titled, named)] == [
        "永阳镇",
        "敦厚镇",
    ]
    unclear = county.preview(both)
    assert [issue["code"] for issue in unclear.summary["issues"]] == ["required_missing"]


def test_a_number_that_lost_its_digits_is_called_damaged_and_never_guessed(county, tmp_path):
    rows = [
        ["单位", "姓名", "身份证号"],
        ["敦厚镇", "张三", 3.60821198503e17],
        ["敦厚镇", "李四", f"{number(2)[:15]}000"],
    ]
    batch = county.preview(save(tmp_path / "a.xlsx", rows))
    assert (outcomes(batch), codes(batch)) == (["error", "error"], ["id_damaged", "id_damaged"])


def test_lines_prepared_but_not_filled_in_are_left_out(county, tmp_path):
    rows = [
        ["序号", "单位", "姓名", "身份证号"],
        [1, "敦厚镇", "张三", number(1)],
        [2, "敦厚镇", None, None],
        [3, None, None, None],
    ]
    batch = county.preview(save(tmp_path / "a.xlsx", rows))
    assert (batch.summary["rows"], batch.summary["ignored"]) == (1, 2)


def test_a_line_without_a_name_is_an_error_not_nothing(county, tmp_path):
    rows = [
        ["单位", "姓名", "身份证号", "学历"],
        ["敦厚镇", None, number(1), "大专"],
        ["敦厚镇", "李四", number(2), "大专"],
    ]
    batch = county.preview(save(tmp_path / "a.xlsx", rows))
    assert outcomes(batch) == ["error", "new"]
    assert codes(batch) == ["required_missing"]


@pytest.mark.parametrize("name", ["合计", "填表人", "备注"])
def test_words_of_the_footer_never_hide_a_person(county, tmp_path, name):
    """The identity number shows that a line is somebody's, whatever its first words."""
    rows = [["序号", "单位", "姓名", "身份证号"], [f"{name}:", "敦厚镇", "张三", number(1)]]
    assert outcomes(county.preview(save(tmp_path / "a.xlsx", rows))) == ["new"]


def test_a_personal_number_in_a_wrong_column_is_masked_in_the_issue(county, tmp_path):
    rows = [["单位", "姓名", "身份证号", "学历"], ["敦厚镇", "张三", number(1), number(2)]]
    batch = county.preview(save(tmp_path / "a.xlsx", rows))
    stored = batch.rows.get()
    assert number(2) not in str(stored.issues) + str(stored.cells)


def test_a_unit_heading_in_the_column_of_the_names_is_nobody(county, tmp_path):
    rows = [
        ["序号", "姓名", "学历"],
        ["一", "敦厚镇", None],
        [1, "张三", "大专"],
        ["二", "永阳镇", None],
        [2, "李四", None],
    ]
    batch = county.preview(save(tmp_path / "a.xlsx", rows))
    people = batch.rows.filter(outcome="new").order_by("number")
    assert [(row.values["name"], row.values["_unit"]["name"]) for row in people] == [
        ("张三", "敦厚镇"),
        ("李四", "永阳镇"),
    ]


def test_a_header_with_nobody_under_it_is_said_to_be_empty(county, tmp_path):
    batch = county.preview(save(tmp_path / "a.xlsx", [HEADERS, ["合计"]]))
    assert [issue["code"] for issue in batch.summary["issues"]] == ["no_rows"]


cells = st.one_of(
    st.none(),
    st.integers(-5, 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        ["敦厚镇", "永阳", "张三", "合计", "填表人:", "1985.03", "大专", "√", "/", number(1), "=1+1", "'", "０"]
    ),
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
)


class AnyCells(DjangoTestCase):
    """Whatever stands under the headers, a preview comes out, it can be committed, and no line is lost."""

    def setUp(self):
        self.county = Engine(make_world(), division="吉安县")

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    @given(lines=st.lists(st.lists(cells, min_size=1, max_size=12), max_size=8))
    def test_a_preview_always_comes_out(self, lines):
        with tempfile.TemporaryDirectory() as folder:
            path = save(Path(folder) / "a.xlsx", [["单位", *HEADERS], *lines])
            batch = self.county.preview(path)
        assert batch.rows.exclude(outcome="ignored").count() == batch.summary["rows"]
        if not batch.summary["new"]:
            return
        result = self.county.commit(batch, good_rows_only=True)
        assert (result.new, result.conflicts) == (batch.summary["new"], [])
        self.county.undo(batch)


TOTALS = "共13人，其中行政1人，事业12人"
WIDE = ["序号", "姓名", "身份证号", "性别", "学历"]


@pytest.mark.parametrize(
    ("line", "merges"),
    [
        (["合 计", None, TOTALS], ["A3:B3", "C3:E3"]),
        (["合 计", TOTALS], ["B3:E3"]),
        ([None, "合 计", TOTALS], ["C3:E3"]),
        ([None, "合 计", TOTALS], []),
        (["合 计", None, "截至2026年11月29日共13人"], ["A3:B3", "C3:E3"]),
        ([None, "小计", None, "男"], []),
    ],
)
def test_a_total_that_stands_across_columns_is_nobody(county, tmp_path, line, merges):
    rows = [WIDE, [1, "张三", number(1), "女", "大专"], [*line, *[None] * (len(WIDE) - len(line))]]
    batch = county.preview(save(tmp_path / "a.xlsx", rows, merges))
    assert [row.changes.get("left_out") for row in batch.rows.order_by("number")] == [None, "合计行"]


def test_a_total_that_stands_across_columns_of_a_web_page_is_nobody(county, tmp_path):
    head = "".join(f"<td>{name}</td>" for name in WIDE)
    person = "".join(f"<td>{text}</td>" for text in (1, "张三", number(1), "女", "大专"))
    page = (
        f"<table><tr>{head}</tr><tr>{person}</tr><tr><td colspan=2>合 计</td><td colspan=3>{TOTALS}</td></tr></table>"
    )
    path = tmp_path / "a.xls"
    path.write_text(f"<html><meta charset=utf-8>{page}</html>", encoding="utf-8")
    batch = county.preview(path)
    assert [row.changes.get("left_out") for row in batch.rows.order_by("number")] == [None, "合计行"]


def test_a_name_that_ends_like_a_total_is_somebodys(county, tmp_path):
    batch = county.preview(save(tmp_path / "a.xlsx", [WIDE, [1, "单小计", None, "女", "大专"]]))
    assert batch.rows.get().values["name"] == "单小计"
