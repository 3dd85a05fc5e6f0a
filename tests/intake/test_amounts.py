"""A line above a table may say in what its amounts are given; a place after 单位 is none of that."""

import pytest

from intake.grid import Cell
from intake.lines.amounts import unit_of_amounts, with_unit
from intake.preview.revise import cell_correct
from staffing.rosters.lexicon import PEOPLE
from tests.intake.engine import Engine, codes
from tests.staffing.rosters.staff_rosters import number, save


def said(*texts):
    return unit_of_amounts([[Cell(text, text) for text in texts]])


@pytest.mark.parametrize(
    ("texts", "unit"),
    [
        (["单位：万元"], "万元"),
        (["单位:元"], "元"),
        (["(单位：人民币千元)"], "千元"),
        (["填报时间：2025年", "金额单位：元/年"], "元/年"),
        (["单位：", "万元"], "万元"),
        (["单位：人、万元"], "万元"),
        (["单位：敦厚镇"], ""),
        (["填报单位：万元坊村"], ""),
        (["单位：元阳镇"], ""),
        (["单位：人"], ""),
        (["工资万元户"], ""),
    ],
)
def test_what_a_line_says_of_amounts(texts, unit):
    assert said(*texts) == unit


@pytest.mark.parametrize(
    ("header", "unit", "whole"),
    [
        ("工资", "万元", "工资(万元)"),
        ("工资(元)", "万元", "工资(元)"),
        ("年薪", "元/月", "年薪(元)"),
        ("报酬", "元/年", "报酬(元/年)"),
        ("报酬", "", "报酬"),
    ],
)
def test_the_header_itself_goes_before(header, unit, whole):
    assert with_unit({"monthly_pay": header, "note": "备注"}, unit, PEOPLE.fields) == {
        "monthly_pay": whole,
        "note": "备注",
    }


@pytest.mark.django_db
def test_pay_is_read_in_the_unit_said_above_the_table_and_so_is_a_correction(world, tmp_path):
    rows = [
        ["敦厚镇民政所工作人员花名册"],
        ["填报单位：敦厚镇", None, None, "单位：万元"],
        ["单位", "姓名", "身份证号", "月工资"],
        ["敦厚镇", "张三", number(1), 0.25],
        ["敦厚镇", "李四", number(2), "约定"],
    ]
    engine = Engine(world)
    batch = engine.preview(save(tmp_path / "a.xlsx", rows))
    assert batch.rows.get(number=4).values["monthly_pay"] == "2500.00"
    assert codes(batch) == ["money_unreadable"]
    cell_correct(engine.actor, batch=batch, number=5, key="monthly_pay", text="0.3")
    assert batch.rows.get(number=5).values["monthly_pay"] == "3000.00"
