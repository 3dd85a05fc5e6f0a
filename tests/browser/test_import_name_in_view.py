"""A wide roster is scrolled sideways: whose line it is stays in view, on an office screen, a telephone, Chromium 86."""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser import chromium86
from tests.browser.steps import sign_in
from tests.staffing.rosters.staff_rosters import HEADERS, person, save

SIDEWAYS = """
document.querySelector('#row-3').scrollIntoView({block: 'center'});
document.querySelector('.import-scroll').scrollLeft = 100000
"""
WHERE = """
(function () {
  const box = document.querySelector('.import-scroll').getBoundingClientRect();
  const row = document.querySelector('#row-3');
  const line = row.cells[0].getBoundingClientRect(), name = row.querySelector('.import-known').getBoundingClientRect();
  const head = document.querySelector('thead .import-known').getBoundingClientRect();
  const seen = document.elementFromPoint(name.left + name.width / 2, name.top + name.height / 2);
  return {
    scrolled: document.querySelector('.import-scroll').scrollLeft > 200,
    line: line.left >= box.left - 1 && line.right <= name.left + 1,
    name: name.left >= line.right - 1 && name.right <= box.right - 80,
    head: Math.abs(head.left - name.left) <= 1,
    text: row.querySelector('.import-known').textContent.trim(),
    above: row.querySelector('.import-known').contains(seen),
  };
})()
"""
IN_VIEW = {"scrolled": True, "line": True, "name": True, "head": True, "text": "欧阳明德", "above": True}


def wide_roster(folder: Path) -> Path:
    """The name stands in the middle, and there are columns on both sides."""
    lines = [HEADERS, person(1, "刘涛"), person(2, "欧阳明德", 学历="读过书"), person(3, "李强")]
    return save(folder / "名册.xlsx", [[*line[4:], *line[1:4]] for line in lines])


def open_preview(page: Page | chromium86.Page, folder: Path) -> None:
    sign_in(page, "clerk_dunhou")
    page.goto("/imports/new/")
    if isinstance(page, chromium86.Page):
        page.upload("input[type=file]", wide_roster(folder))
        page.follow("main form button[type=submit]")
    else:
        page.set_input_files("input[type=file]", wide_roster(folder))
        page.get_by_role("button", name="上传并读取").click()


def test_on_an_office_screen(page: Page, tmp_path: Path) -> None:
    open_preview(page, tmp_path)
    page.evaluate(SIDEWAYS)
    assert page.evaluate(WHERE) == IN_VIEW


def test_on_a_telephone(phone: Page, tmp_path: Path) -> None:
    open_preview(phone, tmp_path)
    phone.evaluate(SIDEWAYS)
    assert phone.evaluate(WHERE) == IN_VIEW


def test_in_the_browser_of_the_offices(office_page: chromium86.Page, tmp_path: Path) -> None:
    open_preview(office_page, tmp_path)
    office_page.evaluate(SIDEWAYS)
    assert office_page.evaluate(WHERE) == IN_VIEW
