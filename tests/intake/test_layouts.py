"""Messy layouts: what is read, what is told, and the look-alikes that must not be taken for them."""

import pytest

from intake.grid import BLANK, Cell, Sheet
from intake.layout.blocks import sheet_layout
from intake.layout.columns import NoHeader, read_layout
from intake.layout.layouts import by_index, by_name, fingerprint
from intake.layout.naming import guess_by_name
from staffing.rosters.lexicon import PEOPLE
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import number, save


def sheet(*rows, merged=()):
    cells = [
        [Cell(text, text, (r, c) in merged) if text else BLANK for c, text in enumerate(row)]
        for r, row in enumerate(rows)
    ]
    return Sheet("表", False, cells)


def fields(layout):
    return [column.field for column in layout.columns]


@pytest.fixture
def county(world):
    return Engine(world, division="吉安县")


def people(batch):
    return list(batch.rows.filter(outcome="new").order_by("number"))


def general(batch):
    return [issue["code"] for issue in batch.summary["issues"]]


@pytest.mark.parametrize(
    "header",
    [
        *("原单位", "原工作单位", "原职务", "拟任职务", "借调单位", "工作单位性质", "家庭联系电话", "联系人电话"),
        *("退休时间", "合同期限", "合同到期时间", "到龄时间", "入编时间", "入院时间", "参加工会时间", "任现职级时间"),
        *("进入公务员队伍时间", "离开本单位时间", "供养对象姓名", "领导姓名", "身份信息"),
    ],
)
def test_names_that_resemble_a_field_and_say_something_else(header):
    assert guess_by_name(0, (header,), PEOPLE).field is None


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("来所时间", "from_date"),
        *((name, "from_date") for name in ("任职年月", "何时任职", "聘任日期", "聘用年月", "上岗日期", "任现职年月")),
        *(
            (name, "from_date")
            for name in ("选任时间", "任所长时间", "担任民政专干时间", "任职起止时间", "聘用开始日期")
        ),
        ("调入敦厚镇时间", "from_date"),
        ("进入现单位时间", "from_date"),
        ("现工作单位", "unit"),
        ("现职务", "title"),
        ("社工证情况", "social_work_title"),
        ("本人身份证号", "id_number"),
    ],
)
def test_names_that_no_list_has_in_this_form(header, field):
    assert guess_by_name(0, (header,), PEOPLE).field == field


def test_pay_in_several_columns_is_not_any_one_of_them():
    rows = [
        ["姓名", "身份证号", "工资", "工资"],
        ["姓名", "身份证号", "基本工资", "绩效"],
        ["张三", number(1), "1", "2"],
    ]
    assert "monthly_pay" not in fields(read_layout(sheet(*rows, merged={(1, 0), (1, 1), (0, 3)}), PEOPLE))


def test_values_decide_what_a_wrong_name_hides():
    lines = [[number(n), f"1380000000{n}", "张三"] for n in range(1, 5)]
    found = read_layout(sheet(["编号", "身份证号", "姓名"], *lines), PEOPLE)
    assert fields(found) == ["id_number", "phone", "name"]
    assert "内容却像" in found.columns[0].reason


def test_a_name_against_its_values_is_doubted():
    found = read_layout(
        sheet(["姓名", "出生年月", "身份证号"], *[["张三", "敦厚镇", number(n)] for n in range(1, 5)]), PEOPLE
    )
    assert found.columns[1].confidence < 0.5
    assert "请核对" in found.columns[1].reason


def test_the_header_that_the_official_names():
    page = sheet(["甲", "乙"], ["姓 名", "证件"], ["张三", number(1)])
    assert fields(read_layout(page, PEOPLE, header=(2, 2))) == ["name", None]
    with pytest.raises(NoHeader):
        read_layout(page, PEOPLE, header=(3, 9))


def test_a_header_far_down_and_none_at_all():
    deep = sheet(*[[f"说明{n}", ""] for n in range(40)], ["姓名", "身份证号"], ["张三", number(1)])
    assert read_layout(deep, PEOPLE).last_header == 40
    bare = sheet(*[["张三", number(n)] for n in range(1, 5)])
    found = read_layout(bare, PEOPLE)
    assert (found.last_header, fields(found)) == (-1, ["name", "id_number"])
    assert max(column.confidence for column in found.columns) <= 0.5
    assert [note.code for note in found.notes] == ["header_missing"]


