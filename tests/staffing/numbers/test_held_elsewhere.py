"""A number held elsewhere is refused in one voice, and every look is counted."""

import contextlib
import datetime
import threading

import pytest
from django.db import connections
from django.urls import reverse

from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.scope import OutOfScope
from staffing.forms import PersonForm
from staffing.models import Person
from staffing.models.people import NOT_HERE
from staffing.number_limits import TOO_MANY_REFUSED, TOO_MANY_TYPED
from tests.base import make_world
from tests.intake.engine import Engine, codes
from tests.staffing.numbers.walls import FREE, NUMBER, OTHER, PHONE, enter, entries, url
from tests.staffing.people import employ, number, post
from tests.staffing.rosters.staff_rosters import save


def _without_token(answer):
    text = answer.content.decode()
    return text.replace(str(answer.context["csrf_token"]), "")


class TestANumberHeldElsewhere:
    def test_the_form_and_the_roster_say_the_same_and_keep_it_on_record(self, world, zeng, tmp_path):
        assert NOT_HERE in enter(world, NUMBER).content.decode()
        roster = save(tmp_path / "a.xlsx", [["姓名", "身份证号"], ["刘新", NUMBER], ["王自由", FREE]])
        batch = Engine(world, "clerk_hechuan", "禾川镇").preview(roster)
        assert batch.rows.get(number=2).issues[0]["message"] == NOT_HERE
        held = list(entries(Action.NUMBER_HELD).order_by("sequence"))
        assert [(entry.actor_name, entry.detail) for entry in held] == [
            ("clerk_hechuan", {}),
            ("clerk_hechuan", {"内容": "导入花名册", "行数": 1}),
        ]
        assert not any(NUMBER in f"{entry.detail}{entry.object_label}" for entry in held)

    def test_a_post_that_ended_and_one_that_is_held_cannot_be_told_apart(self, world):
        employ(world, "甲在任", id_number=NUMBER)
        employ(world, "乙离任", id_number=OTHER, to_date=datetime.date(2022, 1, 1))
        one, other = (_without_token(enter(world, typed, **{"person-name": "刘新"})) for typed in (NUMBER, OTHER))
        assert one.replace(NUMBER, "") == other.replace(OTHER, "")

    def test_trying_on_ends_in_one_answer_for_every_number(self, world, zeng, settings, tmp_path):
        settings.REFUSED_NUMBERS_PER_HOUR = 2
        for _ in range(2):
            assert NOT_HERE in enter(world, NUMBER).content.decode()
        for typed in (NUMBER, FREE):
            answer = enter(world, typed).content.decode()
            assert TOO_MANY_REFUSED in answer
            assert NOT_HERE not in answer
        assert Person.objects.count() == 1
        with save(tmp_path / "a.xlsx", [["姓名", "身份证号"], ["刘新", NUMBER]]).open("rb") as file:
            data = {"kind": "station_staff", "division": world["禾川镇"].pk, "file": file}
            refused = world.client("clerk_hechuan").post(reverse("intake:new"), data)
        assert TOO_MANY_REFUSED in refused.content.decode()
        assert entries(Action.LIMIT_REACHED).count() == 3
        assert enter(world, "").status_code == 302, "somebody without a number can be entered"

    def test_a_number_typed_into_a_preview_is_an_attempt_too(self, world, zeng, settings, tmp_path):
        settings.REFUSED_NUMBERS_PER_HOUR = 1
        roster = save(tmp_path / "a.xlsx", [["姓名", "身份证号"], ["刘新", FREE[:17]]])
        batch = Engine(world, "clerk_hechuan", "禾川镇").preview(roster)
        client, cell = world.client("clerk_hechuan"), reverse("intake:cell", args=[batch.pk, 2, "id_number"])
        client.post(cell, {"text": NUMBER})
        assert entries(Action.NUMBER_HELD).count() == 1
        client.post(cell, {"text": FREE})
        batch.refresh_from_db()
        assert "id_in_other_unit" in codes(batch), "the second number was not looked up any more"


