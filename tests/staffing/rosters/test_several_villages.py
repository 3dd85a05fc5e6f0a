"""Remarks and posts that name further villages: a post is at one of them, and the others are not lost silently."""

import pytest

from tests.intake.engine import Engine, codes
from tests.staffing.rosters.staff_rosters import number, save

HEAD = ["乡镇", "村", "姓名", "身份证号", "职务", "备注"]


def told(world, tmp_path, title, note, kind="village_specialist"):
    rows = [HEAD, ["敦厚镇", "高塘村", "刘涛", number(1), title, note]]
    batch = Engine(world, division="吉安县").preview(save(tmp_path / "v.xlsx", rows), kind)
    return codes(batch)


@pytest.mark.parametrize(
    ("title", "note"),
    [
        ("民政专干", "同时负责横巷、高陇两村"),
        ("民政专干", "兼龙口村民政专干"),
        ("民政专干", "负责高塘村和罗家村"),
        ("民政专干", "负责三个村的民政工作"),
        ("兼高陇村专干", ""),
        ("民政专干", "另负责城南社区"),
    ],
)
def test_further_villages_are_told(world, tmp_path, title, note):
    assert told(world, tmp_path, title, note) == ["villages_several"]


@pytest.mark.parametrize(
    "note", ["兼村妇联主席", "村两委成员", "兼任本村妇女主任", "兼村干部", "兼任社区主任", "包村干部"]
)
def test_other_posts_at_the_same_village_are_not(world, tmp_path, note):
    assert told(world, tmp_path, "民政专干", note) == []


def test_only_posts_at_villages_are_asked_so(world, tmp_path):
    assert "villages_several" not in told(world, tmp_path, "工作人员", "联系横巷、高陇两村", "station_staff")
