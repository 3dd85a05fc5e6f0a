"""Free text: titles and notes that say more than their column asks."""

import pytest

from intake.grid.number_text import text_cell
from intake.values import Several, ValueProblem, parse_text
from staffing.values.texts import parse_note, parse_title
from staffing.vocabulary import WorkingMode


def problem(parse, text):
    with pytest.raises(ValueProblem) as caught:
        parse(text_cell(text))
    return caught.value


@pytest.mark.parametrize("text", ["同上", "〃", "#N/A", "#REF!"])
def test_ditto_marks_and_formula_errors_are_no_text(text):
    assert problem(parse_text, text).code == "text_unreadable"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("所长", "所长"),
        ("所长（兼）", Several("所长", {"working_mode": WorkingMode.CONCURRENT})),
        ("副所长（正科级）", "副所长（正科级）"),
        ("党委委员、民政所所长", "党委委员、民政所所长"),
        ("工作人员（仍在岗）", "工作人员"),
    ],
)
def test_titles(text, found):
    assert parse_title(text_cell(text)) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("原所长", "value_ambiguous"),
        ("所长助理", "value_ambiguous"),
        ("所长（已退休）", "person_left"),
    ],
)
def test_titles_that_are_not_held_now(text, code):
    found = problem(parse_title, text)
    assert found.code == code
    assert all(parse_title(text_cell(option.text)) for option in found.options)


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("借调至县民政局", WorkingMode.LENT),
        ("2023年起借调至县委组织部", WorkingMode.LENT),
        ("退休返聘", WorkingMode.REHIRED),
        ("父亲去世请假", None),
        ("抽调至县乡村振兴局", WorkingMode.LENT),
        ("停薪留职", WorkingMode.OFF_POST),
        ("2021年起停薪留职", WorkingMode.OFF_POST),
        ("2015年考入本所", None),
        ("原所长2021年退休，由其接任", None),
        ("接替退休的王某", None),
        ("2015年退出现役", None),
        ("由县残联调到我所", None),
        ("拟于2027年退休", None),
    ],
)
def test_notes_that_say_how_somebody_serves(text, mode):
    found = parse_note(text_cell(text))
    assert found == (Several(text, {"working_mode": mode}) if mode else text)


@pytest.mark.parametrize("text", ["借调", "抽调至镇综治办"])
def test_a_note_that_leaves_open_which_way_somebody_is_lent_is_told(text):
    found = parse_note(text_cell(text))
    assert (found.value, found.code) == (text, "lending_unclear")


@pytest.mark.parametrize(
    "text",
    [
        *("2023.5退休", "已调离", "2021年6月辞职", "2022年病故", "合同期满"),
        *("2023年考入县局", "2024年遴选至县委组织部", "2021年退休，由张三接任"),
    ],
)
def test_a_note_that_somebody_has_left_is_asked_about(text):
    found = problem(parse_note, text)
    assert found.code == "person_left"
    for option in found.options:
        assert text in str(parse_note(text_cell(option.text)))
