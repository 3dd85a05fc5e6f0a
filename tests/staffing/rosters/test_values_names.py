"""Names of persons, with whatever people write beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.grid.number_text import text_cell
from intake.values import Several, ValueProblem, WithNote
from staffing.values.persons import parse_name
from staffing.vocabulary import WorkingMode


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张 三", "张三"),
        ("张\u3000三", "张三"),
        ("张 三 丰", "张三丰"),
        ("欧阳\n小明", "欧阳小明"),
        ("王小 明", "王小明"),
        ("买买提•艾力", "买买提·艾力"),
        ("买买提. 艾力", "买买提·艾力"),
        ("买买提‧艾力", "买买提·艾力"),
        ("王㙦", "王㙦"),
        ("李𠮷", "李𠮷"),
        ("張偉", "張偉"),
        ("John  Smith", "John Smith"),
        ("1.张三", "张三"),
        ("（2）张三", "张三"),
        ("3、张三", "张三"),
        ("①张三", "张三"),
        ("张三。", "张三"),
        ("\ufeff张三\u200b", "张三"),
    ],
)
def test_names(text, name):
    assert parse_name(text_cell(text)) == name


@pytest.mark.parametrize(
    ("text", "name", "also"),
    [
        ("张三（借调至县民政局）", "张三", {"working_mode": WorkingMode.LENT, "note": "借调至县民政局"}),
        ("张三(从县残联借调)", "张三", {"working_mode": WorkingMode.BORROWED, "note": "从县残联借调"}),
        ("李四(女)", "李四", {"sex": "2"}),
        ("李四 女", "李四", {"sex": "2"}),
        ("王五（所长）", "王五", {"title": "所长"}),
        ("王五 所长", "王五", {"title": "所长"}),
        ("王五副所长", "王五", {"title": "副所长"}),
        ("李美华兼任", "李美华", {"working_mode": WorkingMode.CONCURRENT}),
        ("赵六（兼）", "赵六", {"working_mode": WorkingMode.CONCURRENT}),
        ("赵六（退休返聘）", "赵六", {"working_mode": WorkingMode.REHIRED}),
        ("赵六（休产假）", "赵六", {"working_mode": WorkingMode.LONG_LEAVE}),
        ("张三（女，畲族，党员）", "张三", {"sex": "2", "ethnic_group": "畲族", "politics": "01"}),
        ("张三（政府购买服务）", "张三", {"employment": "30"}),
        ("张三（小）", "张三", {"note": "小"}),
        ("张三（曾用名张山）", "张三", {"note": "曾用名张山"}),
        ("张三（由县局调到我所）", "张三", {"note": "由县局调到我所"}),
        ("张三（仍在岗；已退休）", "张三", {"note": "已退休"}),
    ],
)
def test_remarks_beside_a_name_go_where_they_belong(text, name, also):
    assert parse_name(text_cell(text)) == Several(name, also)


@pytest.mark.parametrize(
    "text",
    [
        "张三（已退休）",
        "张三（2020.5离职）",
        "张三 调走",
        "张三(调至县民政局)",
        "张三（已去世）",
        "张三（辞职）",
        "张三-合同到期",
    ],
)
def test_somebody_who_has_left_is_never_taken_in_silently(text):
    with pytest.raises(ValueProblem) as caught:
        parse_name(text_cell(text))
    assert caught.value.code == "person_left"
    for option in caught.value.options:
        assert parse_name(text_cell(option.text)).value == "张三"


@pytest.mark.parametrize("text", ["张三（借调）", "张三（借调至永阳镇）", "张三（到永阳镇挂职）"])
def test_lending_without_direction_is_asked(text):
    with pytest.raises(ValueProblem) as caught:
        parse_name(text_cell(text))
    assert caught.value.code == "value_ambiguous"
    modes = [parse_name(text_cell(option.text)).also["working_mode"] for option in caught.value.options]
    assert modes == [WorkingMode.LENT, WorkingMode.BORROWED]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("由朱家村李美华兼任", "李美华"),
        ("由村书记李小华同志兼任", "李小华"),
        ("由李美华代管", "李美华"),
        ("由驻村干部代管", ""),
    ],
)
def test_a_sentence_on_who_serves_is_no_name(text, name):
    with pytest.raises(ValueProblem) as caught:
        parse_name(text_cell(text))
    assert caught.value.code == "value_ambiguous"
    found = [parse_name(text_cell(option.text)) for option in caught.value.options]
    assert found == ([Several(name, {"working_mode": WorkingMode.CONCURRENT})] if name else [])


@pytest.mark.parametrize("text", ["张三、李四", "张三/李四", "张三 李四", "张三\n李四", "张三，李四"])
def test_two_people_in_one_cell(text):
    with pytest.raises(ValueProblem) as caught:
        parse_name(text_cell(text))
    assert caught.value.code == "name_two"


def test_a_word_behind_a_blank_that_may_belong_to_the_name_is_asked():
    with pytest.raises(ValueProblem) as caught:
        parse_name(text_cell("张三 外派"))
    assert caught.value.code == "value_ambiguous"
    assert [parse_name(text_cell(option.text)) for option in caught.value.options] == [
        Several("张三", {"note": "外派"}),
        "张三外派",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "王建军13812345678",
        "王1建军",
        "·张三",
        "张?",
        "空缺",
        "待定",
        "合计",
        "张",
        "所长",
        "王所长",
        "张三(362427198501011234)",
        "女",
    ],
)
def test_what_is_not_a_name(text):
    with pytest.raises(ValueProblem) as caught:
        parse_name(text_cell(text))
    assert caught.value.code == "name_unreadable"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张三*", "张三"),
        ("★李四", "李四"),
        ("王\ue123", "王\ue123"),
        ("张三A", "张三A"),
        ("阿卜杜热合曼", "阿卜杜热合曼"),
    ],
)
def test_unusual_writings_are_read_and_told(text, name):
    found = parse_name(text_cell(text))
    assert isinstance(found, WithNote)
    assert (found.value, found.code) == (name, "name_check")


@pytest.mark.parametrize(
    ("text", "name", "shown"),
    [
        ("王建军1", "王建军", "1"),
        ("王建军２", "王建军", "２"),
        ("3王建军", "王建军", "3"),
        ("王建军#12", "王建军", "12"),
        ("王建军1234", "王建军", "数字"),
        ("阿不都•热合曼1", "阿不都·热合曼", "1"),
    ],
)
def test_figures_beside_a_name_are_asked_about_and_shown_but_for_what_may_end_a_number(text, name, shown):
    with pytest.raises(ValueProblem) as caught:
        parse_name(text_cell(text))
    assert caught.value.code == "value_ambiguous"
    assert f"“{shown}”不是姓名" in caught.value.message
    assert "1234" not in caught.value.message
    assert [parse_name(text_cell(option.text)) for option in caught.value.options] == [name]


def test_letters_in_a_name_are_told():
    assert "“A”" in parse_name(text_cell("张三A")).message


def test_a_radical_in_a_name_is_told_by_its_cell():
    cell = text_cell("⾼伟")
    assert (parse_name(cell), cell.look_alikes) == ("高伟", "⾼")


def plain(found):
    while isinstance(found, WithNote | Several):
        found = found.value
    return found


@given(st.text(alphabet="张三李四欧阳明借调女兼所长()（）、 ·0123*已退休至县局\n", max_size=14) | st.text(max_size=20))
def test_any_text_is_a_name_or_a_problem_and_a_name_stays_itself(text):
    try:
        name = plain(parse_name(text_cell(text)))
    except ValueProblem as problem:
        assert problem.message  # noqa: PT017
        return
    assert plain(parse_name(text_cell(name))) == name
