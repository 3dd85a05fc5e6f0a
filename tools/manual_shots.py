"""What the pictures of the user manual show, in the order in which they are drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tools.manual_files import ASKING_LINE, RIGHT_NUMBER, WRONG_LINE, faulty_roster, population_table


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
        Shot("stocktakes", "county_jian", "/offices/stocktakes/"),
        Shot("why", "county_jian", "/assessments/findings/?outcome=unmet", open_first_why),
        Shot("leave", "county_jian", "/staffing/people/?kind=station_staff", open_leave),
        *import_shots(faulty_roster(folder), population_table(folder)),
        Shot("dashboard", "city_officer", "/assessments/dashboard/"),
        Shot("heat-table", "city_officer", "", part="section:has(table.heat)"),
        Shot("findings", "city_officer", "/assessments/findings/?outcome=unmet"),
        Shot("year-targets", "city_officer", "/offices/year-targets/"),
        Shot("parameter", "city_officer", "/assessments/standards/parameters/", open_parameter),
        Shot("accounts", "sysadmin", "/admin/offices/user/"),
        Shot("division-changes", "sysadmin", "/offices/division-changes/?q=dhz", open_found),
        Shot("audit", "auditor", "/audit/"),
    )


def import_shots(roster: Path, population: Path) -> tuple[Shot, ...]:
    """One roster on its way through the import, put right as it goes; then a table about units."""
    county, upload = "county_jian", "/imports/new/"
    return (
        Shot("import-upload", county, upload, attach(roster)),
        Shot("import-columns", county, "", upload_and_see_columns),
        Shot("import-header", county, "", open_header, part="details.import-head-lines"),
        Shot("import-preview", county, "", submit("下一步：核对预览")),
        Shot("import-mapping", county, "", choose("“读过书” 读作", "初中"), part="#import-values"),
        Shot("import-cell", county, "", open_wrong_number),
        Shot("import-question", county, "", answer_all_but_the_question),
        Shot("import-row", county, "", open_asking_row),
        Shot("import-left", county, "", open_left),
        Shot("import-list", county, "/imports/"),
        Shot("import-result", county, "", commit_good_rows),
        Shot("import-units", county, upload, preview_of(population)),
    )


def press(button: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=button).click()


def submit(button: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=button, exact=True).click()


def follow(link: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("link", name=link, exact=True).first.click()


def attach(file: Path) -> Callable[[Page], None]:
    return lambda page: page.set_input_files("input[type=file]", file)


def choose(label: str, option: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.get_by_label(label).select_option(option)

    return act


def open_header(page: Page) -> None:
    page.locator("details.import-head-lines summary").click()


def open_wrong_number(page: Page) -> None:
    """One word mapped for all rows, a wrong number open for correction."""
    page.get_by_role("button", name="应用到 2 行").click()
    page.locator("#import-values").get_by_text("已定").wait_for()
    cell = page.locator(f"#row-{WRONG_LINE} td.bad .cell-open")
    cell.click()
    page.locator(f"#row-{WRONG_LINE} input[name=text]").fill(RIGHT_NUMBER)
    page.mouse.move(0, 0)


def answer_all_but_the_question(page: Page) -> None:
    page.keyboard.press("Enter")
    page.locator(f"#row-{WRONG_LINE} .import-corrected").wait_for()
    page.get_by_role("button", name="2018年10月").click()
    page.get_by_role("button", name="2018年10月").wait_for(state="hidden")
    page.locator(f"#row-{ASKING_LINE} .cell-option").first.scroll_into_view_if_needed()
    page.mouse.move(0, 0)


def open_asking_row(page: Page) -> None:
    page.locator(f"#row-{ASKING_LINE} td.number a").click()


def open_left(page: Page) -> None:
    follow("回到预览")(page)
    follow("可能已离岗")(page)


def commit_good_rows(page: Page) -> None:
    page.locator("main tbody a").first.click()
    page.get_by_role("button", name="跳过错误行并导入").click()


def preview_of(file: Path) -> Callable[[Page], None]:
    """The preview of a table of population figures."""

    def act(page: Page) -> None:
        page.get_by_label("表格类别").select_option("population")
        attach(file)(page)
        submit("上传并读取")(page)
        page.wait_for_load_state()
        if page.url.endswith("/columns/"):
            submit("下一步：核对预览")(page)

    return act


def upload_and_see_columns(page: Page) -> None:
    """The columns, also of a file that needs no look at them."""
    submit("上传并读取")(page)
    page.wait_for_load_state()
    if not page.url.endswith("/columns/"):
        follow("上一步：核对列")(page)


def open_first_row(page: Page) -> None:
    page.locator("main tbody a").first.click()


def open_leave(page: Page) -> None:
    open_first_row(page)
    follow("离岗")(page)


def open_found(page: Page) -> None:
    page.locator("main tbody a").first.click()


def choose_township(page: Page) -> None:
    page.get_by_label("乡镇(街道)").select_option(label="敦厚镇")
    page.get_by_role("button", name="查询").click()


def open_station(page: Page) -> None:
    follow("敦厚镇民政所")(page)


def open_why(page: Page) -> None:
    row = page.get_by_role("row").filter(has_text="三(三)2-1")
    row.get_by_role("link", name="为什么").click()


def open_first_why(page: Page) -> None:
    page.get_by_role("link", name="为什么").first.click()


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
