"""制度文件 come in as a table: several kinds in a cell, written, told, corrected, taken back and handed out again."""

import datetime

import pytest
from django.urls import reverse

from intake.kinds import KINDS
from intake.workbooks.export import current_workbook
from jian_minzheng.core.audit.models import Action, AuditEntry
from jian_minzheng.core.editing import record_void
from jian_minzheng.core.registers.attachments import CleanFile, files_add
from jian_minzheng.core.registers.writes import record_save
from offices.documents import kinds_load
from offices.identity import acting_as
from offices.models import DocumentKind, Exemplar, OfficeDocument
from offices.registers.documents import DOCUMENTS
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import number, save
from tests.standing import world_with

pytestmark = pytest.mark.django_db

HEADER = ["乡镇", "文件名称", "种类", "成文日期", "文号"]
DAY = datetime.date(2025, 1, 31)


world = world_with(kinds_load)


@pytest.fixture
def engine(world):
    return Engine(world, division="吉安县")


def preview(engine, tmp_path, *rows, header=HEADER):
    return engine.preview(save(tmp_path / "a.xlsx", [["制度文件目录"], header, *rows]), "document")


def labels(paper: OfficeDocument) -> list[str]:
    return [kind.label for kind in paper.kinds.all()]


def row(batch):
    return batch.rows.exclude(outcome="ignored").get()


@pytest.mark.parametrize(
    "cell", ["岗位职责、工作规章", "工作规章；岗位责任制", "1.工作规章\n2.岗位职责", "工作规章/岗位职责"]
)
def test_a_cell_may_name_several_kinds_in_the_ways_in_which_people_write_them(engine, world, tmp_path, cell):
    batch = preview(engine, tmp_path, ["敦厚镇", "工作规章和岗位职责", cell, "2025-01-31", ""])
    assert (outcomes(batch), codes(batch)) == (["new"], [])
    engine.commit(batch)
    paper = OfficeDocument.objects.get()
    assert (paper.keeper, paper.dated, labels(paper)) == (world["敦厚镇"], DAY, ["工作规章", "岗位职责"])
    entry = paper.history.get()
    assert {one.documentkind.label for one in entry.kinds.all()} == {"工作规章", "岗位职责"}
    assert entry.history_user == engine.user
    page = world.client("clerk_dunhou").get(reverse("offices:document_history", args=[paper.pk])).content.decode()
    assert "岗位职责" in page


@pytest.mark.parametrize("day", ["2030-12-31", datetime.date(2030, 12, 31), "2030年12月31日"])
def test_a_term_may_end_in_time_to_come_and_a_paper_is_dated_no_later_than_today(engine, tmp_path, day):
    header = ["乡镇", "文件名称", "种类", "成文日期", "规划期末"]
    batch = preview(engine, tmp_path, ["敦厚镇", "制度甲", "岗位职责", "2025-01-31", day], header=header)
    assert (outcomes(batch), row(batch).values["plan_ends_on"]) == (["new"], "2030-12-31")
    batch = preview(engine, tmp_path, ["敦厚镇", "制度甲", "岗位职责", day, ""], header=header)
    assert (outcomes(batch), codes(batch)) == (["error"], ["date_future"])


def test_one_unknown_kind_of_several_is_asked_about_and_one_answer_serves_all_rows(engine, world, tmp_path):
    rows = [
        ["敦厚镇", "制度甲", "岗位职责、办事指引", "2025-01-31", ""],
        ["永阳镇", "制度乙", "办事指引", "2025-01-31", ""],
    ]
    batch = preview(engine, tmp_path, *rows)
    assert (outcomes(batch), codes(batch)) == (["error", "error"], ["value_unknown"] * 2)
    assert "办事指引" in batch.rows.get(number=3).issues[0]["message"]
    client = world.client("county_jian")
    page = client.get(reverse("intake:values", args=[batch.pk])).content.decode()
    assert page.count("“办事指引” 读作") == 1
    assert "应用到 2 行" in page
    sent = {"field": "document_kinds", "written": "办事指引", "text": "办事指南"}
    client.post(reverse("intake:values", args=[batch.pk]), sent)
    batch.refresh_from_db()
    assert (outcomes(batch), codes(batch)) == (["new", "new"], [])
    engine.commit(batch)
    kinds = {paper.title: labels(paper) for paper in OfficeDocument.objects.all()}
    assert kinds == {"制度甲": ["岗位职责", "办事指南"], "制度乙": ["办事指南"]}


