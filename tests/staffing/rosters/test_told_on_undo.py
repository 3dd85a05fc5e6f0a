"""What undo tells of later changes names another import only to whoever may see that one."""

import pytest

from tests.intake.engine import Engine
from tests.intake.test_uploader_decides import url
from tests.staffing.people import number
from tests.staffing.rosters.staff_rosters import save

HEAD = ["姓名", "身份证号", "月工资"]
LATER = "永阳镇撤并人员安置.xlsx"


def roster(folder, name, pay):
    return save(folder / name, [HEAD, ["刘甲", number(3), pay]])


def take_in_and_overtake(world, folder, first, second):
    """One imports a roster, the other changes its person by another; the first batch, and who takes it back."""
    own = Engine(world, first)
    batch = own.take_in(roster(folder, "所里.xlsx", "3000"))
    Engine(world, second).take_in(roster(folder, LATER, "3500"))
    return own, batch


@pytest.mark.parametrize("who", ["clerk_dunhou", "county_jian"])
def test_a_clerk_is_told_neither_file_nor_account_of_the_county(world, tmp_path, who):
    """Nor does the county, taking the clerk's import back, leave them in it."""
    _, batch = take_in_and_overtake(world, tmp_path, "clerk_dunhou", "county_jian")
    (kept,) = Engine(world, who).held(batch)
    assert kept == "刘甲：后来又被修改，保留现状。"
    page = world.client("clerk_dunhou").get(url("detail", batch.pk)).content.decode()
    assert "永阳镇撤并" not in page


def test_the_file_of_the_same_name_by_another_account_is_not_taken_for_it(world, tmp_path):
    own, batch = take_in_and_overtake(world, tmp_path, "clerk_dunhou", "county_jian")
    own.preview(roster(tmp_path, LATER, "3000"))
    assert "county_jian" not in own.held(batch)[0]


def test_the_county_is_told_both_of_its_station(world, tmp_path):
    own, batch = take_in_and_overtake(world, tmp_path, "county_jian", "clerk_dunhou")
    reason = own.held(batch)[0]
    assert LATER in reason
    assert "clerk_dunhou" in reason
