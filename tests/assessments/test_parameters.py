"""Exactly one value answers a question, or the portal says so."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from assessments.compliance.parameters import ParameterSet
from assessments.loading import parameter_rows
from assessments.models import Parameter
from assessments.values.bands import band_of, bands_parse, bands_text
from assessments.values.shapes import BANDS, BASIS_KEYS, DAYS, NUMBERS, shape_error
from tests.assessments.policy import policy

DAY = datetime.date(2026, 1, 1)
COUNTY, OTHER = 7, 8


def parameter(value=2, *, start=2020, end=None, county=None, key="established_staff_minimum"):
    return Parameter(
        key=key,
        label="在编人员下限",
        value=value,
        unit="人",
        county_id=county,
        valid_from=datetime.date(start, 1, 1),
        valid_to=datetime.date(end, 12, 31) if end else None,
        source="文件",
    )


def number(rows, county=COUNTY, day=DAY):
    found = ParameterSet(day, rows).get("established_staff_minimum", county)
    return found and found.value


def test_the_value_in_force_on_the_day_answers():
    rows = [parameter(2, start=2017, end=2024), parameter(3, start=2025)]
    assert number(rows, day=datetime.date(2024, 12, 31)) == 2
    assert number(rows, day=datetime.date(2025, 1, 1)) == 3
    assert number(rows, day=datetime.date(2016, 12, 31)) is None


def test_a_county_s_own_value_goes_before_the_city_s_there_and_only_there():
    rows = [parameter(2), parameter(4, county=COUNTY)]
    assert (number(rows), number(rows, OTHER), number(rows, None)) == (4, 2, 2)
    assert ParameterSet(DAY, rows).get("established_staff_minimum", COUNTY).county_override
    assert number([parameter(2), parameter(4, county=COUNTY, end=2025)]) == 2


def test_two_values_in_force_answer_nothing_and_say_so():
    rows = [parameter(2), parameter(3, start=2021)]
    assert number(rows) is None
    assert "2 个同时有效" in ParameterSet(DAY, rows).problem("established_staff_minimum", None)


def test_one_that_is_not_in_force_is_called_by_its_name():
    problem = ParameterSet(DAY, [parameter(2, end=2021)]).problem("established_staff_minimum", None)
    assert problem == "参数“在编人员下限”在 2026-01-01 的有效取值"


def test_a_what_if_changes_a_copy():
    today = ParameterSet(DAY, [parameter(2)])
    changed = today.with_values({"established_staff_minimum": 5})
    assert (changed.of(COUNTY).number("established_staff_minimum"), number([parameter(2)])) == (5, 2)
    assert today.of(COUNTY).number("established_staff_minimum") == 2


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("established_staff_minimum", "2"),
        ("established_staff_minimum", -1),
        ("established_staff_minimum", True),
        ("population_basis", "everybody"),
        ("staff_headcount_bands", 3),
        ("staff_headcount_bands", {"bands": []}),
        ("staff_headcount_bands", {"bands": [{"up_to": 10, "value": 1}]}),
        ("staff_headcount_bands", {"bands": [{"up_to": None, "value": "x"}]}),
        ("staff_headcount_bands", {"bands": [{"up_to": None, "value": 1}, {"up_to": None, "value": 2}]}),
        (
            "staff_headcount_bands",
            {"bands": [{"up_to": 20, "value": 1}, {"up_to": 10, "value": 2}, {"up_to": None, "value": 3}]},
        ),
    ],
)
@pytest.mark.django_db
def test_a_value_of_the_wrong_shape_is_refused_with_a_reason(key, value):
    assert shape_error(key, value)
    with pytest.raises(ValidationError):
        parameter(value, key=key).clean()


@pytest.mark.django_db
def test_two_values_of_one_key_may_not_overlap():
    parameter(2, end=2025).save()
    with pytest.raises(ValidationError, match="重叠"):
        parameter(3, start=2025).clean()
    parameter(3, start=2026).clean()


def test_who_owns_an_edge_is_data():
    inclusive = bands_parse({"bands": [{"up_to": 10, "inclusive": True, "value": 1}, {"up_to": None, "value": 2}]})
    exclusive = bands_parse({"bands": [{"up_to": 10, "inclusive": False, "value": 1}, {"up_to": None, "value": 2}]})
    assert (band_of(inclusive, 10).value, band_of(exclusive, 10).value) == (1, 2)


def test_bands_in_words():
    bands = policy().bands("staff_headcount_bands")
    assert bands_text(bands, "人") == "不足2万人 2 人；2万以上不足5万人 3 人；5万人以上 5 人"
    small = bands_parse({"bands": [{"up_to": 15_000, "value": 1}, {"up_to": None, "value": 2}]})
    assert bands_text(small, "人") == "不足1.5万人 1 人；1.5万人以上 2 人"
    edges = [{"up_to": 10, "inclusive": True, "value": 1}, {"up_to": 20, "inclusive": True, "value": 2}, {"value": 3}]
    assert bands_text(bands_parse({"bands": edges}), "") == "10人以下 1；超过10不超过20人 2；超过20人 3"


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("established_staff_minimum", 1.5, "应为0至1,000的整数。"),
        ("established_staff_minimum", -1, "应为0至1,000的整数。"),
        ("established_staff_minimum", True, "应为0至1,000的整数。"),
        ("established_staff_minimum", "2", "应为0至1,000的整数。"),
        ("specialist_pay_growth_years", 3000, "应为1至30的整数。"),
        ("specialist_pay_growth_years", 0, "应为1至30的整数。"),
        ("home_residents_per_worker", 0, "应为0.1至1,000的数。"),
        ("office_area_per_person", float("nan"), "应为0至1,000的数。"),
        ("office_area_per_person", float("inf"), "应为0至1,000的数。"),
        ("office_area_per_person", {"bands": []}, "应为0至1,000的数。"),
        ("staff_headcount_bands", {"bands": [{"up_to": None, "value": 2.5}]}, "“0人以上”一档应为0至1,000的整数。"),
        ("policy_begins", "1999-12-31", "应为2000-01-01至2100-12-31的日期。"),
        ("policy_begins", "20170101", "应为2000-01-01至2100-12-31的日期。"),
        ("policy_begins", "2017-02-29", "应为2000-01-01至2100-12-31的日期。"),
        ("policy_begins", 2017, "应为2000-01-01至2100-12-31的日期。"),
        ("policy_begins", None, "应为2000-01-01至2100-12-31的日期。"),
        ("policy_begins", "2017-01-01", ""),
        ("office_area_per_person", 7.5, ""),
        ("established_staff_minimum", 2.0, ""),
    ],
)
def test_a_value_is_of_its_type_and_within_its_limits(key, value, said):
    assert shape_error(key, value) == said


def test_every_parameter_of_the_policy_has_its_type_and_is_within_it():
    for row in parameter_rows():
        assert row["key"] in {*NUMBERS, *BANDS, *BASIS_KEYS, *DAYS}
        assert shape_error(row["key"], row["value"]) == ""
