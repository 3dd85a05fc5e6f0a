"""业务线划转 as a table: a line is named as the dictionary has it, a row is one move of one line."""

import datetime

import pytest

from intake.kinds import KINDS
from intake.workbooks.export import current_workbook
from offices.models import BusinessLine, LineStanding
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import save

pytestmark = pytest.mark.django_db

HEAD = ["业务线", "划转日期", "现主管部门", "乡镇是否仍在办", "是否确认", "划转依据"]
DAY = datetime.date(2019, 3, 31)


@pytest.fixture
def engine(world):
    for code, label in (("medical", "医疗救助"), ("care", "优抚(抚恤、优待)")):
        BusinessLine.objects.create(keeper=world["吉安市"], code=code, label=label)
    return Engine(world, division="吉安县")


def preview(engine, tmp_path, *rows):
    return engine.preview(save(tmp_path / "划转.xlsx", [HEAD, *map(list, rows)]), "line_standing")


def told(batch):
    return "".join(issue["message"] for row in batch.rows.all() for issue in row.issues)


def test_moves_are_recorded_by_line_and_day_and_undo_takes_them_back(engine, world, tmp_path):
    rows = [
        ["医疗救助", "2019-03-31", "县医疗保障局", "是", "是", "吉办发〔2019〕3号"],
        ["优抚", "2019年3月31日", "退役军人事务局", "否", "是", ""],
        ["优抚", "2025-12-30", "民政和退役军人事务局", "", "是", ""],
    ]
    batch = preview(engine, tmp_path, *rows)
    assert (outcomes(batch), codes(batch)) == (["new"] * 3, [])
    engine.commit(batch)
    stored = LineStanding.objects.filter(division=world["吉安县"]).order_by("pk")
    assert [(one.line.code, one.since, one.where, one.department) for one in stored] == [
        ("medical", DAY, "elsewhere", "县医疗保障局"),
        ("care", DAY, "elsewhere", "退役军人事务局"),
        ("care", datetime.date(2025, 12, 30), "civil", "民政和退役军人事务局"),
    ]
    assert outcomes(preview(engine, tmp_path, *rows)) == ["same"] * 3
    engine.undo(batch)
    assert not LineStanding.objects.live().exists()


def test_a_move_that_is_on_record_is_changed_and_not_entered_twice(engine, world, tmp_path):
    line = BusinessLine.objects.get(code="medical")
    one = LineStanding.objects.create(
        division=world["吉安县"], line=line, since=DAY, where="elsewhere", department="医疗保障部门"
    )
    batch = preview(engine, tmp_path, ["医疗救助", "2019-03-31", "医疗保障部门", "是", "是", ""])
    assert outcomes(batch) == ["changed"]
    engine.commit(batch)
    one.refresh_from_db()
    assert (one.confirmed, one.township_serves) == (True, True)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["", "2019-03-31", "医疗保障局", "是", "是", ""], "业务线"),
        (["医疗救助", "", "医疗保障局", "是", "是", ""], "没有写明“划转日期”"),
        (["没有的业务", "2019-03-31", "医疗保障局", "是", "是", ""], "没有的业务"),
        (["医疗救助、优抚", "2019-03-31", "医疗保障局", "是", "是", ""], "一行只写一项“业务线”"),
        (["医疗救助", "2019-03-31", "医疗保障局", "", "是", ""], "确认前请先说明"),
        (["医疗救助", "2019-03-31", "", "是", "否", ""], "主管部门"),
        (["医疗救助", "2017-12-31", "医疗保障局", "是", "是", ""], "2018年1月1日才设立"),
    ],
)
def test_what_a_row_lacks_is_told(engine, tmp_path, row, words):
    batch = preview(engine, tmp_path, row, ["优抚", "2019-03-31", "退役军人事务局", "否", "是", ""])
    assert words in told(batch)
    assert "new" in outcomes(batch)
    assert len([one for one in outcomes(batch) if one in ("error", "ask")]) == 1


def test_a_line_out_of_use_comes_to_no_new_record(engine, world, tmp_path):
    BusinessLine.objects.get(code="medical").void(by=world.users["city_officer"], reason="停用")
    batch = preview(engine, tmp_path, ["医疗救助", "2019-03-31", "医疗保障局", "是", "是", ""])
    assert outcomes(batch) == ["error"]
    assert "“医疗救助”已停用" in told(batch)


def test_what_is_on_record_goes_in_again_unchanged(engine, world, tmp_path):
    line = BusinessLine.objects.get(code="care")
    away = {"where": "elsewhere", "department": "退役军人事务局", "township_serves": False, "confirmed": True}
    LineStanding.objects.create(division=world["吉安县"], line=line)
    LineStanding.objects.create(division=world["吉安县"], line=line, since=DAY, **away)
    LineStanding.objects.create(division=world["吉安县"], line=line, since=datetime.date(2025, 12, 30), confirmed=True)
    path = tmp_path / "现有.xlsx"
    path.write_bytes(current_workbook(KINDS["line_standing"], world["吉安县"]).read())
    assert outcomes(engine.preview(path, "line_standing")) == ["same", "same"]
