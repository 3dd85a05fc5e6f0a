"""A person's particulars and posts as their page tells them; village rosters and panels as other pages do."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from intake.models import ImportBatch
from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action, AuditEntry
from jian_minzheng.core.id_numbers import IdNumberError, check_character, check_id_number
from jian_minzheng.core.phones import PhoneError, tidy_phone
from offices.divisions import services
from offices.models import Division, NursingHome
from offices.panels import home_panels, panels_for
from staffing.models import Appointment, Person
from staffing.vocabulary import EndReason, Kind, Position, WorkingMode
from tests.reading import told
from tests.staffing.people import START, employ, identity, number, post

NUMBER = number(233)
ONE_DAY = datetime.timedelta(days=1)
ROSTER = "/staffing/villages/"


@pytest.fixture
def world(lent_world):
    return lent_world


@pytest.fixture
def clerk(world):
    return world.client("clerk_dunhou")


@pytest.fixture
def zeng(world):
    return employ(world, "曾庆华", id_number=NUMBER)


def url(name, *args):
    return reverse(f"staffing:{name}", args=args)


def page_of(client, held):
    return client.get(url("person_detail", held.person_id))


def correct(client, person, **values):
    """Send the form of particulars with some of them changed; what follows."""
    form = client.get(url("person_edit", person.pk)).context["forms"][0]
    sent = {bound.html_name: "" if bound.value() is None else bound.value() for bound in form}
    sent.pop("phone_cleared", None)
    return client.post(url("person_edit", person.pk), {**sent, **values}, follow=True)


def wrong_at(page):
    return {name: "".join(errors) for form in page.context["forms"] for name, errors in form.errors.items()}


# Particulars


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"name": ""}, "name", "请填写姓名。"),
        ({"birth_date": "2999-01-01"}, "birth_date", "不能填将来的日期。"),
        ({"work_start": "2999-01-01"}, "work_start", "不能填将来的日期。"),
        ({"birth_date": "1990-01-01", "work_start": "1989-12-31"}, "work_start", "不能早于出生日期。"),
        ({"phone_typed": "12345"}, "phone_typed", "请填11位手机号码"),
        ({"id_number_typed": "12345"}, "id_number_typed", "18位"),
        ({"education": "15"}, "education", ""),
        ({"school": "校" * 101}, "school", ""),
    ],
    ids=["no name", "not born yet", "not at work yet", "at work before birth", "no telephone", "no number",
         "no such schooling", "a school too long"],
)  # fmt: skip
def test_particulars_that_cannot_be_are_refused_at_their_field(world, clerk, values, field, words):
    person = employ(world, "刘一").person
    page = correct(clerk, person, **values)
    assert list(wrong_at(page)) == [field]
    assert words in wrong_at(page)[field]
    assert f'href="#id_{field}"' in page.content.decode()
    person.refresh_from_db()
    assert person.version == 1


def test_what_was_corrected_is_said_and_stands_in_the_history(world, clerk, zeng):
    page = correct(clerk, zeng.person, name=" 曾 庆 华 ", politics="01", birth_date="")
    assert told(page) == "已保存曾庆华的基本情况。"
    text = page.content.decode()
    assert "中共党员" in text
    assert "政治面貌" in text[text.index("修改历史") :]
    entry = AuditEntry.objects.filter(action=Action.EDITED).latest("sequence")
    assert (entry.object_label, entry.actor_name) == ("曾庆华", "clerk_dunhou")


def test_sex_and_birth_follow_from_a_number_typed_later(world, clerk):
    person = employ(world, "刘二", sex="").person
    correct(clerk, person, id_number_typed=number(346, "19790824"))
    person.refresh_from_db()
    assert (person.sex, person.birth_date) == ("2", datetime.date(1979, 8, 24))
    assert AuditEntry.objects.filter(action=Action.NUMBER_TYPED, object_id=str(person.pk)).count() == 1


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("+86 138-1234-5678", "13812345678"),
        ("0796-8888888转801", "0796-8888888转801"),
        ("(0796)8888888 ext 801", "0796-8888888转801"),
        ("13812345678 / 13987654321", "13812345678、13987654321"),
        ("13812345678、13812345678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("13812345678.0", "13812345678"),
        ("", ""),
    ],
    ids=["with country code", "with extension", "ext", "two", "the same twice", "full width", "from a sheet", "none"],
)
def test_a_telephone_is_written_one_way(typed, stored):
    assert tidy_phone(typed) == stored


@pytest.mark.parametrize("typed", ["1381234567", "23812345678", "0791-12", "无", "13812345678a1b"])
def test_what_cannot_be_called_is_no_telephone(typed):
    with pytest.raises(PhoneError) as refused:
        tidy_phone(typed)
    assert typed not in str(refused.value)


@pytest.mark.parametrize(
    ("day", "code"),
    [("18991231", "id_birth"), ("19000101", ""), ("20230229", "id_birth"), ("20000229", ""), ("29990101", "id_birth")],
    ids=["before 1900", "the first day of 1900", "no leap year", "a leap year", "not born yet"],
)
def test_a_number_holds_a_day_on_which_somebody_was_born(day, code):
    body = f"360821{day}233"
    if not code:
        assert f"{check_id_number(body + check_character(body)).birth_date:%Y%m%d}" == day
        return
    with pytest.raises(IdNumberError) as refused:
        check_id_number(body + check_character(body))
    assert refused.value.code == code


# The page


@pytest.mark.parametrize(
    ("mine", "theirs", "pointed_out"),
    [
        ({}, {}, True),
        ({"birth_date": "1985-06-12"}, {"birth_date": "1985-06-12"}, True),
        ({"birth_date": "1985-06-12"}, {}, True),
        ({"birth_date": "1985-06-12"}, {"birth_date": "1985-06-13"}, False),
        ({"id_number": NUMBER}, {}, True),
        ({"id_number": NUMBER}, {"id_number": number(235)}, False),
    ],
    ids=["nothing known", "born on one day", "one birth unknown", "born apart", "one number unknown", "two numbers"],
)
def test_a_namesake_is_pointed_out_unless_something_tells_them_apart(world, clerk, mine, theirs, pointed_out):
    one, other = employ(world, "刘明"), employ(world, "刘明")
    Person.objects.filter(pk=one.person_id).update(**mine)
    Person.objects.filter(pk=other.person_id).update(**theirs)
    assert ("可能重复登记" in page_of(clerk, one).content.decode()) is pointed_out


def test_posts_stand_newest_first_each_with_how_it_ended(world, clerk):
    old = employ(world, "刘三", to_date=datetime.date(2022, 5, 31), end_reason=EndReason.CONTRACT_ENDED)
    post(world, old.person, "高塘村", kind=Kind.VILLAGE_SPECIALIST, from_date=datetime.date(2022, 6, 1))
    page = page_of(clerk, old)
    assert [(one["place"], one["ended"]) for one in page.context["posts"]] == [
        ("吉安县·敦厚镇·高塘村", False), ("吉安县·敦厚镇", True),
    ]  # fmt: skip
    assert "已离任·合同到期" in page.content.decode()


def test_a_post_that_ends_today_has_not_ended(world, clerk):
    held = employ(world, "刘四", to_date=timezone.localdate(), end_reason=EndReason.RETIRED)
    (shown,) = page_of(clerk, held).context["posts"]
    assert not shown["ended"]


@pytest.mark.parametrize(
    ("user", "offered"),
    [("clerk_dunhou", True), ("county_jian", True), ("city_officer", False), ("city_leader", False)],
)
def test_who_keeps_a_person_is_offered_to_correct_and_others_are_not(world, zeng, user, offered):
    page = page_of(world.client(user), zeng).content.decode()
    for name in ("person_edit", "post_new"):
        assert (url(name, zeng.person_id) in page) is offered
    for name in ("post_edit", "post_end", "post_transfer", "post_lend"):
        assert (url(name, zeng.pk) in page) is offered, name


def test_home_staff_are_placed_by_their_home(world, clerk):
    held = employ(world, "刘五", kind=Kind.NURSING_HOME_STAFF, home=world.homes["敦厚镇"], position=Position.COOK)
    (shown,) = page_of(clerk, held).context["posts"]
    assert shown["place"] == "吉安县·敦厚镇·敦厚镇敬老院"


def test_nobody_is_found_by_a_key_that_is_none(world, clerk, zeng):
    for pk in (0, 999_999):
        assert clerk.get(f"/staffing/people/{pk}/").status_code == 404


# Villages


def specialist(world, name="王专干", village="高塘村", **values):
    return employ(world, name, village, kind=Kind.VILLAGE_SPECIALIST, position=Position.SPECIALIST, **values)


@pytest.mark.parametrize(
    ("values", "vacant"),
    [
        ({}, 1),
        ({"to_date": 0}, 1),
        ({"to_date": -1}, 2),
        ({"from_date": 1}, 2),
        ({"working_mode": WorkingMode.CONCURRENT}, 1),
    ],
    ids=["in post", "the last day is today", "left yesterday", "comes tomorrow", "beside another office"],
)
def test_a_village_is_vacant_while_nobody_is_in_post_there(world, clerk, values, vacant):
    days = {key: timezone.localdate() + day * ONE_DAY for key, day in values.items() if isinstance(day, int)}
    specialist(world, **{**values, **days})
    page = clerk.get(ROSTER)
    assert (page.context["vacant"], len(page.context["rows"])) == (vacant, 2)


def test_two_specialists_of_a_village_stand_in_one_row_the_elder_first(world, clerk):
    specialist(world, "乙后到", from_date=START + ONE_DAY)
    specialist(world, "甲先到")
    row = next(row for row in clerk.get(ROSTER).context["rows"] if row.village.name == "高塘村")
    assert [held.person.name for held in row.posts] == ["甲先到", "乙后到"]


def test_a_village_that_is_no_more_is_owed_nobody(world, clerk):
    services.division_close(SYSTEM, division=world["城南社区"], on=timezone.localdate() - ONE_DAY, source="撤村")
    assert [row.village.name for row in clerk.get(ROSTER).context["rows"]] == ["高塘村"]
    assert clerk.get(ROSTER).context["vacant"] == 1


def test_a_county_narrows_to_a_township_and_a_township_is_not_asked(world, clerk):
    county = world.client("county_jian")
    page = county.get(ROSTER)
    assert [row.village.name for row in page.context["rows"]] == ["高塘村", "城南社区", "江边村"]
    choices = page.context["filter"].form.fields["township"].queryset
    assert {one.name for one in choices} == {"敦厚镇", "永阳镇"}
    chosen = county.get(ROSTER, {"township": world["永阳镇"].pk})
    assert [row.village.name for row in chosen.context["rows"]] == ["江边村"]
    page = clerk.get(ROSTER)
    assert page.context["township"] == world["敦厚镇"]
    assert 'name="township"' not in page.content.decode()
    assert clerk.get(ROSTER, {"township": world["永阳镇"].pk}).context["rows"] == []


def test_a_township_without_villages_says_so(world, clerk):
    Division.objects.filter(name__in=["高塘村", "城南社区"]).update(virtual=True)
    assert "管辖范围内没有村(居)" in clerk.get(ROSTER).content.decode()


def test_who_only_reads_ticks_nobody(world):
    specialist(world)
    query = {"township": world["敦厚镇"].pk}
    for user, offered in (("county_jian", True), ("city_officer", False), ("city_leader", False)):
        page = world.client(user).get(ROSTER, query).content.decode()
        assert "王专干" in page
        assert ("为勾选的专干登记备案" in page) is offered, user


# Panels on other pages


def test_the_staff_of_each_home_stand_on_the_townships_page_by_home(world):
    second = NursingHome.objects.create(township=world["敦厚镇"], name="城北敬老院", opened_on=START)
    home = {"kind": Kind.NURSING_HOME_STAFF}
    employ(world, "甲院长", home=world.homes["敦厚镇"], position=Position.DIRECTOR, **home)
    employ(world, "乙护理", home=second, position=Position.CARER, **home)
    employ(world, "丙离任", home=second, to_date=START + ONE_DAY, **home)
    scope = identity(world, "clerk_dunhou")
    panels = {panel["slug"]: panel for panel in panels_for(scope, world["敦厚镇"])}
    assert {held.person.name for held in panels["home-staff"]["posts"]} == {"甲院长", "乙护理"}
    (of_second,) = [panel for panel in home_panels(scope, second) if panel["slug"] == "staff"]
    assert [held.person.name for held in of_second["posts"]] == ["乙护理"]


@pytest.mark.parametrize(
    ("values", "borrowed"),
    [
        ({}, 0),
        ({"post_division": "永阳镇"}, 1),
        ({"working_mode": WorkingMode.BORROWED}, 1),
        ({"post_division": None}, 0),
        ({"post_division": None, "working_mode": WorkingMode.BORROWED}, 1),
    ],
    ids=["own", "held by another unit of ours", "said to be borrowed", "held outside", "borrowed from outside"],
)
def test_somebody_borrowed_is_marked_at_the_station(world, values, borrowed):
    if values.get("post_division"):
        values = {**values, "post_division": world[values["post_division"]]}
    employ(world, "刘借", **values)
    panels = {panel["slug"]: panel for panel in panels_for(identity(world, "county_jian"), world["敦厚镇"])}
    assert panels["people"]["borrowed"] == borrowed


def test_the_county_sums_its_townships_without_those_that_are_no_more(world):
    employ(world, "甲在所")
    employ(world, "乙在所", "永阳镇")
    Division.objects.filter(pk=world["永阳镇"].pk).update(valid_to=timezone.localdate() - ONE_DAY)
    panels = {panel["slug"]: panel for panel in panels_for(identity(world, "county_jian"), world["吉安县"])}
    assert [township.name for township, _ in panels["county-people"]["rows"]] == ["敦厚镇"]
    assert panels["county-people"]["total"].station == 1


# What waits


@pytest.mark.parametrize(
    ("state", "owner", "waits"),
    [
        (ImportBatch.State.READ, "county_jian", True),
        (ImportBatch.State.PREVIEWED, "county_jian", True),
        (ImportBatch.State.COMMITTED, "county_jian", False),
        (ImportBatch.State.DISCARDED, "county_jian", False),
        (ImportBatch.State.UNDONE, "county_jian", False),
        (ImportBatch.State.PREVIEWED, "clerk_dunhou", False),
    ],
    ids=["read", "previewed", "committed", "given up", "taken back", "a colleague's"],
)
def test_an_own_roster_that_was_not_committed_is_a_task(world, state, owner, waits):
    batch = ImportBatch.objects.create(
        division=world["敦厚镇"],
        scope=world["敦厚镇"],
        kind=Kind.STATION_STAFF,
        owner=world.users[owner],
        state=state,
        file_name="花名册.xlsx",
    )
    page = world.client("county_jian").get("/").content.decode()
    assert (reverse("intake:detail", args=[batch.pk]) in page) is waits
    assert ("花名册.xlsx" in page) is waits


def test_a_link_to_a_post_that_is_none_leads_nowhere(world, clerk):
    assert Appointment.objects.count() == 0
    for name in ("post_edit", "post_end", "post_transfer", "post_lend"):
        assert clerk.get(url(name, 1)).status_code == 404, name
