"""What goes wrong with a part of a page is seen, although htmx by itself says nothing."""

from playwright.sync_api import Page, expect

from tests.browser.steps import sign_in


def test_a_refusal_is_said_in_the_portal_s_words(page: Page) -> None:
    sign_in(page, "county_jian")
    page.goto("/offices/divisions/")
    page.route("**/divisions/search/**", lambda route: route.continue_(url=f"{route.request.url}%00"))
    page.fill("#division-q", "敦厚")
    expect(page.locator("#notices").get_by_role("alert")).to_contain_text("请求有误")
    expect(page.locator("#division-result")).to_be_visible()
    page.unroute("**/divisions/search/**")


def test_an_answer_that_is_not_the_portal_s_is_said_too(page: Page, page_problems: list[str]) -> None:
    sign_in(page, "county_jian")
    page.goto("/offices/divisions/")
    page.route("**/divisions/search/**", lambda route: route.fulfill(status=502, body="<html>nginx</html>"))
    page.fill("#division-q", "敦厚")
    expect(page.locator("#notices").get_by_role("alert")).to_contain_text("刚才的操作没有完成")
    page.unroute("**/divisions/search/**")
    page.fill("#division-q", "敦厚镇")
    expect(page.locator("#division-result")).to_contain_text("敦厚镇")
    expect(page.locator("#notices").get_by_role("alert")).to_have_count(0)
    assert all("Response Status Error Code 502" in problem for problem in page_problems)
    page_problems.clear()


def test_a_broken_connection_is_said(page: Page, page_problems: list[str]) -> None:
    sign_in(page, "county_jian")
    page.goto("/offices/divisions/")
    page.route("**/divisions/search/**", lambda route: route.abort())
    page.fill("#division-q", "敦厚")
    expect(page.locator("#notices").get_by_role("alert")).to_contain_text("连接不上平台")
    page_problems.clear()
