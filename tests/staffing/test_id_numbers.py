"""GB 11643: what is a number, and what an error says."""

import contextlib
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jian_minzheng.core.id_numbers import IdNumberError, check_character, check_id_number, upgrade_id_number

BODIES = st.builds(
    lambda region, day, serial: f"{region}{day:%Y%m%d}{serial:03d}",
    st.sampled_from(["360802", "360821", "110101", "710000", "810000"]),
    st.dates(datetime.date(1930, 1, 1), datetime.date(2008, 12, 31)),
    st.integers(0, 999),
)
NUMBERS = BODIES.map(lambda body: body + check_character(body))


def code_of(text: str) -> str:
    with pytest.raises(IdNumberError) as caught:
        check_id_number(text)
    assert not text or text not in str(caught.value)
    return caught.value.code


def test_the_example_of_the_standard():
    found = check_id_number("11010519491231002X")
    assert (found.birth_date, found.sex) == (datetime.date(1949, 12, 31), "2")


@given(NUMBERS)
def test_every_well_formed_number_passes_and_tells_birth_and_sex(number):
    found = check_id_number(number)
    assert found.number == number
    assert f"{found.birth_date:%Y%m%d}" == number[6:14]
    assert found.sex == ("1" if int(number[16]) % 2 else "2")
    assert number not in repr(found)


@given(NUMBERS, st.integers(0, 16), st.integers(1, 9))
def test_a_single_mistyped_digit_is_always_found(number, place, step):
    wrong = f"{number[:place]}{(int(number[place]) + step) % 10}{number[place + 1 :]}"
    assert code_of(wrong) in {"id_region", "id_birth", "id_checksum"}


@given(NUMBERS, st.integers(0, 15))
def test_two_neighbours_exchanged_are_always_found(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        assert code_of(swapped) in {"id_region", "id_birth", "id_checksum"}


@given(NUMBERS)
def test_blanks_full_width_digits_and_a_small_x_are_forgiven(number):
    typed = "\u3000" + "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else "x" for c in number[:10])
    assert check_id_number(f" {typed} {number[10:].lower()} ").number == number


@given(BODIES)
def test_a_first_generation_number_grows_to_eighteen(body):
    if not body.startswith("19", 6):
        return
    old = body[:6] + body[8:]
    if old.startswith("20", 6):
        assert code_of(old) == "id_length"
        return
    found = check_id_number(old)
    assert found.number == body + check_character(body) == upgrade_id_number(old)
    assert found.upgraded


@given(NUMBERS)
def test_an_eighteen_digit_number_that_lost_its_tail_is_not_taken_for_an_old_one(number):
    assert code_of(number[:15]) in {"id_length", "id_birth"}


@given(st.text(max_size=20))
def test_any_text_is_answered_with_a_number_or_with_an_error(text):
    with contextlib.suppress(IdNumberError):
        assert len(check_id_number(text).number) == 18


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "id_length"),
        ("36080219900101123", "id_length"),
        ("36080219900101123A", "id_length"),
        ("X6080219900101123X", "id_length"),
        ("100802199001011234", "id_region"),
        ("360802199002301234", "id_birth"),
        ("360802299001011234", "id_birth"),
        ("360802189912311234", "id_birth"),
        ("360802800101123", "id_checksum"),
    ],
)
def test_each_fault_has_its_code(text, code):
    if code == "id_checksum":
        number = check_id_number(text).number
        text = number[:17] + ("0" if number[17] != "0" else "1")
    assert code_of(text) == code
