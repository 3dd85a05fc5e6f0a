"""先进典型: which papers can be named, the year of naming, and what is written for another unit."""

import datetime
import re

import pytest
from django.urls import reverse

from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action, AuditEntry
from jian_minzheng.core.naming import MOVED_AWAY
from offices.divisions.services import division_move
from offices.models import Division, Exemplar, OfficeDocument
from tests.registers.cases import hidden, rows_of

DAY = datetime.date(2025, 7, 1)


def document(world, place):
    return OfficeDocument.objects.create(keeper=world[place], title="先进典型命名通报", dated=DAY)


def exemplar(world, place="敦厚镇", **values):
    given = {"category": "moral_model", "name": "刘小兰", "named_by": "吉安县民政局", "named_on": DAY, **values}
    return Exemplar.objects.create(division=world[place], **given)


def enter(world, username, place, **values):
    sent = {"category": "post_pioneer", "name": "城南班组", "named_by": "吉安县民政局", "named_on": "2025-07-01"}
    unit = {"division": world[place].pk}
    return world.client(username).post(reverse("offices:exemplar_create"), {**unit, **sent, **values})


def errors(answer):
    return answer.context["form"].errors["document"]


def test_a_paper_elsewhere_is_refused_in_the_words_for_one_that_does_not_exist(world):
    papers = [document(world, "永新县"), document(world, "吉安县")]
    answers = [enter(world, "clerk_dunhou", "敦厚镇", document=paper.pk) for paper in papers]
    nowhere = enter(world, "clerk_dunhou", "敦厚镇", document=999999)
    assert [errors(answer) for answer in answers] == [errors(nowhere)] * 2
    assert all("先进典型命名通报" not in answer.content.decode() for answer in answers)
    assert not Exemplar.objects.exists()


def test_papers_on_offer_say_whose_they_are_and_voided_ones_are_not(world):
    document(world, "敦厚镇"), document(world, "永阳镇").void(by=world.users["county_jian"], reason="重复")
    page = world.client("county_jian").get(reverse("offices:exemplar_create")).content.decode()
    assert "敦厚镇：先进典型命名通报" in page
    assert "永阳镇：先进典型命名通报" not in page


def test_a_record_names_no_paper_that_its_unit_may_not_read(world):
    """A county names its own paper on its own record only: a township would read the title."""
    paper = document(world, "吉安县")
    assert "只能选本单位" in enter(world, "county_jian", "敦厚镇", document=paper.pk).content.decode()
    assert not Exemplar.objects.exists()
    assert enter(world, "county_jian", "吉安县", document=paper.pk).status_code == 302


def test_an_edit_keeps_a_paper_that_was_voided_since(world):
    paper = document(world, "敦厚镇")
    enter(world, "clerk_dunhou", "敦厚镇", document=paper.pk)
    paper.void(by=world.users["clerk_dunhou"], reason="重复")
    record = Exemplar.objects.get()
    client, address = world.client("clerk_dunhou"), reverse("offices:exemplar_edit", args=[record.pk])
    client.post(address, {**hidden(client.get(address)), "note": "已上墙"})
    record.refresh_from_db()
    assert (record.note, record.document) == ("已上墙", paper)


@pytest.mark.parametrize(("year", "found"), [("2025", ["刘小兰"]), ("2024", ["王大山"]), ("2023", [])])
def test_the_list_narrows_to_a_year_of_naming(world, year, found):
    exemplar(world), exemplar(world, name="王大山", named_on=datetime.date(2024, 12, 31))
    page = world.client("county_jian").get(reverse("offices:exemplar_list"), {"year": year})
    assert page.context["readable"]
    assert [row.name for row, _ in page.context["rows"]] == found


@pytest.mark.parametrize("year", ["99999", "0", "-1", "2025.5", "²"])
def test_a_year_that_cannot_be_read_shows_nothing(world, year):
    exemplar(world)
    page = world.client("county_jian").get(reverse("offices:exemplar_list"), {"year": year})
    assert page.context["rows"] == []
    assert "无法识别" in page.content.decode()


def test_what_a_county_writes_for_a_village_is_marked_and_for_a_township_is_not(world):
    for place, mark in (("高塘村", True), ("敦厚镇", False)):
        assert enter(world, "county_jian", place).status_code == 302
        record = Exemplar.objects.get(division=world[place])
        page = world.client("clerk_dunhou").get(reverse("offices:exemplar_detail", args=[record.pk])).content.decode()
        assert ("county_jian(代填)" in page) is mark
        entry = AuditEntry.objects.get(action=Action.RECORDED, object_type="offices.Exemplar", object_id=str(record.pk))
        assert ("代填" in entry.detail) is mark


