"""How a file is read is the uploader's to say; colleagues who see as much go on with its lines, and read no more."""

import io
from types import SimpleNamespace

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import load_workbook

from intake.decisions import Decisions
from intake.models import ImportBatch, ImportJob, TableLayout
from intake.preview.memory import remember
from intake.preview.preview import preview_rebuild
from intake.preview.revise import value_map
from intake.work import jobs
from intake.work.jobs import job_start
from jian_minzheng.core.todo import tasks_for
from tests.intake import samples
from tests.intake.engine import codes, outcomes
from tests.intake.steps import read_as, upload
from tests.staffing.people import actor, number
from tests.staffing.rosters.staff_rosters import book, save

HEAD = ["姓名", "身份证号", "单位", "原单位", "学历"]
FOREIGN, OWN = number(1, "19700101"), number(5, "19700103")
LINES = [["外一", FOREIGN, "禾川镇", "敦厚镇", "读过书"], ["内一", OWN, "敦厚镇", "敦厚镇", "读过书"]]
DECIDED = "这份文件怎样读（工作表、表头、各列含义）由上传人clerk_dunhou决定；要改请上传人改，或者您自己上传这份文件。"


def url(name, *arguments):
    return reverse(f"intake:{name}", args=arguments)


def workbook(client, batch):
    answer = client.get(url("workbook", batch.pk))
    sheets = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return str([row for sheet in sheets for row in sheet.iter_rows(values_only=True)])


@pytest.fixture
def hers(world, tmp_path) -> ImportBatch:
    """A file of the station's, whose second sheet nobody read, with a line that is hidden."""
    path = book(tmp_path / "所里.xlsx", 花名册=[HEAD, *LINES], 通讯录=[HEAD, ["外二", number(7), "敦厚镇"]])
    opened = load_workbook(path)
    opened["花名册"].append(["隐一", number(9), "敦厚镇"])
    opened["花名册"].row_dimensions[4].hidden = True
    opened.save(path)
    batch = upload(world.client("clerk_dunhou"), path, world["敦厚镇"])
    world.client("clerk_dunhou").post(url("sheets", batch.pk), {"sheet": "花名册"})
    batch.refresh_from_db()
    return batch


@pytest.mark.parametrize(
    "trick", ["head", "one line as head", "unmapped unit", "other unit", "unread number", "hidden", "sheet", "text"]
)
def test_a_colleague_has_the_file_read_no_other_way(world, hers, trick):
    colleague = world.client("county_jian")
    name, sent = {
        "head": ("columns", read_as(hers, last=3)),
        "one line as head": ("columns", read_as(hers, first=2, last=2)),
        "unmapped unit": ("columns", read_as(hers, at_2="")),
        "other unit": ("columns", read_as(hers, at_2="", at_3="unit")),
        "unread number": ("columns", read_as(hers, at_1="")),
        "hidden": ("columns", {**read_as(hers), "hidden": "1"}),
        "sheet": ("sheets", {"sheet": "通讯录"}),
        "text": ("values", {"field": "unit", "written": "禾川镇", "text": "敦厚镇"}),
    }[trick]
    before = hers.decisions, hers.columns, workbook(colleague, hers)
    answer = colleague.post(url(name, hers.pk), sent)
    assert answer.status_code == 403
    assert DECIDED in answer.content.decode()
    hers.refresh_from_db()
    assert (hers.decisions, hers.columns, workbook(colleague, hers)) == before
    assert FOREIGN not in before[2]
    assert "内一" in before[2]


@pytest.mark.parametrize(("name", "sent"), [("forget", {}), ("values_restore", {"field": "unit", "written": "x"})])
def test_nor_takes_back_what_the_uploader_chose(world, hers, name, sent):
    assert world.client("county_jian").post(url(name, hers.pk), sent).status_code == 403


