"""A table that writes 麦斜镇 for 麦㙦镇 is read, and each line, heading and title says what it was read as."""

import pytest

from intake.models import ImportRow
from intake.preview.revise import cell_correct
from offices.models import Division
from tests.intake.engine import Engine, codes
from tests.staffing.people import number
from tests.staffing.rosters.staff_rosters import save

TOLD = "按“麦斜镇”找到形近的“麦㙦镇”，请核对。"


@pytest.fixture
def township(world):
    values = {"level": "township", "kind": "镇", "name": "麦㙦镇"}
    return Division.objects.add_child(world["吉安县"], values)


def person(name, serial):
    return [name, number(serial), "2020-03-01"]


def alike(batch):
    found = [issue for row in batch.rows.order_by("number") for issue in row.issues]
    return [issue["message"] for issue in found if issue["code"] == "unit_alike"]


def read(world, tmp_path, rows, name="a.xlsx"):
    return Engine(world, division="吉安县").preview(save(tmp_path / name, rows))


def test_a_column_of_units(world, township, tmp_path):
    rows = [["单位", "姓名", "身份证号", "到岗时间"]]
    rows += [[unit, *person(f"王{name}", serial)] for unit, name, serial in
             [("麦斜镇", "一", 101), ("麦㙦镇", "二", 103), ("敦厚镇", "三", 105)]]  # fmt: skip
    batch = read(world, tmp_path, rows)
    assert alike(batch) == [TOLD]
    assert [row.values["_unit"]["division_id"] for row in batch.rows.order_by("number")][:2] == [township.pk] * 2
    Engine(world, division="吉安县").commit(batch)
    assert township.workers.count() == 2


@pytest.mark.parametrize(
    "head",
    [
        [["麦斜镇民政所工作人员名单"]],
        [["工作人员名单"], ["填报单位：麦斜镇"]],
    ],
    ids=["title", "filled in"],
)
def test_a_title_or_the_line_of_the_office_that_filled_it_in(world, township, tmp_path, head):
    batch = read(world, tmp_path, [*head, ["姓名", "身份证号", "到岗时间"], person("王一", 101)])
    assert "麦㙦镇" in "".join(alike(batch))
    Engine(world, division="吉安县").commit(batch)
    assert township.workers.count() == 1


def test_a_heading_of_a_group(world, township, tmp_path):
    rows = [["姓名", "身份证号", "到岗时间"], ["敦厚镇"], person("王一", 101), ["麦斜镇"], person("王二", 103)]
    assert alike(read(world, tmp_path, rows)) == [TOLD]


def test_a_name_put_right_is_told_no_more(world, township, tmp_path):
    rows = [["单位", "姓名", "身份证号", "到岗时间"], ["麦斜镇", *person("王一", 101)]]
    batch = read(world, tmp_path, rows)
    row = batch.rows.exclude(outcome=ImportRow.Outcome.IGNORED).get()
    engine = Engine(world, division="吉安县")
    cell_correct(engine.actor, batch=batch, number=row.number, key="unit", text="麦㙦镇")
    assert "unit_alike" not in codes(batch)
    cell_correct(engine.actor, batch=batch, number=row.number, key="unit", text="麦斜镇")
    assert codes(batch).count("unit_alike") == 1
