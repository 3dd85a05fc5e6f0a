"""What cells of 制度文件 tables say in words of their own: how long papers hold, how they were made known."""

import datetime

import pytest
from django.urls import reverse

from offices.documents import kinds_load
from offices.models import OfficeDocument
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import save
from tests.standing import world_with

pytestmark = pytest.mark.django_db

HEADER = ["乡镇", "文件名称", "种类", "成文日期"]
CELLS = ["敦厚镇", "制度甲", "工作规章", "2020-01-15"]


world = world_with(kinds_load)


@pytest.fixture
def engine(world):
    return Engine(world, division="吉安县")


def preview(engine, tmp_path, **more):
    return engine.preview(save(tmp_path / "a.xlsx", [[*HEADER, *more], [*CELLS, *more.values()]]), "document")


def row(batch):
    return batch.rows.exclude(outcome="ignored").get()


def told(batch, code):
    return [issue["message"] for issue in row(batch).issues if issue["code"] == code]


def of_table(batch):
    return [issue["message"] for issue in batch.summary["issues"] if issue["code"] == "taken_for_granted"]


@pytest.mark.parametrize(
    ("cell", "ends"),
    [
        ("5年", "2025-01-15"),
        ("五年", "2025-01-15"),
        ("有效期3年", "2023-01-15"),
        ("自印发之日起5年", "2025-01-15"),
        ("自发布之日起施行，有效期5年", "2025-01-15"),
        ("试行2年", "2022-01-15"),
        ("18个月", "2021-07-15"),
        ("至2024年6月30日", "2024-06-30"),
        ("有效期至2024年6月30日止", "2024-06-30"),
        ("截至2024-06-30", "2024-06-30"),
        ("2024.6.30", "2024-06-30"),
        ("至2024年6月", "2024-06-30"),
        ("到2024年底", "2024-12-31"),
    ],
)
def test_a_term_in_words_settles_the_day_on_which_the_paper_ends(engine, tmp_path, cell, ends):
    batch = preview(engine, tmp_path, 有效期=cell)
    assert (outcomes(batch), codes(batch)) == (["new"], ["follows"])
    assert ends in told(batch, "follows")[0]
    engine.commit(batch)
    paper = OfficeDocument.objects.get()
    assert (paper.expires_by, str(paper.valid_to), str(paper.expires_on)) == ("term", ends, ends)


@pytest.mark.parametrize("cell", ["自2025年1月1日起施行，有效期5年", "5年(自2025年1月1日起算)", "自2025-01-01起5年"])
def test_a_term_runs_from_the_day_that_its_own_cell_says(engine, tmp_path, cell):
    batch = preview(engine, tmp_path, 有效期=cell)
    assert (outcomes(batch), codes(batch)) == (["new"], ["follows", "follows"])
    engine.commit(batch)
    paper = OfficeDocument.objects.get()
    assert (str(paper.valid_from), str(paper.valid_to)) == ("2025-01-01", "2030-01-01")


def test_a_beginning_that_its_own_column_says_otherwise_is_asked_about(engine, world, tmp_path):
    batch = preview(engine, tmp_path, 有效期="自2025年1月1日起施行，有效期5年", 施行日期="2024-01-01")
    assert (outcomes(batch), codes(batch)[0]) == (["ask"], "follows_differs")
    address = reverse("intake:cell", args=[batch.pk, row(batch).number, "expires_by"])
    world.client("county_jian").post(address, {"text": row(batch).issues[0]["options"][0]["text"]})
    batch.refresh_from_db()
    assert (outcomes(batch), row(batch).values["valid_to"]) == (["new"], "2029-01-01")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("5年（已延长3年）", "括号里的话"),
        ("2年（试行，期满自动延续）", "括号里的话"),
        ("自2025年1月1日起5年(自2026年1月1日起算)", "两个不同的开始日期"),
        ("自验收之日起5年", ""),
        ("2030—2026年", "写反了"),
        ("999年", "50年之间"),
        ("999个月", "50年之间"),
        ("0年", "50年之间"),
    ],
)
def test_a_term_of_which_part_is_not_understood_is_refused_as_a_whole(engine, tmp_path, cell, said):
    batch = preview(engine, tmp_path, 有效期=cell)
    assert (outcomes(batch), codes(batch)) == (["error"], ["value_unknown"])
    assert said in told(batch, "value_unknown")[0]