def test_a_colleague_sees_the_choice_and_nothing_to_choose_with(world, hers):
    own, colleague = world.client("clerk_dunhou"), world.client("county_jian")
    for name, control in (("columns", 'name="column-'), ("columns", 'name="sheet"'), ("values", 'name="text"')):
        assert control in own.get(url(name, hers.pk)).content.decode()
        page = colleague.get(url(name, hers.pk)).content.decode()
        assert control not in page
        assert DECIDED in page
        assert DECIDED not in own.get(url(name, hers.pk)).content.decode()
    page = colleague.get(url("columns", hers.pk)).content.decode()
    assert "原单位" in page
    assert 'name="header_first"' not in page
    assert "通讯录" in page


PIECES = [
    {"备注1": OWN[:12], "备注2": OWN[12:]},
    {"地区码": OWN[:6], "出生码": OWN[6:14], "末四码": OWN[14:]},
    {"初始密码": OWN[12:]},
]


@pytest.mark.parametrize("pieces", PIECES)
def test_a_colleague_sees_nothing_of_columns_that_are_not_read(world, tmp_path, pieces):
    path = save(tmp_path / "a.xlsx", [["姓名", "学历", *pieces], ["内一", "本科", *pieces.values()]])
    batch = upload(world.client("clerk_dunhou"), path, world["敦厚镇"])
    assert not {column["field"] for column in batch.columns["list"][2:]} - {None}
    own = world.client("clerk_dunhou").get(url("columns", batch.pk)).content.decode()
    assert all(piece in own for piece in pieces.values())
    page = world.client("county_jian").get(url("columns", batch.pk)).content.decode()
    assert "本科" in page
    assert "没有读取，只给上传人看" in page
    assert not [piece for piece in pieces.values() if piece in page]


def test_words_outside_of_the_tables_of_a_page_are_the_uploaders_alone(world, tmp_path):
    """Of whom they speak nobody knows; a colleague learns that there are some."""
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in [HEAD, LINES[1]])
    page = f"<p>填表人：赵填表 {OWN}</p><table>{rows}</table><p>钱旁人已调走</p>"
    batch = upload(world.client("clerk_dunhou"), samples.html(tmp_path / "所里.xls", page), world["敦厚镇"])
    for name in ("detail", "columns"):
        own, colleagues = (
            world.client(user).get(url(name, batch.pk)).content.decode() for user in ("clerk_dunhou", "county_jian")
        )
        assert f"表格以外写的是：“填表人：赵填表 {OWN[:4]}{'*' * 14} 钱旁人已调走”。" in own
        assert "网页上表格以外有2处文字，没有读取。" in colleagues
        assert "赵填表" not in colleagues
        assert "钱旁人" not in colleagues
        assert OWN not in own + colleagues


@pytest.mark.parametrize("above", [True, False])
def test_nor_does_a_legend_of_colours_name_anybody_to_a_colleague(world, tmp_path, above):
    legend = [*([""] * len(HEAD)), "注：标红的是赵旁人，已调走"]
    lines = [legend, HEAD, *LINES] if above else [HEAD, *LINES, legend]
    batch = upload(world.client("clerk_dunhou"), save(tmp_path / "所里.xlsx", lines), world["敦厚镇"])
    own, colleagues = (
        world.client(user).get(f"{url('detail', batch.pk)}{query}").content.decode()
        for user, query in (("clerk_dunhou", "" if above else "?show=ignored"), ("county_jian", ""))
    )
    row = 1 if above else 4
    assert f"第{row}行说明了颜色或删除线的意思，这些意思没有读取" in colleagues
    assert "赵旁人" in own
    assert "赵旁人" not in colleagues


def test_the_services_refuse_whatever_page_asks(world, hers):
    county = actor(world, "county_jian")
    with pytest.raises(PermissionDenied):
        preview_rebuild(county, batch=hers, decisions=Decisions(columns={2: None}))
    with pytest.raises(PermissionDenied):
        value_map(county, batch=hers, key="education", written="读过书", text="初中")
    with pytest.raises(PermissionDenied):
        job_start(county, batch=hers, action=ImportJob.Action.READ, decisions={"hidden": True})
    remember(county, batch=hers)
    assert not TableLayout.objects.exists()