def test_ticks_under_a_group_and_bare():
    head = ["姓名", "身份证号", "编制类型", "", ""]
    options = ["", "", "行政编制", "事业编制", "政府购买服务"]
    lines = [["张三", number(1), "√", "", ""], ["李四", number(2), "", "", "√"]]
    for rows in ([head, options], [[*head[:2], *options[2:]]]):
        found = read_layout(sheet(*rows, *lines), PEOPLE)
        assert [(column.field, column.tick) for column in found.columns[2:]] == [
            ("employment", "10"),
            ("employment", "21"),
            ("employment", "30"),
        ]


def test_counts_under_the_names_of_options_are_no_ticks():
    found = read_layout(
        sheet(["姓名", "身份证号", "男", "女"], *[["张三", number(n), "12", "30"] for n in (1, 2)]), PEOPLE
    )
    assert fields(found)[2:] == [None, None]


def test_two_ticks_are_a_problem_and_none_is_a_blank(county, tmp_path):
    rows = [
        ["单位", "姓名", "身份证号", "行政编制", "事业编制"],
        ["敦厚镇", "张三", number(1), "√", None],
        ["敦厚镇", "李四", number(2), "√", "√"],
        ["敦厚镇", "王五", number(3), None, None],
    ]
    batch = county.preview(save(tmp_path / "a.xlsx", rows))
    assert [row.values.get("employment") for row in people(batch)] == ["10", None]
    assert "ticks_conflict" in codes(batch)


def test_established_is_an_answer_that_is_told(county, tmp_path):
    rows = [
        ["单位", "姓名", "身份证号", "是否在编"],
        ["敦厚镇", "张三", number(1), "√"],
        ["敦厚镇", "李四", number(2), "否"],
    ]
    batch = county.preview(save(tmp_path / "a.xlsx", rows))
    assert outcomes(batch) == ["new", "new"]
    assert [row.values.get("employment") for row in people(batch)] == ["29", None]
    told = [row.issues[-1] for row in people(batch)]
    assert [(issue["field"], issue["severity"]) for issue in told] == [("employment", "warning")] * 2
    assert [issue["code"] for issue in told] == ["value_rough", "employment_unclear"]


def test_a_date_in_two_columns_and_the_higher_education(county, tmp_path):
    rows = [
        ["单位", "姓名", "身份证号", "到岗时间", "到岗时间", "全日制学历", "在职学历"],
        ["单位", "姓名", "身份证号", "年", "月", "全日制学历", "在职学历"],
        ["敦厚镇", "张三", number(1), "2018", "9", "大专", "本科"],
    ]
    merges = ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "G1:G2"]
    batch = county.preview(save(tmp_path / "a.xlsx", rows, merges))
    values = people(batch)[0].values
    assert (values["from_date"], values["education"]) == ("2018-09-01", "20")
    assert "education_highest" in codes(batch)


def test_the_same_columns_in_another_order_are_read_by_their_own_header(county, tmp_path):
    rows = [
        ["单位", "姓名", "身份证号", "职务"],
        ["敦厚镇", "张三", number(1), "所长"],
        ["姓名", "单位", "职务", "身份证号"],
        ["李四", "永阳镇", "副所长", number(2)],
    ]
    batch = county.preview(save(tmp_path / "a.xlsx", rows))
    assert [(row.values["name"], row.values["title"]) for row in people(batch)] == [
        ("张三", "所长"),
        ("李四", "副所长"),
    ]
    assert "header_changes" in general(batch)


def test_people_of_another_table_stay_out(county, tmp_path):
    rows = [
        ["单位", "姓名", "身份证号", "职务"],
        ["敦厚镇", "张三", number(1), "所长"],
        ["序号", "姓名", "身份证号", "供养方式"],
        ["1", "老人甲", number(2), "集中"],
    ]
    batch = county.preview(save(tmp_path / "a.xlsx", rows))
    assert [row.values["name"] for row in people(batch)] == ["张三"]
    assert "other_table" in general(batch)


def test_a_table_beside_lends_nothing(county, tmp_path):
    rows = [
        ["单位", "姓名", "职务", "姓名", "身份证号"],
        ["敦厚镇", "张三", "所长", "李四", number(2)],
    ]
    batch = county.preview(save(tmp_path / "a.xlsx", rows))
    assert "id_number" not in people(batch)[0].values
    assert "table_beside" in general(batch)


