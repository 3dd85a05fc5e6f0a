"""Layouts met in offices: tables reused as rosters, exports of other systems, numbers spread over cells."""

import openpyxl
import pytest

from intake.layout.naming import guess_by_name
from staffing.rosters.lexicon import PEOPLE
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import number, save

HEAD = ["姓名", "身份证号", "单位"]


@pytest.fixture
def county(world):
    return Engine(world, division="吉安县")


def line(serial, *cells, name="刘涛", unit="敦厚镇"):
    return [name, number(serial), unit, *cells]


def people(batch):
    return list(batch.rows.filter(outcome="new").order_by("number"))


def general(batch):
    return [issue["code"] for issue in batch.summary["issues"]]


def test_a_number_with_one_digit_in_each_cell_is_read_whole(county, tmp_path):
    rows = [
        ["姓名", "单位", "身份证号码", *[None] * 17, "电话"],
        ["刘涛", "敦厚镇", *number(1), "13812345678"],
        ["王芳", "永阳镇", *number(2), "13812345679"],
    ]
    batch = county.preview(save(tmp_path / "r.xlsx", rows, merges=["C1:T1"]))
    assert [row.values["id_number"] for row in people(batch)] == [number(1), number(2)]
    assert general(batch) == []


def test_two_numbers_under_one_heading_are_no_pieces_of_one(county, tmp_path):
    rows = [["姓名", "单位", "身份证号码", None], ["刘涛", "敦厚镇", number(1), number(2)]]
    batch = county.preview(save(tmp_path / "r.xlsx", rows, merges=["C1:D1"]))
    assert [row.values["id_number"] for row in people(batch)] == [number(1)]
    assert "column_unread" in general(batch)


def test_the_mobile_number_goes_before_that_of_the_office(county, tmp_path):
    rows = [[*HEAD, "办公电话", "手机号码"], line(1, "0796-8442233", "13812345678")]
    batch = county.preview(save(tmp_path / "r.xlsx", rows))
    assert people(batch)[0].values["phone"] == "13812345678"
    assert "column_unread" in general(batch)


def test_the_post_behind_the_unit_is_read_where_the_column_announces_both(county, tmp_path):
    rows = [["姓名", "身份证号", "工作单位及职务"], ["刘涛", number(1), "敦厚镇民政所副所长"]]
    row = people(county.preview(save(tmp_path / "r.xlsx", rows)))[0]
    assert (row.values["_unit"]["name"], row.values["title"]) == ("敦厚镇", "副所长")
    assert "two_facts" in [issue["code"] for issue in row.issues]


def test_a_post_behind_a_unit_that_nobody_announced_is_no_post(county, tmp_path):
    rows = [HEAD, line(1, unit="敦厚镇民政所副所长")]
    batch = county.preview(save(tmp_path / "r.xlsx", rows))
    assert outcomes(batch) != ["new"]
    assert "unit_unknown" in codes(batch)


@pytest.mark.parametrize(
    ("written", "found"), [("敦厚镇人民政府民政所（社会事务办）", True), ("敦厚镇（借调永阳镇）", False)]
)
def test_two_names_of_one_office_are_one_place_and_remarks_are_none(county, tmp_path, written, found):
    batch = county.preview(save(tmp_path / "r.xlsx", [HEAD, line(1, unit=written)]))
    assert (outcomes(batch) == ["new"]) is found


def test_a_line_with_the_names_of_columns_in_a_system_is_no_person(county, tmp_path):
    rows = [
        [*HEAD, "联系电话"],
        ["xm", "sfzh", "dw", "sj"],
        ["必填", "必填", "下拉选择", "11位"],
        line(1, "13812345678"),
    ]
    batch = county.preview(save(tmp_path / "r.xlsx", rows))
    assert outcomes(batch) == ["new"]
    assert general(batch) == []


def test_a_table_of_a_system_is_read_under_its_own_names(county, tmp_path):
    rows = [["XM", "SFZH", "DWMC", "LXDH"], line(1, "13812345678")]
    row = people(county.preview(save(tmp_path / "r.xlsx", rows)))[0]
    assert (row.values["name"], row.values["phone"]) == ("刘涛", "13812345678")


def test_an_example_in_brackets_is_no_person_and_a_rare_surname_is(county, tmp_path):
    rows = [HEAD, line(1, name="（例）张三"), line(2, name="例：李四"), line(3, name="例涛")]
    assert [row.number for row in people(county.preview(save(tmp_path / "r.xlsx", rows)))] == [4]


