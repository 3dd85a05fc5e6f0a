"""四级联络人: one principal at a time, who follows whom, the specialist who is proposed, and telephones."""

import datetime

import pytest
from django.db import IntegrityError
from django.urls import reverse

from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import AuditEntry
from offices.divisions.services import division_close
from offices.models import Contact
from staffing.vocabulary import Kind, Position, WorkingMode
from tests.registers.cases import hidden, rows_of
from tests.staffing.people import employ

DAY = datetime.date(2025, 7, 1)
MOBILE, SHOWN = "13812345678", "138****5678"
CREATE, LIST, MANY = (reverse(f"offices:contact{what}") for what in ("_create", "_list", "_proposals"))


def contact(world, place="敦厚镇", **values):
    return Contact.objects.create(division=world[place], **{"name": "郭小川", "from_date": DAY, **values})


def enter(world, username, place, **values):
    sent = {"division": world[place].pk, "role": "principal", "name": "段春华", "from_date": "2025-07-01", **values}
    return world.client(username).post(CREATE, sent)


def specialist(world, name, place="高塘村", phone=MOBILE, **more):
    given = {"kind": Kind.VILLAGE_SPECIALIST, "position": Position.SPECIALIST, "phone": phone, **more}
    return employ(world, name, place, **given)


def at(what, record):
    return reverse(f"offices:contact_{what}", args=[record.pk])


def listed(client, **asked):
    return [row.name for row, _ in client.get(LIST, asked).context["rows"]]


# One at a time


def test_a_unit_has_one_principal_and_any_number_of_deputies(world):
    contact(world)
    second = enter(world, "clerk_dunhou", "敦厚镇")
    assert "“郭小川”2025年7月1日至今是这个单位的联络人" in second.context["form"].errors["role"][0]
    for name in ("段春华", "段秋华"):
        assert enter(world, "clerk_dunhou", "敦厚镇", role="deputy", name=name).status_code == 302
    assert Contact.objects.count() == 3


def test_the_database_refuses_a_second_principal_however_it_comes(world):
    contact(world)
    with pytest.raises(IntegrityError):
        contact(world, name="段春华")


@pytest.mark.parametrize(
    ("from_date", "stored"), [("2025-11-30", False), ("2025-12-31", True), ("2026-01-01", True), ("2019-01-01", False)]
)
def test_the_next_one_begins_when_the_last_one_has_handed_over(world, from_date, stored):
    """The day of the handover belongs to both."""
    contact(world, to_date=datetime.date(2025, 12, 31))
    answer = enter(world, "clerk_dunhou", "敦厚镇", from_date=from_date)
    assert (answer.status_code == 302) is stored


def test_one_who_has_ended_does_not_go_on_beside_the_next(world):
    first = contact(world, to_date=datetime.date(2025, 12, 31))
    enter(world, "clerk_dunhou", "敦厚镇", from_date="2026-01-01")
    client = world.client("clerk_dunhou")
    answer = client.post(at("reopen", first), hidden(client.get(at("reopen", first))))
    assert "同时只能有一名" in answer.content.decode()
    first.refresh_from_db()
    assert first.to_date is not None


def test_one_that_was_voided_comes_back_only_to_a_unit_without_another(world):
    first = contact(world)
    client = world.client("clerk_dunhou")
    client.post(at("void", first), {"reason": "登记错误"})
    assert enter(world, "clerk_dunhou", "敦厚镇").status_code == 302
    page = client.post(at("restore", first), follow=True).content.decode()
    assert "已有联络人" in page
    first.refresh_from_db()
    assert first.is_void


def test_nobody_ends_before_they_began(world):
    one, client = contact(world), world.client("clerk_dunhou")
    answer = client.post(at("close", one), {**hidden(client.get(at("close", one))), "to_date": "2025-06-30"})
    assert "不能早于" in answer.content.decode()


def test_a_day_that_only_stood_for_one_is_known_once_it_is_written(world):
    one, client = contact(world, from_date_known=False), world.client("clerk_dunhou")
    assert "(待核实)" in client.get(LIST).content.decode()
    sent = {**hidden(client.get(at("edit", one))), "from_date_known": ""}
    client.post(at("edit", one), {**sent, "note": "轮换"})
    one.refresh_from_db()
    assert not one.from_date_known
    sent = {**hidden(client.get(at("edit", one))), "from_date_known": ""}
    client.post(at("edit", one), {**sent, "from_date": "2024-01-01"})
    one.refresh_from_db()
    assert one.from_date_known


def test_contacts_end_with_their_unit(world):
    one, gone = contact(world, "城南社区"), contact(world, "城南社区", role="deputy", to_date=DAY)
    last_day = datetime.date(2025, 12, 31)
    division_close(SYSTEM, division=world["城南社区"], on=last_day, source="批复")
    one.refresh_from_db(), gone.refresh_from_db()
    assert (one.to_date, gone.to_date) == (last_day, DAY)


# The list


