"""A county puts a document on file with its paper, finds it again, changes many homes at once; a village's is 代填."""

from pathlib import Path

from playwright.sync_api import Page, expect

from offices.documents import kinds_load
from tests.browser.steps import axe, sign_in


def test_a_document_is_put_on_file_with_its_paper(page: Page, tmp_path: Path) -> None:
    kinds_load()
    paper = tmp_path / "批复.pdf"
    paper.write_bytes(b"%PDF-1.7 sample")
    sign_in(page, "county_jian")
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="制度文件").click()
    assert axe(page) == []
    page.locator(".page-actions").get_by_role("link", name="登记制度文件").click()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("没有保存")
    assert axe(page) == []
    page.locator("select[name=keeper]").select_option(label="吉安县")
    page.get_by_label("“救急难”工作机制文件").check()
    page.get_by_label("标题").fill("吉安县急难型临时救助办法")
    page.get_by_label("成文日期").fill("2025-03-01")
    page.get_by_role("button", name="保存并再登记一条").click()
    expect(page.locator("main")).to_contain_text("已登记“吉安县急难型临时救助办法”")
    expect(page.locator("select[name=keeper] option:checked")).to_have_text("吉安县")

    page.goto("/offices/documents/?q=急难")
    page.get_by_role("link", name="吉安县急难型临时救助办法").click()
    page.get_by_role("link", name="上传附件").click()
    page.set_input_files("input[type=file]", paper)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#files")).to_contain_text("批复.pdf")
    assert axe(page) == []
    page.get_by_role("link", name="返回列表").click()
    expect(page.locator("input[name=q]")).to_have_value("急难")

    page.goto("/offices/divisions/?q=吉安县")
    page.locator("main").get_by_role("link", name="吉安县", exact=True).first.click()
    expect(page.locator("#document")).to_contain_text("吉安县急难型临时救助办法")


def test_a_long_list_of_units_is_narrowed_by_name(page: Page) -> None:
    sign_in(page, "county_jian")
    page.goto("/offices/documents/new/")
    picker = page.locator("select[name=keeper]")
    box = page.get_by_label("按名称缩小“制定(保管)单位”的范围")
    every = picker.locator("option:not([hidden])").count()
    box.fill("敦厚镇")
    assert 1 < picker.locator("option:not([hidden])").count() < every
    box.fill("没有这个单位")
    expect(page.get_by_role("status").filter(has_text="没有这个名称的单位")).to_be_visible()
    box.fill("吉安县")
    box.press("Enter")
    expect(page.get_by_label("标题")).to_be_visible()
    assert axe(page) == []
    several = page.get_by_label("按名称缩小“适用单位”的范围")
    several.fill("永阳")
    page.locator("select[name=units]").select_option(label="永阳镇")
    several.fill("敦厚")
    expect(page.locator("select[name=units] option:checked")).to_have_text("永阳镇")
    expect(picker).to_be_visible()


def test_many_homes_are_changed_at_once_after_a_look(page: Page) -> None:
    sign_in(page, "county_jian")
    page.goto("/offices/homes/")
    expect(page.get_by_role("button", name="批量修改")).to_be_hidden()
    page.get_by_label("全选本页").check()
    page.get_by_role("button", name="批量修改").click()
    page.get_by_role("button", name="下一步").click()
    page.locator("main input[type=date]").fill("2001-01-01")
    page.get_by_role("button", name="预览").click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("2001年1月1日")
    assert axe(page) == []
    page.get_by_role("button", name="确认修改").click()
    expect(page.locator("main")).to_contain_text("已修改")


def test_a_telephone_shows_what_cannot_be_read(phone: Page) -> None:
    sign_in(phone, "county_jian")
    phone.goto("/offices/homes/?state=nonsense")
    expect(phone.get_by_role("alert")).to_contain_text("没有显示任何记录")
    assert axe(phone) == []
