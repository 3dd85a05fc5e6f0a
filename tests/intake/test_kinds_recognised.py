"""类别: what a file is, is recognised; one click has it read so, and nothing that still means something is lost."""

import pytest
from django.urls import reverse

from intake.decisions import Decisions
from intake.models import ImportBatch
from intake.preview.preview import preview_rebuild
from intake.preview.revise import cell_correct
from tests.intake.engine import Engine, codes, outcomes
from tests.intake.steps import upload
from tests.staffing.rosters.staff_rosters import HEADERS, person, save

pytestmark = pytest.mark.django_db

POPULATION = ["乡镇", "年份", "户籍人口", "常住人口"]
OFFERED = "改按“{}”读取"


@pytest.fixture
def county(world):
    return world.client("county_jian")


def url(name, batch, *more):
    return reverse(f"intake:{name}", args=[batch.pk, *more])


def detail(client, batch):
    return client.get(url("detail", batch), follow=True).content.decode()


def read_as(client, batch, kind):
    page = client.post(url("kind", batch), {"kind": kind}, follow=True).content.decode()
    batch.refresh_from_db()
    return page


def test_a_roster_of_village_specialists_is_recognised_by_its_column_of_villages(world, county, tmp_path):
    head = ["乡镇", "村(居)", *HEADERS]
    lines = [["敦厚镇", "高塘村", *person(1, "刘涛")], ["敦厚镇", "城南社区", *person(2, "王军")]]
    batch = upload(county, save(tmp_path / "a.xlsx", [head, *lines]), world["吉安县"])
    assert "kind_differs" in [issue["code"] for issue in batch.summary["issues"]]
    assert OFFERED.format("村级民政专干") in detail(county, batch)
    page = read_as(county, batch, "village_specialist")
    assert "已按“村级民政专干”读取" in page
    assert OFFERED.format("村级民政专干") not in page
    assert (batch.kind, outcomes(batch)) == ("village_specialist", ["new", "new"])
    assert "kind_differs" not in [issue["code"] for issue in batch.summary["issues"]]


def test_a_title_tells_the_kind_and_the_offer_stands_beside_what_is_told(world, county, tmp_path):
    rows = [["敦厚镇敬老院工作人员花名册"], HEADERS, person(1, "刘涛")]
    batch = upload(county, save(tmp_path / "a.xlsx", rows), world["敦厚镇"])
    page = detail(county, batch)
    assert OFFERED.format("敬老院工作人员") in page
    read_as(county, batch, "nursing_home_staff")
    assert batch.kind == "nursing_home_staff"


def test_a_file_in_which_nothing_looks_like_the_kind_chosen_is_read_as_what_it_is(world, county, tmp_path):
    path = save(tmp_path / "a.xlsx", [POPULATION, ["敦厚镇", 2025, 52000, 48000]])
    batch = upload(county, path, world["吉安县"])
    assert batch.kind == "population"
    page = detail(county, batch)
    assert "选择的类别是“民政所工作人员”，文件里却没有这样的列" in page
    assert OFFERED.format("民政所工作人员") not in page, "nothing of it could be read so"
    county.post(url("cell", batch, 2, "registered"), {"text": "52001"})
    assert county.post(url("cell_restore", batch, 2, "registered")).status_code == 302
    assert "选择的类别是“民政所工作人员”，文件里却没有这样的列" in detail(county, batch)
    page = read_as(county, batch, "station_staff")
    assert "没有按“民政所工作人员”读取，仍是“" in page
    assert (batch.kind, batch.state) == ("population", ImportBatch.State.PREVIEWED)
    assert outcomes(batch), "what was read is still there"


