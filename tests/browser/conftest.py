"""Browsers, the portal with the demonstration data, and a picture of every journey that fails.

``page`` is an office screen (1366 × 768), ``phone`` a telephone (390 × 844), ``office_page`` the Chromium 86 that the
offices have. All open addresses relative to the portal. None of them leaves out the content policy, and each journey
fails when a script failed or the policy had to refuse something, unless it empties ``page_problems`` itself.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from django.db import connections
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser import chromium86
from tests.browser.demo_database import DemoDatabase
from tests.portal import ROOT

FAILURES = ROOT / ".cache" / "failures"
PAGES = ("page", "phone", "office_page")
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 1000 * chromium86.DEADLINE  # milliseconds; whatever is waited for goes on as soon as it is there
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder: ``-m 'not browser'`` leaves it out, and all of it needs the test database."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Keep a picture of what the browser showed when a journey failed."""
    report = yield
    if report.when == "call" and report.failed:
        name = re.sub(r"\W+", "-", item.name)
        for fixture in PAGES:
            if page := getattr(item, "funcargs", {}).get(fixture):
                _picture(page, FAILURES / f"{name}-{fixture}.png")
    return report


def _picture(page: Page | chromium86.Page, file: Path) -> None:
    try:
        page.screenshot(path=file)
    except Exception as error:
        # A picture that cannot be taken must not hide the failure it was to show.
        file.with_suffix(".txt").write_text(f"{error}\n", encoding="utf-8")


@pytest.fixture(scope="session")
def demo_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[DemoDatabase]:
    with django_db_blocker.unblock():
        database = DemoDatabase()
        yield database
        database.discard()


@pytest.fixture(scope="session")
def live_portal(django_db_setup: None) -> Iterator[LiveServer]:
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def portal(demo_database: DemoDatabase, live_portal: LiveServer, django_db_blocker: Any) -> Iterator[str]:
    """The address of a running portal with the demonstration data, fresh for each test."""
    with django_db_blocker.unblock():
        demo_database.fill()
        yield live_portal.url
        demo_database.clear()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        _cannot_run("no Chromium on this machine (apt-get install chromium fonts-noto-cjk)")
    # Playwright keeps an event loop running in this thread, which Django takes for asynchronous code: it asks to be
    # told that this is meant, and it has database connections of its own for it. Neither kind may be left open.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    connections.close_all()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def page_problems() -> list[str]:
    """Script errors and refusals by the content policy so far; what is left at the end fails the journey."""
    return []


@pytest.fixture
def page(chromium: Browser, portal: str, page_problems: list[str]) -> Iterator[Page]:
    yield from _open(chromium, portal, page_problems, viewport={"width": 1366, "height": 768})


@pytest.fixture
def phone(chromium: Browser, portal: str, page_problems: list[str]) -> Iterator[Page]:
    yield from _open(
        chromium, portal, page_problems, viewport={"width": 390, "height": 844}, has_touch=True, device_scale_factor=2
    )


@pytest.fixture(scope="session")
def chromium86_program() -> Path:
    """Unpack the browser when that has not been done, and make sure that the system has the libraries it needs."""
    command = ["node", str(ROOT / "tools" / "unpack_chromium86.mjs")]
    try:
        program = Path(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())
        libraries = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        _cannot_run(f"Chromium 86 cannot be unpacked ({getattr(error, 'stderr', '') or error})")
    if missing := re.findall(r"(\S+) => not found", libraries):
        _cannot_run(f"Chromium 86 lacks {', '.join(missing)} (apt-get install chromium brings them)")
    return program


@pytest.fixture
def office_page(chromium86_program: Path, portal: str, tmp_path: Path) -> Iterator[chromium86.Page]:
    with chromium86.start(chromium86_program, tmp_path / "profile", base_url=portal) as page:
        yield page
        assert page.problems == []


def _open(browser: Browser, portal: str, problems: list[str], **options: Any) -> Iterator[Page]:
    context = browser.new_context(base_url=portal, locale="zh-CN", timezone_id="Asia/Shanghai", **options)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: _note(message, problems))
    yield page
    context.close()
    assert problems == []


def _note(message: ConsoleMessage, problems: list[str]) -> None:
    # A refused page (403, 404) is reported as an error, too; that is for the journey to judge.
    if message.type == "error" and not message.text.startswith("Failed to load resource"):
        problems.append(message.text)


def _cannot_run(reason: str) -> NoReturn:
    """Skip the journey with the reason; on the integration machine it fails instead."""
    if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
