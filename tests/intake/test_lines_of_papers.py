"""Lines about papers: those that are called like totals or signatures, and what is said of columns that clash."""

import pytest

from offices.documents import kinds_load
from tests.intake.engine import Engine, outcomes
from tests.staffing.rosters.staff_rosters import save
from tests.standing import world_with

pytestmark = pytest.mark.django_db

PAPERS = ["单位", "标题", "种类", "成文日期", "文号"]
TITLES = [
    "总人数统计制度",
    "合计制度",
    "其中:制度",
    "负责人",
    "审核人",
    "填报说明",
    "审批制度",
    "经办人员管理制度(试行)",
]


world = world_with(kinds_load)


@pytest.fixture
def engine(world):
    return Engine(world, division="吉安县")


def preview(engine, tmp_path, kind, header, *rows):
    return engine.preview(save(tmp_path / "a.xlsx", [header, *rows]), kind)


@pytest.mark.parametrize("title_first", [True, False])
def test_a_paper_that_is_called_like_a_total_or_a_signature_is_a_paper(engine, tmp_path, title_first):
    order = ("title", "kind", "day", "unit") if title_first else ("unit", "title", "kind", "day")
    names = {"title": "标题", "kind": "种类", "day": "成文日期", "unit": "单位"}
    papers = [{"title": title, "kind": "工作规章", "day": "2025-01-01", "unit": "敦厚镇"} for title in TITLES]
    foot = [["合计", "8件", "", ""], ["负责人：张三", "审核人：李四", "2025年1月5日", ""]]
    rows = [[paper[key] for key in order] for paper in papers]
    batch = preview(engine, tmp_path, "document", [names[key] for key in order], *rows, *foot)
    assert [row.values["document_title"] for row in batch.rows.filter(outcome="new").order_by("number")] == TITLES
    assert batch.rows.filter(outcome="ignored").count() == 2


def test_what_does_not_go_together_is_said_in_words_of_a_table(engine, tmp_path):
    header = [*PAPERS, "有效期", "规划期末"]
    row = ["敦厚镇", "制度乙", "工作规章", "2025-01-01", "", "长期有效", "2030-12-31"]
    batch = preview(engine, tmp_path, "document", header, row)
    assert outcomes(batch) == ["error"]
    said = batch.rows.get(number=2).issues[0]["message"]
    assert ("“规划期末”对不上" in said, "保存" in said, "所选" in said) == (True, False, False)