def test_the_unit_of_a_form_may_stand_below_the_first_head(county, tmp_path):
    rows = [
        ["姓名", "身份证号", "学历", "备注"],
        ["单位：敦厚镇", None, None, "人数：1"],
        ["刘涛", number(1), "大专", None],
        ["单位：永阳镇", None, None, "人数：1"],
        ["王芳", number(2), "大专", None],
    ]
    batch = county.preview(save(tmp_path / "r.xlsx", rows))
    assert [row.values["_unit"]["name"] for row in people(batch)] == ["敦厚镇", "永阳镇"]


def test_who_is_said_to_be_no_party_member_is_told_to_lack_the_rest(county, tmp_path):
    rows = [[*HEAD, "是否党员"], line(1, "否"), line(2, "是", name="王芳"), line(3, None, name="李强")]
    found = people(county.preview(save(tmp_path / "r.xlsx", rows)))
    assert [row.values.get("politics") for row in found] == [None, "01", None]
    assert [[i["code"] for i in row.issues if i["field"] == "politics"] for row in found] == [
        ["politics_unclear"],
        [],
        [],
    ]


def test_a_heading_that_says_how_to_tick_is_the_option_itself(county, tmp_path):
    rows = [[*HEAD, "党员\n（√）", "团员（打勾）"], line(1, "√"), line(2, None, "√", name="王芳")]
    found = people(county.preview(save(tmp_path / "r.xlsx", rows)))
    assert [row.values.get("politics") for row in found] == ["01", "03"]


def test_a_subject_that_is_none_adds_nothing_to_the_school(county, tmp_path):
    rows = [[*HEAD, "毕业院校", "所学专业"], line(1, "吉安师范", "无"), line(2, "吉安师范", "中文", name="王芳")]
    found = people(county.preview(save(tmp_path / "r.xlsx", rows)))
    assert [row.values["school"] for row in found] == ["吉安师范", "吉安师范中文"]


@pytest.mark.parametrize("name", ["吴某某", "zhang san"])
def test_a_stand_in_for_a_name_is_told(county, tmp_path, name):
    batch = county.preview(save(tmp_path / "r.xlsx", [HEAD, line(1, name=name)]))
    assert "name_check" in codes(batch)


def test_further_rosters_of_the_file_are_named_unless_one_was_chosen(county, tmp_path):
    book = openpyxl.Workbook()
    sheets = (("东片", "敦厚镇", book.active), ("西片", "永阳镇", book.create_sheet()))
    for serial, (name, unit, page) in enumerate(sheets, 1):
        page.title = name
        page.append(HEAD)
        page.append(line(serial, unit=unit))
    book.create_sheet("说明").append(["填表说明"])
    book.save(tmp_path / "r.xlsx")
    batch = county.preview(tmp_path / "r.xlsx")
    told = [issue["message"] for issue in batch.summary["issues"] if issue["code"] == "other_sheets"]
    assert len(told) == 1
    assert "西片" in told[0]
    assert "说明" not in told[0]


@pytest.mark.parametrize(
    ("header", "field"),
    [("应发工资", "monthly_pay"), ("办电", "phone"), ("是否持社工证", "social_work_title"), ("所属机构", "unit")],
)
def test_everyday_names_of_columns(header, field):
    assert guess_by_name(0, (header,), PEOPLE).field == field


@pytest.mark.parametrize("header", ["实发工资", "绩效工资", "职务职级", "UNIT PRICE", "机构性质"])
def test_names_near_to_them_that_say_something_else(header):
    assert guess_by_name(0, (header,), PEOPLE).field is None


def test_a_number_taken_for_the_name_of_a_column_is_masked(county, tmp_path):
    rows = [["姓名", "刘涛", "身份证号", number(1), "单位"], ["王芳", None, number(2), "见附件", "敦厚镇"]]
    told = [issue["message"] for issue in county.preview(save(tmp_path / "r.xlsx", rows)).summary["issues"]]
    assert any("D列" in message for message in told)
    assert number(1) not in "".join(told)


@pytest.mark.parametrize("text", ["2018.5至今", "2018年5月—至今", "2018.5-至今", "2018.5—", "2018年5月 -"])
def test_a_post_that_goes_on_began_where_its_term_begins(county, tmp_path, text):
    rows = [[*HEAD, "任职起止时间"], line(1, text)]
    (row,) = people(county.preview(save(tmp_path / "r.xlsx", rows)))
    assert row.values["from_date"] == "2018-05-01"


def test_a_term_that_has_ended_is_asked_about(county, tmp_path):
    batch = county.preview(save(tmp_path / "r.xlsx", [[*HEAD, "任职起止时间"], line(1, "2018.5-2021.1")]))
    assert codes(batch) == ["date_ambiguous"]
    assert "已经离开的请跳过这一行" in batch.rows.get(outcome="ask").issues[0]["message"]