def test_the_list_shows_who_is_in_force_and_narrows_to_level_and_unit(world):
    contact(world), contact(world, "高塘村", name="段春华"), contact(world, "吉安县", name="肖家旺")
    contact(world, "永阳镇", name="康有福", to_date=datetime.date(2025, 12, 31))
    client = world.client("county_jian")
    assert listed(client) == ["肖家旺", "郭小川", "段春华"]
    assert listed(client, state="former") == ["康有福"]
    assert listed(client, level="village") == ["段春华"]
    assert listed(client, township=world["敦厚镇"].pk) == ["郭小川", "段春华"]
    assert listed(client, q="高塘") == ["段春华"]
    assert listed(world.client("county_yongxin")) == []


def test_every_level_keeps_its_own_and_a_county_writes_for_a_village_for_another(world):
    for username, place in (("city_officer", "吉安市"), ("county_jian", "吉安县"), ("clerk_dunhou", "高塘村")):
        assert enter(world, username, place).status_code == 302
    assert enter(world, "city_officer", "敦厚镇").status_code == 200
    assert enter(world, "county_jian", "江边村").status_code == 302
    entry = AuditEntry.objects.latest("sequence")
    assert "代填" in entry.detail


# Telephones


def test_a_mobile_number_is_stored_whole_and_shown_nowhere(world):
    enter(world, "clerk_dunhou", "敦厚镇", phone="+86 138-1234-5678")
    one, client = Contact.objects.get(), world.client("clerk_dunhou")
    assert one.phone == MOBILE
    pages = [LIST, *(at(what, one) for what in ("detail", "edit", "history", "close", "void"))]
    texts = [client.get(address).content.decode() for address in pages]
    assert not [text for text in texts if MOBILE in text]
    assert all(SHOWN in text for text in texts[:3])
    cells = [cell.value for row in rows_of(client.get(reverse("offices:contact_export"))) for cell in row]
    assert SHOWN in cells
    assert MOBILE not in AuditEntry.objects.latest("sequence").object_label


def test_a_land_line_is_meant_to_be_called(world):
    enter(world, "clerk_dunhou", "敦厚镇", phone="（0796）8412345")
    assert "0796-8412345" in world.client("gov_dunhou").get(LIST).content.decode()


def test_a_number_that_is_left_as_it_is_shown_stays(world):
    one, client = contact(world, phone=MOBILE), world.client("clerk_dunhou")
    sent = hidden(client.get(at("edit", one)))
    assert sent["phone"] == SHOWN
    client.post(at("edit", one), {**sent, "note": "轮换"})
    one.refresh_from_db()
    assert (one.phone, one.note) == (MOBILE, "轮换")
    answer = client.post(at("edit", one), {**hidden(client.get(at("edit", one))), "phone": "139****0000"})
    assert "请填写完整的号码" in answer.context["form"].errors["phone"][0]


def test_a_number_that_somebody_else_changed_meanwhile_is_told_masked(world):
    one, client = contact(world, phone=MOBILE), world.client("clerk_dunhou")
    opened = hidden(client.get(at("edit", one)))
    client.post(at("edit", one), {**opened, "phone": "13900001111"})
    answer = client.post(at("edit", one), {**opened, "note": "轮换"})
    page = answer.content.decode()
    assert answer.context["form"].conflict
    assert "139****1111" in page
    assert "13900001111" not in page
    client.post(at("edit", one), hidden(answer))
    one.refresh_from_db()
    assert (one.phone, one.note) == ("13900001111", "轮换")


@pytest.mark.parametrize("phone", ["110", "1381234567", "张三", "138****5678"])
def test_what_nobody_can_call_is_refused(world, phone):
    assert "phone" in enter(world, "clerk_dunhou", "敦厚镇", phone=phone).context["form"].errors
    assert not Contact.objects.exists()


# The specialist is proposed


def opened_at(world, username, place):
    return world.client(username).get(CREATE, {"division": world[place].pk})


def test_the_form_for_a_village_opens_with_its_specialist_and_says_so(world):
    specialist(world, "胡春兰", title="村委委员")
    page = opened_at(world, "clerk_dunhou", "高塘村")
    sent = hidden(page)
    assert (sent["name"], sent["title"], sent["phone"]) == ("胡春兰", "村委委员、村级民政专干", SHOWN)
    assert "已按在岗的村级民政专干胡春兰预填" in page.content.decode()
    assert MOBILE not in page.content.decode()
    client = world.client("clerk_dunhou")
    assert client.post(CREATE, {**sent, "from_date": "2025-07-01"}).status_code == 302
    assert Contact.objects.get().phone == MOBILE


def test_the_hidden_figures_of_a_specialist_go_to_nobody_else(world):
    specialist(world, "胡春兰")
    answer = enter(world, "clerk_dunhou", "高塘村", phone=SHOWN)
    assert "请填写完整的号码" in answer.context["form"].errors["phone"][0]


