"""Dates in every spelling that rosters use; what has two readings is asked, never guessed."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.grid import Cell
from intake.grid.number_text import date_cell, number_cell, text_cell, untyped_cell
from intake.values import Several, ValueProblem, WithNote, names_day, parse_date
from staffing.values.remarks import read_remarks

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
        ("2018.09至今", datetime.date(2018, 9, 1)),
        ("2018.9--至今", datetime.date(2018, 9, 1)),
        ("自2018年9月起", datetime.date(2018, 9, 1)),
        ("1985.3 40岁", MARCH),
        ("1985.03，40周岁", MARCH),
        ("1985年3月生", MARCH),
        ("1985·03", MARCH),
        ("1985.0312", datetime.date(1985, 3, 12)),
        ("1985312", datetime.date(1985, 3, 12)),
        ("一九八五年三月十二日", datetime.date(1985, 3, 12)),
        ("13/3/1985", datetime.date(1985, 3, 13)),
        ("3/13/1985", datetime.date(1985, 3, 13)),
        ("3/3/1985", datetime.date(1985, 3, 3)),
        ("12-Mar-1985", datetime.date(1985, 3, 12)),
        ("Mar 1985", MARCH),
        ("March 12, 1985", datetime.date(1985, 3, 12)),
        ("1985-03-12T08:30:00", datetime.date(1985, 3, 12)),
        ("1985\u200b-03", MARCH),
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
        (text_cell("2018.13"), "date_unreadable"),
        (text_cell("20180931"), "date_unreadable"),
        (text_cell("2018-9-31"), "date_unreadable"),
        (text_cell("2018年秋"), "date_unreadable"),
        (text_cell("3月12日"), "date_unreadable"),
        (text_cell("民国七十四年三月"), "date_unreadable"),
        (text_cell("1985年三月初八"), "date_unreadable"),
        (text_cell("1985.03(农历)"), "date_unreadable"),
        (text_cell("2018.9、2020.3"), "date_unreadable"),
        (text_cell("70312"), "date_future"),
        (text_cell("2018.05(已调走)"), "person_left"),
    ],
)
def test_what_is_not_one_date_is_said(cell, code):
    with pytest.raises(ValueProblem) as caught:
        parse_date(cell, read_remarks)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("cell", "answers"),
    [
        (number_cell("2018.1", ""), ["2018-01", "2018-10"]),
        (number_cell("98.1", ""), ["1998-01", "1998-10"]),
        (number_cell("20189", ""), ["2018-09", "1955-04-10"]),
        (number_cell("45000", "m月d日"), ["2023-03-15"]),
        (text_cell("85年3月"), ["1985-03"]),
        (text_cell("'98.7"), ["1998-07"]),
        (text_cell("18.9"), ["2018-09"]),
        (text_cell("850312"), ["1985-03-12"]),
        (text_cell("Mar-85"), ["1985-03"]),
        (text_cell("3/12/1985"), ["1985-03-12", "1985-12-03"]),
        (text_cell("1985112"), ["1985-01-12", "1985-11-02"]),
        (text_cell("2018.9—2021.3"), ["2018-09", "2021-03"]),
        (text_cell("2018-09-01至2021-03-31"), ["2018-09-01", "2021-03-31"]),
    ],
)
def test_a_date_with_several_readings_is_asked_with_the_possible_ones(cell, answers):
    with pytest.raises(ValueProblem) as caught:
        parse_date(cell)
    assert caught.value.code == "date_ambiguous"
    assert [option.text for option in caught.value.options] == answers
    assert all(parse_date(text_cell(answer)) for answer in answers)


def test_an_impossible_day_is_told_with_the_reason():
    for text, reason in (("2018.13", "2018年没有13月"), ("2018-9-31", "2018年9月没有31日")):
        with pytest.raises(ValueProblem, match=reason):
            parse_date(text_cell(text))


def test_a_remark_beside_a_date_is_kept():
    beside = parse_date(text_cell("2018.05(正式)"), read_remarks)
    assert beside == Several(datetime.date(2018, 5, 1), {"note": "正式"})
    assert parse_date(text_cell("2018.05（借调至县民政局）"), read_remarks).also["working_mode"] == "2"


@pytest.mark.parametrize(
    "cell",
    [
        text_cell("1985-03-11 23:59:17"),
        text_cell("1985/3/11 23:59:17"),
        text_cell("1985-03-11T23:54:17"),
        date_cell(datetime.datetime(1985, 3, 11, 23, 59, 17)),  # noqa: DTZ001
        number_cell("31117.99950231481", "yyyy/m/d"),
    ],
)
def test_midnight_as_browsers_export_it_is_the_next_day_and_told(cell):
    found = parse_date(cell)
    assert (found.value, found.code) == (datetime.date(1985, 3, 12), "date_midnight")
    assert "1985年3月12日" in found.message


def test_another_late_hour_is_the_day_itself():
    assert parse_date(text_cell("1985-03-11 23:59:59")) == datetime.date(1985, 3, 11)
    late = datetime.datetime(1985, 3, 11, 23, 59)  # noqa: DTZ001
    assert parse_date(date_cell(late)) == datetime.date(1985, 3, 11)


def test_a_remark_that_no_column_can_keep_is_told():
    found = parse_date(text_cell("2018.05(正式)"))
    assert (found.value, found.code) == (datetime.date(2018, 5, 1), "remark_unread")


def test_days_counted_by_spreadsheets_are_read_and_told_where_they_stand_as_text():
    found = parse_date(text_cell("31118"))
    assert (found.value, found.code) == (datetime.date(1985, 3, 12), "date_serial")
    assert parse_date(number_cell("31118.5", "")) == datetime.date(1985, 3, 12)


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        (text_cell("1985.03"), False),
        (text_cell("1985.03(40岁)"), False),
        (text_cell("2018.09至今"), False),
        (text_cell("一九八五年三月"), False),
        (text_cell("1985-03-12"), True),
        (text_cell("19850312"), True),
        (text_cell("1985年3月12日"), True),
        (text_cell("1985312"), True),
        (number_cell("31118", "yyyy-mm-dd"), True),
        (number_cell("31107", "yyyy年m月"), False),
        (number_cell("31118", ""), True),
    ],
)
def test_whether_a_day_is_named_or_only_a_month(cell, named):
    assert names_day(cell) is named


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
        assert isinstance(parse_date(text_cell(text)), datetime.date | Several | WithNote)
    except ValueProblem as problem:
        assert problem.message  # noqa: PT017


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1985-03-11T16:00:00Z", datetime.date(1985, 3, 12)),
        ("1985-03-11T16:00:00.000Z", datetime.date(1985, 3, 12)),
        ("1985-03-12T00:00:00+08:00", datetime.date(1985, 3, 12)),
        ("1988-06-01T15:00:00Z", datetime.date(1988, 6, 2)),
        ("2019-09-01 08:00:00+0000", datetime.date(2019, 9, 1)),
    ],
)
def test_a_moment_with_a_time_zone_is_the_day_it_was_here_and_told(text, day):
    """In the summers of 1986 to 1991 clocks went an hour ahead."""
    assert parse_date(text_cell(text)) == WithNote(day, "date_zone", parse_date(text_cell(text)).message)
    assert names_day(text_cell(text))
    moment = datetime.datetime.fromisoformat(text)
    assert parse_date(date_cell(moment)).value == day


@pytest.mark.parametrize("text", ["1985-02-30T16:00:00Z", "1985-03-11T26:00:00Z", "9999-12-31T23:00:00Z"])
def test_a_moment_that_never_was_is_refused(text):
    with pytest.raises(ValueProblem):
        parse_date(text_cell(text))


def test_text_of_a_format_without_types_may_have_been_a_number():
    with pytest.raises(ValueProblem, match="1月还是10月"):
        parse_date(untyped_cell("2018.1"))
    assert parse_date(text_cell("2018.1")) == datetime.date(2018, 1, 1)
