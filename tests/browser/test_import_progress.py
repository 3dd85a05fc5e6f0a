"""A large roster: handed to a worker, left and found again, in the browsers of the offices, with a real worker."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from intake.models import ImportJob
from intake.work import jobs
from tests import processes
from tests.browser import chromium86
from tests.browser.rosters import large_roster
from tests.browser.steps import axe, sign_in

PEOPLE = 300
"""A large roster by the settings of these tests: what is looked at is how it is waited for."""


@pytest.fixture(autouse=True)
def _queue(settings, monkeypatch: pytest.MonkeyPatch):
    """Tasks of the portal under test wait for a worker, however long a machine under load takes to start one."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.IMPORT_BYTES_AT_ONCE = settings.IMPORT_ROWS_AT_ONCE = 0
    monkeypatch.setattr(jobs, "PATIENCE", timedelta(hours=1))


def test_a_large_roster_is_left_and_found_again(page: Page, tmp_path: Path) -> None:
    sign_in(page, "county_jian")
    page.goto("/imports/new/")
    page.set_input_files("input[type=file]", large_roster(tmp_path, PEOPLE))
    page.get_by_role("button", name="上传并读取").click()
    expect(page.get_by_role("progressbar", name="读取进度")).to_be_visible()
    assert axe(page) == []

    page.goto("/imports/")
    expect(page.get_by_role("row").filter(has_text="人.xlsx")).to_contain_text("处理中")
    page.get_by_role("link", name=f"{PEOPLE}人.xlsx").click()
    expect(page.locator("main")).to_contain_text("正在等待后台程序")
    with processes.worker():
        expect(page.locator("main")).to_contain_text(f"共 {PEOPLE} 行")
    page.get_by_role("button", name="确认导入").press("Enter")
    expect(page.get_by_role("progressbar", name="导入进度")).to_be_visible()
    with processes.worker():
        expect(page.locator(".alert").filter(has_text="导入完成")).to_have_count(1)
        expect(page.locator("main")).to_contain_text(f"新增{PEOPLE}行")
    assert axe(page) == []


def test_without_a_worker_the_page_says_what_to_do_and_goes_on_when_there_is_one(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PATIENCE", timedelta(0))
    sign_in(page, "county_jian")
    page.goto("/imports/new/")
    page.set_input_files("input[type=file]", large_roster(tmp_path, PEOPLE))
    page.get_by_role("button", name="上传并读取").click()
    expect(page.get_by_role("alert")).to_contain_text("后台程序未运行，请联系管理员")
    assert axe(page) == []
    page.get_by_role("button", name="放弃").focus()
    with page.expect_response(lambda response: "progress" in response.url):
        pass
    expect(page.get_by_role("button", name="放弃")).to_be_focused()  # the part of the page was replaced around it
    with processes.worker():
        expect(page.locator("main")).to_contain_text(f"共 {PEOPLE} 行")


def test_a_page_left_open_goes_to_the_sign_in_form_when_the_session_is_over(page: Page, tmp_path: Path) -> None:
    sign_in(page, "county_jian")
    page.goto("/imports/new/")
    page.set_input_files("input[type=file]", large_roster(tmp_path, PEOPLE))
    page.get_by_role("button", name="上传并读取").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.context.clear_cookies()
    expect(page.locator("input[name=password]")).to_be_visible()
    expect(page.locator("main")).to_have_count(1)


def test_the_progress_in_the_browser_of_the_offices(office_page: chromium86.Page, tmp_path: Path) -> None:
    sign_in(office_page, "county_jian")
    office_page.goto("/imports/new/")
    office_page.upload("input[type=file]", large_roster(tmp_path, PEOPLE))
    office_page.follow("main form button[type=submit]")
    office_page.wait_for_text("正在等待后台程序")
    with processes.worker():
        office_page.wait_for_text(f"共 {PEOPLE} 行")
    assert not ImportJob.objects.open().exists()


def test_the_progress_on_a_telephone(phone: Page, tmp_path: Path) -> None:
    sign_in(phone, "county_jian")
    phone.goto("/imports/new/")
    phone.set_input_files("input[type=file]", large_roster(tmp_path, PEOPLE))
    phone.get_by_role("button", name="上传并读取").click()
    expect(phone.get_by_role("progressbar")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe(phone) == []
