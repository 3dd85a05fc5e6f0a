"""The head of a roster is found by what it says, and every column is taken for what it is or for nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.grid import BLANK, Cell, Sheet, Workbook
from intake.kinds import KINDS
from intake.layout import blocks
from intake.layout.columns import NoHeader, choose_sheet, layout_under, read_layout
from intake.layout.naming import guess_by_name
from staffing.rosters.lexicon import PEOPLE
from tests.staffing.rosters.staff_rosters import number


def sheet(*rows, name="表", hidden=False, merged=()):
    """A sheet of texts; ``merged`` lists (row, column) of cells whose text came from a merged range."""
    cells = [
        [Cell(text, text, (r, c) in merged) if text else BLANK for c, text in enumerate(row)]
        for r, row in enumerate(rows)
    ]
    return Sheet(name, hidden, cells)


def fields(found):
    return [column.field for column in found.columns]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("姓  名", "name"),
        ("姓　名*", "name"),
        ("出生\n年月", "birth_date"),
        ("公民身份号码", "id_number"),
        ("身份证号码(必填)", "id_number"),
        ("身份", "employment"),
        ("人员身份", "employment"),
        ("村（居）", "village"),
        ("月工资（元）", "monthly_pay"),
        ("进潘黄时间", "from_date"),
        ("到敦厚镇民政所工作时间", "from_date"),
        ("参加工作\n时间", "work_start"),
        ("入党时间", "party_date"),
        ("联系电话(手机)", "phone"),
        ("工作人员联系电话", "phone"),
        ("入团时间", None),
        ("家庭成员姓名", None),
        ("配偶身份证号", None),
        ("参加社会保险时间", None),
        ("工作年限", None),
        ("", None),
    ],
)
def test_what_the_words_over_a_column_mean(header, field):
    guess = guess_by_name(0, (header,) if header else (), PEOPLE)
    assert guess.field == field
    assert guess.reason


def test_identity_is_never_taken_for_an_identity_number():
    for header in ("身份", "身份类别", "政治身份", "本人身份", "身份情况"):
        assert guess_by_name(0, (header,), PEOPLE).field != "id_number"


def test_every_field_of_a_kind_has_its_own_label_among_the_synonyms():
    for kind in KINDS.values():
        for key in kind.keys:
            assert guess_by_name(0, (kind.fields[key].label,), kind.lexicon).field == key
    assert set(PEOPLE.known.values()) == PEOPLE.fields.keys()


def test_a_header_under_a_title_and_fill_in_lines():
    found = read_layout(
        sheet(
            ["民政所工作人员花名册", "", "", ""],
            ["填报单位:敦厚镇", "", "填报时间:2026年3月", ""],
            ["序号", "姓名", "性别", "身份证号"],
            ["1", "张三", "男", number(1)],
        ),
        PEOPLE,
    )
    assert (found.first_header, found.last_header) == (2, 2)
    assert fields(found) == ["sequence", "name", "sex", "id_number"]


def test_two_rows_of_merged_headers_are_read_as_paths():
    rows = [
        ["序号", "姓名", "全日制教育", "全日制教育", "任职情况", "任职情况"],
        ["序号", "姓名", "学历", "毕业院校及专业", "职务", "到岗时间"],
        ["1", "张三", "大专", "江西师大", "所长", "2018.09"],
    ]
    found = read_layout(sheet(*rows, merged={(1, 0), (1, 1), (0, 3), (0, 5)}), PEOPLE)
    assert (found.first_header, found.last_header) == (0, 1)
    assert fields(found) == ["sequence", "name", "education", "school", "title", "from_date"]
    assert found.columns[2].header == "全日制教育/学历"


def test_a_fill_in_line_above_merged_headers_is_no_level_of_them():
    rows = [
        ["填报单位（盖章）：吉安县民政局", "", "", "填报时间：2026年11月"],
        ["序号", "姓名", "全日制教育", "全日制教育"],
        ["序号", "姓名", "学历", "毕业院校及专业"],
        ["1", "张三", "大专", "江西师大"],
    ]
    found = read_layout(sheet(*rows, merged={(2, 0), (2, 1), (1, 3)}), PEOPLE)
    assert (found.first_header, found.last_header) == (1, 2)
    assert [column.header for column in found.columns] == [
        "序号",
        "姓名",
        "全日制教育/学历",
        "全日制教育/毕业院校及专业",
    ]


def test_two_columns_of_one_kind_the_second_yields_and_says_so():
    found = read_layout(sheet(["姓名", "学历", "最高学历", "电话"], ["张三", "中专", "大专", "1"]), PEOPLE)
    assert fields(found) == ["name", None, "education", "phone"]
    assert "重复" in found.columns[1].reason


def test_a_column_without_a_name_is_known_by_its_values():
    people = [["张三", number(n), "男", f"1380000000{n}"] for n in range(1, 6)]
    found = read_layout(sheet(["姓名", "", "性别", "备用栏"], *people), PEOPLE)
    assert fields(found) == ["name", "id_number", "sex", "phone"]
    assert found.columns[1].reason == "从内容看出"


def test_what_the_user_says_overrules():
    page = sheet(["姓名", "曾用名", "身份证号"], ["张三", "张小三", number(1)])
    assert fields(read_layout(page, PEOPLE, {0: None, 1: "name"})) == [None, "name", "id_number"]


def test_a_sheet_without_a_roster_is_said_to_have_none():
    with pytest.raises(NoHeader):
        read_layout(sheet(["收入", "支出"], ["1", "2"]), PEOPLE)
    with pytest.raises(NoHeader):
        choose_sheet(Workbook([sheet(["姓名", "性别"])], "xlsx"), PEOPLE, "别的表")


def test_the_visible_sheet_that_looks_most_like_a_roster_is_chosen():
    notes = sheet(["填表说明"], ["一、姓名要填全"], name="说明")
    hidden = sheet(["姓名", "性别", "身份证号", "学历", "职务"], name="旧表", hidden=True)
    roster = sheet(["姓名", "性别", "身份证号"], ["张三", "男", number(1)], name="花名册")
    assert choose_sheet(Workbook([notes, hidden, roster], "xlsx"), PEOPLE).name == "花名册"


known_headers = st.sampled_from(["性别", "身份证号", "学历", "政治面貌", "职务", "联系电话", "备注", "编制类型"])


@given(
    titles=st.lists(st.text(alphabet="某县镇村花名册统计表二〇年", min_size=1, max_size=12), max_size=6),
    headers=st.lists(known_headers, min_size=2, max_size=6, unique=True),
    blanks=st.lists(st.sampled_from([" ", "　", "\n"]), min_size=1, max_size=3),
    place=st.integers(0, 5),
)
def test_the_header_is_found_wherever_it_stands_and_however_it_is_spaced(titles, headers, blanks, place):
    names = list(headers)
    names.insert(min(place, len(names)), "姓名")
    spaced = ["".join(blanks).join(name) for name in names]
    width = len(names)
    rows = [[title, *[""] * (width - 1)] for title in titles]
    data = [[f"值{column}" for column in range(width)] for _ in range(3)]
    found = read_layout(sheet(*rows, spaced, *data), PEOPLE)
    assert found.last_header == len(titles)
    assert [
        column.header and PEOPLE.fields[column.field].label for column in found.columns if column.field == "name"
    ] == ["姓名"]
    assert fields(found) == [PEOPLE.known[name] for name in names]


@given(st.lists(st.lists(st.text(max_size=6), min_size=1, max_size=5), max_size=8))
def test_any_cells_at_all_give_a_layout_or_a_clear_no(rows):
    width = max((len(row) for row in rows), default=1)
    page = sheet(*[[*row, *[""] * (width - len(row))] for row in rows])
    try:
        found = read_layout(page, PEOPLE)
    except NoHeader:
        return
    taken = [
        column.field for column in found.columns if column.field and PEOPLE.fields[column.field].target != "nothing"
    ]
    assert len(taken) == len(set(taken))


@pytest.mark.parametrize("marks", ["/", "、", "，", "+", "/、/", "()", "（）", "　", "-"])
def test_a_header_of_nothing_but_separators_is_simply_not_understood(marks):
    assert guess_by_name(0, (marks,), PEOPLE).field is None
    assert guess_by_name(0, (marks, "姓名"), PEOPLE).field == "name"


def test_a_head_that_stands_there_a_thousand_times_is_understood_once(monkeypatch):
    understood = []

    def counted(*args, **options):
        understood.append(args)
        return layout_under(*args, **options)

    monkeypatch.setattr(blocks, "layout_under", counted)
    pages = [["姓名", "身份证号", "学历"], ["张三", number(1), "大专"]] * 1000
    layout = blocks.sheet_layout(sheet(*pages), PEOPLE)
    assert not layout.blocks
    assert len(understood) == 1


@pytest.mark.parametrize(
    "day", ["2019-07-15 00:00:00", "2019/7/15 0:00", "2019-07-15T00:00:00", "2019-07-14T16:00:00Z", "2019-07-15"]
)
def test_days_that_name_midnight_look_like_the_days_that_they_are_read_as(day):
    """As systems export them; they were said not to look like days, and then read without a word."""
    found = read_layout(sheet(["姓名", "到岗日期"], ["张三", day], ["李四", day]), PEOPLE)
    assert (found.columns[1].field, "却不像" in found.columns[1].reason) == ("from_date", False)


def test_numbers_of_persons_under_a_day_are_doubted_still():
    found = read_layout(sheet(["姓名", "到岗日期"], ["张三", "13812345678"], ["李四", "13812345679"]), PEOPLE)
    assert "却不像" in found.columns[1].reason or found.columns[1].field != "from_date"