def test_the_people_below_a_heading_that_names_no_known_unit_belong_to_nobody(county, tmp_path):
    rows = [["姓名", "学历"], ["敦厚镇", None], ["张三", "大专"], ["墩阳镇", None], ["李四", "大专"]]
    batch = county.preview(save(tmp_path / "a.xlsx", rows))
    assert outcomes(batch) == ["new", "error"]
    assert "unit_unknown" in codes(batch)


def test_a_section_of_another_kind_stays_out(county, tmp_path):
    rows = [
        ["单位", "姓名", "学历"],
        ["一、民政所"],
        ["敦厚镇", "张三", "大专"],
        ["二、敬老院"],
        ["敦厚镇", "李四", "大专"],
    ]
    batch = county.preview(save(tmp_path / "a.xlsx", rows))
    assert [row.values["name"] for row in people(batch)] == ["张三"]
    assert "other_kind" in general(batch)


def test_a_unit_written_once_for_its_people(county, tmp_path):
    groups = [["敦厚镇", "张三"], [None, "李四"], ["永阳镇", "王五"], [None, "赵六"]]
    rows = [["单位", "姓名", "身份证号"], *[[*line, number(n)] for n, line in enumerate(groups, 1)]]
    batch = county.preview(save(tmp_path / "a.xlsx", rows))
    units = [row.values["_unit"]["name"] for row in people(batch)]
    assert (units, codes(batch).count("unit_inherited")) == (["敦厚镇", "敦厚镇", "永阳镇", "永阳镇"], 2)


def test_a_unit_left_out_by_mistake_is_not_filled_in(county, tmp_path):
    lines = [["敦厚镇", "张三"], ["永阳镇", "李四"], [None, "王五"], ["敦厚镇", "赵六"]]
    rows = [["单位", "姓名", "身份证号"], *[[*line, number(n)] for n, line in enumerate(lines, 1)]]
    assert outcomes(county.preview(save(tmp_path / "a.xlsx", rows))) == ["new", "new", "error", "new"]


def test_ditto_marks_repeat_the_line_above_and_are_told(county, tmp_path):
    rows = [
        ["单位", "姓名", "身份证号", "学历"],
        ["敦厚镇", "张三", number(1), "大专"],
        ["〃", "李四", number(2), "同上"],
    ]
    batch = county.preview(save(tmp_path / "a.xlsx", rows))
    assert [(row.values["_unit"]["name"], row.values["education"]) for row in people(batch)] == [("敦厚镇", "30")] * 2
    assert codes(batch).count("ditto") == 2


def test_forms_under_one_another_keep_their_own_units(county, tmp_path):
    def form(unit, name, serial):
        return [[f"填报单位：{unit}民政所", "填报时间：2025.03"], ["姓名", "身份证号"], [name, number(serial)]]

    rows = [*form("敦厚镇", "张三", 1), *form("永阳镇", "李四", 2)]
    batch = county.preview(save(tmp_path / "a.xlsx", rows))
    assert [row.values["_unit"]["name"] for row in people(batch)] == ["敦厚镇", "永阳镇"]


def test_a_column_with_content_is_never_lost_without_a_word(county, tmp_path):
    rows = [["单位", "姓名", "身份证号", "奇怪的列"], ["敦厚镇", "张三", number(1), "内容"]]
    assert "column_unread" in general(county.preview(save(tmp_path / "a.xlsx", rows)))


def test_a_layout_is_recognised_and_its_decisions_found_again():
    first = sheet_layout(sheet(["姓名", "身份证号", "证件"], ["张三", number(1), "1"]), PEOPLE)
    again = sheet_layout(sheet(["名册"], ["姓 名", "身份证号*", "证件"], ["李四", number(2), "2"]), PEOPLE)
    other = sheet_layout(sheet(["证件", "姓名", "身份证号"], ["1", "张三", number(1)]), PEOPLE)
    assert fingerprint(first) == fingerprint(again) != fingerprint(other)
    kept = by_name(first, {2: "note"})
    assert by_index(other, kept) == {0: "note"}


@pytest.mark.parametrize("mark", ["同上", "〃"])
def test_nobody_shares_a_name_or_a_number_with_the_line_above(county, tmp_path, mark):
    rows = [
        ["单位", "姓名", "身份证号", "联系电话"],
        ["敦厚镇", "张三", number(1), "13812345678"],
        ["敦厚镇", "李四", number(2), mark],
        ["敦厚镇", "王五", mark, "13812345679"],
    ]
    batch = county.preview(save(tmp_path / "a.xlsx", rows))
    assert outcomes(batch) == ["new", "error", "error"]
    assert codes(batch) == ["ditto_unclear", "ditto_unclear"]