class TestEveryNumberLookedUpIsCounted:
    def test_a_former_unit_hears_what_everybody_hears(self, world, tmp_path):
        left = employ(world, "陈调走", id_number=NUMBER, to_date=datetime.date(2022, 1, 1))
        post(world, left.person, "禾川镇", from_date=datetime.date(2022, 1, 2))
        answer = enter(world, NUMBER, "clerk_dunhou", "敦厚镇").content.decode()
        assert NOT_HERE in answer
        assert "陈调走" not in answer
        assert entries(Action.NUMBER_HELD).count() == 1

    @pytest.mark.parametrize("typed", [NUMBER, FREE], ids=["held", "free"])
    def test_no_number_is_looked_up_while_anything_else_is_wrong(self, world, zeng, typed):
        for wrong in ({"person-name": ""}, {"person-birth_date": "1999-01-01"}, {"post-from_date": "?"}):
            answer = enter(world, typed, **wrong).content.decode()
            assert NOT_HERE not in answer
        assert not entries(Action.NUMBER_HELD).exists()
        assert Person.objects.count() == 1

    def test_a_free_number_that_is_not_saved_counts_as_one_that_is_held(self, world, zeng, settings):
        settings.REFUSED_NUMBERS_PER_HOUR = 2
        client = world.client("clerk_dunhou")
        data = {"name": "曾庆华", "version": 99, "id_number_typed": FREE}
        for _ in range(2):
            assert "已被他人修改" in client.post(url("person_edit", zeng.person_id), data).content.decode()
        assert entries(Action.NUMBER_HELD).count() == 2
        assert TOO_MANY_REFUSED in client.post(url("person_edit", zeng.person_id), data).content.decode()

    def test_numbers_that_are_saved_have_a_limit_of_their_own(self, world, zeng, settings):
        settings.NUMBERS_TYPED_PER_HOUR = 1
        assert enter(world, FREE).status_code == 302
        assert not entries(Action.NUMBER_HELD).exists()
        assert FREE not in str(entries(Action.NUMBER_TYPED).get().__dict__)
        for typed in (NUMBER, OTHER):
            answer = enter(world, typed).content.decode()
            assert TOO_MANY_TYPED in answer
            assert NOT_HERE not in answer
        assert enter(world, "").status_code == 302

    def test_trying_numbers_on_one_person_ends_soon_whoever_does_it(self, world, zeng, settings):
        settings.NUMBERS_TYPED_PER_PERSON_AND_DAY = 2
        for user, typed in (("clerk_dunhou", OTHER), ("county_jian", FREE), ("county_jian", number(500))):
            zeng.person.refresh_from_db()
            data = {"name": "曾庆华", "version": zeng.person.version, "id_number_typed": typed}
            answer = world.client(user).post(url("person_edit", zeng.person_id), data)
        assert TOO_MANY_TYPED in answer.content.decode()
        zeng.person.refresh_from_db()
        assert zeng.person.id_number == FREE

    def test_telephones_typed_one_after_the_other_are_tries_too(self, world, zeng, settings):
        settings.NUMBERS_TYPED_PER_PERSON_AND_DAY = 2
        for user, typed in (("clerk_dunhou", "13812340001"), ("county_jian", "13812340002"), ("county_jian", "1")):
            self.call(world, zeng, user, typed)
        assert TOO_MANY_TYPED not in self.call(world, zeng, "county_jian", "1").content.decode(), "no telephone at all"
        assert TOO_MANY_TYPED in self.call(world, zeng, "county_jian", PHONE).content.decode()
        zeng.person.refresh_from_db()
        assert zeng.person.phone == "13812340002"
        assert entries(Action.NUMBER_TYPED).count() == 2

    @staticmethod
    def call(world, post, user, typed, **sent):
        post.person.refresh_from_db()
        data = {"name": "曾庆华", "sex": "", "social_work_title": "", "version": post.person.version}
        return world.client(user).post(url("person_edit", post.person_id), {**data, "phone_typed": typed, **sent})

    def test_a_telephone_put_back_shows_as_two_changes_however_old_the_form(self, world, zeng):
        first = zeng.person.history.latest("history_id").history_id
        for typed in ("13800005678", PHONE):
            assert self.call(world, zeng, "clerk_dunhou", typed).status_code == 302
        page = self.call(world, zeng, "clerk_dunhou", "", version=0, seen=first).content.decode()
        assert page.count("把“联系电话”由") == 2, "equal ends would have said that the number typed is the former one"

    def test_the_own_number_typed_again_is_no_attempt(self, world, zeng):
        data = {"name": "曾庆华", "version": zeng.person.version, "id_number_typed": NUMBER}
        assert world.client("clerk_dunhou").post(url("person_edit", zeng.person_id), data).status_code == 302
        assert not entries(Action.NUMBER_TYPED).exists()

    def test_free_numbers_typed_into_a_preview_count_too(self, world, settings, tmp_path):
        settings.NUMBERS_TYPED_PER_HOUR = 2
        batch = Engine(world, "clerk_hechuan", "禾川镇").preview(
            save(tmp_path / "a.xlsx", [["姓名", "身份证号"], ["刘新", FREE[:17]]])
        )
        client, cell = world.client("clerk_hechuan"), reverse("intake:cell", args=[batch.pk, 2, "id_number"])
        for typed in (FREE, OTHER):
            client.post(cell, {"text": typed})
        assert entries(Action.NUMBER_TYPED).count() == 2
        answer = client.post(cell, {"text": NUMBER}, follow=True)
        assert TOO_MANY_TYPED in answer.content.decode()
        assert batch.rows.get(number=2).values["id_number"] == OTHER


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_do_not_both_take_the_last_look(settings, monkeypatch):
    """Each waits for the other while it looks; the second is told, without a look, that the limit is reached."""
    settings.REFUSED_NUMBERS_PER_HOUR = 1
    world = make_world()
    employ(world, "曾庆华", id_number=NUMBER)
    both, found = threading.Barrier(2), PersonForm.number_is_free
    answers: list[str] = []

    def slowly(form):
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(timeout=1.5)
        return found(form)

    monkeypatch.setattr(PersonForm, "number_is_free", slowly)

    def send():
        try:
            answers.append(enter(world, NUMBER).content.decode())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted((NOT_HERE in text, TOO_MANY_REFUSED in text) for text in answers) == [(False, True), (True, False)]
    assert (entries(Action.NUMBER_HELD).count(), entries(Action.LIMIT_REACHED).count()) == (1, 1)


def test_a_number_looked_up_stays_on_record_though_the_post_lies_out_of_reach(world, zeng, monkeypatch):
    def out_of_reach(*args, **kwargs):
        raise OutOfScope("不在管辖范围")

    monkeypatch.setattr("staffing.views.person_forms.person_create_with_appointment", out_of_reach)
    assert enter(world, FREE).status_code == 404
    assert entries(Action.NUMBER_HELD).count() == 1
