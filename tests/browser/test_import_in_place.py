"""A messy roster is put right on the spot: with mouse and keyboard, with the keyboard alone, and in Chromium 86."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import chromium86
from tests.browser.rosters import number
from tests.browser.steps import axe, sign_in
from tests.staffing.rosters.staff_rosters import save

HEADERS = ["序号", "单位", "姓名", "性别", "身份证号码", "学历", "编制性质", "到岗时间"]
RIGHT = number("19910725", 903)
WRONG = RIGHT[:-1] + ("1" if RIGHT[-1] == "0" else "0")
LINES = [
    [1, "敦厚镇民政所", "欧阳明德", "男", WRONG, "大专", "政府购买服务", "2019-03"],
    [2, "永阳镇民政所", "刘晨", "男", number("19850101", 905), "读过书", "行政编制", "2019-03"],
    [3, "永阳镇民政所", "王军", "男", number("19830101", 907), "读过书", "行政编制", "2019-03"],
    [4, "敦厚镇民政所", "李强", "男", number("19840101", 909), "大专", "行政编制", 2018.1],
    [5, "敦厚镇民政所", "陈明", "男", "不详号码", "大专", "行政编制", "去年"],
]


def test_a_messy_roster_is_put_right_with_mouse_and_keyboard(page: Page, tmp_path: Path) -> None:
    sign_in(page, "county_jian")
    upload(page, tmp_path)
    expect(page.locator("#import-head")).to_contain_text("新增 0 行")
    assert axe(page) == []

    page.get_by_role("link", name="改第2行身份证号").click()
    page.get_by_label("第2行 身份证号").fill(RIGHT)
    page.keyboard.press("Enter")
    expect(page.locator("#row-2")).to_contain_text("已改")
    page.get_by_label("“读过书” 读作").select_option("初中")
    page.get_by_role("button", name="应用到 2 行").click()
    expect(page.locator("#row-4")).to_contain_text("原文：读过书")
    expect(page.get_by_label("“读过书” 读作")).to_have_count(0)  # what stood above the rows is gone, nothing moves now
    page.get_by_role("button", name="2018年10月").click()
    expect(page.locator("#row-5")).to_contain_text("2018-10")
    page.get_by_role("button", name="第6行不导入").click()
    expect(page.locator("#row-6")).to_contain_text("重新纳入")
    assert not re.search(r"\d{17}[\dXx]", page.content())
    assert axe(page) == []
    page.get_by_role("button", name="确认导入 4 行").click()
    expect(page.locator("main")).to_contain_text("新增 4 行")


def test_a_messy_roster_is_put_right_with_the_keyboard_alone(page: Page, tmp_path: Path) -> None:
    sign_in(page, "county_jian")
    upload(page, tmp_path)
    expect(page.locator("#import-head")).to_contain_text("新增 0 行")
    page.wait_for_load_state()  # keys are listened to once the scripts are there

    page.keyboard.press("F8")
    expect(page.get_by_label("第2行 身份证号")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="改第2行身份证号")).to_be_focused()
    page.keyboard.press("F8")
    expect(page.get_by_label("第3行 学历")).to_be_focused()
    page.get_by_label("第3行 学历").select_option("初中")
    page.keyboard.press("Enter")
    expect(page.get_by_label("第4行 学历")).to_be_focused()
    page.get_by_label("第4行 学历").select_option("初中")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="2018年1月")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#row-5")).to_contain_text("2018-01")
    expect(page.get_by_label("第6行 身份证号")).to_be_focused()
    press_on(page, "button", "第6行不导入")
    expect(page.get_by_role("button", name="第6行重新纳入")).to_be_focused()
    page.keyboard.press("Shift+F8")
    expect(page.get_by_label("第2行 身份证号")).to_be_focused()
    page.keyboard.type(RIGHT)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="确认导入 4 行")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("新增 4 行")


def test_a_cell_is_put_right_in_the_browser_of_the_offices(office_page: chromium86.Page, tmp_path: Path) -> None:
    sign_in(office_page, "county_jian")
    office_page.goto("/imports/new/")
    office_page.upload("input[type=file]", save(tmp_path / "名册.xlsx", [HEADERS, *LINES]))
    office_page.follow("main form button[type=submit]")
    office_page.click("#row-2 .cell-open")
    office_page.fill("#cell-2-id_number", RIGHT)
    office_page.click("#row-2 .cell-editor button[type=submit]")
    office_page.wait_for("document.querySelector('#row-2').innerText.includes('已改')")
    office_page.wait_for_text("新增 1 行")


def upload(page: Page, folder: Path) -> None:
    page.goto("/imports/new/")
    page.set_input_files("input[type=file]", save(folder / "名册.xlsx", [HEADERS, *LINES]))
    press_on(page, "button", "上传并读取")


def press_on(page: Page, role: str, name: str) -> None:
    """Go to a control as with the Tab key, and press Enter on it."""
    page.get_by_role(role, name=name).first.focus()
    page.keyboard.press("Enter")
