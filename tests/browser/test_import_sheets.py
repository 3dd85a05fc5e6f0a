"""A county's workbook with several sheets: one click reads them together, with the keyboard as well."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.rosters import number
from tests.browser.steps import axe, sign_in
from tests.staffing.rosters.staff_rosters import book

HEADERS = ["序号", "姓名", "性别", "身份证号码", "学历", "编制性质", "到岗时间"]


def person(serial: int, name: str) -> list[object]:
    return [serial, name, "男", number("19850101", 905 + 2 * serial), "大专", "行政编制", "2019-03"]


def test_sheets_are_read_together_and_imported_in_one_go(page: Page, tmp_path: Path) -> None:
    sheets = {
        "东片": [["敦厚镇"], HEADERS, person(1, "欧阳明德")],
        "西片": [["永阳镇"], HEADERS, person(2, "刘晨"), person(3, "王军")],
    }
    sign_in(page, "county_jian")
    page.goto("/imports/new/")
    page.set_input_files("input[type=file]", book(tmp_path / "县.xlsx", **sheets))
    page.get_by_role("button", name="上传并读取").click()
    expect(page.get_by_role("checkbox", name="东片")).to_be_checked()
    page.get_by_role("button", name="一起读取“西片”").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("读取了2张工作表：东片、西片")
    assert axe(page) == []
    page.get_by_role("button", name="下一步：核对预览").click()
    expect(page.get_by_role("link", name="“西片”第3行，逐项查看")).to_be_visible()
    assert axe(page) == []
    page.get_by_label("工作表", exact=True).select_option("“西片”")
    page.get_by_role("button", name="查询", exact=True).click()
    expect(page.locator("tbody")).not_to_contain_text("欧阳明德")
    page.get_by_role("button", name="确认导入 3 行").click()
    expect(page.locator("main")).to_contain_text("新增 3 行")