def test_the_export_heads_columns_as_the_form_does_and_writes_days_as_days(world):
    exemplar(world, document=document(world, "敦厚镇"))
    asked = {"column": ["category", "named_on", "document", "published_on"]}
    heads, row = rows_of(world.client("county_jian").get(reverse("offices:exemplar_export"), asked))
    assert [cell.value for cell in heads] == ["姓名或集体名称", "类别", "命名日期", "公布日期", "命名文件"]
    name, category, named_on, published_on, paper = (cell.value for cell in row)
    assert (name, category, published_on, paper) == ("刘小兰", "道德模范", None, "先进典型命名通报")
    assert named_on.date() == DAY


@pytest.mark.parametrize("field", ["named_on", "published_on"])
def test_nobody_is_named_or_made_known_in_the_future(world, field):
    answer = enter(world, "clerk_dunhou", "敦厚镇", **{field: "2999-01-01"})
    assert answer.context["form"].errors[field] == ["不能填将来的日期。"]


def test_one_that_comes_back_names_no_paper_that_left_the_area_meanwhile(world):
    paper = document(world, "高塘村")
    one = exemplar(world, document=paper)
    client = world.client("clerk_dunhou")
    client.post(reverse("offices:exemplar_void", args=[one.pk]), {"reason": "重复登记"})
    there = Division.objects.get(pk=world["禾川镇"].pk)
    division_move(SYSTEM, division=Division.objects.get(pk=world["高塘村"].pk), parent=there, on=DAY, source="批复")
    client.post(reverse("offices:exemplar_restore", args=[one.pk]))
    one.refresh_from_db()
    assert one.is_void


def test_a_paper_that_went_with_a_unit_handed_over_is_not_named_any_more(world):
    paper = document(world, "敦厚镇")
    client = world.client("county_jian")
    assert enter(world, "county_jian", "吉安县", document=paper.pk).status_code == 302
    one = Exemplar.objects.get()
    urls = [reverse(f"offices:exemplar_{page}", args=[one.pk]) for page in ("detail", "edit", "history")]
    urls += [reverse("offices:exemplar_list") + "?column=document"]
    assert all(paper.title in client.get(url).content.decode() for url in urls)
    unit = Division.objects.get(pk=world["敦厚镇"].pk)
    division_move(SYSTEM, division=unit, parent=Division.objects.get(pk=world["永新县"].pk), on=DAY, source="批复")
    paper.title = "划走以后的标题"
    paper.save()
    pages = [client.get(url).content.decode() for url in urls]
    assert not [page for page in pages if "划走以后的标题" in page]
    assert all(MOVED_AWAY in page for page in pages)


def test_papers_on_offer_are_those_that_the_record_will_take(world):
    """A unit names its own papers and those below; where the unit is chosen, each paper says with which it goes."""
    mine, above, beside = document(world, "高塘村"), document(world, "吉安县"), document(world, "永阳镇")
    client = world.client("county_jian")
    edit = client.get(reverse("offices:exemplar_edit", args=[exemplar(world).pk]))
    offered = [value for value, _ in edit.context["form"].fields["document"].choices]
    assert offered == ["", mine.pk]
    page = client.get(reverse("offices:exemplar_create")).content.decode()
    for paper, units in ((mine, ["高塘村", "敦厚镇", "吉安县"]), (above, ["吉安县"]), (beside, ["永阳镇", "吉安县"])):
        (goes_with,) = re.findall(rf'<option value="{paper.pk}" data-goes-with="([0-9 ]+)">', page)
        writable = {world[name].pk for name in ("高塘村", "敦厚镇", "吉安县", "永阳镇")}
        assert set(map(int, goes_with.split())) & writable == {world[name].pk for name in units}
        for unit in units:
            answer = enter(world, "county_jian", unit, document=paper.pk)
            assert answer.status_code == 302


def test_the_empty_choice_of_a_paper_says_what_it_means(world):
    document(world, "敦厚镇")
    for user in ("clerk_dunhou", "county_jian"):
        page = world.client(user).get(reverse("offices:exemplar_create")).content.decode()
        assert ">不填</option>" in page
        assert "---------" not in page
