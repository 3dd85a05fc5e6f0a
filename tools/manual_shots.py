"""What the pictures of the user manual show, in the order in which they are drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.rosters import PEOPLE, messy_roster

IDENTITY_NUMBER = 3  # its place in a line of the sample roster


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture. ``path`` is opened as ``account`` (empty: nobody), ``act`` goes on from there.

    ``part`` is the selector of the element to show; without it, what is in view. ``name`` becomes the file name.
    """

    name: str
    account: str
    path: str
    act: Callable[[Page], None] | None = None
    part: str = ""
    telephone: bool = False


def shots(folder: Path) -> tuple[Shot, ...]:
    """Every picture, the import as late as its result may show; files to upload are written to ``folder``."""
    roster = faulty_roster(folder)
    station = "/offices/stations/?q=敦厚镇"
    return (
        Shot("sign-in", "", "/login/"),
        Shot("station", "clerk_dunhou", station, open_station),
        Shot("station-why", "clerk_dunhou", "", open_why),
        Shot("station-profile", "clerk_dunhou", station, open_profile),
        Shot("station-equipment", "clerk_dunhou", station, open_equipment),
        Shot("telephone", "clerk_dunhou", "/", telephone=True),
        Shot("account-menu", "county_jian", "/", press("罗晓梅")),
        Shot("county-home", "county_jian", "/"),
        Shot("people", "county_jian", "/staffing/people/?kind=station_staff"),
        Shot("person", "county_jian", "/staffing/people/?kind=station_staff", open_first_row),
        Shot("villages", "county_jian", "/staffing/villages/", choose_township),
        Shot("windows", "county_jian", "/offices/windows/"),
        Shot("home", "county_jian", "/offices/homes/?q=敦厚", open_first_row),
        Shot("leave", "county_jian", "/staffing/people/?kind=station_staff", open_leave),
        Shot("import-upload", "county_jian", "/staffing/imports/new/", attach(roster)),
        Shot("import-columns", "county_jian", "", submit("上传并读取")),
        Shot("import-preview", "county_jian", "", submit("下一步：核对预览")),
        Shot("import-result", "county_jian", "", submit("跳过错误行并导入 2 行")),
        Shot("dashboard", "city_officer", "/assessments/dashboard/"),
        Shot("heat-table", "city_officer", "", part="section:has(table.heat)"),
        Shot("findings", "city_officer", "/assessments/findings/?outcome=unmet"),
        Shot("parameter", "city_officer", "/assessments/standards/parameters/", open_parameter),
        Shot("accounts", "sysadmin", "/admin/offices/user/"),
        Shot("division-changes", "sysadmin", "/offices/division-changes/?q=dhz", open_found),
        Shot("audit", "auditor", "/audit/"),
    )


def faulty_roster(folder: Path) -> Path:
    """The messy roster of the journeys, its second person with a wrong last digit."""
    people: list[tuple[str, ...]] = list(PEOPLE)
    number = people[1][IDENTITY_NUMBER]
    wrong = number[:-1] + ("1" if number[-1] == "0" else "0")
    people[1] = (*people[1][:IDENTITY_NUMBER], wrong, *people[1][IDENTITY_NUMBER + 1 :])
    return messy_roster(folder, people)


def press(button: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=button).click()


def submit(button: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=button, exact=True).click()


def follow(link: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("link", name=link, exact=True).first.click()


def attach(file: Path) -> Callable[[Page], None]:
    return lambda page: page.set_input_files("input[type=file]", file)


def open_first_row(page: Page) -> None:
    page.locator("main tbody a").first.click()


def open_leave(page: Page) -> None:
    open_first_row(page)
    follow("离岗")(page)


def open_found(page: Page) -> None:
    page.locator("main .list-group a").first.click()


def choose_township(page: Page) -> None:
    page.get_by_label("乡镇(街道)").select_option(label="敦厚镇")
    page.get_by_role("button", name="查看").click()


def open_station(page: Page) -> None:
    follow("敦厚镇民政所")(page)


def open_why(page: Page) -> None:
    row = page.get_by_role("row").filter(has_text="三(三)2-1")
    row.get_by_role("link", name="为什么").click()


def open_profile(page: Page) -> None:
    open_station(page)
    follow("填报情况")(page)


def open_equipment(page: Page) -> None:
    open_station(page)
    page.get_by_role("button", name="更多").click()
    follow("填报七有设施")(page)


def open_parameter(page: Page) -> None:
    follow("人均办公用房")(page)
    follow("登记新的取值")(page)
