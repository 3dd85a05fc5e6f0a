"""What makes a post lawful, at the edges: places, two established posts in a row, transfers, loans and their days."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action, AuditEntry
from jian_minzheng.core.records import EditConflict
from offices.divisions.services import division_close
from offices.models import Division, NursingHome
from staffing import posts, selectors
from staffing.models import Appointment
from staffing.vocabulary import Employment, EndReason, Kind, Payer, Position, WorkingMode
from tests.staffing.people import START, actor, employ, identity, post

DAY, EVE = datetime.date(2024, 7, 1), datetime.date(2024, 6, 30)
ONE_DAY = datetime.timedelta(days=1)
ESTABLISHED = Employment.INSTITUTION_FULL


def url(name, key):
    return reverse(f"staffing:{name}", args=[key])


@pytest.fixture
def world(lent_world):
    return lent_world


@pytest.fixture
def county(world):
    return actor(world, "county_jian")


def draft(world, place, **values):
    values = {
        "kind": Kind.STATION_STAFF, "employment": Employment.PURCHASED, "from_date": DAY,
        "post_division": world[place], **values,
    }  # fmt: skip
    return Appointment(work_division=world[place], **values)


@pytest.mark.parametrize(
    ("kind", "place", "words"),
    [
        (Kind.STATION_STAFF, "高塘村", "应为乡镇(街道)一级"),
        (Kind.STATION_STAFF, "吉安县", "应为乡镇(街道)一级"),
        (Kind.VILLAGE_SPECIALIST, "敦厚镇", "应为村(居)一级"),
        (Kind.BUREAU_STAFF, "敦厚镇", "应为县(市、区)一级"),
        (Kind.NURSING_HOME_STAFF, "敦厚镇", "应选择所在乡镇(街道)的敬老院"),
    ],
    ids=["a station in a village", "a station in a county", "a specialist of a township", "a bureau in a township",
         "home staff without a home"],
)  # fmt: skip
def test_a_post_stands_at_the_level_of_its_kind(world, county, kind, place, words):
    held = employ(world, "刘一", "永阳镇")
    with pytest.raises(ValidationError) as refused:
        posts.appointment_start(county, person=held.person, appointment=draft(world, place, kind=kind))
    assert words in "".join(refused.value.messages)
    assert Appointment.objects.count() == 1


def test_staff_of_a_home_work_where_the_home_stands(world, county):
    held = employ(world, "刘二", "永阳镇")
    elsewhere = draft(world, "永阳镇", kind=Kind.NURSING_HOME_STAFF, home=world.homes["敦厚镇"])
    with pytest.raises(ValidationError, match="应选择所在乡镇"):
        posts.appointment_start(county, person=held.person, appointment=elsewhere)


def test_nobody_works_at_a_unit_for_statistics_only(world, county):
    held = employ(world, "刘三")
    Division.objects.filter(pk=world["永阳镇"].pk).update(virtual=True)
    world["永阳镇"].refresh_from_db()
    with pytest.raises(ValidationError, match="仅供统计的单位不能登记任职"):
        posts.appointment_start(county, person=held.person, appointment=draft(world, "永阳镇"))


@pytest.mark.parametrize(
    ("first_ends", "second", "lawful"),
    [
        (None, {}, False),
        (DAY, {}, False),
        (EVE, {}, True),
        (None, {"employment": Employment.PURCHASED, "working_mode": WorkingMode.CONCURRENT}, True),
        (None, {"from_date": START - 90 * ONE_DAY, "to_date": START - ONE_DAY}, True),
        (None, {"from_date": START - 90 * ONE_DAY, "to_date": START}, False),
    ],
    ids=["both go on", "one shared day", "one after the other", "the second not established", "over before the first",
         "over on the first day of the first"],
)  # fmt: skip
def test_nobody_holds_two_established_posts_on_one_day(world, county, first_ends, second, lawful):
    held = employ(world, "刘四", employment=ESTABLISHED, to_date=first_ends)
    new = draft(world, "永阳镇", **{"employment": ESTABLISHED, **second})
    if lawful:
        posts.appointment_start(county, person=held.person, appointment=new)
    else:
        with pytest.raises(ValidationError, match="同一时间已有一个在编任职"):
            posts.appointment_start(county, person=held.person, appointment=new)
    assert Appointment.objects.count() == 1 + lawful


def test_a_voided_post_stands_in_nobodys_way(world, county):
    held = employ(world, "刘五", employment=ESTABLISHED)
    also = post(world, held.person, "永阳镇", to_date=EVE)
    held.void(by=world.users["county_jian"], reason="误登")
    posts.appointment_start(county, person=also.person, appointment=draft(world, "永阳镇", employment=ESTABLISHED))


def test_the_same_post_twice_at_one_unit_is_refused(world, county):
    held = employ(world, "刘六")
    with pytest.raises(ValidationError, match="在这个单位已有同类的在岗任职"):
        posts.appointment_start(county, person=held.person, appointment=draft(world, "敦厚镇"))
    posts.appointment_start(
        county,
        person=held.person,
        appointment=draft(world, "高塘村", kind=Kind.VILLAGE_SPECIALIST, working_mode=WorkingMode.CONCURRENT),
    )


@pytest.mark.parametrize(
    ("on", "lawful"), [(START - ONE_DAY, False), (START, True), (DAY, True)], ids=["before", "the first day", "later"]
)
def test_the_last_day_is_no_earlier_than_the_first(world, county, on, lawful):
    held = employ(world, "刘七")
    if not lawful:
        with pytest.raises(ValidationError, match="离岗日期不能早于到岗日期"):
            posts.appointment_end(county, appointment=held, opened_version=1, on=on, reason=EndReason.DIED)
        return
    posts.appointment_end(county, appointment=held, opened_version=1, on=on, reason=EndReason.DIED)
    assert selectors.posts_on(on, scope=county.scope).count() == 1
    assert selectors.posts_on(on + ONE_DAY, scope=county.scope).count() == 0


# Transfers


@pytest.mark.parametrize(
    ("from_date", "lawful"), [(START, False), (START + ONE_DAY, True), (DAY, True)],
    ids=["the first day of the old post", "the day after it", "years later"],
)  # fmt: skip
def test_a_transfer_leaves_the_old_post_at_least_a_day(world, county, from_date, lawful):
    old = employ(world, "刘八")
    new = draft(world, "永阳镇", from_date=from_date)
    if lawful:
        posts.appointment_transfer(county, appointment=old, opened_version=1, successor=new)
        old.refresh_from_db()
        assert (old.to_date, old.end_reason) == (from_date - ONE_DAY, EndReason.TRANSFERRED)
    else:
        with pytest.raises(ValidationError, match="应晚于原任职的到岗日期"):
            posts.appointment_transfer(county, appointment=old, opened_version=1, successor=new)


def test_an_established_post_is_transferred_without_a_day_of_two(world, county):
    old = employ(world, "刘九", employment=ESTABLISHED)
    posts.appointment_transfer(
        county, appointment=old, opened_version=1, successor=draft(world, "永阳镇", employment=ESTABLISHED)
    )
    for day in (EVE, DAY):
        assert selectors.posts_on(day, scope=county.scope).count() == 1


def test_whoever_left_or_was_moved_is_not_moved_again(world, county):
    old = employ(world, "刘十", to_date=EVE)
    with pytest.raises(ValidationError, match="已经结束或作废"):
        posts.appointment_transfer(county, appointment=old, opened_version=1, successor=draft(world, "永阳镇"))
    assert Appointment.objects.count() == 1


def test_of_two_transfers_at_once_the_second_is_told(world, county):
    old = employ(world, "孙一")
    posts.appointment_transfer(county, appointment=old, opened_version=1, successor=draft(world, "永阳镇"))
    with pytest.raises(EditConflict):
        posts.appointment_transfer(
            actor(world, "clerk_dunhou"), appointment=old, opened_version=1,
            successor=draft(world, "敦厚镇", from_date=DAY + ONE_DAY),
        )  # fmt: skip
    assert Appointment.objects.count() == 2


def test_a_place_is_not_changed_by_correcting_a_post(world, county):
    held = employ(world, "孙二")
    held.work_division = world["永阳镇"]
    with pytest.raises(ValidationError, match="请使用“调动”或“借调”"):
        posts.appointment_update(county, appointment=held, opened_version=1)
    held.refresh_from_db()
    assert held.work_division == world["敦厚镇"]


# Loans


def lend(world, county, old, place="永阳镇", **values):
    new = draft(world, place, employment="", **values)
    return posts.appointment_lend(county, appointment=old, opened_version=old.version, successor=new)


def test_a_loan_carries_pay_and_employment_and_changes_the_work_place_alone(world, county):
    old = employ(world, "孙三", employment=ESTABLISHED, channel="01", monthly_pay=4200, payer=Payer.COUNTY_BUDGET,
                 insured=True)  # fmt: skip
    lent = lend(world, county, old)
    carried = ("employment", "channel", "monthly_pay", "payer", "insured", "post_division_id")
    assert [getattr(lent, name) for name in carried] == [getattr(old, name) for name in carried]
    assert (lent.work_division, lent.working_mode) == (world["永阳镇"], WorkingMode.BORROWED)
    old.refresh_from_db()
    assert (old.to_date, old.end_reason) == (EVE, EndReason.LENT)
    assert AuditEntry.objects.filter(action=Action.EDITED).count() == 1


def test_somebody_on_loan_is_lent_on_and_the_first_unit_still_holds_the_post(world, county):
    old = employ(world, "孙四", employment=ESTABLISHED)
    lent = lend(world, county, old)
    on = lend(world, county, lent, "吉安县", kind=Kind.BUREAU_STAFF, from_date=DAY + 30 * ONE_DAY)
    assert (on.post_division, on.work_division) == (world["敦厚镇"], world["吉安县"])
    with pytest.raises(ValidationError, match="编制所在单位以外"):
        lend(world, county, on, "敦厚镇", from_date=DAY + 60 * ONE_DAY)


def test_somebody_on_loan_comes_home_by_transfer(world, county):
    old = employ(world, "孙五", employment=ESTABLISHED)
    lent = lend(world, county, old)
    home = draft(world, "敦厚镇", employment=ESTABLISHED, from_date=DAY + 90 * ONE_DAY)
    posts.appointment_transfer(county, appointment=lent, opened_version=1, successor=home)
    working = [(p.work_division.name, str(p.from_date)) for p in Appointment.objects.order_by("from_date")]
    assert working == [("敦厚镇", str(START)), ("永阳镇", str(DAY)), ("敦厚镇", str(DAY + 90 * ONE_DAY))]


# Counts


@pytest.mark.parametrize(
    ("mode", "counts"),
    [
        (WorkingMode.REGULAR, True), (WorkingMode.BORROWED, True), (WorkingMode.CONCURRENT, True),
        (WorkingMode.ATTACHED, True), (WorkingMode.REHIRED, True), (WorkingMode.LENT, False),
        (WorkingMode.LONG_LEAVE, False), (WorkingMode.OFF_POST, False),
    ],
    ids=lambda value: value.name if isinstance(value, WorkingMode) else "",
)  # fmt: skip
def test_a_head_counts_where_somebody_is_at_work(world, mode, counts):
    employ(world, "周一", employment=ESTABLISHED, working_mode=mode)
    heads = selectors.headcounts(world["吉安县"], on=DAY, scope=identity(world, "county_jian"))
    expected = {world["敦厚镇"].path: selectors.Headcount(station=1, established=1)} if counts else {}
    assert heads == expected


def test_heads_are_counted_on_the_day_asked_for_and_nobody_twice(world):
    one = employ(world, "周二", to_date=EVE)
    post(world, one.person, "永阳镇", from_date=DAY)
    post(world, one.person, "高塘村", kind=Kind.VILLAGE_SPECIALIST, to_date=EVE)
    scope = identity(world, "county_jian")
    before = selectors.headcounts(world["吉安县"], on=EVE, scope=scope)
    assert before == {world["敦厚镇"].path: selectors.Headcount(station=1, specialists=1)}
    assert selectors.headcounts(world["吉安县"], on=DAY, scope=scope) == {
        world["永阳镇"].path: selectors.Headcount(station=1)
    }


# Pickers


@pytest.mark.parametrize(
    ("kind", "offered"),
    [
        (Kind.STATION_STAFF, ["敦厚镇", "永阳镇"]),
        (Kind.VILLAGE_SPECIALIST, ["高塘村", "城南社区", "江边村"]),
        (Kind.BUREAU_STAFF, ["吉安县"]),
        (Kind.NURSING_HOME_STAFF, ["敦厚镇敬老院"]),
    ],
)
def test_a_kind_of_post_offers_its_places(world, kind, offered):
    NursingHome.objects.create(township=world["永阳镇"], name="旧院", opened_on=START, closed_on=EVE)
    page = world.client("county_jian").get(reverse("staffing:person_new"), {"kind": kind})
    assert [one.name for one in page.context["forms"][1].fields["place"].queryset] == offered


def test_a_township_is_not_offered_the_bureaus_posts(world):
    tabs = [tab["kind"] for tab in world.client("clerk_dunhou").get(reverse("staffing:person_new")).context["tabs"]]
    assert Kind.BUREAU_STAFF not in tabs
    page = world.client("clerk_dunhou").get(reverse("staffing:person_new"), {"kind": Kind.BUREAU_STAFF})
    assert [tab["kind"] for tab in page.context["tabs"] if tab["active"]] == [Kind.STATION_STAFF]


def test_a_person_is_entered_where_the_link_said(world):
    page = world.client("county_jian").get(
        reverse("staffing:person_new"), {"kind": Kind.VILLAGE_SPECIALIST, "place": world["江边村"].pk}
    )
    assert str(page.context["forms"][1]["place"].value()) == str(world["江边村"].pk)
    positions = [value for value, _ in page.context["forms"][1].fields["position"].choices]
    assert positions == [Position.SPECIALIST]


def test_no_post_is_newly_held_at_a_unit_that_is_no_more_and_an_old_one_still_is(world):
    """敦厚镇 holds a post of somebody who works at the bureau; 永阳镇 holds none."""
    held = employ(world, "吴一", "吉安县", kind=Kind.BUREAU_STAFF, post_division=world["敦厚镇"])
    Division.objects.filter(name__in=["敦厚镇", "永阳镇"]).update(valid_to=EVE)
    client = world.client("county_jian")

    def holders(address):
        form = client.get(address).context["forms"][-1]
        return [unit.name for unit in form.fields["post_division"].queryset]

    assert holders(reverse("staffing:person_new")) == ["吉安县"]
    assert holders(reverse("staffing:post_edit", args=[held.pk])) == ["吉安县", "敦厚镇"]


class TestComingBackToWhatIsNoMore:
    """A post that runs on needs a unit and a home that do, as a new one does; one that has ended does not."""

    def test_a_closed_unit(self, world):
        client, station = world.client("county_jian"), world.stations["永阳镇"]
        ended, past = (employ(world, name, "永阳镇", to_date=datetime.date(2025, 1, 1)) for name in ("站甲", "站丙"))
        voided = employ(world, "站乙", "永阳镇")
        for one in (voided, past):
            client.post(url("post_void", one.pk), {"reason": "误登记"})
        station.closed_on = datetime.date(2024, 12, 31)
        station.save()
        for name in ("江边村", "永阳镇"):
            unit = Division.objects.get(pk=world[name].pk)
            division_close(SYSTEM, division=unit, on=datetime.date(2026, 1, 1), source="批复")
        answers = [
            client.post(url("post_reinstate", ended.pk), {"version": ended.version}, follow=True),
            client.post(url("post_restore", voided.pk), follow=True),
            client.post(reverse("offices:station_reopen", args=[station.pk]), {"version": station.version}),
        ]
        client.post(url("post_restore", past.pk))
        for one in (ended, voided, past, station):
            one.refresh_from_db()
        assert (ended.to_date, voided.is_void, past.is_void) == (datetime.date(2025, 1, 1), True, False)
        assert station.closed_on == datetime.date(2024, 12, 31)
        assert all("已撤销" in answer.content.decode() for answer in answers)

    @pytest.mark.parametrize("gone", ["voided", "closed"])
    def test_a_home_that_is_no_more(self, world, gone):
        client, home = world.client("clerk_dunhou"), world.homes["敦厚镇"]
        carer = employ(world, "甲", kind=Kind.NURSING_HOME_STAFF, home=home, position="carer")
        client.post(url("post_void", carer.pk), {"reason": "误登记"})
        if gone == "voided":
            client.post(reverse("offices:home_void", args=[home.pk]), {"reason": "重复"})
        else:
            type(home).objects.filter(pk=home.pk).update(closed_on=datetime.date(2025, 1, 1))
        answer = client.post(url("post_restore", carer.pk), follow=True)
        carer.refresh_from_db()
        assert carer.is_void
        assert "已停办或已作废" in answer.content.decode()
