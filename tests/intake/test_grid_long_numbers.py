"""A long number is whole only where the file proves it; a wrong digit must never pass for a right one."""

import pytest

from intake.grid import read_workbook
from tests.intake import samples

GENUINE = "362427198501011234"


def damaged(tmp_path, *numbers):
    rows = "".join(f"<row><c><v>{number}</v></c></row>" for number in numbers)
    path = samples.raw_xlsx(tmp_path / "a.xlsx", samples.sheet_xml(rows))
    return [row[0].damaged for row in read_workbook(path, "a.xlsx").sheets[0].rows]


@pytest.mark.parametrize(
    "number",
    [
        "362427198501011000",  # typed into a spreadsheet
        f"{float(GENUINE):.0f}",  # printed exactly from a rounded value
        "362427198501011260",  # JavaScript's shortest form
        "3.62427198501011E+17",
    ],
)
def test_digits_that_rounding_leaves_behind_are_damaged(tmp_path, number):
    assert damaged(tmp_path, number) == [True]


def test_a_number_that_rounding_would_have_changed_is_whole_and_vouches_for_its_file(tmp_path):
    assert damaged(tmp_path, GENUINE) == [False]
    looks_rounded = f"{float(GENUINE):.0f}"
    assert damaged(tmp_path, GENUINE, looks_rounded) == [False, False]


def test_nothing_vouches_for_digits_cut_off_when_they_were_typed(tmp_path):
    assert damaged(tmp_path, GENUINE, "362427198501011000") == [False, True]


def test_shorter_numbers_are_left_alone(tmp_path):
    assert damaged(tmp_path, "13800000000", "622848000000000", "100000000000000") == [False, False, False]
