"""Is it that one? Names in other spellings, records that ended or are void, lines that look like totals."""

import datetime

import pytest

from intake.lines.books import SKIP
from intake.preview.revise import record_answer, rows_skip
from jian_minzheng.core.editing import record_void
from offices.documents import kinds_load
from offices.models import NursingHome, OfficeDocument, ServiceWindow
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import save
from tests.standing import world_with

pytestmark = pytest.mark.django_db

HOMES = ["乡镇", "敬老院名称", "开办日期", "地址"]
PAPERS = ["单位", "标题", "种类", "成文日期", "文号"]
LAST = datetime.date(2025, 6, 30)


world = world_with(kinds_load)


@pytest.fixture
def engine(world):
    return Engine(world, division="吉安县")


def preview(engine, tmp_path, kind, header, *rows):
    return engine.preview(save(tmp_path / "a.xlsx", [header, *rows]), kind)


def issue(batch):
    return batch.rows.exclude(outcome="ignored").get().issues[0]


@pytest.mark.parametrize("name", ["敦厚敬老院", "敦厚镇 敬老院", "吉安县敦厚镇敬老院", "“敦厚镇敬老院”"])
def test_a_home_written_otherwise_is_the_one_on_record_and_keeps_its_name(engine, tmp_path, name):
    batch = preview(engine, tmp_path, "nursing_home", HOMES, ["敦厚镇", name, "", "新地址"])
    assert (outcomes(batch), codes(batch)) == (["changed"], ["spelt_otherwise"])
    assert "敦厚镇敬老院" in issue(batch)["message"]
    assert list(batch.rows.get(number=2).changes) == ["home_address"]
    engine.commit(batch)
    assert NursingHome.objects.get(address="新地址").name == "敦厚镇敬老院"


@pytest.mark.parametrize("name", ["敦厚镇中心敬老院", "敦厚镇敬老院（公办）"])
def test_a_home_of_another_name_is_another(engine, tmp_path, name):
    batch = preview(engine, tmp_path, "nursing_home", HOMES, ["敦厚镇", name, "2018-01-01", ""])
    assert (outcomes(batch), codes(batch)) == (["new"], [])


def test_two_spellings_in_one_file_are_the_same_home_twice(engine, tmp_path):
    rows = [["敦厚镇", name, "", "新地址"] for name in ("敦厚敬老院", "敦厚镇敬老院")]
    batch = preview(engine, tmp_path, "nursing_home", HOMES, *rows)
    assert codes(batch).count("unit_duplicate_in_file") == 2


@pytest.mark.parametrize("name", ["敦厚镇敬老院", "敦厚敬老院"])
def test_a_home_that_was_closed_does_not_come_back_unasked(engine, world, tmp_path, name):
    NursingHome.objects.filter(township=world["敦厚镇"]).update(closed_on=LAST)
    before = NursingHome.objects.count()
    batch = preview(engine, tmp_path, "nursing_home", HOMES, ["敦厚镇", name, "2018-01-01", ""])
    assert (outcomes(batch), codes(batch)) == (["ask"], ["was_on_record"])
    assert "已于2025年6月30日停办" in issue(batch)["message"]
    another, same = (option["text"] for option in issue(batch)["options"])
    record_answer(engine.actor, batch=batch, number=2, answer=same)
    batch.refresh_from_db()
    assert (same, outcomes(batch), NursingHome.objects.count()) == (SKIP, ["skipped"], before)
    record_answer(engine.actor, batch=batch, number=2, answer=another)
    rows_skip(engine.actor, batch=batch, numbers=[2], skip=False)
    batch.refresh_from_db()
    engine.commit(batch)
    assert NursingHome.objects.filter(closed_on__isnull=True, township=world["敦厚镇"]).get().name == name


def test_an_answer_about_one_home_is_none_about_the_other(engine, world, tmp_path):
    other = NursingHome.objects.create(
        township=world["敦厚镇"], name="第二敬老院", opened_on=datetime.date(2018, 1, 1), closed_on=LAST
    )
    batch = preview(engine, tmp_path, "nursing_home", HOMES, ["敦厚镇", "第二敬老院", "2018-01-01", ""])
    record_answer(engine.actor, batch=batch, number=2, answer=f"another:{other.pk + 1}")
    batch.refresh_from_db()
    assert outcomes(batch) == ["ask"]


def test_a_window_that_was_closed_is_asked_about(engine, world, tmp_path):
    header, row = ["单位", "专用窗口", "位置", "开设日期"], ["敦厚镇", "是", "一楼", "2020-01-01"]
    engine.commit(preview(engine, tmp_path, "window", header, row))
    ServiceWindow.objects.update(closed_on=LAST)
    batch = preview(engine, tmp_path, "window", header, row)
    assert codes(batch) == ["was_on_record"]
    assert "停用" in issue(batch)["message"]


@pytest.mark.parametrize("title", ["工作规章（试行）", "工作规章(试行)", "《工作规章 （试行）》"])
def test_a_paper_is_known_in_any_spelling_and_one_that_was_voided_is_asked_about(engine, tmp_path, title):
    row = ["敦厚镇", "工作规章（试行）", "工作规章", "2025-01-01", ""]
    engine.commit(preview(engine, tmp_path, "document", PAPERS, row))
    row[1] = title
    batch = preview(engine, tmp_path, "document", PAPERS, row)
    assert (outcomes(batch), set(codes(batch)) <= {"spelt_otherwise"}) == (["same"], True)
    record_void(engine.actor, record=OfficeDocument.objects.get(), reason="误登")
    batch = preview(engine, tmp_path, "document", PAPERS, row)
    assert (outcomes(batch), codes(batch)) == (["ask"], ["was_on_record"])
    assert "已作废" in issue(batch)["message"]