def test_a_kind_that_is_called_by_a_quotation_is_quoted_with_single_marks_within(engine, world, tmp_path):
    batch = preview(engine, tmp_path, ["敦厚镇", "制度甲", "救急难工作机制的文件", "2025-01-31", ""])
    assert "是否为“‘救急难’工作机制文件”？" in row(batch).issues[0]["message"]
    sent = {"field": "document_kinds", "written": "救急难工作机制的文件", "text": "“救急难”工作机制文件"}
    client = world.client("county_jian")
    client.post(reverse("intake:values", args=[batch.pk]), sent)
    page = client.get(reverse("intake:values", args=[batch.pk])).content.decode()
    assert "读作“‘救急难’工作机制文件”" in page


def test_a_name_for_two_kinds_is_asked_and_may_mean_both(engine, world, tmp_path):
    batch = preview(engine, tmp_path, ["敦厚镇", "权责清单", "权责清单、服务承诺", "2025-01-31", ""])
    assert (outcomes(batch), codes(batch)) == (["ask"], ["value_ambiguous"])
    options = [option["text"] for option in row(batch).issues[0]["options"]]
    assert len(options) == 3
    address = reverse("intake:cell", args=[batch.pk, row(batch).number, "document_kinds"])
    world.client("county_jian").post(address, {"text": options[2]})
    batch.refresh_from_db()
    assert outcomes(batch) == ["new"]
    engine.commit(batch)
    found = set(labels(OfficeDocument.objects.get()))
    assert found == {"乡镇(街道)民政权力清单", "乡镇(街道)民政责任清单", "服务承诺"}, "the other kind of the cell stays"


def test_a_name_that_the_dictionary_says_is_another_paper_is_no_kind(engine, tmp_path):
    batch = preview(engine, tmp_path, ["敦厚镇", "防汛预案", "防汛抗旱应急预案", "2025-01-31", ""])
    assert codes(batch) == ["value_unknown"]


def paper_of(engine, world, *kinds, place="敦厚镇", **values):
    paper = OfficeDocument(keeper=world[place], title="工作规章", dated=DAY, **values)
    chosen = DocumentKind.objects.filter(label__in=kinds)
    record_save(engine.actor, register=DOCUMENTS, record=paper, also=lambda: paper.kinds.set(chosen))
    return paper


def test_other_kinds_are_a_change_with_history_that_undo_takes_back(engine, world, tmp_path):
    paper = paper_of(engine, world, "工作规章")
    before = paper.history.count()
    line = ["敦厚镇", "工作规章", "岗位职责、工作规章", "2025-01-31", "吉民〔2025〕1号"]
    batch = preview(engine, tmp_path, line)
    assert outcomes(batch) == ["changed"]
    change = row(batch).changes["document_kinds"]
    assert (change["old"], change["new"]) == ("工作规章", "工作规章、岗位职责")
    engine.commit(batch)
    assert labels(paper) == ["工作规章", "岗位职责"]
    newest = paper.history.first()
    assert paper.history.count() == before + 1
    assert {one.documentkind.label for one in newest.kinds.all()} == {"工作规章", "岗位职责"}
    assert outcomes(preview(engine, tmp_path, line)) == ["same"]
    assert engine.undo(batch).kept == []
    paper.refresh_from_db()
    assert (labels(paper), paper.number) == (["工作规章"], "")
    assert {one.documentkind.label for one in paper.history.first().kinds.all()} == {"工作规章"}


def test_undo_takes_new_papers_away_but_none_on_which_something_hangs(engine, world, tmp_path):
    rows = [["敦厚镇", f"制度{name}", "工作规章", "2025-01-31", ""] for name in "甲乙丙丁"]
    batch = preview(engine, tmp_path, *rows)
    engine.commit(batch)
    papers = {paper.title: paper for paper in OfficeDocument.objects.all()}
    Exemplar.objects.create(
        division=world["敦厚镇"],
        category="moral_model",
        name="某某",
        named_by="民政局",
        named_on=DAY,
        document=papers["制度甲"],
    )
    scan = CleanFile("扫描件.pdf", "pdf", b"%PDF-1.4")
    files_add(engine.actor, register=DOCUMENTS, record=papers["制度乙"], files=[scan])
    record_void(engine.actor, record=papers["制度丙"], reason="重复")
    kept = engine.undo(batch).kept
    assert {paper.title for paper in OfficeDocument.objects.all()} == {"制度甲", "制度乙", "制度丙"}
    assert [("先进典型" in one.reason, "附件" in one.reason, "修改" in one.reason) for one in kept] == [
        (True, False, False), (False, True, False), (False, False, True),
    ]  # fmt: skip


