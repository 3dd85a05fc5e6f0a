"""Dates in every spelling that rosters use; what has two readings is asked, never guessed."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.roster_import.grid import Cell
from staffing.roster_import.grid.number_text import number_cell, text_cell
from staffing.roster_import.values import ValueProblem, parse_date

MARCH = datetime.date(1985, 3, 1)
DAYS = st.dates(datetime.date(1906, 1, 1), datetime.date(2025, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "1985.03", "1985.3", "198503", "19850301", "1985-03-01", "1985/3/1", "1985年3月", "1985年3月1日",
        "1985年03月份", "１９８５．０３", "一九八五年三月", "1985.03(40岁)", "1985.03（40周岁）", "1985-03-01 00:00:00",
        " 1985. 3 ", "'1985.03", "1985、03", "1985.03.01",
    ],
)  # fmt: skip
def test_march_1985_in_every_spelling(text):
    assert parse_date(text_cell(text)) == MARCH


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇〇八年九月", datetime.date(2008, 9, 1)),
        ("二○○八年十二月三十一日", datetime.date(2008, 12, 31)),
        ("二零零八年十月", datetime.date(2008, 10, 1)),
        ("2018.10", datetime.date(2018, 10, 1)),
        ("2018.1", datetime.date(2018, 1, 1)),
        ("2019年5月起", datetime.date(2019, 5, 1)),
        ("2018.05(正式)", datetime.date(2018, 5, 1)),
    ],
)
def test_other_spellings(text, day):
    assert parse_date(text_cell(text)) == day


@pytest.mark.parametrize(
    ("literal", "code", "day"),
    [
        ("1985.03", "", MARCH),
        ("1985.3", "", MARCH),
        ("198503", "", MARCH),
        ("31107", "", MARCH),
        ("31107", "yyyy-mm-dd", MARCH),
        ("1985.1", "0.00", datetime.date(1985, 10, 1)),
        ("1985.01", "0.00", datetime.date(1985, 1, 1)),
        ("1985.11", "", datetime.date(1985, 11, 1)),
    ],
)
def test_numbers_that_have_one_reading(literal, code, day):
    assert parse_date(number_cell(literal, code)) == day


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (number_cell("2018.1", ""), "date_ambiguous"),
        (number_cell("2018.1", "0.0"), "date_ambiguous"),
        (text_cell("85.03"), "date_ambiguous"),
        (text_cell("85年3月"), "date_ambiguous"),
        (text_cell("850301"), "date_ambiguous"),
        (text_cell("2999.01"), "date_future"),
        (text_cell("1985.13"), "date_unreadable"),
        (text_cell("1985-02-30"), "date_unreadable"),
        (text_cell("1985"), "date_unreadable"),
        (text_cell("1985.03(1983.12)"), "date_unreadable"),
        (text_cell("不详"), "date_unreadable"),
        (text_cell("362427198503011234"), "date_unreadable"),
        (number_cell("1985", "yyyy-mm-dd"), "date_unreadable"),
        (number_cell("1985.03", "yyyy-mm-dd"), "date_unreadable"),
        (Cell("TRUE", True), "date_unreadable"),
        (Cell(), "date_unreadable"),
    ],
)
def test_what_is_not_one_date_is_said(cell, code):
    with pytest.raises(ValueProblem) as caught:
        parse_date(cell)
    assert caught.value.code == code


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d"]))
def test_a_date_written_out_reads_back(day, spelling):
    assert parse_date(text_cell(day.strftime(spelling))) == day


@given(DAYS)
def test_a_month_as_text_reads_back_whole(day):
    assert parse_date(text_cell(f"{day.year}.{day.month:02}")) == day.replace(day=1)


@given(DAYS)
def test_a_month_typed_as_a_number_is_right_or_asked(day):
    """However the digits were cut, a number never turns into another month."""
    for code in ("", "0.00", "0.0", "General"):
        try:
            assert parse_date(number_cell(f"{float(f'{day.year}.{day.month:02}'):.15g}", code)) == day.replace(day=1)
        except ValueProblem as problem:
            assert problem.code == "date_ambiguous"  # noqa: PT017


@given(st.text(max_size=40))
def test_nothing_but_value_problems(text):
    try:
        assert isinstance(parse_date(text_cell(text)), datetime.date)
    except ValueProblem as problem:
        assert problem.message  # noqa: PT017
