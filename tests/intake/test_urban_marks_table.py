"""城乡属性 as a table: units by their codes, answers left open, and what codes and names say against one another."""

import pytest

from intake.kinds import KINDS
from intake.workbooks.export import current_workbook
from offices.identity import acting_as
from offices.models import Division, UrbanMark
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import save

pytestmark = pytest.mark.django_db

CODES = {"城南社区": "360821100001", "高塘村": "360821100201", "江边村": "360821101201", "城东村": "360830100201"}
HEAD = ["统计用区划代码", "名称", "城乡分类代码", "是否城市社区"]


@pytest.fixture
def engine(world):
    for name, code in CODES.items():
        Division.objects.filter(pk=world[name].pk).update(stats_code=code)
    Division.objects.filter(pk=world["敦厚镇"].pk).update(stats_code="360821100000")
    return Engine(world, division="吉安县")


def preview(engine, tmp_path, *rows, head=HEAD):
    return engine.preview(save(tmp_path / "城乡属性.xlsx", [list(head), *map(list, rows)]), "urban_mark")


def marks():
    return {mark.division.name: (mark.class_code, mark.urban) for mark in UrbanMark.objects.live()}


def told(batch):
    return [issue["message"] for row in batch.rows.order_by("number") for issue in row.issues]


def test_the_official_list_finds_units_by_code_as_text_or_number(engine, tmp_path):
    rows = [["360821100001", "城南居委会", "121", "是"], [360821100201, "高塘", 220, ""]]
    batch = preview(engine, tmp_path, *rows)
    assert (outcomes(batch), codes(batch)) == (["new", "new"], [])
    engine.commit(batch)
    assert marks() == {"城南社区": ("121", True), "高塘村": ("220", None)}
    assert outcomes(preview(engine, tmp_path, *rows)) == ["same", "same"]


def test_a_county_imports_what_it_keeps_and_undo_takes_it_back(engine, tmp_path):
    batch = preview(engine, tmp_path, ["360821100001", "", "主城区", "否"])
    engine.commit(batch)
    one = UrbanMark.objects.get()
    assert (one.class_code, one.urban) == ("111", False)
    assert "代填" not in (one.history.latest("history_id").history_change_reason or "")
    engine.undo(batch)
    assert marks() == {}


@pytest.mark.parametrize("word", ["由县定", "待定", ""])
def test_a_word_that_leaves_it_open_says_nothing(engine, world, tmp_path, word):
    UrbanMark.objects.create(division=world["城南社区"], urban=True)
    batch = preview(engine, tmp_path, ["360821100001", "", "121", word])
    assert outcomes(batch) == ["changed"]
    engine.commit(batch)
    assert marks() == {"城南社区": ("121", True)}


def test_a_code_that_is_no_units_here_is_told_in_the_same_words_wherever_it_is(engine, tmp_path):
    batch = preview(engine, tmp_path, [CODES["城东村"], "", "220", "否"], ["999999999999", "", "220", "否"])
    assert outcomes(batch) == ["error", "error"]
    first, second = told(batch)
    assert first == second
    assert "没有这个统计用区划代码" in first


def test_a_code_of_another_level_is_told_whose_it_is(engine, tmp_path):
    batch = preview(engine, tmp_path, ["360821100000", "", "121", "否"])
    assert outcomes(batch) == ["error"]
    assert "这是“敦厚镇”的代码，请写村(居)的代码" in told(batch)[0]


def test_a_code_and_a_name_that_differ_are_asked_about(engine, tmp_path):
    head = ["乡镇", "村(居)", *HEAD[:1], *HEAD[2:]]
    batch = preview(engine, tmp_path, ["敦厚镇", "高塘村", "360821100001", "121", "是"], head=head)
    assert outcomes(batch) == ["error"]
    assert "名称写的是“高塘村”" in told(batch)[0]
    batch = preview(engine, tmp_path, ["敦厚镇", "没有的村", "360821100001", "121", "是"], head=head)
    assert outcomes(batch) == ["new"]


def test_names_alone_do_as_well(engine, tmp_path):
    batch = preview(engine, tmp_path, ["敦厚镇", "城南社区", "是"], head=["乡镇", "村(居)", "城市社区"])
    assert outcomes(batch) == ["new"]


def test_a_unit_that_changed_since_is_changed_on_the_page(engine, world, tmp_path):
    UrbanMark.objects.create(division=world["城南社区"], urban=False)
    UrbanMark.objects.create(division=world["城南社区"], urban=True, since="2025-01-01")
    batch = preview(engine, tmp_path, ["360821100001", "", "121", "是"])
    assert "several_records" in codes(batch)


def test_what_is_on_record_goes_in_again_unchanged(engine, world, tmp_path):
    UrbanMark.objects.create(division=world["城南社区"], urban=False, class_code="121", source="县民政局认定")
    path = tmp_path / "现有.xlsx"
    path.write_bytes(current_workbook(KINDS["urban_mark"], world["吉安县"]).read())
    assert outcomes(engine.preview(path, "urban_mark")) == ["same"]


@pytest.mark.parametrize(("username", "may"), [("county_jian", True), ("clerk_dunhou", False), ("city_officer", False)])
def test_the_county_alone_imports_what_it_alone_keeps(world, username, may):
    assert KINDS["urban_mark"].kept_by(acting_as(world.users[username])) is may