def test_a_remark_that_leaves_the_term_alone_is_told_as_unread(engine, tmp_path):
    batch = preview(engine, tmp_path, 有效期="5年(试行)")
    assert (outcomes(batch), codes(batch)) == (["new"], ["remark_unread", "follows"])


@pytest.mark.parametrize("dated", ["某年某月", "", "2020年13月"])
def test_an_end_that_waits_for_a_day_that_is_wrong_is_not_asked_for_as_well(engine, tmp_path, dated):
    cells = [*CELLS[:3], dated, "5年"]
    batch = engine.preview(save(tmp_path / "a.xlsx", [[*HEADER, "有效期"], cells]), "document")
    assert outcomes(batch) == ["error"]
    assert {issue["field"] for issue in row(batch).issues} == {"dated"}


def test_an_end_beyond_what_is_kept_is_told_once_and_as_that(engine, tmp_path):
    batch = preview(engine, tmp_path, 有效期="50年", 施行日期="2060-01-01")
    assert (outcomes(batch), codes(batch)) == (["error"], ["value_unknown"])
    assert "终期晚于" in told(batch, "value_unknown")[0]


def test_years_from_one_to_another_are_a_plan(engine, tmp_path):
    batch = preview(engine, tmp_path, 有效期="2021—2025年")
    engine.commit(batch)
    paper = OfficeDocument.objects.get()
    assert (paper.expires_by, paper.plan_ends_on) == ("plan", datetime.date(2025, 12, 31))
    assert "规划期末" in told(batch, "follows")[0]


def test_a_term_runs_from_the_day_on_which_the_paper_takes_effect(engine, tmp_path):
    batch = preview(engine, tmp_path, 有效期="5年", 施行日期="2020-03-01")
    assert "施行日期" in told(batch, "follows")[0]
    engine.commit(batch)
    assert OfficeDocument.objects.get().valid_to == datetime.date(2025, 3, 1)


def test_a_term_moves_with_the_day_that_is_put_right(engine, world, tmp_path):
    batch = preview(engine, tmp_path, 有效期="5年")
    address = reverse("intake:cell", args=[batch.pk, row(batch).number, "dated"])
    world.client("county_jian").post(address, {"text": "2021-02-28"})
    assert row(batch).values["valid_to"] == "2026-02-28"
    address = reverse("intake:cell", args=[batch.pk, row(batch).number, "expires_by"])
    world.client("county_jian").post(address, {"text": "长期"})
    assert "valid_to" not in row(batch).values


@pytest.mark.parametrize("cell", ["长期", "长期有效", "长期执行", "无限期"])
def test_papers_without_an_end_are_known_by_the_usual_words(engine, tmp_path, cell):
    batch = preview(engine, tmp_path, 有效期=cell)
    assert (outcomes(batch), codes(batch), row(batch).values["expires_by"]) == (["new"], [], "none")
    assert of_table(batch) == []


def test_an_end_of_its_own_column_that_differs_is_asked_about_and_may_count(engine, world, tmp_path):
    batch = preview(engine, tmp_path, 有效期="5年", 废止日期="2024-01-01")
    assert (outcomes(batch), codes(batch)) == (["ask"], ["follows_differs"])
    option = row(batch).issues[0]["options"][0]["text"]
    address = reverse("intake:cell", args=[batch.pk, row(batch).number, "expires_by"])
    world.client("county_jian").post(address, {"text": option})
    batch.refresh_from_db()
    assert (outcomes(batch), codes(batch)) == (["new"], [])
    engine.commit(batch)
    paper = OfficeDocument.objects.get()
    assert (paper.expires_by, paper.valid_to) == ("term", datetime.date(2024, 1, 1))