def test_how_long_a_paper_holds_follows_from_the_table_and_again_from_the_undo(engine, world, tmp_path):
    paper = paper_of(engine, world, "工作规章")
    assert paper.expires_on is None
    header = [*HEADER[:4], "复审周期（月）"]
    batch = preview(engine, tmp_path, ["敦厚镇", "工作规章", "", "2025-01-31", 24], header=header)
    shown = {change["label"]: (change["old"], change["new"]) for change in row(batch).changes.values()}
    assert shown == {
        "复审周期(月)": ("", "24"), "有效期": ("长期有效", "按复审周期"), "有效期至": ("", "2027-01-31"),
    }  # fmt: skip
    engine.commit(batch)
    paper.refresh_from_db()
    assert (paper.expires_by, paper.expires_on) == ("months", datetime.date(2027, 1, 31))
    engine.undo(batch)
    paper.refresh_from_db()
    assert (paper.expires_by, paper.review_months, paper.expires_on) == ("none", None, None)


@pytest.mark.parametrize(
    ("column", "value", "field", "said"),
    [
        ("种类", "", "document_kinds", "请选择“种类”"),
        ("废止日期", "2024-12-31", "valid_to", "不能早于成文日期或施行日期"),
        ("有效期", "按复审周期", "review_months", "请填写这一项"),
        ("公布日期", "2999-01-01", "document_published_on", "晚于今天"),
    ],
)
def test_what_the_form_asks_of_a_paper_as_a_whole_is_asked_here_too(engine, tmp_path, column, value, field, said):
    cells = {"乡镇": "敦厚镇", "文件名称": "工作规章", "种类": "工作规章", "成文日期": "2025-01-31", column: value}
    batch = preview(engine, tmp_path, list(cells.values()), header=list(cells))
    assert outcomes(batch) == ["error"]
    assert [(issue["field"], said in issue["message"]) for issue in row(batch).issues] == [(field, True)]


def test_a_kind_out_of_use_stays_where_it_is_and_comes_to_no_other_paper(engine, world, tmp_path):
    paper_of(engine, world, "工作规章")
    kind = DocumentKind.objects.get(label="工作规章")
    record_void(acting_as(world.users["city_officer"]), record=kind, reason="并入其他种类")
    rows = [
        ["敦厚镇", "工作规章", "工作规章", "2025-01-31", "吉民〔2025〕1号"],
        ["永阳镇", "工作规章", "工作规章", "2025-01-31", ""],
    ]
    batch = preview(engine, tmp_path, *rows)
    assert (outcomes(batch), codes(batch)) == (["changed", "error"], ["value_unknown"])
    assert "已停用" in batch.rows.get(number=4).issues[0]["message"]


def test_what_is_on_file_comes_out_as_a_table_that_changes_nothing(engine, world, tmp_path):
    paper_of(engine, world, "工作规章", "岗位职责", published=True, displayed=False)
    path = tmp_path / "c.xlsx"
    path.write_bytes(current_workbook(KINDS["document"], world["吉安县"]).read())
    batch = engine.preview(path, "document")
    assert (outcomes(batch), codes(batch)) == (["same"], [])


def test_a_document_is_of_its_day(engine, world, tmp_path):
    paper_of(engine, world, "工作规章")
    batch = preview(engine, tmp_path, ["敦厚镇", "工作规章", "工作规章", "2026-01-31", ""])
    assert outcomes(batch) == ["new"]
    assert codes(preview(engine, tmp_path, ["敦厚镇", "工作规章", "工作规章", "", ""])) == ["required_missing"]


def test_an_answer_from_a_list_comes_out_by_its_label_and_goes_in_again(engine, world, tmp_path):
    Exemplar.objects.create(
        division=world["敦厚镇"], category="moral_model", name="某某", named_by="民政局", named_on=DAY
    )
    path = tmp_path / "c.xlsx"
    path.write_bytes(current_workbook(KINDS["exemplar"], world["吉安县"]).read())
    batch = engine.preview(path, "exemplar")
    assert (outcomes(batch), codes(batch)) == (["same"], [])


