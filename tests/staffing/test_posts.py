"""Posts begin, end, move and are lent; history stays, and nothing leaves the writer's area."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from jian_minzheng.core import hooks
from jian_minzheng.core.records import EditConflict
from jian_minzheng.core.scope import OutOfScope
from staffing import posts, selectors
from staffing.models import Appointment, Person
from staffing.vocabulary import Employment, EndReason, Kind, Position, WorkingMode
from tests.staffing.people import START, actor, employ, identity, number, post

DAY = datetime.date(2024, 7, 1)
BEFORE = datetime.date(2024, 6, 30)


@pytest.fixture
def announced(monkeypatch):
    """Ids of the units that were announced as changed."""
    seen: set[int] = set()
    monkeypatch.setattr(hooks, "_listeners", [seen.update])
    return seen


def draft(world, place, **values):
    values = {"kind": Kind.STATION_STAFF, "employment": Employment.PURCHASED, "from_date": DAY, **values}
    return Appointment(work_division=world[place], post_division=values.pop("held", world[place]), **values)


def test_a_transfer_ends_one_post_and_starts_the_next_on_the_day_after(world, announced):
    old = employ(world, "刘一")
    new = draft(world, "永阳镇")
    posts.appointment_transfer(actor(world, "county_jian"), appointment=old, opened_version=1, successor=new)
    old.refresh_from_db()
    assert (old.to_date, old.end_reason) == (BEFORE, EndReason.TRANSFERRED)
    assert (new.person, new.from_date, new.to_date) == (old.person, DAY, None)
    assert [h.to_date for h in old.history.order_by("history_id")] == [None, BEFORE]
    assert announced == {world["敦厚镇"].pk, world["永阳镇"].pk}


def test_somebody_on_loan_counts_once_in_each_view(world):
    who = actor(world, "county_jian")
    old = employ(world, "刘二", employment=Employment.INSTITUTION_FULL)
    posts.appointment_lend(who, appointment=old, opened_version=1, successor=draft(world, "永阳镇"))

    def people(view, place, day):
        return [p.person.name for p in view(world[place], on=day, scope=who.scope)]

    assert people(selectors.working_at, "永阳镇", DAY) == ["刘二"]
    assert people(selectors.working_at, "敦厚镇", DAY) == []
    assert people(selectors.held_by, "敦厚镇", DAY) == ["刘二"]
    assert people(selectors.held_by, "永阳镇", DAY) == []
    assert people(selectors.working_at, "敦厚镇", BEFORE) == ["刘二"]
    assert people(selectors.held_by, "敦厚镇", BEFORE) == ["刘二"]
    lent = Appointment.objects.get(person=old.person, to_date=None)
    assert (lent.employment, lent.working_mode) == (Employment.INSTITUTION_FULL, WorkingMode.BORROWED)


def test_nobody_is_lent_to_the_own_unit(world):
    old = employ(world, "刘三")
    with pytest.raises(ValidationError):
        posts.appointment_lend(
            actor(world, "county_jian"), appointment=old, opened_version=1, successor=draft(world, "敦厚镇")
        )
    assert Appointment.objects.get().to_date is None


def test_a_transfer_out_of_scope_changes_nothing(world, announced):
    old = employ(world, "刘四")
    with pytest.raises(OutOfScope):
        posts.appointment_transfer(
            actor(world, "clerk_dunhou"),
            appointment=old,
            opened_version=1,
            successor=draft(world, "永阳镇", held=world["敦厚镇"]),
        )
    assert Appointment.objects.get().to_date is None
    assert announced == set()


def test_dates_stay_in_order(world):
    who = actor(world, "clerk_dunhou")
    old = employ(world, "刘五")
    early = START - datetime.timedelta(days=1)
    with pytest.raises(ValidationError, match="离岗日期不能早于到岗日期"):
        posts.appointment_end(who, appointment=old, opened_version=1, on=early, reason=EndReason.RESIGNED)
    with pytest.raises(ValidationError, match="晚于原任职"):
        posts.appointment_transfer(
            who, appointment=old, opened_version=1, successor=draft(world, "敦厚镇", from_date=START)
        )


def test_an_end_is_entered_once_and_can_be_taken_back(world, announced):
    who = actor(world, "clerk_dunhou")
    held = employ(world, "刘六")
    posts.appointment_end(who, appointment=held, opened_version=1, on=DAY, reason=EndReason.RETIRED)
    with pytest.raises(EditConflict):
        posts.appointment_end(who, appointment=held, opened_version=1, on=DAY, reason=EndReason.RETIRED)
    with pytest.raises(ValidationError, match="已经结束"):
        posts.appointment_end(who, appointment=held, opened_version=2, on=DAY, reason=EndReason.RETIRED)
    held.refresh_from_db()
    posts.appointment_reinstate(who, appointment=held, opened_version=held.version)
    held.refresh_from_db()
    assert (held.to_date, held.end_reason) == (None, "")
    assert announced == {world["敦厚镇"].pk}


def test_nobody_holds_two_established_posts_at_once(world):
    who = actor(world, "county_jian")
    first = employ(world, "刘七", employment=Employment.ADMINISTRATIVE)
    second = draft(world, "永阳镇", employment=Employment.INSTITUTION_FULL)
    with pytest.raises(ValidationError, match="在编任职") as caught:
        posts.appointment_start(who, person=first.person, appointment=second)
    assert "敦厚" not in str(caught.value)
    second.employment, second.working_mode = Employment.PURCHASED, WorkingMode.CONCURRENT
    posts.appointment_start(who, person=first.person, appointment=second)


def test_an_end_taken_back_does_not_make_a_second_established_post(world):
    who = actor(world, "county_jian")
    old = employ(world, "刘八", employment=Employment.ADMINISTRATIVE)
    posts.appointment_transfer(
        who,
        appointment=old,
        opened_version=1,
        successor=draft(world, "永阳镇", employment=Employment.ADMINISTRATIVE),
    )
    old.refresh_from_db()
    with pytest.raises(ValidationError):
        posts.appointment_reinstate(who, appointment=old, opened_version=old.version)


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        (Kind.STATION_STAFF, "高塘村"),
        (Kind.VILLAGE_SPECIALIST, "敦厚镇"),
        (Kind.BUREAU_STAFF, "敦厚镇"),
        (Kind.NURSING_HOME_STAFF, "敦厚镇"),
    ],
)
def test_each_kind_of_post_has_its_level_of_unit(world, kind, place):
    held = employ(world, "刘九", "永阳镇")
    with pytest.raises(ValidationError):
        posts.appointment_start(
            actor(world, "county_jian"), person=held.person, appointment=draft(world, place, kind=kind)
        )


def test_home_staff_belong_to_a_home_of_that_township(world):
    who = actor(world, "county_jian")
    person = Person(name="钱一", sex="2")
    wrong = draft(world, "永阳镇", kind=Kind.NURSING_HOME_STAFF, home=world.homes["敦厚镇"], position=Position.CARER)
    with pytest.raises(ValidationError, match="敬老院"):
        posts.person_create_with_appointment(who, person=person, appointment=wrong)
    right = draft(world, "敦厚镇", kind=Kind.NURSING_HOME_STAFF, home=world.homes["敦厚镇"], position=Position.CARER)
    posts.person_create_with_appointment(who, person=Person(name="钱一", sex="2"), appointment=right)
    assert Person.objects.get().pinyin == "qianyi qy"


def test_an_identity_number_kept_elsewhere_gives_the_neutral_message(world):
    employ(world, "孙一", "禾川镇", id_number=number())
    with pytest.raises(ValidationError) as caught:
        posts.person_create_with_appointment(
            actor(world, "clerk_dunhou"),
            person=Person(name="孙二", id_number=number()),
            appointment=draft(world, "敦厚镇"),
        )
    assert caught.value.messages == ["这个身份证号不能由本单位直接登记，请交上一级民政局核对。"]


def test_a_unit_that_somebody_left_no_longer_keeps_the_particulars(world):
    old = employ(world, "孙三", to_date=BEFORE)
    clerk = actor(world, "clerk_dunhou")
    assert Person.objects.kept_by(clerk.scope).exists()
    post(world, old.person, "永阳镇", from_date=DAY)
    assert Person.objects.visible_to(clerk.scope).exists()
    assert not Person.objects.kept_by(clerk.scope).exists()
    with pytest.raises(OutOfScope):
        posts.person_update(clerk, person=old.person, opened_version=1)
    assert Person.objects.kept_by(identity(world, "county_jian")).exists()


def test_the_borrowing_station_may_keep_up_a_borrowed_post(world):
    lent = employ(world, "孙四", "敦厚镇", post_division=world["永阳镇"], working_mode=WorkingMode.BORROWED)
    lent.title = "协理员"
    posts.appointment_update(actor(world, "clerk_dunhou"), appointment=lent, opened_version=1)
    lent.refresh_from_db()
    assert (lent.title, lent.post_division) == ("协理员", world["永阳镇"])


def test_filing_many_specialists_leaves_a_trace_each_and_stays_in_scope(world, announced):
    mine = employ(world, "周一", "高塘村", kind=Kind.VILLAGE_SPECIALIST)
    also = employ(world, "周二", "城南社区", kind=Kind.VILLAGE_SPECIALIST)
    theirs = employ(world, "周三", "江边村", kind=Kind.VILLAGE_SPECIALIST)
    clerk = actor(world, "clerk_dunhou")
    with pytest.raises(OutOfScope):
        posts.appointments_file(clerk, appointment_ids=[mine.pk, theirs.pk], on=DAY)
    assert posts.appointments_file(clerk, appointment_ids=[mine.pk, also.pk], on=DAY) == 2
    assert posts.appointments_file(clerk, appointment_ids=[mine.pk, also.pk], on=DAY) == 0
    mine.refresh_from_db()
    assert (mine.filed_on, mine.version) == (DAY, 2)
    newest = mine.history.order_by("-history_id").first()
    assert (newest.filed_on, newest.history_user) == (DAY, world.users["clerk_dunhou"])
    assert announced == {world["高塘村"].pk, world["城南社区"].pk}


def test_headcounts_tell_the_townships_apart(world):
    employ(world, "吴一", employment=Employment.INSTITUTION_FULL)
    employ(world, "吴二")
    employ(world, "吴三", working_mode=WorkingMode.LENT)
    employ(world, "吴四", "高塘村", kind=Kind.VILLAGE_SPECIALIST)
    employ(world, "吴五", "敦厚镇", kind=Kind.NURSING_HOME_STAFF, home=world.homes["敦厚镇"])
    counts = selectors.headcounts(world["吉安县"], on=DAY, scope=identity(world, "county_jian"))
    assert counts == {world["敦厚镇"].path: selectors.Headcount(station=2, established=1, specialists=1, home=1)}
