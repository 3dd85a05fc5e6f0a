"""活动 come in as a table: kinds that fit the unit, days that have come, and lines that say that nothing was held."""

import datetime

import pytest

from intake.kinds import KINDS
from intake.workbooks.export import current_workbook
from offices.activities import kinds_load
from offices.models import Activity, ActivityKind
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import save
from tests.standing import world_with

pytestmark = pytest.mark.django_db

HEADER = ["乡镇", "活动名称", "活动类别", "活动时间", "地点", "主办单位", "参加人数", "活动内容", "备注"]
DAY = datetime.date(2025, 3, 5)


world = world_with(kinds_load)


@pytest.fixture
def engine(world):
    return Engine(world, division="吉安县")


def line(unit="敦厚镇", title="道德讲堂", kinds="思想道德教育", day="2025-03-05", people="35人", note=""):
    return [unit, title, kinds, day, "三楼会议室", "敦厚镇党委", people, "学习讨论", note]


def preview(engine, tmp_path, *rows, header=HEADER):
    return engine.preview(save(tmp_path / "a.xlsx", [["活动登记表"], header, *rows]), "activity")


def issues(batch):
    return [issue for row in batch.rows.order_by("number") for issue in row.issues]


def test_a_table_of_activities_is_written_known_again_and_taken_back(engine, world, tmp_path):
    rows = [line(kinds="道德讲堂、民政文化活动"), line("永阳镇", "“八一”走访慰问", "八一慰问", "2025年7月30日", "")]
    batch = preview(engine, tmp_path, *rows)
    assert (outcomes(batch), codes(batch)) == (["new", "new"], [])
    engine.commit(batch)
    one, other = Activity.objects.order_by("held_on")
    assert (one.division, one.held_on, one.participants) == (world["敦厚镇"], DAY, 35)
    assert (one.venue, one.host, one.summary) == ("三楼会议室", "敦厚镇党委", "学习讨论")
    assert {kind.code for kind in one.kinds.all()} == {"moral_education", "civil_culture"}
    assert {kept.activitykind.code for kept in one.history.get().kinds.all()} == {"moral_education", "civil_culture"}
    assert (other.division, other.participants) == (world["永阳镇"], None)
    assert outcomes(preview(engine, tmp_path, *rows)) == ["same", "same"]
    assert engine.undo(batch).kept == []
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"kinds": "“树旗帜、强堡垒、强活力”活动"}, "activity_kinds", "由县(市、区)登记，不在乡镇(街道)登记"),
        ({"unit": "吉安县", "kinds": "走访慰问活动"}, "activity_kinds", "由乡镇(街道)登记，不在县(市、区)登记"),
        ({"kinds": "先进典型推选"}, "activity_kinds", "先进典型推选"),
        ({"kinds": ""}, "activity_kinds", "请选择“种类”"),
        ({"day": "2999-03-05"}, "held_on", "晚于今天"),
        ({"people": "0"}, "participants", "不能小于1"),
    ],
)
def test_what_the_form_refuses_is_told_at_its_line(engine, tmp_path, changed, field, told):
    batch = preview(engine, tmp_path, line(**changed))
    assert outcomes(batch) == ["error"]
    assert [(issue["field"], told in issue["message"]) for issue in issues(batch)] == [(field, True)]
    assert not Activity.objects.exists()


def test_a_last_day_before_the_first_is_told(engine, tmp_path):
    header = ["乡镇", "活动名称", "种类", "开始日期", "结束日期"]
    row = ["敦厚镇", "宣传月", "优抚政策宣传", "2025-08-01", "2025-07-31"]
    assert [issue["field"] for issue in issues(preview(engine, tmp_path, row, header=header))] == ["ended_on"]


@pytest.mark.parametrize("note", ["取消", "因天气原因取消", "活动已延期举行", "未开展", "尚未举办", "计划开展"])
def test_a_line_that_says_that_nothing_was_held_is_asked_about(engine, tmp_path, note):
    batch = preview(engine, tmp_path, line(note=note))
    assert (outcomes(batch), codes(batch)) == (["ask"], ["record_over"])


@pytest.mark.parametrize("note", ["如期开展", "计划外增加", "未请外单位", "延期后已补办，照片见附件"])
def test_other_remarks_ask_nothing(engine, tmp_path, note):
    assert outcomes(preview(engine, tmp_path, line(note=note))) == ["new"]


def test_what_is_on_record_comes_out_as_a_table_that_changes_nothing(engine, world, tmp_path):
    one = Activity.objects.create(division=world["高塘村"], title="议事会", held_on=DAY, ended_on=DAY, participants=12)
    one.kinds.set(ActivityKind.objects.filter(code__in=["resident_council", "community_cobuild"]))
    path = tmp_path / "c.xlsx"
    path.write_bytes(current_workbook(KINDS["activity"], world["吉安县"]).read())
    batch = engine.preview(path, "activity")
    assert (outcomes(batch), codes(batch)) == (["same"], [])
