"""Imports of records are taken back unless what they wrote stands otherwise by now: values count, not versions."""

import pytest

from offices.documents import kinds_load
from offices.models import OfficeDocument
from tests.intake.engine import Engine
from tests.staffing.rosters.staff_rosters import save
from tests.standing import world_with

pytestmark = pytest.mark.django_db

PAPERS = ["单位", "标题", "种类", "成文日期", "文号"]


world = world_with(kinds_load)


@pytest.fixture
def engine(world):
    return Engine(world, division="吉安县")


def preview(engine, tmp_path, kind, header, *rows):
    return engine.preview(save(tmp_path / "a.xlsx", [header, *rows]), kind)


def test_an_earlier_import_is_taken_back_after_a_later_one_was(engine, tmp_path):
    row = ["敦厚镇", "制度甲", "工作规章", "2025-01-01", "吉1号"]
    first = preview(engine, tmp_path, "document", PAPERS, row)
    engine.commit(first)
    later = preview(engine, tmp_path, "document", PAPERS, [*row[:2], "岗位职责", row[3], "吉2号"])
    engine.commit(later)
    assert engine.undo(later).kept == []
    assert engine.undo(first).kept == []
    assert not OfficeDocument.objects.exists()


@pytest.mark.parametrize(("kinds", "number"), [("岗位职责", "吉1号"), ("工作规章", "吉2号")])
def test_what_a_later_import_left_otherwise_is_kept_and_said_by_whom(engine, tmp_path, kinds, number):
    row = ["敦厚镇", "制度甲", "工作规章", "2025-01-01", "吉1号"]
    first = preview(engine, tmp_path, "document", PAPERS, row)
    engine.commit(first)
    later = preview(engine, tmp_path, "document", PAPERS, [*row[:2], kinds, row[3], number])
    engine.commit(later)
    (kept,) = engine.held(first)
    assert f"county_jian修改（导入表格：a.xlsx，导入编号{later.pk}）" in kept
    assert OfficeDocument.objects.exists()
    engine.undo(later)
    engine.undo(first)
    assert not OfficeDocument.objects.exists()
