"""Signing in, in every browser and width that people use; and that the checks of the journeys do check."""

from playwright.sync_api import Page, expect

from tests.browser import chromium86
from tests.browser.steps import axe, sign_in, sign_in_anew


def test_official_signs_in_and_out_of_one_identity_into_another(page: Page) -> None:
    sign_in(page, "county_jian")
    expect(page.locator("body")).to_contain_text("吉安县")
    sign_in_anew(page, "clerk_dunhou")
    expect(page.locator("body")).to_contain_text("敦厚镇")


def test_wrong_password_is_said_to_be_wrong(page: Page) -> None:
    page.goto("/login/")
    page.fill("input[name=username]", "county_jian")
    page.fill("input[name=password]", "not-the-password-1")
    page.locator("input[name=password]").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("密码不对")


def test_sign_in_page_fits_a_telephone(phone: Page) -> None:
    phone.goto("/login/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    sign_in(phone, "clerk_dunhou")
    expect(phone.locator("body")).to_contain_text("敦厚镇")


def test_sign_in_page_is_accessible(page: Page) -> None:
    page.goto("/login/")
    assert axe(page) == []


def test_accessibility_check_finds_a_fault(page: Page) -> None:
    page.goto("/login/")
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert any(violation.startswith("image-alt") for violation in axe(page))


def test_content_policy_refuses_a_script_in_the_page(page: Page, page_problems: list[str]) -> None:
    page.goto("/login/")
    page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = 'window.intruder = true';
            document.body.append(script);
        }"""
    )
    assert page.evaluate("window.intruder") is None
    assert any("Content Security Policy" in problem for problem in page_problems)
    page_problems.clear()


def test_official_signs_in_with_the_browser_of_the_offices(office_page: chromium86.Page) -> None:
    assert "Chrome/86." in office_page.evaluate("navigator.userAgent")
    sign_in(office_page, "county_jian")
    office_page.wait_for_text("吉安县")
