"""Draw the pictures of the user manual: a portal of its own with the demonstration data, and a browser walking it.

Usage: ``python -m tools.screenshots``. Writes ``docs/manual/images/*.png``, each of at most 128 colours. Dates on the
screens are those of the day; everything else is the same on every run.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, Response, ViewportSize, sync_playwright

from tests.browser.steps import sign_in
from tools.manual_shots import Shot, shots

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "manual" / "images"
SCREEN: ViewportSize = {"width": 1366, "height": 768}
TELEPHONE: ViewportSize = {"width": 390, "height": 844}
COLOURS = 128
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """Return the exit status: 1 without a browser."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        print("no Chromium on this machine (apt-get install chromium fonts-noto-cjk)", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="screenshots-") as folder, portal(Path(folder)) as address:
        from tests.browser.conftest import FLAGS

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
            draw_all(browser, address, Path(folder))
            browser.close()
    return 0


@contextmanager
def portal(folder: Path) -> Iterator[str]:
    """Serve the demonstration data from a database in ``folder`` and yield the address; it ends with the block.

    What needs the settings is imported here, once they are chosen.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "jian_minzheng.settings.test"
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'portal.sqlite3'}"
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)  # uploaded files go there too
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's event loop runs in this thread
    import django

    django.setup()
    from pytest_django.live_server_helper import LiveServer

    from tools import demo_database

    demo_database.main([])
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


def draw_all(browser: Browser, address: str, folder: Path) -> None:
    """Draw every shot in its order, signing in only where the account or the kind of screen changes."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    page: Page | None = None
    seat: tuple[str, bool] | None = None
    for shot in shots(folder):
        if page is None or seat != (shot.account, shot.telephone):
            page = take_seat(browser, address, shot)
            seat = (shot.account, shot.telephone)
        draw(page, shot)


def take_seat(browser: Browser, address: str, shot: Shot) -> Page:
    """A fresh browser window in which the account of ``shot`` is signed in."""
    context = browser.new_context(
        base_url=address,
        viewport=TELEPHONE if shot.telephone else SCREEN,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.on("response", refuse_error_pages)
    if shot.account:
        sign_in(page, shot.account)
    return page


def refuse_error_pages(response: Response) -> None:
    """No picture of an error page gets into the manual.

    Raises:
        RuntimeError: a page came with an error status.
    """
    if response.status >= HTTPStatus.BAD_REQUEST and response.request.is_navigation_request():
        raise RuntimeError(f"{response.status} {response.url}")


def draw(page: Page, shot: Shot) -> None:
    """Walk to what the shot shows and write it."""
    if shot.path:
        page.goto(shot.path)
    if shot.act:
        shot.act(page)
    page.wait_for_load_state("networkidle")
    file = IMAGES / f"{shot.name}.png"
    if shot.part:
        page.locator(shot.part).first.screenshot(path=file, animations="disabled")
    else:
        page.screenshot(path=file, animations="disabled")
    with Image.open(file) as picture:
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(file, optimize=True)
    print(f"{file.name}  {file.stat().st_size // 1024} KB", flush=True)


if __name__ == "__main__":
    sys.exit(main())
