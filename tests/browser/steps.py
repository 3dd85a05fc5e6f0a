"""What several journeys do. Each step works on Playwright's page and, where its type says so, on Chromium 86's."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page, expect

from offices.passwords import DEMO_PASSWORD
from tests.browser import chromium86

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


def sign_in(page: Page | chromium86.Page, username: str, password: str = DEMO_PASSWORD) -> None:
    """Sign in as somebody and wait until the sign-in form is left behind. Only one account has a session at a time."""
    page.goto("/login/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", password)
    if isinstance(page, chromium86.Page):
        page.follow("main form button[type=submit]")
        page.wait_for("!document.querySelector('input[name=password]')")
    else:
        page.locator("input[name=password]").press("Enter")
        expect(page.locator("input[name=password]")).to_have_count(0)


def sign_in_anew(page: Page, username: str) -> None:
    """Leave the present session behind and sign in as somebody else."""
    page.context.clear_cookies()
    sign_in(page, username)


def axe(page: Page) -> list[str]:
    """Accessibility violations of what the page shows now: ``rule: explanation – place``. Empty when all is well.

    The checker is handed over by the debugging protocol, so the content policy of the page stays in force.
    """
    page.evaluate(_axe_source())
    violations = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(result => result.violations)",
        RULES,
    )
    return [
        f"{violation['id']}: {violation['help']} – {' '.join(node['target'])}"
        for violation in violations
        for node in violation["nodes"]
    ]


@cache
def _axe_source() -> str:
    return AXE.read_text(encoding="utf-8")
