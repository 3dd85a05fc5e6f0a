"""Periods of report tile the calendar, and are read back from what they are called."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jian_minzheng.core.periods import PeriodKind, Term, terms_of_year

DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(9000, 12, 31))
KINDS = st.sampled_from(PeriodKind)
ONE_DAY = datetime.timedelta(days=1)


@given(KINDS, DAYS)
def test_every_day_lies_in_one_period_and_the_next_begins_the_day_after_it(kind, day):
    term = Term.of(kind, day)
    assert term.first_day <= day <= term.last_day
    assert term.later().first_day == term.last_day + ONE_DAY
    assert Term.of(kind, term.last_day) == Term.of(kind, term.first_day) == term
    assert Term.of(kind, term.first_day - ONE_DAY) == term.later(-1)


@given(KINDS, DAYS, st.integers(-500, 500))
def test_so_many_periods_later_is_so_many_periods_since(kind, day, by):
    term = Term.of(kind, day)
    assert term.later(by).since(term) == by
    assert term.later(by).later(-by) == term


@given(KINDS, DAYS)
def test_a_period_is_read_back_from_its_code(kind, day):
    term = Term.of(kind, day)
    assert Term.read(term.code) == Term.read(f" {term.code.lower()} ") == term


@given(st.text())
def test_whatever_is_written_is_a_period_or_none(text):
    term = Term.read(text)
    assert term is None or term.code == text.strip().upper()


@pytest.mark.parametrize(
    "text", ["", "2026-Q5", "2026-13", "2026-00", "2026-H3", "0000", "26-Q1", "2026Q1", "２０２６", "2026-9"]
)
def test_what_only_looks_like_a_period_is_none(text):
    assert Term.read(text) is None


@pytest.mark.parametrize(
    ("code", "called"),
    [
        ("2026-09", "2026年9月"),
        ("2026-Q3", "2026年第3季度"),
        ("2026-H1", "2026年上半年"),
        ("2026-H2", "2026年下半年"),
        ("2026", "2026年"),
    ],
)
def test_periods_are_called_as_officials_call_them(code, called):
    assert str(Term.read(code)) == called


@pytest.mark.parametrize("kind", PeriodKind)
def test_the_periods_of_a_year_are_that_year(kind):
    terms = terms_of_year(kind, 2024)
    days = sum((term.last_day - term.first_day).days + 1 for term in terms)
    assert (len(terms), days) == (kind.in_year, 366)


@pytest.mark.parametrize("wrong", [(PeriodKind.YEAR, 2026, 2), (PeriodKind.MONTH, 2026, 0), (PeriodKind.QUARTER, 0, 1)])
def test_there_is_no_fifth_quarter(wrong):
    with pytest.raises(ValueError, match="no such period"):
        Term(*wrong)
