"""What is done to a post as a whole is done to the post that the user saw; what others changed is told once."""

import datetime

import pytest
from django.urls import reverse

from jian_minzheng.core.editing.history import as_last_written, newest_history_id
from jian_minzheng.core.editing.seen import ChangedMeanwhile, changes_since, require_unchanged, seen_of
from jian_minzheng.core.registers.models import Attachment
from staffing import posts
from staffing.models import Appointment
from staffing.vocabulary import EndReason, Kind, Position
from tests.staffing.people import actor, employ, identity

DAY = datetime.date(2024, 7, 1)
ROSTER, FILE = reverse("staffing:village_roster"), reverse("staffing:village_file")


def url(name, post_):
    return reverse(f"staffing:{name}", args=[post_.pk])


@pytest.fixture
def held(world) -> Appointment:
    return employ(world, "王专干", "高塘村", kind=Kind.VILLAGE_SPECIALIST, position=Position.SPECIALIST)


def changed_by_another(world, post_, title="网格员") -> None:
    fresh = Appointment.objects.get(pk=post_.pk)
    fresh.title = title
    posts.appointment_update(actor(world, "county_jian"), appointment=fresh, opened_version=fresh.version)


class TestVoiding:
    def test_what_changed_is_told_and_the_second_time_it_is_done(self, world, held):
        client = world.client("clerk_dunhou")
        page = client.get(url("post_void", held))
        changed_by_another(world, held)
        data = {"reason": "重复登记", "seen": page.context["seen"]}
        told = client.post(url("post_void", held), data)
        text = told.content.decode()
        assert "没有作废：在您打开之后，这条记录已被他人修改" in text
        assert "(代填)" in text
        assert "职务" in text
        assert "网格员" in text
        assert "重复登记" in text, "the reason stays in its box"
        held.refresh_from_db()
        assert not held.is_void
        client.post(url("post_void", held), {**data, "seen": told.context["seen"]})
        held.refresh_from_db()
        assert (held.is_void, held.void_reason) == (True, "重复登记")

    def test_an_unchanged_post_is_voided_at_once(self, world, held):
        client = world.client("clerk_dunhou")
        seen = client.get(url("post_void", held)).context["seen"]
        assert client.post(url("post_void", held), {"reason": "重复登记", "seen": seen}).status_code == 302
        held.refresh_from_db()
        assert held.is_void

    def test_each_step_is_told_with_whose_it_was(self, world, held):
        client = world.client("clerk_dunhou")
        seen = client.get(url("post_void", held)).context["seen"]
        changed_by_another(world, held, "网格员")
        changed_by_another(world, held, "综治员")
        changes = client.post(url("post_void", held), {"reason": "重复登记", "seen": seen}).context["changes"]
        assert [(change.label, change.old, change.new) for change in changes] == [
            ("职务", "未填", "网格员"),
            ("职务", "网格员", "综治员"),
        ]

    @pytest.mark.parametrize("seen", ["", "²", "0"])
    def test_a_page_that_does_not_say_what_it_showed_is_taken_at_its_word(self, world, held, seen):
        changed_by_another(world, held)
        client = world.client("clerk_dunhou")
        assert client.post(url("post_void", held), {"reason": "重复登记", "seen": seen}).status_code == 302

    def test_what_no_page_ever_showed_counts_as_not_seen(self, world, held):
        changed_by_another(world, held)
        told = world.client("clerk_dunhou").post(url("post_void", held), {"reason": "重复登记", "seen": 999_999})
        assert "网格员" in told.content.decode()
        held.refresh_from_db()
        assert not held.is_void

    def test_bringing_back_too(self, world, held):
        client, clerk = world.client("clerk_dunhou"), actor(world, "clerk_dunhou")
        posts.appointment_void(clerk, record=held, reason="重复登记")
        seen = client.get(url("post_restore", held)).context["seen"]
        posts.appointment_restore(clerk, record=held)
        posts.appointment_void(clerk, record=held, reason="人已不在")
        told = client.post(url("post_restore", held), {"seen": seen})
        assert "没有恢复" in told.content.decode()
        assert "作废：人已不在" in told.content.decode()
        held.refresh_from_db()
        assert held.is_void
        client.post(url("post_restore", held), {"seen": told.context["seen"]})
        held.refresh_from_db()
        assert not held.is_void