def test_a_title_with_a_number_in_it_is_proposed_without(world):
    specialist(world, "胡春兰", title=f"村委委员{MOBILE}")
    assert hidden(opened_at(world, "clerk_dunhou", "高塘村"))["title"] == f"村委委员{SHOWN}、村级民政专干"
    client = world.client("clerk_dunhou")
    client.post(MANY, {"village": ticked(client.get(MANY)), "from_date": "2025-07-01"})
    assert MOBILE not in Contact.objects.get().title


def test_of_several_specialists_none_is_chosen_and_all_are_named(world):
    specialist(world, "胡春兰"), specialist(world, "康有福")
    page = opened_at(world, "clerk_dunhou", "高塘村")
    assert hidden(page)["name"] == ""
    assert "有2名：胡春兰、康有福" in page.content.decode()


def test_beside_a_contact_a_deputy_is_begun(world):
    specialist(world, "胡春兰"), contact(world, "高塘村")
    page = opened_at(world, "clerk_dunhou", "高塘村")
    assert (hidden(page)["name"], hidden(page)["role"]) == ("", "deputy")
    assert "高塘村已有联络人郭小川" in page.content.decode()


@pytest.mark.parametrize("unit", ["abc", "²", "999999999999999999999", ""])
def test_an_address_that_names_no_unit_proposes_nobody(world, unit):
    page = world.client("clerk_dunhou").get(CREATE, {"division": unit})
    assert (page.status_code, hidden(page)["name"]) == (200, "")


def test_a_village_of_others_proposes_nobody(world):
    specialist(world, "胡春兰", "城东村"), contact(world, "城东村")
    text = opened_at(world, "clerk_dunhou", "城东村").content.decode()
    assert "胡春兰" not in text
    assert "郭小川" not in text


def test_the_page_of_a_village_shows_who_is_in_force_and_leads_to_the_form_for_it(world):
    contact(world, "高塘村"), contact(world, "高塘村", name="段春华", to_date=DAY)
    address = f"{CREATE}?division={world['高塘村'].pk}"
    panel = reverse("offices:contact_at", args=[world["高塘村"].pk])
    page = world.client("clerk_dunhou").get(panel).content.decode()
    assert ("郭小川" in page, "段春华" in page, address in page) == (True, False, True)
    assert address not in world.client("gov_dunhou").get(panel).content.decode()


# All villages at once


def ticked(page):
    return [one.token for one in page.context["proposals"].ready]


def test_the_villages_of_a_township_get_their_specialists_at_once(world):
    specialist(world, "胡春兰"), specialist(world, "康有福", "城南社区", phone="")
    client = world.client("clerk_dunhou")
    page = client.get(MANY)
    assert "胡春兰" in page.content.decode()
    assert MOBILE not in page.content.decode()
    answer = client.post(MANY, {"village": ticked(page), "from_date": "2025-07-01"}, follow=True)
    assert "已登记2个村(居)的联络人" in answer.content.decode()
    stored = Contact.objects.order_by("name").values_list("division__name", "name", "phone", "from_date")
    assert set(stored) == {("高塘村", "胡春兰", MOBILE, DAY), ("城南社区", "康有福", "", DAY)}
    assert AuditEntry.objects.latest("sequence").detail["单位"] == ["高塘村", "城南社区"]
    assert all(one.history.count() == 1 for one in Contact.objects.all())


def test_villages_that_have_one_or_nobody_or_several_are_passed_over_and_told(world):
    specialist(world, "胡春兰"), specialist(world, "刘大山"), contact(world, "城南社区")
    specialist(world, "康有福", "江边村", working_mode=WorkingMode.OFF_POST)
    page = world.client("county_jian").get(MANY)
    told = {why: [one.village.name for one in some] for why, some in page.context["proposals"].reasons.items()}
    assert told == {"已有联络人": ["城南社区"], "没有在岗的专干": ["江边村"], "在岗的专干不止一名": ["高塘村"]}
    assert "跳过 3 个村(居)" in page.content.decode()
    assert "城东村" not in page.content.decode()


def test_what_changed_since_the_page_was_opened_is_not_written(world):
    post = specialist(world, "胡春兰")
    specialist(world, "康有福", "城南社区")
    client = world.client("clerk_dunhou")
    sent = {"village": ticked(client.get(MANY)), "from_date": "2025-07-01"}
    post.void(by=world.users["clerk_dunhou"], reason="换人")
    specialist(world, "刘大山")
    assert "有变化，没有登记任何一个" in client.post(MANY, sent).content.decode()
    assert not Contact.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"village": ["x", "1:2"]}, {"village": ["999999:1"]}])
def test_what_is_ticked_by_nobodys_page_writes_nothing(world, sent):
    specialist(world, "胡春兰")
    answer = world.client("clerk_dunhou").post(MANY, {**sent, "from_date": "2025-07-01"})
    assert (answer.status_code, Contact.objects.exists()) == (200, False)


def test_those_who_keep_no_villages_are_not_let_in(world):
    for username, status in (("city_officer", 403), ("gov_dunhou", 403), ("county_jian", 200)):
        assert world.client(username).get(MANY).status_code == status
        assert (MANY in world.client(username).get(LIST).content.decode()) is (status == 200)
