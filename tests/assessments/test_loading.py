"""The data files enter the database as often as one likes and never undo what a person decided."""

import datetime
import re

import pytest
from django.core.management import call_command
from django.utils import timezone

from assessments import checks, loading
from assessments.compliance.rules import rules_by_code
from assessments.models import Definition, Finding, Parameter, Standard

_PIECES = re.compile(r"[一二三四]|\d+")

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(monkeypatch):
    """The files' rows, to be changed before the next load."""
    standards, parameters = loading.standard_rows(), loading.parameter_rows()
    monkeypatch.setattr(loading, "standard_rows", lambda: standards)
    monkeypatch.setattr(loading, "parameter_rows", lambda: parameters)
    return {"standards": standards, "parameters": parameters}


def row_of(rows, key):
    return next(row for row in rows["parameters"] if row["key"] == key)


def _place_in_the_policy(code):
    """三(一)2-2 as 3, 1, 2, 2."""
    return ["一二三四".find(part) + 1 or int(part) for part in _PIECES.findall(code)]


def test_everything_in_the_files_is_there_in_the_order_of_the_policy():
    report = loading.standards_load()
    assert len(report.added) == Standard.objects.count() + Definition.objects.count() + Parameter.objects.count()
    codes = list(Standard.objects.values_list("code", flat=True))
    assert codes == sorted(codes, key=_place_in_the_policy)
    assert [code for code in codes if code.startswith("三(三)")] == [
        *(f"三(三)1-{number}" for number in range(1, 10)),
        *(f"三(三)2-{number}" for number in range(1, 11)),
        *(f"三(三)4-{number}" for number in range(1, 5)),
    ]
    assert {"完善机构建设管理机制", "提升社会救助工作能力"} < {*Standard.objects.values_list("mechanism", flat=True)}


def test_every_parameter_says_where_it_comes_from():
    loading.standards_load()
    for parameter in Parameter.objects.all():
        assert parameter.source
        assert parameter.clause.startswith("三(三)")
        assert parameter.valid_from == datetime.date(2017, 1, 1)
        assert "暂按" in parameter.note


def test_a_second_load_changes_nothing():
    loading.standards_load()
    assert loading.standards_load().is_empty


def test_a_changed_file_is_followed_and_what_left_it_is_closed(rows):
    loading.standards_load()
    next(row for row in rows["standards"] if row["code"] == "三(三)1-1")["title"] = "设立机构"
    gone = rows["standards"].pop()
    row_of(rows, "specialist_pay_floor")["value"] = 260
    row_of(rows, "established_staff_minimum")["valid_to"] = datetime.date(2030, 12, 31)
    report = loading.standards_load()
    assert report.changed == ["三(三)1-1 设立机构", "专干月报酬下限(2017-01-01起)"]
    assert report.closed == [f"{gone['code']} {gone['title']}", "在编人员下限(2017-01-01起)"]
    assert Standard.objects.get(code=gone["code"]).retired_on == timezone.localdate()
    rows["standards"].append(gone)
    assert loading.standards_load().changed == [f"{gone['code']} {gone['title']}"]
    assert Standard.objects.get(code=gone["code"]).retired_on is None


def test_a_value_that_a_person_edited_is_kept(rows):
    loading.standards_load()
    floor = Parameter.objects.get(key="specialist_pay_floor")
    floor.value = 300
    floor.save()
    row_of(rows, "specialist_pay_floor")["value"] = 260
    report = loading.standards_load()
    assert (report.kept, report.is_empty) == (["专干月报酬下限(2017-01-01起)"], True)
    assert Parameter.objects.get(key="specialist_pay_floor").value == 300


def test_a_person_s_newer_value_is_kept_beside_the_file_s(rows):
    loading.standards_load()
    old = Parameter.objects.get(key="specialist_pay_floor")
    old.valid_to = datetime.date(2025, 12, 31)
    old.save()
    newer = Parameter(key=old.key, label=old.label, value=400, valid_from=datetime.date(2026, 1, 1), source="新文件")
    newer.save()
    row_of(rows, "specialist_pay_floor")["value"] = 260
    rows["parameters"].append(row_of(rows, "specialist_pay_floor") | {"valid_from": datetime.date(2026, 6, 1)})
    assert len(loading.standards_load().kept) == 2
    values = Parameter.objects.filter(key=old.key).values_list("value", "valid_to")
    assert sorted(values) == [(200, datetime.date(2025, 12, 31)), (400, None)]


def test_the_command_says_what_it_did_and_judges_again(world, capsys):
    call_command("load_standards")
    everything = Standard.objects.count() + Definition.objects.count() + Parameter.objects.count()
    assert f"新增 {everything} 项" in capsys.readouterr().out
    assert Finding.objects.filter(subject_label="敦厚镇", standard__code="三(三)1-1").exists()
    call_command("load_standards")
    assert "新增 0 项" in capsys.readouterr().out


def test_every_standard_has_its_rule_and_every_rule_its_parameters():
    loading.standards_load()
    assert checks.standards_have_rules() == []
    assert checks.rules_have_parameters(databases=["default"]) == []
    assert {*rules_by_code()} == {*Standard.objects.filter(measure="computed").values_list("code", flat=True)}


def test_the_checks_say_what_is_amiss(monkeypatch):
    loading.standards_load()
    Parameter.objects.filter(key="specialist_pay_floor").update(valid_to=datetime.date(2020, 1, 1))
    (warning,) = checks.rules_have_parameters(databases=["default"])
    assert (warning.id, "三(三)2-5" in warning.msg) == ("assessments.W001", True)
    assert checks.rules_have_parameters(databases=None) == []

    rows = loading.standard_rows()
    by_code = {row["code"]: row for row in rows}
    by_code["三(三)1-1"]["code"] = "三(三)9-9"
    by_code["三(三)1-2"]["parameter_keys"] = ["no_such_key"]
    by_code["三(一)3-2"]["measure"] = "computed"
    monkeypatch.setattr(loading, "standard_rows", lambda: rows)
    errors = checks.standards_have_rules()
    assert {error.id for error in errors} == {"assessments.E001"}
    assert [error.msg.partition("三")[2].split()[0] for error in errors] == [
        "(一)3-2", "(三)9-9", "(一)3-2", "(三)1-1", "(三)1-2",
    ]  # fmt: skip