class TestTakingAnEndBack:
    @pytest.fixture
    def ended(self, world, held):
        posts.appointment_end(
            actor(world, "clerk_dunhou"), appointment=held, opened_version=1, on=DAY, reason=EndReason.RETIRED
        )
        return held

    def test_what_changed_is_told(self, world, ended):
        client = world.client("clerk_dunhou")
        version, seen = ended.version, newest_history_id(ended)
        page = client.get(reverse("staffing:person_detail", args=[ended.person_id])).content.decode()
        assert f'name="seen" value="{seen}"' in page
        changed_by_another(world, ended)
        told = client.post(url("post_reinstate", ended), {"version": version, "seen": seen}, follow=True)
        assert "没有撤销离岗" in told.content.decode()
        assert "网格员" in told.content.decode()
        ended.refresh_from_db()
        assert ended.to_date == DAY

    def test_an_unchanged_one_runs_on(self, world, ended):
        data = {"version": ended.version, "seen": newest_history_id(ended)}
        world.client("clerk_dunhou").post(url("post_reinstate", ended), data)
        ended.refresh_from_db()
        assert ended.to_date is None


class TestFiling:
    def sent(self, world, *held, day="2025-01-08"):
        page = world.client("clerk_dunhou").get(ROSTER).content.decode()
        data = {"post": [one.pk for one in held], "filed_on": day, "township": world["敦厚镇"].pk}
        for one in held:
            assert f'name="seen_{one.pk}" value="{newest_history_id(one)}"' in page
            data[f"seen_{one.pk}"] = newest_history_id(one)
        return data

    def test_nobody_is_filed_where_one_post_was_changed_since(self, world, held):
        other = employ(world, "李专干", "城南社区", kind=Kind.VILLAGE_SPECIALIST)
        data = self.sent(world, held, other)
        changed_by_another(world, held)
        client = world.client("clerk_dunhou")
        told = client.post(FILE, data, follow=True).content.decode()
        assert "没有登记备案" in told
        assert "王专干" in told
        assert "网格员" in told
        assert not Appointment.objects.exclude(filed_on=None).exists()
        client.post(FILE, self.sent(world, held, other))
        assert Appointment.objects.filter(filed_on=datetime.date(2025, 1, 8)).count() == 2

    def test_one_that_was_not_ticked_stands_in_nobodys_way(self, world, held):
        other = employ(world, "李专干", "城南社区", kind=Kind.VILLAGE_SPECIALIST)
        data = self.sent(world, other)
        changed_by_another(world, held)
        world.client("clerk_dunhou").post(FILE, data)
        assert Appointment.objects.get(filed_on__isnull=False) == other

    def test_one_that_others_filed_on_the_same_day_is_filed(self, world, held):
        data = self.sent(world, held)
        posts.appointments_file(actor(world, "county_jian"), appointment_ids=[held.pk], on=datetime.date(2025, 1, 8))
        told = world.client("clerk_dunhou").post(FILE, data, follow=True).content.decode()
        assert "已登记0名专干的备案日期" in told

    def test_many_changes_are_told_in_few_words(self, world, held):
        for title in "甲乙丙丁戊己庚":
            changed_by_another(world, held, title)
        first = held.history.order_by("history_id").first().history_id
        with pytest.raises(ChangedMeanwhile) as caught:
            require_unchanged([held], {held.pk: first}, scope=identity(world, "clerk_dunhou"))
        assert len(caught.value.changes) == 7
        assert caught.value.told.endswith("等7处")
        assert caught.value.told.count("；") == 4


def test_unchanged_records_take_one_query(world, held, django_assert_num_queries):
    other = employ(world, "李专干", "城南社区", kind=Kind.VILLAGE_SPECIALIST)
    seen = {one.pk: newest_history_id(one) for one in (held, other)}
    with django_assert_num_queries(1):
        require_unchanged([held, other], seen, scope=None)
    with django_assert_num_queries(0):
        require_unchanged([held, other], {}, scope=None)


def test_records_without_history_carry_nothing(db):
    assert seen_of(Attachment()) is None
    assert changes_since(Attachment(), 5) == []


def test_rows_know_how_they_were_written_last(world, held):
    rows = as_last_written(Appointment.objects.all())
    assert [(row.seen, row.for_another) for row in rows] == [(newest_history_id(held), False)]
    changed_by_another(world, held)
    assert [(row.seen, row.for_another) for row in rows.all()] == [(newest_history_id(held), True)]
