"""A title becomes the post that it names; whoever may lead the unit is never made 工作人员 without a word."""

import pytest

from intake.kinds import KINDS
from intake.lines.books import book_of
from staffing.rosters.positions import Doubt
from tests.intake.engine import Engine, codes
from tests.staffing.rosters.staff_rosters import number, save


@pytest.mark.parametrize(
    ("title", "position", "doubt"),
    [
        ("所长", "head", None),
        ("民政所 所长", "head", None),
        ("敦厚镇民政所所长", "head", None),
        ("站长", "head", None),
        ("民政办主任", "head", None),
        ("敦厚镇民政办公室主任", "head", None),
        ("副镇长兼民政所所长", "head", None),
        ("财政所副所长、民政所所长", "head", None),
        ("所长（主持工作）", "head", None),
        ("副所长", "deputy_head", None),
        ("民政办副主任", "deputy_head", None),
        ("副站长", "deputy_head", None),
        ("主任", "head", Doubt.TAKEN),
        ("负责人", "head", Doubt.TAKEN),
        ("民政所负责人", "head", Doubt.TAKEN),
        ("代所长", "head", Doubt.TAKEN),
        ("财政所所长", "staff", Doubt.NOT_TAKEN),
        ("党政办主任", "staff", Doubt.NOT_TAKEN),
        ("副镇长", "staff", Doubt.NOT_TAKEN),
        ("干事(主持工作)", "staff", Doubt.NOT_TAKEN),
        ("社会救助负责人", "staff", Doubt.NOT_TAKEN),
        ("四级主任科员", "staff", None),
        ("民政干事", "staff", None),
        ("工作人员", "staff", None),
        ("", "staff", None),
    ],
)
def test_titles_at_a_station(title, position, doubt):
    assert book_of(KINDS["station_staff"]).roster.read(title) == (position, doubt)


@pytest.mark.parametrize(
    ("title", "position", "doubt"),
    [
        ("院长", "director", None),
        ("敬老院院长", "director", None),
        ("院长兼会计", "director", None),
        ("副院长", "other", None),
        ("副院长兼会计", "other", None),
        ("会计", "accountant", None),
        ("护理员", "carer", None),
        ("护理部主任", "carer", None),
        ("厨师长", "cook", None),
        ("负责人", "director", Doubt.TAKEN),
        ("敬老院负责人", "director", Doubt.TAKEN),
        ("卫生院院长", "other", Doubt.NOT_TAKEN),
        ("民政所所长", "other", Doubt.NOT_TAKEN),
    ],
)
def test_titles_at_a_nursing_home(title, position, doubt):
    assert book_of(KINDS["nursing_home_staff"]).roster.read(title) == (position, doubt)


@pytest.mark.parametrize("title", ["村书记", "村委会主任", "妇女主任", "民政专干"])
def test_a_village_specialist_is_one_whatever_else_they_are(title):
    assert book_of(KINDS["village_specialist"]).roster.read(title) == ("specialist", None)


@pytest.mark.django_db
def test_the_official_is_told_of_a_title_that_may_name_a_leader(world, tmp_path):
    rows = [
        ["单位", "姓名", "身份证号", "职务"],
        ["敦厚镇", "张三", number(1), "主任"],
        ["敦厚镇", "李四", number(2), "干事"],
    ]
    batch = Engine(world).preview(save(tmp_path / "a.xlsx", rows))
    assert codes(batch) == ["position_guessed"]
    assert batch.summary["new"] == 2
