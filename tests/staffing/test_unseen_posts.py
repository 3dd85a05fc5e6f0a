"""A post elsewhere that stands in the way: refused in the usual words, on record, and not to be felt for day by day."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from jian_minzheng.core.audit.models import Action, AuditEntry
from staffing import posts
from staffing.models import Appointment
from staffing.posts.unseen import SECOND_ESTABLISHED, TRIED_OFTEN
from staffing.vocabulary import Employment
from tests.staffing.people import actor, employ, post

BEGAN, ENDED = datetime.date(2009, 5, 4), datetime.date(2014, 7, 19)
HERE = datetime.date(2020, 3, 1)
ONE_DAY = datetime.timedelta(days=1)
ESTABLISHED = Employment.INSTITUTION_FULL


@pytest.fixture
def world(lent_world):
    return lent_world


@pytest.fixture
def held(world):
    """Established at 敦厚镇; long before at 禾川镇 in another county, which nobody here sees."""
    mine = employ(world, "曾庆华", employment=ESTABLISHED, from_date=HERE)
    post(world, mine.person, "禾川镇", employment=ESTABLISHED, from_date=BEGAN, to_date=ENDED)
    return mine


def url(name, key, query=""):
    return reverse(f"staffing:{name}", args=[key]) + query


def edit(world, held, user="clerk_dunhou", **data):
    held.refresh_from_db()
    terms = {
        "version": held.version, "position": "staff", "from_date": held.from_date, "working_mode": "1",
        "employment": held.employment, "holder": "work", **data,
    }  # fmt: skip
    return world.client(user).post(url("post_edit", held.pk), terms)


def said(answer):
    """What the form says at the type of employment; empty where it was saved."""
    return "" if answer.status_code == 302 else "".join(answer.context["forms"][-1].errors.get("employment", []))


def entries(action=Action.POST_HELD):
    return list(AuditEntry.objects.filter(action=action).values_list("actor_name", "object_type", "object_id"))


def test_the_refusal_is_on_record_under_the_person_and_tells_nothing_of_the_other_post(world, held):
    assert said(edit(world, held, from_date=ENDED)) == SECOND_ESTABLISHED
    assert entries() == [("clerk_dunhou", "staffing.Person", str(held.person_id))]
    entry = AuditEntry.objects.get(action=Action.POST_HELD)
    assert "禾川" not in f"{entry.object_label}{entry.detail}"
    held.refresh_from_db()
    assert held.from_date == HERE


def test_the_day_is_not_found_by_trying(world, held, settings):
    """The attack: halve the time between a day that is refused and one that is not, with two accounts."""
    low, high, asked = datetime.date(2010, 1, 1), HERE, 0
    while (high - low).days > 1 and asked < 40:
        day, asked = low + (high - low) // 2, asked + 1
        if said(edit(world, held, ("clerk_dunhou", "county_jian")[asked % 2], from_date=day)):
            low = day
        else:
            high = day
    assert high != ENDED + ONE_DAY
    assert len(entries()) <= settings.UNSEEN_POSTS_PER_PERSON_AND_DAY
    assert entries(Action.LIMIT_REACHED)


def test_beyond_the_limit_every_day_is_refused_alike_whoever_asks(world, held, settings):
    settings.UNSEEN_POSTS_PER_PERSON_AND_DAY = 2
    for user in ("clerk_dunhou", "county_jian"):
        assert said(edit(world, held, user, from_date=ENDED)) == SECOND_ESTABLISHED
    answers = {said(edit(world, held, from_date=day)) for day in (ENDED, ENDED + ONE_DAY, HERE - ONE_DAY)}
    assert answers == {TRIED_OFTEN}
    assert (len(entries()), len(entries(Action.LIMIT_REACHED))) == (2, 3)


def test_what_asks_nothing_is_still_saved_then(world, held, settings):
    settings.UNSEEN_POSTS_PER_PERSON_AND_DAY = 1
    edit(world, held, from_date=ENDED)
    assert said(edit(world, held, from_date=HERE - ONE_DAY)) == TRIED_OFTEN
    for change in ({"title": "综合岗"}, {"from_date": HERE + ONE_DAY}, {"employment": Employment.PURCHASED}):
        assert edit(world, held, **change).status_code == 302
    assert said(edit(world, held, employment=ESTABLISHED)) == TRIED_OFTEN


def test_other_people_and_other_days_are_not_concerned(world, held, settings):
    settings.UNSEEN_POSTS_PER_PERSON_AND_DAY = 1
    other = employ(world, "刘一", employment=ESTABLISHED, from_date=HERE)
    edit(world, held, from_date=ENDED)
    assert edit(world, other, from_date=HERE - ONE_DAY).status_code == 302


def test_days_that_are_accepted_count_as_well(world, settings):
    settings.ESTABLISHED_DAYS_MOVED_PER_PERSON_AND_DAY = 3
    held = employ(world, "刘二", employment=ESTABLISHED, from_date=HERE)
    answers = [said(edit(world, held, from_date=HERE - n * ONE_DAY)) for n in (1, 2, 3, 4)]
    assert answers == ["", "", TRIED_OFTEN, TRIED_OFTEN]


def test_a_post_in_sight_is_told_without_counting(world, held, settings):
    settings.UNSEEN_POSTS_PER_PERSON_AND_DAY = 1
    post(world, held.person, "永阳镇", employment=ESTABLISHED, from_date=ENDED + ONE_DAY, to_date=HERE - ONE_DAY)
    for _ in range(3):
        assert said(edit(world, held, "county_jian", from_date=HERE - ONE_DAY)) == SECOND_ESTABLISHED
    assert entries() == []


def _transfer(world, held, user):
    Appointment.objects.filter(pk=held.pk).update(employment=Employment.PURCHASED, from_date=BEGAN - ONE_DAY)
    data = {"version": held.version, "place": world["永阳镇"].pk, "position": "staff", "from_date": ENDED,
            "working_mode": "1", "employment": ESTABLISHED, "holder": "work"}  # fmt: skip
    return world.client(user).post(url("post_transfer", held.pk), data, follow=True)


def _lend(world, held, user):
    Appointment.objects.filter(pk=held.pk).update(from_date=BEGAN - ONE_DAY)
    data = {"version": held.version, "place": world["永阳镇"].pk, "from_date": ENDED}
    return world.client(user).post(url("post_lend", held.pk), data, follow=True)


def _reinstate(world, held, user):
    Appointment.objects.filter(pk=held.pk).update(from_date=BEGAN - 9 * ONE_DAY, to_date=BEGAN - ONE_DAY)
    Appointment.objects.exclude(pk=held.pk).delete()
    post(world, held.person, "禾川镇", employment=ESTABLISHED, from_date=BEGAN, to_date=BEGAN)
    post(world, held.person, "敦厚镇", kind="village_specialist", from_date=ENDED)
    return world.client(user).post(url("post_reinstate", held.pk), {"version": held.version}, follow=True)


def _restore(world, held, user):
    post(world, held.person, "敦厚镇", employment=Employment.PURCHASED, kind="nursing_home_staff")
    Appointment.objects.filter(pk=held.pk).update(from_date=ENDED)
    held.refresh_from_db()
    held.void(by=world.users["county_jian"], reason="误登")
    return world.client(user).post(url("post_restore", held.pk), follow=True)


@pytest.mark.parametrize("way", [_transfer, _lend, _reinstate, _restore])
@pytest.mark.parametrize(
    ("limit", "words", "action"),
    [(1, SECOND_ESTABLISHED, Action.POST_HELD), (0, TRIED_OFTEN, Action.LIMIT_REACHED)],
    ids=["looked at", "beyond the limit"],
)
def test_every_way_to_ask_is_on_record_and_limited(world, held, settings, way, limit, words, action):
    settings.UNSEEN_POSTS_PER_PERSON_AND_DAY = limit
    assert words in way(world, held, "county_jian").content.decode()
    refused = AuditEntry.objects.filter(action__in=[Action.POST_HELD, Action.LIMIT_REACHED])
    assert list(refused.values_list("action", "object_id")) == [(action, str(held.person_id))]


def test_a_further_post_asks_it_too(world, held, settings):
    settings.UNSEEN_POSTS_PER_PERSON_AND_DAY = 0
    new = Appointment(
        kind="station_staff", work_division=world["永阳镇"], post_division=world["永阳镇"], employment=ESTABLISHED,
        from_date=ENDED, to_date=ENDED,
    )  # fmt: skip
    with pytest.raises(ValidationError, match=TRIED_OFTEN):
        posts.appointment_start(actor(world, "county_jian"), person=held.person, appointment=new)
