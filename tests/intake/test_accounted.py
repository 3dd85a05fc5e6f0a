"""Every line of a file is accounted for: it is a row, or it is told in its own words why it is none."""

import openpyxl
import pytest
from django.urls import reverse

from bench.roster_corpus.score import unaccounted
from intake.decisions import Decisions
from intake.report import batch_report
from jian_minzheng.core.acting import SYSTEM
from offices.grants import grant_give
from offices.roles import Role
from tests.intake.engine import Engine
from tests.staffing.rosters.staff_rosters import number, save

pytestmark = pytest.mark.django_db

HEAD = ["姓名", "身份证号", "所在单位", "备注", "杂项"]
WHOLE = number(9)
ROWS = [
    ["吉安县民政所人员花名册"],
    ["填报人：赵某 13812345678"],
    HEAD,
    ["张三", number(1), "敦厚镇"],
    ["合计", None, None, "共1人", "另有借用2人"],
    HEAD,
    ["李四", number(2), "敦厚镇"],
    [None, "  ", None],
    [f"注：王五（{WHOLE}）下月到岗，暂不列入"],
    [None, None, None, None, "3608211985"],
    ["审核人：", "钱某", "填表日期：", "2026年1月5日"],
]


@pytest.fixture
def path(tmp_path):
    return save(tmp_path / "名册.xlsx", ROWS, merges=["A1:E1"])


@pytest.fixture
def batch(world, path):
    return Engine(world, division="吉安县").preview(path)


def page_of(world, user, batch, name="detail", query=""):
    return world.client(user).get(reverse(f"intake:{name}", args=[batch.pk]) + query).content.decode()


def test_no_line_of_the_file_is_without_a_word(batch, path):
    assert batch.summary["rows"] == 2
    assert unaccounted(batch, path) == []


def test_each_line_left_out_is_shown_in_its_own_words(world, batch):
    page = page_of(world, "county_jian", batch, query="?show=ignored")
    for words in ("合计 ｜ 共1人 ｜ 另有借用2人", "下月到岗，暂不列入", "审核人： ｜ 钱某", "姓名 ｜ 身份证号"):
        assert words in page, words


def test_so_are_those_over_the_head(world, batch):
    for name in ("detail", "columns"):
        page = page_of(world, "county_jian", batch, name)
        assert "表头以上有2行，没有当作内容导入" in page
        assert "第1行：吉安县民政所人员花名册" in page
        assert "第2行：填报人：赵某 138****5678" in page


def test_no_number_is_whole_in_them_nor_a_piece_of_one(world, batch):
    stored = (
        str(batch.summary)
        + str(batch.columns["tables"][0]["above"])
        + str(list(batch.rows.values_list("changes", "issues")))
    )
    page = page_of(world, "county_jian", batch, query="?show=ignored")
    for text in (stored, page, str(batch_report(batch))):
        assert WHOLE not in text
        assert "3608211985" not in text
    assert f"王五（3608{'*' * 14}）" in page


def test_a_number_in_pieces_side_by_side_is_masked(world, tmp_path):
    pieces = [WHOLE[:6], WHOLE[6:14], WHOLE[14:]]
    rows = [
        HEAD,
        ["张三", number(1), "敦厚镇"],
        ["合计", None, None, None, "共1人", *pieces],
        ["备注：见另表", *pieces],
    ]
    engine = Engine(world, division="吉安县")
    batch = engine.preview(save(tmp_path / "a.xlsx", rows))
    told = " ".join(line["text"] for line in batch_report(batch)["left_out"])
    assert "合计" in told
    assert not any(piece in told for piece in pieces)


def test_a_colleague_sees_of_them_what_stands_in_columns_that_are_read(world, batch):
    user = type(world.users["county_jian"]).objects.create_user(
        "colleague", full_name="同事", must_change_password=False
    )
    grant_give(SYSTEM, user=user, role=Role.COUNTY_OFFICER, division=world["吉安县"])
    world.users["colleague"] = user
    page = page_of(world, "colleague", batch, query="?show=ignored")
    assert "合计 ｜ 共1人" in page
    assert "另有借用2人" not in page
    assert "表头以上有2行" in page
    assert "赵某" not in page


def test_lines_with_numbers_over_the_head_are_asked_about(world, tmp_path):
    rows = [["张三", number(1), "敦厚镇"], HEAD, ["李四", number(2), "敦厚镇"]]
    batch = Engine(world, division="吉安县").preview(save(tmp_path / "a.xlsx", rows))
    told = [issue["message"] for issue in batch.summary["issues"] if issue["code"] == "records_above"]
    assert told == ["第1行在表头以上，里面有长号码，没有导入；如果是要导入的行，请重新指定表头所在的行。"]


def test_a_long_line_is_cut_and_told_to_be(world, tmp_path):
    rows = [HEAD, ["张三", number(1), "敦厚镇"], ["注：" + "说明" * 400]]
    batch = Engine(world, division="吉安县").preview(save(tmp_path / "a.xlsx", rows))
    (line,) = batch_report(batch)["left_out"]
    assert line["text"].endswith("…（共802字）")


def test_sheets_that_are_not_read_are_told_with_how_much_stands_on_them(world, tmp_path):
    path = save(tmp_path / "a.xlsx", [HEAD, ["张三", number(1), "敦厚镇"]])
    book = openpyxl.load_workbook(path)
    for name, lines in (("填表说明", 3), ("空表", 0), ("旧册", 2)):
        page = book.create_sheet(name)
        for _ in range(lines):
            page.append(["请如实填写"])
    book["旧册"].sheet_state = "hidden"
    book.save(path)
    batch = Engine(world, division="吉安县").preview(path)
    assert batch.summary["notes"] == ["没有读取的工作表：填表说明（3行，不像名单）、旧册（2行，隐藏）。"]


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("*", ["没有读取的工作表：横江（旧）（2行，名称像旧表）。"]),
        ("永阳镇", ["没有读取的工作表：敦厚镇（2行，没有选）、横江（旧）（2行，名称像旧表）。"]),
    ],
)
def test_sheets_left_out_by_a_choice_are_told_too(world, tmp_path, wanted, told):
    """A person who stands on such a sheet alone is not passed over without a word."""
    path = save(tmp_path / "a.xlsx", [HEAD, ["张三", number(1), "敦厚镇"]])
    book = openpyxl.load_workbook(path)
    book.active.title = "敦厚镇"
    for name, serial in (("永阳镇", 2), ("横江（旧）", 3)):
        page = book.create_sheet(name)
        page.append(HEAD)
        page.append(["李四", number(serial), "永阳镇"])
    book.save(path)
    decisions = Decisions(sheets=(wanted,))
    batch = Engine(world, division="吉安县").preview(path, decisions=decisions)
    assert batch.summary["notes"] == told
