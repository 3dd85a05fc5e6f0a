"""Headings and titles that name a type of posts: 一、在编人员, 塘洲镇民政所公益性岗位人员名单."""

import pytest

from intake.preview.revise import cell_correct
from staffing.rosters.sections import section_of
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import number, save

HEAD = ["姓名", "身份证号"]


@pytest.fixture
def county(world):
    return Engine(world)


def employed(batch):
    return [row.values.get("employment") for row in batch.rows.filter(outcome="new").order_by("number")]


def test_headings_give_the_employment_of_the_rows_below(county, tmp_path):
    rows = [["敦厚镇民政所人员"], ["一、在编人员"], HEAD, ["刘涛", number(1)], ["二、编外人员"], ["王芳", number(2)]]
    rows += [
        ["三、聘用人员（1人）"],
        ["身份证号", "姓名"],
        [number(3), "罗军"],
        ["四、工作人员"],
        [number(4), "周建国"],
    ]
    batch = county.preview(save(tmp_path / "r.xlsx", rows))
    assert employed(batch) == ["29", "90", "33", None]
    assert codes(batch).count("from_heading") == 3


@pytest.mark.parametrize(
    ("title", "employment"),
    [
        ("敦厚镇民政所公益性岗位人员名单", "31"),
        ("敦厚镇政府购买服务人员花名册", "30"),
        ("2025年吉安县民政所在编人员花名册", "29"),
        ("敦厚镇村聘人员名单", "41"),
        ("敦厚镇民政所工作人员花名册", None),
        ("敦厚镇公益岗、政府购买服务人员名单", None),
        ("敦厚镇民政所在编和聘用人员名单", None),
        ("敦厚镇村干部名单", None),
    ],
)
def test_titles_give_the_employment_where_they_name_one(county, tmp_path, title, employment):
    batch = county.preview(save(tmp_path / "r.xlsx", [[title], HEAD, ["刘涛", number(1)]]))
    assert employed(batch) == [employment]
    assert ("from_heading" in codes(batch)) == bool(employment)


def test_a_row_that_says_it_better_counts_and_one_that_contradicts_is_asked(county, tmp_path):
    rows = [["敦厚镇民政所在编人员花名册"], [*HEAD, "编制类型"], ["刘涛", number(1), "事业编制"]]
    rows += [["王芳", number(2), "公益性岗位"]]
    path = save(tmp_path / "r.xlsx", rows)
    batch = county.preview(path)
    assert (employed(batch), outcomes(batch), codes(batch)) == (["21"], ["new", "ask"], ["heading_differs"])
    asked = batch.rows.get(outcome="ask")
    assert [option["text"] for option in asked.issues[0]["options"]] == ["公益性岗位", "在编(类别未登记)"]
    cell_correct(county.actor, batch=batch, number=asked.number, key="employment", text="公益性岗位")
    assert employed(batch) == ["21", "31"]


def test_what_was_answered_once_is_not_asked_again(county, tmp_path):
    from intake.decisions import Decisions

    rows = [["敦厚镇民政所在编人员花名册"], [*HEAD, "编制类型"], ["刘涛", number(1), "公益性岗位"]]
    path = save(tmp_path / "r.xlsx", rows)
    for decisions in (
        Decisions(cells={3: {"employment": "公益性岗位"}}),
        Decisions(values={"employment": {"公益性岗位": "公益性岗位"}}),
    ):
        assert employed(county.preview(path, decisions=decisions)) == ["31"]


def test_a_type_that_differs_within_its_sort_is_told(county, tmp_path):
    rows = [["敦厚镇公益性岗位人员名单"], [*HEAD, "编制类型"], ["刘涛", number(1), "劳务派遣"]]
    batch = county.preview(save(tmp_path / "r.xlsx", rows))
    assert (employed(batch), codes(batch)) == (["32"], ["from_heading"])


def test_a_heading_about_posts_in_general_says_nothing():
    assert section_of("塘洲镇民政所") is None
