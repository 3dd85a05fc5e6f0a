"""What lists say beside their records: repealed papers, closed homes, several names in a cell, days by other names."""

import datetime

import pytest
from django.urls import reverse

from offices.documents import kinds_load
from offices.models import OfficeDocument
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import save
from tests.standing import world_with

pytestmark = pytest.mark.django_db

PAPERS = ["单位", "文件名称", "种类", "成文日期", "备注"]


world = world_with(kinds_load)


@pytest.fixture
def engine(world):
    return Engine(world, division="吉安县")


def preview(engine, tmp_path, kind, header, *rows):
    return engine.preview(save(tmp_path / "a.xlsx", [header, *rows]), kind)


def paper(note, title="值班制度"):
    return ["敦厚镇", title, "工作规章", "2015-06-01", note]


@pytest.mark.parametrize(
    "note", ["已废止", "失效", "已作废", "2021年废止", "该文件已宣布失效。", "已被吉民字〔2021〕3号替代", "停止执行"]
)
def test_a_paper_of_which_the_remark_says_that_it_was_repealed_is_asked_about(engine, world, tmp_path, note):
    batch = preview(engine, tmp_path, "document", PAPERS, paper(note))
    assert (outcomes(batch), codes(batch)) == (["ask"], ["record_over"])
    address = reverse("intake:cell", args=[batch.pk, 2, "valid_to"])
    world.client("county_jian").post(address, {"text": "2021-05-31"})
    batch.refresh_from_db()
    assert outcomes(batch) == ["new"]
    engine.commit(batch)
    assert OfficeDocument.objects.get().valid_to == datetime.date(2021, 5, 31)


def test_that_a_paper_is_in_force_all_the_same_may_be_said(engine, world, tmp_path):
    batch = preview(engine, tmp_path, "document", PAPERS, paper("失效"))
    (option,) = batch.rows.get(outcome="ask").issues[0]["options"]
    assert option["label"] == "仍然有效"
    address = reverse("intake:cell", args=[batch.pk, 2, "valid_to"])
    world.client("county_jian").post(address, {"text": option["text"]})
    batch.refresh_from_db()
    assert outcomes(batch) == ["new"]


@pytest.mark.parametrize("note", ["未废止", "原2010年制度同时废止", "拟2027年废止", "上墙", "2021版"])
def test_other_remarks_ask_nothing(engine, tmp_path, note):
    assert outcomes(preview(engine, tmp_path, "document", PAPERS, paper(note))) == ["new"]


def test_a_title_or_a_column_that_nobody_reads_says_it_as_well(engine, tmp_path):
    batch = preview(
        engine, tmp_path, "document", PAPERS, paper("", "值班制度（已废止）"), paper("", "工作制度（试行）")
    )
    assert outcomes(batch) == ["ask", "new"]
    header = [*PAPERS[:4], "文件状态", "是否有效"]
    rows = [
        ["敦厚镇", f"制度{n}", "工作规章", "2015-06-01", *said] for n, said in enumerate((("已废止", ""), ("", "否")))
    ]
    batch = preview(
        engine, tmp_path, "document", header, *rows, ["敦厚镇", "制度丙", "工作规章", "2015-06-01", "", "是"]
    )
    assert outcomes(batch) == ["ask", "ask", "new"]


def test_a_paper_with_the_day_of_its_repeal_is_not_asked_about(engine, tmp_path):
    batch = preview(engine, tmp_path, "document", [*PAPERS, "废止日期"], [*paper("已废止"), "2021-05-31"])
    assert outcomes(batch) == ["new"]


def test_a_home_that_was_closed_is_no_open_one(engine, world, tmp_path):
    header = ["乡镇", "敬老院名称", "开办日期", "备注"]
    rows = [
        ["永阳镇", "永阳镇敬老院", "2003-05-01", "已停办"],
        ["敦厚镇", "敦厚镇第二敬老院", "2003-05-01", "并入县中心敬老院"],
    ]
    batch = preview(engine, tmp_path, "nursing_home", header, *rows)
    assert (outcomes(batch), codes(batch)) == (["ask"] * 2, ["record_over"] * 2)
    (option,) = batch.rows.get(number=2).issues[0]["options"]
    address = reverse("intake:cell", args=[batch.pk, 2, "home_name"])
    world.client("county_jian").post(address, {"text": option["text"]})
    batch.refresh_from_db()
    assert outcomes(batch) == ["new", "ask"]