def test_a_colleague_who_may_not_have_it_read_leaves_the_job_to_the_uploader(world, hers, monkeypatch):
    monkeypatch.setattr(jobs, "standing", lambda job: SimpleNamespace(may_restart=True))
    job = ImportJob.objects.create(
        batch=hers,
        action=ImportJob.Action.READ,
        options={"decisions": {"hidden": True}},
        user=world.users["clerk_dunhou"],
        division=world["敦厚镇"],
    )
    with pytest.raises(PermissionDenied):
        jobs.job_restart(actor(world, "county_jian"), job=job)
    job.refresh_from_db()
    assert (job.finished_at, job.failed) == (None, False)


def test_a_colleague_goes_on_with_the_lines(world, hers):
    colleague, columns = world.client("county_jian"), hers.columns
    colleague.post(url("cell", hers.pk, 2, "education"), {"text": "初中"})
    colleague.post(url("cell", hers.pk, 3, "education"), {"text": "初中"})
    assert "value_unknown" not in codes(hers)
    assert colleague.post(url("cell_restore", hers.pk, 2, "education")).status_code == 302
    assert "value_unknown" in codes(hers)
    hers.refresh_from_db()
    assert hers.columns == columns
    colleague.post(url("row_skip", hers.pk, 2), {"skip": "1"})
    assert outcomes(hers) == ["skipped", "new"]
    colleague.post(url("commit", hers.pk))
    hers.refresh_from_db()
    assert hers.state == ImportBatch.State.COMMITTED
    colleague.post(url("undo", hers.pk))
    hers.refresh_from_db()
    assert hers.state == ImportBatch.State.UNDONE


def test_taking_a_correction_back_has_no_other_sheet_read(world, tmp_path):
    """What makes the portal choose among the sheets anew is the uploader's, too."""
    lines = [[f"内{letter}", number(11 + 2 * i, f"1971010{i + 1}"), "敦厚镇"] for i, letter in enumerate("甲乙丙")]
    path = book(tmp_path / "a.xlsx", 甲表=[HEAD[:3], lines[0]], 乙表=[HEAD[:3], *lines[1:]])
    batch = upload(world.client("clerk_dunhou"), path, world["敦厚镇"])
    (chosen,) = batch.columns["sheets"]
    other = "甲表" if chosen == "乙表" else "乙表"
    ImportBatch.objects.filter(pk=batch.pk).update(columns={**batch.columns, "sheets": [other]})
    colleague = world.client("county_jian")
    colleague.post(url("cell_restore", batch.pk, 2, "title"))
    batch.refresh_from_db()
    assert batch.columns["sheets"] == [other]


def test_a_corrected_unit_brings_no_line_of_others_even_if_the_file_is_read_again(world, tmp_path):
    batch = upload(world.client("clerk_dunhou"), save(tmp_path / "a.xlsx", [HEAD, *LINES]), world["敦厚镇"])
    colleague = world.client("county_jian")
    colleague.post(url("cell", batch.pk, 2, "unit"), {"text": "敦厚镇"})
    colleague.post(url("cell", batch.pk, 3, "education"), {"text": "初中"})
    colleague.post(url("cell_restore", batch.pk, 3, "education"))
    assert FOREIGN not in workbook(colleague, batch)


def test_what_is_at_work_does_not_wait_for_its_uploader(world, hers):
    """Else whoever has just confirmed an import reads that it has not been handed in."""
    clerk = actor(world, "clerk_dunhou")
    (before,) = [task for task in tasks_for(clerk) if task.label == hers.file_name]
    ImportJob.objects.create(
        batch=hers, action=ImportJob.Action.COMMIT, user=world.users["clerk_dunhou"], division=world["敦厚镇"]
    )
    (after,) = [task for task in tasks_for(clerk) if task.label == hers.file_name]
    assert "还没有提交" in before.hint
    assert after.hint.startswith("正在处理，")
