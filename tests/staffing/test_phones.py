"""Telephone numbers as rosters have them."""

import pytest

from jian_minzheng.core.phones import PhoneError, tidy_phone


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", ""),
        ("138 1234 5678", "13812345678"),
        ("+86-138-1234-5678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("13812345678", "13812345678"),
        ("13812345678.0", "13812345678"),
        ("(0796)8442233", "0796-8442233"),
        ("0796-8442233", "0796-8442233"),
        ("8442233", "8442233"),
        ("13812345678/0796-8442233", "13812345678、0796-8442233"),
        ("13812345678、13812345678", "13812345678"),
    ],
)
def test_one_way_to_write_a_number(written, kept):
    assert tidy_phone(written) == kept
    assert tidy_phone(kept) == kept


@pytest.mark.parametrize("written", ["1381234567", "23812345678", "无", "54321"])
def test_what_nobody_can_call_is_refused_without_repeating_it(written):
    with pytest.raises(PhoneError) as caught:
        tidy_phone(written)
    assert written not in str(caught.value)
