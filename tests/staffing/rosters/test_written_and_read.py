"""Whatever a record may hold: the cell that the export writes for it is read back to the same value."""

import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.decisions import Decisions
from intake.grid.number_text import text_cell
from intake.kinds import KINDS
from intake.lines.meaning import Meaning
from intake.lines.rows import Place, Row
from jian_minzheng.core import id_numbers
from staffing.rosters.current_lines import _text
from staffing.rosters.lexicon import PEOPLE

READ_AS_MEANT = {
    "name": "姓名 with a remark or a title in it is taken apart; forms refuse such names",
    "title": "所长(兼) says how somebody serves; differences.as_recorded keeps it where it stands on record",
    "note": "a note that says 借调 is believed; differences.as_recorded keeps it where it stands on record",
    "school": "同上 and errors of formulas are no school, a dash is none",
}
"""Free text: any words may stand there, and some mean something. Plain words are tried."""

KIND = KINDS["station_staff"]
TODAY = timezone.localdate()
PLAIN_WORDS = st.sampled_from(["江西师范大学 社会工作", "民政干事", "0796", "=1+1", "@办公室", "负责低保", "合计"])
PHONES = st.from_regex(r"1[3-9][0-9]{9}|0796-[2-8][0-9]{6}", fullmatch=True)


@st.composite
def identity_numbers(draw):
    born = draw(st.dates(datetime.date(1945, 1, 1), datetime.date(2007, 12, 31)))
    body = f"360821{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return body + id_numbers.check_character(body)


FREE = {
    "name": st.sampled_from(["刘涛", "欧阳娜娜", "买买提·艾力", "王𬭎", "Anna Li", "诸葛孔明", "曾一"]),
    "id_number": identity_numbers(),
    "phone": st.lists(PHONES, min_size=1, max_size=2, unique=True).map("、".join),
    "school": PLAIN_WORDS,
    "title": PLAIN_WORDS,
    "note": PLAIN_WORDS,
    "monthly_pay": st.decimals(0, 99_999, places=2),
    "insured": st.booleans(),
}
COLUMNS = [key for key, field in PEOPLE.fields.items() if field.column is not None]


def values_of(key):
    field = PEOPLE.fields[key]
    if key in FREE:
        return FREE[key]
    if field.answers:
        return st.sampled_from(list(field.answers.labels))
    assert field.dated, f"no values are known for {key}"
    return st.dates(datetime.date(1940, 1, 1), TODAY)


def written(key, value):
    record = SimpleNamespace(**{key: value}, from_date_known=True)
    record.person = record
    return _text(PEOPLE.fields[key], record)


@pytest.mark.parametrize("key", COLUMNS)
@given(data=st.data())
@settings(deadline=None, max_examples=60)
def test_what_the_export_writes_is_read_back(key, data):
    value = data.draw(values_of(key))
    row = Row(1, Place(KIND, "表", {}), {})
    Meaning(KIND, {key: PEOPLE.fields[key].label}, Decisions()).take(row, key, text_cell(written(key, value)))
    assert not row.problems
    assert row.values[key] == value


def test_free_text_is_all_that_is_tried_with_plain_words_only():
    assert set(READ_AS_MEANT) == {key for key in COLUMNS if key in FREE and not PEOPLE.fields[key].choices} - {
        "id_number", "phone", "monthly_pay", "insured",
    }  # fmt: skip