def test_the_column_that_is_put_right_ends_the_question_too(engine, world, tmp_path):
    batch = preview(engine, tmp_path, 有效期="5年", 废止日期="2024-01-01")
    address = reverse("intake:cell", args=[batch.pk, row(batch).number, "valid_to"])
    world.client("county_jian").post(address, {"text": "2025-01-15"})
    batch.refresh_from_db()
    assert (outcomes(batch), codes(batch)) == (["new"], [])


def test_a_day_typed_over_a_reckoned_one_counts(engine, world, tmp_path):
    batch = preview(engine, tmp_path, 有效期="5年")
    address = reverse("intake:cell", args=[batch.pk, row(batch).number, "valid_to"])
    world.client("county_jian").post(address, {"text": "2024-01-01"})
    assert codes(batch) == ["follows_differs"]
    assert row(batch).values["valid_to"] == "2024-01-01"


@pytest.mark.parametrize("cell", ["若干年", "2024", "新文件出台前", "5"])
def test_what_settles_no_end_is_refused_with_what_may_be_written(engine, tmp_path, cell):
    batch = preview(engine, tmp_path, 有效期=cell)
    assert (outcomes(batch), codes(batch)) == (["error"], ["value_unknown"])


@pytest.mark.parametrize("more", [{}, {"有效期": ""}, {"有效期": "—"}])
def test_a_paper_that_says_nothing_of_its_term_is_told_to_be_taken_as_without_end(engine, tmp_path, more):
    batch = preview(engine, tmp_path, **more)
    assert outcomes(batch) == ["new"]
    assert [("“有效期”" in said, "“长期有效”" in said) for said in of_table(batch)] == [(True, True)]


@pytest.mark.parametrize(
    ("column", "cell", "published", "displayed"),
    [
        ("公开情况", "已上墙", None, True),
        ("公开情况", "上墙公示", None, True),
        ("公开情况", "未上墙", None, False),
        ("公开情况", "已公开", True, None),
        ("公开情况", "公开", True, None),
        ("公开情况", "主动公开", True, None),
        ("公开情况", "已公示", True, None),
        ("公开情况", "网上公开", True, None),
        ("公开情况", "已在政府网站公开", True, None),
        ("公开情况", "未公开", False, None),
        ("公开情况", "不公开", False, None),
        ("公开情况", "否", False, None),
        ("公开情况", "√", True, None),
        ("公开情况", "已公开、已上墙", True, True),
        ("公开情况", "网上公开，未上墙", True, False),
        ("是否上墙", "已上墙", None, True),
        ("是否上墙", "已公示", None, True),
        ("是否上墙", "已公开", True, None),
        ("是否上墙", "上墙、网上公开", True, True),
    ],
)
def test_a_cell_says_how_the_paper_was_made_known(engine, tmp_path, column, cell, published, displayed):
    batch = preview(engine, tmp_path, 有效期="长期", **{column: cell})
    assert outcomes(batch) == ["new"]
    engine.commit(batch)
    paper = OfficeDocument.objects.get()
    assert (paper.published, paper.displayed) == (published, displayed)


@pytest.mark.parametrize("cell", ["依申请公开", "部分公开", "公开、未公开"])
def test_words_that_leave_it_open_are_no_answer(engine, tmp_path, cell):
    assert codes(preview(engine, tmp_path, 公开情况=cell)) == ["value_unknown"]


def test_what_is_said_of_another_column_is_told(engine, tmp_path):
    batch = preview(engine, tmp_path, 公开情况="已上墙")
    assert "已上墙公示" in told(batch, "two_facts")[0]


def test_rows_that_only_ask_are_not_called_wrong(engine, world, tmp_path):
    kinds = ("权责清单", "办事指引", "岗位职责")
    rows = [HEADER, *(["敦厚镇", f"关于{kind}的文件", kind, "2025-01-31"] for kind in kinds)]
    batch = engine.preview(save(tmp_path / "b.xlsx", rows), "document")
    assert outcomes(batch) == ["ask", "error", "new"]
    client, address = world.client("county_jian"), reverse("intake:commit", args=[batch.pk])
    assert "还有1行有错误、1行需确认。" in client.post(address, follow=True).content.decode()
    result = client.post(address, {"rows": "good"}, follow=True).content.decode()
    assert "1 行有错误没有导入，1 行待确认没有导入" in result
