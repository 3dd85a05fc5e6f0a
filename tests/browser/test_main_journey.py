"""The portal's main job: a county's roster goes in, findings change, the city sees it and reads why; a clerk sees no
more than the own township. The first half once more in the Chromium 86 of the offices."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import chromium86
from tests.browser.rosters import messy_roster
from tests.browser.steps import axe, sign_in, sign_in_anew

HEADCOUNT = "三(三)2-1"


def test_a_roster_changes_a_finding_and_the_city_reads_why(page: Page, tmp_path: Path) -> None:
    sign_in(page, "city_officer")
    before = figures(page)
    why(page, "敦厚镇民政所")
    expect(page.locator("main")).to_contain_text("未达标")

    sign_in_anew(page, "county_jian")
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="表格导入").click()
    page.get_by_role("link", name="导入表格").first.click()
    page.set_input_files("input[type=file]", messy_roster(tmp_path))
    page.get_by_role("button", name="上传并读取").click()
    expect(page.locator("main")).to_contain_text("11 列全部认出")
    page.get_by_role("link", name="看看各列读作什么").click()
    expect(page.locator("main")).to_contain_text("表头在第 3 行，共 3 行")
    assert axe(page) == []
    page.get_by_role("button", name="下一步：核对预览").click()
    expect(page.get_by_role("status").first).to_contain_text("新增 3 行")
    expect(page.locator("main")).not_to_contain_text("19880312")
    assert axe(page) == []
    page.get_by_role("button", name="确认导入 3 行").click()
    expect(page.locator("main")).to_contain_text("新增 3 行")

    page.get_by_role("link", name="敦厚镇民政所").first.click()
    expect(page.locator("main")).to_contain_text("周敏")
    assert axe(page) == []
    row = page.get_by_role("row").filter(has_text=HEADCOUNT)
    expect(row).to_contain_text("达标")
    row.get_by_role("link", name="为什么").click()
    expect(page.locator("main")).to_contain_text("应配 3 人")
    expect(page.locator("main")).to_contain_text("在岗 4 人")
    assert axe(page) == []

    sign_in_anew(page, "city_officer")
    after = figures(page)
    assert after != before
    why(page, "敦厚镇民政所")
    expect(page.locator(".verdict")).to_contain_text("达标")
    expect(page.locator(".verdict")).not_to_contain_text("未达标")
    assert axe(page) == []


def test_an_import_is_undone_and_the_finding_is_as_before(page: Page, tmp_path: Path) -> None:
    sign_in(page, "county_jian")
    page.goto("/imports/new/")
    page.set_input_files("input[type=file]", messy_roster(tmp_path))
    page.get_by_role("button", name="上传并读取").click()
    page.get_by_role("button", name="确认导入 3 行").click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="撤销这次导入").click()
    expect(page.locator("main")).to_contain_text("已撤销")
    why(page, "敦厚镇民政所")
    expect(page.locator("main")).to_contain_text("未达标")


def test_a_clerk_keys_in_the_station_and_sees_no_other_township(page: Page) -> None:
    sign_in(page, "clerk_dunhou")
    page.goto("/offices/stations/")
    expect(page.locator("main")).not_to_contain_text("永阳镇")
    page.get_by_role("link", name="敦厚镇民政所").click()
    page.get_by_role("link", name="填报情况").first.click()
    page.get_by_label("办公用房面积").fill("120")
    page.locator("textarea[name=note], input[name=note]").first.fill("新办公楼启用")
    page.get_by_role("button", name="保存").first.click()
    expect(page.locator("main")).to_contain_text("120")
    for address in ("/assessments/dashboard/1/", "/offices/divisions/1/", "/offices/stations/1/"):
        refused = page.request.get(address)
        assert refused.status == 404
        assert "永阳镇" not in refused.text()


def test_main_pages_hold_on_a_telephone(phone: Page) -> None:
    sign_in(phone, "county_jian")
    for address in (
        "/",
        "/assessments/dashboard/",
        "/assessments/findings/",
        "/offices/stations/",
        "/staffing/people/",
    ):
        phone.goto(address)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, address
        assert axe(phone) == [], address


def test_a_station_reads_without_scrolling_sideways_on_a_telephone(phone: Page) -> None:
    sign_in(phone, "county_jian")
    phone.goto("/offices/stations/")
    phone.get_by_role("link", name="敦厚镇民政所").first.click()
    phone.wait_for_load_state("networkidle")
    overflowing = "[...document.querySelectorAll('.table-responsive')].filter(box => box.scrollWidth > box.clientWidth)"
    assert phone.evaluate(f"{overflowing}.length") == 0
    assert axe(phone) == []


def test_the_first_half_in_the_browser_of_the_offices(office_page: chromium86.Page, tmp_path: Path) -> None:
    sign_in(office_page, "county_jian")
    office_page.goto("/imports/new/")
    office_page.upload("input[type=file]", messy_roster(tmp_path))
    office_page.follow("main form button[type=submit]")
    office_page.wait_for_text("新增 3 行")
    office_page.follow("form[action$='/commit/'] button")
    office_page.wait_for_text("导入结果")
    why_address = "/assessments/findings/?q=敦厚镇民政所&outcome=met"
    office_page.goto(why_address)
    office_page.wait_for_text("在岗 4 人")


def figures(page: Page) -> str:
    """The key figures of the own dashboard, as text."""
    page.goto("/assessments/dashboard/")
    return page.locator(".key-figures").first.inner_text()


def why(page: Page, station: str) -> None:
    """Open the explanation of the headcount finding of a station."""
    page.goto(f"/assessments/findings/?q={station}")
    page.get_by_role("row").filter(has_text=HEADCOUNT).get_by_role("link", name="为什么").click()