def test_decisions_that_still_apply_stay_and_what_falls_away_is_told(world, tmp_path):
    engine = Engine(world)
    path = save(tmp_path / "a.xlsx", [[*HEADERS, "去处"], [*person(1, "刘涛"), "某处"], [*person(2, "王军"), "某处"]])
    decisions = Decisions(
        columns={11: "post_unit", 5: None},
        values={"education": {"读过书": "初中"}, "post_unit": {"某处": "敦厚镇"}},
        cells={2: {"title": "所长", "post_unit": "永阳镇"}},
        skipped=frozenset({3}),
        records={3: "other"},
    )
    batch = engine.preview(path, decisions=decisions)
    page = read_as(world.client("county_jian"), batch, "nursing_home_staff")
    kept = Decisions.from_json(batch.decisions)
    assert kept.cells == {2: {"title": "所长"}}
    assert kept.values == {"education": {"读过书": "初中"}}
    assert (kept.skipped, kept.records, kept.columns[5]) == (frozenset({3}), {3: "other"}, None)
    assert "这一类表格用不上的决定已去掉：1种写法、1格改正。" in page
    assert batch.rows.get(number=2).values["title"] == "所长"


def test_who_still_holds_the_kind_of_before_decides_nothing(world, tmp_path):
    """What counts the numbers that are tried is chosen by the kind: with that of before, none were counted."""
    engine = Engine(world)
    batch = engine.preview(save(tmp_path / "a.xlsx", [HEADERS, person(1, "刘涛")]))
    before = ImportBatch.objects.get(pk=batch.pk)
    read_as(world.client("county_jian"), batch, "nursing_home_staff")
    with pytest.raises(ImportBatch.DoesNotExist):
        preview_rebuild(engine.actor, batch=before, decisions=Decisions())
    with pytest.raises(ImportBatch.DoesNotExist):
        cell_correct(engine.actor, batch=before, number=2, key="title", text="所长")
    assert ImportBatch.objects.get(pk=batch.pk).kind == "nursing_home_staff"


def test_a_colleague_does_not_change_it(world, tmp_path):
    batch = upload(
        world.client("clerk_dunhou"), save(tmp_path / "a.xlsx", [HEADERS, person(1, "刘涛")]), world["敦厚镇"]
    )
    colleague = world.client("county_jian")
    assert colleague.post(url("kind", batch), {"kind": "nursing_home_staff"}).status_code == 403
    assert "选错了？点这里改" not in detail(colleague, batch)
    assert "选错了？点这里改" in detail(world.client("clerk_dunhou"), batch)
    batch.refresh_from_db()
    assert batch.kind == "station_staff"
    own = world.client("clerk_dunhou")
    assert own.post(url("kind", batch), {"kind": "unheard_of"}).status_code == 404


def test_a_large_file_is_read_anew_by_the_worker(world, county, tmp_path, settings):
    batch = upload(county, save(tmp_path / "a.xlsx", [HEADERS, person(1, "刘涛")]), world["敦厚镇"])
    settings.IMPORT_ROWS_AT_ONCE = 0
    answer = county.post(url("kind", batch), {"kind": "nursing_home_staff"})
    assert answer.url == url("progress", batch)
    page = county.get(answer.url, follow=True).content.decode()
    batch.refresh_from_db()
    assert batch.kind == "nursing_home_staff"
    assert "已按“敬老院工作人员”读取" in page


def test_a_file_for_the_worker_is_recognised_as_one_that_is_read_at_once(world, county, tmp_path, settings):
    settings.IMPORT_BYTES_AT_ONCE = 0
    papers = [["文件名称", "文号", "成文日期", "文种"], ["值班制度", "敦府发〔2024〕3号", "2024-03-01", "制度"]]
    batch = upload(county, save(tmp_path / "a.xlsx", papers), world["敦厚镇"])
    assert batch.kind == "document"
    assert "已按“制度文件”读取" in detail(county, batch)


def test_a_file_that_is_what_was_chosen_is_not_called_anything_else(world, county, tmp_path):
    batch = upload(
        county, save(tmp_path / "a.xlsx", [[*HEADERS, "宿舍号"], [*person(1, "刘涛"), "3栋"]]), world["敦厚镇"]
    )
    assert "kind_differs" not in [issue["code"] for issue in batch.summary["issues"]]
    assert OFFERED[:2] + "“" not in detail(county, batch)
    assert codes(batch) == []
