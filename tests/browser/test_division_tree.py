"""单位树 in the browsers that people use."""

from playwright.sync_api import Page, expect

from tests.browser import chromium86
from tests.browser.steps import axe, sign_in


def test_branches_open_and_close_and_search_answers_while_typing(page: Page) -> None:
    sign_in(page, "city_officer")
    page.goto("/offices/divisions/")
    page.get_by_role("button", name="展开或收起吉安县的下级单位").click()
    page.get_by_role("button", name="展开或收起敦厚镇的下级单位").click()
    village = page.get_by_role("link", name="高塘居委会")
    expect(village).to_be_visible()
    page.get_by_role("button", name="展开或收起吉安县的下级单位").click()
    expect(village).to_be_hidden()
    page.get_by_role("button", name="展开或收起吉安县的下级单位").click()
    expect(village).to_be_visible()
    assert axe(page) == []
    page.get_by_role("searchbox", name="查找单位").press_sequentially("mxz")
    expect(page.locator("#division-result")).to_contain_text("麦㙦镇")
    page.get_by_role("link", name="麦㙦镇").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("麦㙦镇")
    assert axe(page) == []


def test_a_clerk_corrects_a_population_on_the_telephone(phone: Page) -> None:
    sign_in(phone, "clerk_dunhou")
    phone.goto("/offices/divisions/")
    phone.get_by_role("link", name="敦厚镇", exact=True).click()
    phone.get_by_role("link", name="更正2025年末户籍人口").click()
    phone.get_by_label("人数").fill("46000")
    phone.get_by_role("button", name="保存").click()
    expect(phone.locator("main")).to_contain_text("46,000")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_tree_opens_in_the_browser_of_the_offices(office_page: chromium86.Page) -> None:
    sign_in(office_page, "county_jian")
    office_page.goto("/offices/divisions/")
    office_page.click("button[aria-label='展开或收起敦厚镇的下级单位']")
    office_page.wait_for_text("高塘居委会")