EXAMPLES = ["单位", "姓名（集体）", "类别", "表彰单位", "表彰时间"]


@pytest.mark.parametrize("name", ["王军、李芳", "王军 李芳", "王军,李芳", "王 军、李 芳", "王军等3人", "王军\n李芳"])
def test_several_names_in_a_cell_are_several_lines(engine, tmp_path, name):
    batch = preview(engine, tmp_path, "exemplar", EXAMPLES, ["敦厚镇", name, "岗位先锋", "县民政局", "2019-05-01"])
    assert (outcomes(batch), codes(batch)) == (["error"], ["several_names"])


@pytest.mark.parametrize("name", ["王 军", "欧阳 小红", "王军家庭", "敦厚镇民政所", "财政、民政联合工作组"])
def test_one_name_is_one(engine, tmp_path, name):
    batch = preview(engine, tmp_path, "exemplar", EXAMPLES, ["敦厚镇", name, "岗位先锋", "县民政局", "2019-05-01"])
    assert outcomes(batch) == ["new"]


def test_an_honour_that_was_taken_back_is_asked_about(engine, tmp_path):
    line = ["敦厚镇", "王军", "岗位先锋", "县民政局", "2019-05-01", "已撤销称号"]
    batch = preview(engine, tmp_path, "exemplar", [*EXAMPLES, "备注"], line)
    assert codes(batch) == ["record_over"]


@pytest.mark.parametrize("name", ["发布时间", "颁布时间", "公布日期", "实施日期", "印发日期", "出台时间"])
def test_the_only_date_of_a_list_of_papers_is_that_of_the_paper(engine, world, tmp_path, name):
    batch = preview(engine, tmp_path, "document", ["单位", "制度名称", "类别", name], paper("")[:4])
    assert outcomes(batch) == ["new"]
    assert codes(batch) == ([] if name in ("印发日期", "出台时间") else ["date_stands_in"])
    engine.commit(batch)
    assert OfficeDocument.objects.get().dated == datetime.date(2015, 6, 1)


def test_another_date_stands_for_none_that_the_list_has(engine, world, tmp_path):
    header = ["单位", "制度名称", "类别", "成文日期", "发布时间"]
    rows = [[*paper("")[:4], "2016-01-01"], ["敦厚镇", "制度乙", "工作规章", "", "2016-01-01"]]
    batch = preview(engine, tmp_path, "document", header, *rows)
    assert (outcomes(batch), codes(batch)) == (["new", "error"], ["required_missing"])


def test_a_day_put_right_is_followed_by_the_one_that_it_stands_for(engine, world, tmp_path):
    batch = preview(engine, tmp_path, "document", ["单位", "制度名称", "类别", "发布时间"], paper("")[:4])
    client = world.client("county_jian")
    client.post(reverse("intake:cell", args=[batch.pk, 2, "document_published_on"]), {"text": "2015-07-01"})
    assert batch.rows.get(number=2).values["dated"] == "2015-07-01"
    client.post(reverse("intake:cell", args=[batch.pk, 2, "dated"]), {"text": "2015-06-15"})
    batch.refresh_from_db()
    assert (outcomes(batch), codes(batch)) == (["new"], [])
    client.post(reverse("intake:cell", args=[batch.pk, 2, "document_published_on"]), {"text": "2015-08-01"})
    engine.commit(batch)
    found = OfficeDocument.objects.get()
    assert (found.dated, found.published_on) == (datetime.date(2015, 6, 15), datetime.date(2015, 8, 1))


def test_marks_around_a_title_make_no_other_paper(engine, world, tmp_path):
    engine.commit(preview(engine, tmp_path, "document", PAPERS, paper("", "《值班制度》（试行）")))
    batch = preview(engine, tmp_path, "document", PAPERS, paper("新版", "值班制度(试行)"))
    assert outcomes(batch) == ["changed"]
    engine.commit(batch)
    assert OfficeDocument.objects.get().title == "《值班制度》（试行）"


def test_that_there_is_none_says_nothing(engine, tmp_path):
    header = [*PAPERS, "文号", "废止日期", "主要内容"]
    batch = preview(engine, tmp_path, "document", header, [*paper("无"), "无", "无", "无"])
    assert (outcomes(batch), codes(batch)) == (["new"], [])
    engine.commit(batch)
    found = OfficeDocument.objects.get()
    assert (found.number, found.note, found.valid_to, found.particulars) == ("", "", None, "")