@pytest.mark.parametrize("honour", ["先进集体", "最美民政人", "全国劳模", "岗位标兵"])
def test_an_honour_of_another_kind_is_not_to_be_forced_into_one_of_the_kinds(engine, tmp_path, honour):
    rows = [["单位", "姓名", "类别", "命名单位", "命名日期"], ["敦厚镇", "某某", honour, "民政局", "2025-01-31"]]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "exemplar")
    (issue,) = row(batch).issues
    assert [words in issue["message"] for words in ("道德模范、岗位先锋", "不要改成", "不导入")] == [True] * 3


def test_a_new_record_has_what_its_form_demands(engine, tmp_path):
    rows = [["单位", "姓名", "命名日期"], ["敦厚镇", "某某", "2025-01-31"]]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "exemplar")
    assert outcomes(batch) == ["error"], "it was written without its category"
    assert [issue["field"] for issue in row(batch).issues] == ["category", "named_by"]


@pytest.mark.parametrize(("unit", "marked"), [("敦厚镇", False), ("高塘村", True)])
def test_only_what_others_keep_is_marked_as_filled_in_for_them(engine, world, tmp_path, unit, marked):
    """A table that may be about units of several levels says so of those that it is about."""
    batch = preview(engine, tmp_path, [unit, "工作规章", "工作规章", "2025-01-31", ""])
    page = world.client("county_jian").get(reverse("intake:detail", args=[batch.pk])).content.decode()
    assert ("将注明代填" in page) == marked
    engine.commit(batch)
    engine.undo(batch)
    entries = AuditEntry.objects.filter(action__in=[Action.IMPORT_COMMITTED, Action.IMPORT_UNDONE])
    assert ["代填" in entry.detail for entry in entries] == [marked] * 2


def test_the_search_finds_nothing_by_figures_that_are_masked(engine, world, tmp_path):
    """Else they could be read off a title one by one."""
    batch = preview(engine, tmp_path, ["敦厚镇", f"关于张三身份证{number(1)}的通知", "岗位职责", "2025-01-31", ""])
    page = reverse("intake:detail", args=[batch.pk])
    found = [
        "岗位职责" in world.client("county_jian").get(page, {"q": sought}).content.decode()
        for sought in ("张三身份证3608", f"证{number(1)[:5]}", f"证{number(1)[:10]}")
    ]
    assert found == [True, False, False]


class TestUnitThatNoCellNames:
    """Rows may be about a county as about its townships: whose a record is, is never taken for granted unsaid."""

    LINES = (["值班制度", "工作规章", "2025-01-31"], ["学习制度", "工作规章", "2025-02-28"])
    HEADER = ("文件名称", "种类", "成文日期")

    def units(self, batch):
        return [row.values["_unit"]["name"] for row in batch.rows.exclude(outcome="ignored").order_by("number")]

    def preview(self, engine, tmp_path, title, name="a.xlsx"):
        return engine.preview(save(tmp_path / name, [[title], self.HEADER, *self.LINES]), "document")

    def test_the_title_names_it(self, engine, tmp_path):
        batch = self.preview(engine, tmp_path, "敦厚镇民政所制度文件目录")
        assert self.units(batch) == ["敦厚镇"] * 2

    def test_the_name_of_the_file_does_and_that_is_told(self, engine, tmp_path):
        batch = self.preview(engine, tmp_path, "制度文件目录", "永阳镇制度.xlsx")
        assert self.units(batch) == ["永阳镇"] * 2
        assert codes(batch) == ["unit_from_outside"] * 2

    def test_else_it_is_the_one_imported_to_and_that_is_told(self, engine, tmp_path):
        batch = self.preview(engine, tmp_path, "制度文件目录")
        assert self.units(batch) == ["吉安县"] * 2
        assert codes(batch) == ["unit_from_outside"] * 2
        (message,) = {issue["message"] for row in batch.rows.all() for issue in row.issues}
        assert message == "表内没有写单位，按“导入到”读作吉安县，请核对。"

    def test_a_blank_in_a_column_of_units_is_an_omission(self, engine, tmp_path):
        lines = [["敦厚镇", *self.LINES[0]], ["", "学习制度", "岗位职责", "2025-02-28"], ["永阳镇", *self.LINES[1]]]
        batch = engine.preview(save(tmp_path / "a.xlsx", [["乡镇", *self.HEADER], *lines]), "document")
        assert (outcomes(batch), codes(batch)) == (["new", "error", "new"], ["required_missing"])
