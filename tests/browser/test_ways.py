"""Manners of forms and lists that scripts bring: fields and options that go with a choice, a bar that moves nothing."""

import datetime

from playwright.sync_api import Page, expect

from offices.activities import kinds_load as activity_kinds_load
from offices.documents import kinds_load
from offices.models import Division, OfficeDocument
from tests.browser.steps import axe, sign_in


def test_a_document_asks_only_what_goes_with_its_expiry(page: Page) -> None:
    kinds_load()
    sign_in(page, "county_jian")
    page.goto("/offices/documents/new/")
    expect(page.get_by_label("规划期末")).to_be_hidden()
    page.locator("select[name=expires_by]").select_option("plan")
    expect(page.get_by_label("规划期末")).to_be_visible()
    expect(page.get_by_label("复审周期(月)")).to_be_hidden()
    page.locator("select[name=expires_by]").select_option("event")
    expect(page.get_by_label("规划期末")).to_be_hidden()
    expect(page.get_by_label("何事发生即失效")).to_be_visible()
    assert axe(page) == []


def test_an_exemplar_is_offered_the_papers_that_its_unit_may_name(page: Page) -> None:
    county = Division.objects.get(name="吉安县", level="county")
    township = Division.objects.get(name="敦厚镇", path__startswith=county.path)
    papers = [
        OfficeDocument.objects.create(keeper=unit, title="命名通报", dated=datetime.date(2025, 3, 1))
        for unit in (county, township)
    ]
    sign_in(page, "county_jian")
    page.goto("/offices/exemplars/new/")
    unit, document = page.locator("select[name=division]"), page.locator("select[name=document]")
    unit.select_option(str(county.pk))
    document.select_option(str(papers[0].pk))
    unit.select_option(str(township.pk))
    expect(document).to_have_value("")
    left = document.locator("option:not([hidden])").evaluate_all("options => options.map(option => option.value)")
    its_own = OfficeDocument.objects.filter(keeper__path__startswith=township.path).values_list("pk", flat=True)
    assert str(papers[1].pk) in left
    assert {*left} == {"", *map(str, its_own)}


def test_an_activity_is_offered_the_kinds_that_its_unit_records(page: Page) -> None:
    activity_kinds_load()
    county = Division.objects.get(name="吉安县", level="county")
    township = Division.objects.get(name="敦厚镇", path__startswith=county.path)
    sign_in(page, "county_jian")
    page.goto("/offices/activities/new/")
    unit, flag = page.locator("select[name=division]"), page.get_by_label("“树旗帜、强堡垒、强活力”活动")
    unit.select_option(str(county.pk))
    flag.check()
    expect(page.get_by_label("走访慰问活动")).to_be_hidden()
    unit.select_option(str(township.pk))
    expect(flag).to_be_hidden()
    expect(flag).not_to_be_checked()
    expect(page.get_by_label("走访慰问活动")).to_be_visible()
    assert axe(page) == []


def test_the_first_tick_moves_nothing_under_the_mouse(page: Page) -> None:
    sign_in(page, "county_jian")
    page.goto("/offices/homes/")
    tick = page.locator("td.tick input").first
    before = tick.bounding_box()
    tick.check()
    expect(page.locator("form[data-bulk]")).to_be_in_viewport()
    assert tick.bounding_box() == before
    assert axe(page) == []
