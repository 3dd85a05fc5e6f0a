"""Lent posts: the unit that holds the establishment is taken out by nobody below it, and both see what was entered."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from staffing import posts
from staffing.models import Appointment, Person
from staffing.vocabulary import Employment, EndReason, WorkingMode
from tests.staffing.people import START, actor, employ, post

LENT, DAY = datetime.date(2024, 1, 1), datetime.date(2025, 3, 1)
EVE = datetime.date(2023, 12, 31)
OTHERS = "此人的编制在“{}”，该单位不在您当前身份的管辖范围内"
BOTH = "须由双方共同的上级民政局作废或恢复"


@pytest.fixture
def world(lent_world):
    return lent_world


def lend(world, holder, borrower):
    """Somebody of the one unit who works at the other."""
    was = employ(world, "曾庆华", holder, employment=Employment.INSTITUTION_FULL, to_date=EVE, end_reason="lent")
    return post(
        world, was.person, borrower, employment=Employment.INSTITUTION_FULL, post_division=world[holder],
        working_mode=WorkingMode.BORROWED, from_date=LENT,
    )  # fmt: skip


@pytest.fixture
def borrowed(world):
    """Works at 敦厚镇, whose clerk writes here; the establishment stays at 永阳镇."""
    return lend(world, "永阳镇", "敦厚镇")


@pytest.fixture
def away(world):
    """Works at 永阳镇; the establishment stays at 敦厚镇, whose clerk writes here."""
    return lend(world, "敦厚镇", "永阳镇")


def url(name, key):
    return reverse(f"staffing:{name}", args=[key])


def send(world, name, held, user="clerk_dunhou", **data):
    data = {"version": held.version, "position": "staff", "working_mode": "3", "employment": "21", **data}
    return world.client(user).post(url(name, held.pk), data)


def refusal(answer, name):
    """What is said at that field."""
    return "".join(answer.context["forms"][-1].errors.get(name, []))


def page(world, held, user="clerk_dunhou"):
    return world.client(user).get(url("person_detail", held.person_id)).content.decode()


HOLDERS = [("work", ""), ("outside", ""), ("other", "敦厚镇")]


@pytest.mark.parametrize(("holder", "named"), HOLDERS)
def test_the_borrower_does_not_take_the_establishment(world, borrowed, holder, named):
    chosen = world[named].pk if named else ""
    answer = send(world, "post_edit", borrowed, from_date=LENT, holder=holder, post_division=chosen)
    assert OTHERS.format("永阳镇") in refusal(answer, "post_division")
    borrowed.refresh_from_db()
    assert borrowed.post_division == world["永阳镇"]


@pytest.mark.parametrize(("holder", "named"), HOLDERS)
@pytest.mark.parametrize("lent", ["borrowed", "away"])
def test_whoever_stands_above_both_may(world, request, lent, holder, named):
    held = request.getfixturevalue(lent)
    answer = send(
        world, "post_edit", held, "county_jian", from_date=LENT, holder=holder,
        post_division=world[named].pk if named else "",
    )  # fmt: skip
    assert answer.status_code == 302
    held.refresh_from_db()
    expected = {"work": held.work_division, "outside": None, "other": world["敦厚镇"]}
    assert held.post_division == expected[holder]


@pytest.mark.parametrize("holder", ["work", "outside"])
def test_the_holder_does_not_push_somebody_over_to_the_borrower(world, away, holder):
    answer = send(world, "post_edit", away, from_date=LENT, holder=holder)
    assert "请由双方共同的上级民政局办理" in refusal(answer, "post_division")
    away.refresh_from_db()
    assert away.post_division == world["敦厚镇"]


@pytest.mark.parametrize("ended", [None, DAY], ids=["running", "over"])
def test_the_place_facts_stay_with_both(world, borrowed, away, ended):
    for held in (borrowed, away):
        Appointment.objects.filter(pk=held.pk).update(to_date=ended)
        more = {"to_date": ended, "end_reason": "other"} if ended else {}
        holder = held.post_division_id
        answer = send(
            world, "post_edit", held, from_date=LENT, holder="other", post_division=holder, title="协理员", **more
        )
        assert answer.status_code == 302
        held.refresh_from_db()
        assert (held.title, held.post_division_id) == ("协理员", holder)


def test_the_borrower_does_not_transfer_somebody_to_itself(world, borrowed):
    answer = send(world, "post_transfer", borrowed, from_date=DAY, holder="work", place=world["敦厚镇"].pk)
    assert OTHERS.format("永阳镇") in refusal(answer, "post_division")
    assert Appointment.objects.get(to_date=None) == borrowed
    assert ">调动<" not in page(world, borrowed)
    assert ">调动<" in page(world, borrowed, "county_jian")


def test_the_holder_calls_somebody_back(world, away):
    assert ">调动<" in page(world, away)
    answer = send(world, "post_transfer", away, from_date=DAY, holder="work", place=world["敦厚镇"].pk)
    assert answer.status_code == 302
    back = Appointment.objects.get(to_date=None)
    assert (back.work_division, back.post_division) == (world["敦厚镇"], world["敦厚镇"])


@pytest.mark.parametrize("lent", ["borrowed", "away"])
def test_both_may_say_that_somebody_left_and_take_it_back(world, request, lent):
    held = request.getfixturevalue(lent)
    clerk = actor(world, "clerk_dunhou")
    posts.appointment_end(clerk, appointment=held, opened_version=1, on=DAY, reason=EndReason.RESIGNED)
    posts.appointment_reinstate(clerk, appointment=held, opened_version=2)
    held.refresh_from_db()
    assert held.to_date is None


def test_ending_the_loan_first_does_not_give_the_person_to_the_borrower(world, borrowed):
    clerk, county = actor(world, "clerk_dunhou"), actor(world, "county_jian")
    posts.appointment_end(clerk, appointment=borrowed, opened_version=1, on=DAY, reason=EndReason.RESIGNED)
    new = Appointment(
        kind="station_staff", work_division=world["敦厚镇"], post_division=world["敦厚镇"],
        from_date=DAY + datetime.timedelta(days=1),
    )  # fmt: skip
    with pytest.raises(ValidationError, match=OTHERS.format("永阳镇")):
        posts.appointment_start(clerk, person=borrowed.person, appointment=new)
    posts.appointment_start(county, person=borrowed.person, appointment=new)
    assert Appointment.objects.get(to_date=None).post_division == world["敦厚镇"]


def test_nor_does_a_former_post_of_its_own_that_runs_on_again(world, borrowed):
    former = post(world, borrowed.person, "敦厚镇", from_date=START - datetime.timedelta(days=900), to_date=START)
    clerk = actor(world, "clerk_dunhou")
    posts.appointment_end(clerk, appointment=borrowed, opened_version=1, on=DAY, reason=EndReason.RESIGNED)
    with pytest.raises(ValidationError, match=OTHERS.format("永阳镇")):
        posts.appointment_reinstate(clerk, appointment=former, opened_version=1)


@pytest.mark.parametrize("lent", ["borrowed", "away"])
def test_neither_unit_voids_a_lent_post_or_brings_it_back_alone(world, request, lent):
    held = request.getfixturevalue(lent)
    assert url("post_void", held.pk) not in page(world, held)
    asked = world.client("clerk_dunhou").get(url("post_void", held.pk), follow=True).content.decode()
    sent = world.client("clerk_dunhou").post(url("post_void", held.pk), {"reason": "误录"}, follow=True)
    assert BOTH in asked
    assert BOTH in sent.content.decode()
    held.refresh_from_db()
    assert not held.is_void
    held.void(by=world.users["county_jian"], reason="误录")
    assert url("post_restore", held.pk) not in page(world, held)
    assert BOTH in world.client("clerk_dunhou").post(url("post_restore", held.pk), follow=True).content.decode()
    listed = world.client("clerk_dunhou").get(reverse("staffing:person_list"), {"state": "void"}).content.decode()
    assert held.person.name in listed
    assert url("post_restore", held.pk) not in listed
    held.refresh_from_db()
    assert held.is_void


@pytest.mark.parametrize("lent", ["borrowed", "away"])
def test_who_reaches_both_units_voids_it_and_brings_it_back(world, request, lent):
    held = request.getfixturevalue(lent)
    assert url("post_void", held.pk) in page(world, held, "county_jian")
    world.client("county_jian").post(url("post_void", held.pk), {"reason": "误录"})
    held.refresh_from_db()
    assert held.is_void
    assert url("post_restore", held.pk) in page(world, held, "county_jian")
    world.client("county_jian").post(url("post_restore", held.pk))
    held.refresh_from_db()
    assert not held.is_void


def test_services_refuse_it_too(world, away):
    clerk = actor(world, "clerk_dunhou")
    with pytest.raises(ValidationError, match=BOTH):
        posts.appointment_void(clerk, record=away, reason="误录")
    away.void(by=world.users["county_jian"], reason="误录")
    with pytest.raises(ValidationError, match=BOTH):
        posts.appointment_restore(clerk, record=away)


def test_after_all_that_the_holder_still_keeps_the_person(world, borrowed):
    """What the borrower tried above, one after the other, from the side of the unit that lends."""
    send(world, "post_edit", borrowed, from_date=LENT, holder="work")
    send(world, "post_transfer", borrowed, from_date=DAY, holder="work", place=world["敦厚镇"].pk)
    world.client("clerk_dunhou").post(url("post_void", borrowed.pk), {"reason": "误录"})
    holder = type("Scope", (), {"path": world["永阳镇"].path})()
    assert Person.objects.kept_by(holder).filter(pk=borrowed.person_id).exists()


def test_nor_by_a_second_post_while_the_loan_runs(world, borrowed):
    """Begun beside the loan it would keep the person once the borrower says that the loan is over."""
    client, village = world.client("clerk_dunhou"), world["高塘村"]
    values = {"position": "specialist", "working_mode": "1", "from_date": "2024-02-01", "place": village.pk}
    answer = client.post(url("post_new", borrowed.person_id) + "?kind=village_specialist", values)
    assert "该单位不在您当前身份的管辖范围内" in answer.content.decode()
    assert Appointment.objects.filter(person=borrowed.person).count() == 2
    answer = world.client("county_jian").post(url("post_new", borrowed.person_id) + "?kind=village_specialist", values)
    assert answer.status_code == 302, "the common superior may"


def test_the_lender_gives_a_second_post_of_its_own(world, away):
    values = {"position": "specialist", "working_mode": "1", "from_date": "2024-02-01", "place": world["高塘村"].pk}
    answer = world.client("clerk_dunhou").post(url("post_new", away.person_id) + "?kind=village_specialist", values)
    assert answer.status_code == 302


def test_a_loan_of_another_county_stands_in_nobodys_way_and_is_not_told(world):
    """The same person serves here too: what others lend one another is theirs."""
    here = employ(world, "曾庆华", "敦厚镇", employment=Employment.PURCHASED)
    post(world, here.person, "禾川镇", post_division=world["永新县"], working_mode=WorkingMode.BORROWED)
    further = Appointment(
        kind="station_staff", work_division=world["永阳镇"], position="staff", from_date=LENT, employment="30",
        working_mode=WorkingMode.CONCURRENT,
    )  # fmt: skip
    posts.appointment_start(actor(world, "county_jian"), person=here.person, appointment=further)
    assert Appointment.objects.filter(person=here.person, work_division=world["永阳镇"]).exists()
