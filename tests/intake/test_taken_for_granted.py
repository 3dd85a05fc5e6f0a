"""What records are given that no row of the table says is told with the table."""

import pytest
from django.db.models import NOT_PROVIDED

from jian_minzheng.core.registers.tables import TABLES
from tests.intake.engine import Engine
from tests.staffing.rosters.staff_rosters import save

pytestmark = pytest.mark.django_db


@pytest.fixture
def engine(world):
    return Engine(world, division="吉安县")


def told(batch):
    return [issue["message"] for issue in batch.summary["issues"] if issue["code"] == "taken_for_granted"]


def test_every_default_of_a_model_that_an_import_may_write_can_be_told():
    """It stands in a column, whose silence is told, or the part says itself what a new record gets."""
    unsaid = {
        (part.key, one.name)
        for table in TABLES
        for part in table.parts
        for one in part.record_model._meta.concrete_fields
        if one.editable and one.default not in (NOT_PROVIDED, None, "") and one.name != "version"
        if one.name not in {**part.attributes, **part.beside}.values() and not part.assumes
        if one.name not in (part.complete({}, None) if part.complete else {})
    }
    assert unsaid == set()


def test_counts_alone_are_told_to_be_taken_for_usable_and_their_day_for_that_of_the_import(engine, tmp_path):
    batch = engine.preview(save(tmp_path / "a.xlsx", [["乡镇", "电脑", "打印机"], ["敦厚镇", 3, 1]]), "station_profile")
    assert [("导入当天" in said, "完好" in said) for said in told(batch)] == [(True, False), (False, True)]


@pytest.mark.parametrize(
    ("header", "line", "known"),
    [
        (["乡镇", "情况截至日期", "公示栏"], ["敦厚镇", "2026-06-30", "有"], []),
        (["乡镇", "办公电话"], ["敦厚镇", "0796-8412345"], []),
        (["乡镇", "公示栏"], ["敦厚镇", "有"], ["as_of"]),
    ],
)
def test_only_what_the_table_touches_is_told(engine, tmp_path, header, line, known):
    batch = engine.preview(save(tmp_path / "a.xlsx", [header, line]), "station_profile")
    found = [issue["field"] for issue in batch.summary["issues"] if issue["code"] == "taken_for_granted"]
    assert found == known


def test_a_day_in_the_title_is_said_of_every_row(engine, tmp_path):
    rows = [["截至2026年6月30日民政所情况表"], ["乡镇", "公示栏"], ["敦厚镇", "有"]]
    assert told(engine.preview(save(tmp_path / "a.xlsx", rows), "station_profile")) == []


@pytest.mark.parametrize(("since", "known"), [("2024-03-01", True), ("", False)])
def test_a_day_that_stands_for_one_that_nobody_wrote_is_told(engine, tmp_path, since, known):
    lines = [["乡镇", "联络人", "担任日期"], ["敦厚镇", "刘小川", since], ["永阳镇", "王小山", "2024-03-01"]]
    batch = engine.preview(save(tmp_path / "a.xlsx", lines), "contact")
    assert any("以导入当天暂代" in said for said in told(batch)) != known
