"""Rosters that give people other numbers, again and again, try numbers out as well."""

import contextlib
import datetime
import threading

import pytest
from django.db import connections
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from intake.preview.revise import record_answer
from intake.writing.commit import CommitRefused
from offices.identity import acting_as
from staffing.models import Appointment, Person
from staffing.rosters import judging
from staffing.rosters.matching import CHANGED_LATELY
from staffing.rosters.undo import NUMBER_STAYS, UndoPeople
from tests.base import make_world
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.numbers.walls import NUMBER, PHONE
from tests.staffing.people import employ, number, post
from tests.staffing.rosters.staff_rosters import save

BORN = datetime.date(1985, 6, 12)
TRIED = tuple(number(serial) for serial in (235, 237, 239, 241, 243))


class TestNumbersGivenToPeopleOnTheBooks:
    """People who were put on the books for it get one number after the other."""

    @staticmethod
    def renumber(world, tmp_path, *given, user="clerk_hechuan", place="禾川镇"):
        """A roster of the first so many of the people, who are said to be the same under other numbers."""
        engine = Engine(world, user, place)
        rows = [["姓名", "身份证号"], *([f"刘{'甲乙丙丁戊'[i]}", one] for i, one in enumerate(given))]
        batch = engine.preview(save(tmp_path / "a.xlsx", rows))
        for row in batch.rows.filter(outcome="ask"):
            person = Person.objects.get(name=rows[row.number - 1][0])
            record_answer(acting_as(engine.user), batch=batch, number=row.number, answer=f"person:{person.pk}")
        batch.refresh_from_db()
        return engine, batch

    @staticmethod
    def on_the_books(world, **values):
        for name in "甲乙丙丁戊":
            post = employ(world, f"刘{name}", "禾川镇", **values)
            Person.objects.filter(pk=post.person_id).update(birth_date=BORN)

    def test_a_number_that_an_import_brought_was_tried(self, world, zeng, tmp_path):
        self.on_the_books(world)
        engine, batch = self.renumber(world, tmp_path, *TRIED)
        assert outcomes(batch) == ["changed"] * 5
        engine.commit(batch)
        rows = [["姓名", "身份证号"], ["王己", NUMBER]]
        assert codes(engine.preview(save(tmp_path / "b.xlsx", rows))) == ["ids_alike"]

    def test_one_that_was_refused_at_the_commit_too(self, world, zeng, tmp_path):
        self.on_the_books(world)
        engine, batch = self.renumber(world, tmp_path, *TRIED)
        changed = Person.objects.get(name="刘甲")
        changed.version += 1
        changed.save()
        engine.commit(batch, good_rows_only=True)
        rows = [["姓名", "身份证号"], ["王己", NUMBER]]
        assert codes(engine.preview(save(tmp_path / "b.xlsx", rows))) == ["ids_alike"]

    def test_nobody_gets_two_numbers_from_rosters_within_some_days(self, world, zeng, tmp_path, settings):
        self.on_the_books(world)
        engine, batch = self.renumber(world, tmp_path, TRIED[0])
        engine.commit(batch)
        _, batch = self.renumber(world, tmp_path, TRIED[1])
        (issue,) = batch.rows.get(number=2).issues
        assert (issue["code"], issue["message"], outcomes(batch)) == ("id_changed_lately", CHANGED_LATELY, ["error"])
        settings.ALIKE_NUMBERS_DAYS = 0
        _, batch = self.renumber(world, tmp_path, TRIED[1])
        assert outcomes(batch) == ["changed"]

    def test_not_even_when_the_first_was_taken_back_but_the_same_once_more(self, world, tmp_path):
        self.on_the_books(world)
        engine, batch = self.renumber(world, tmp_path, TRIED[0])
        engine.commit(batch)
        engine.undo(batch)
        assert codes(self.renumber(world, tmp_path, TRIED[1])[1]) == ["id_changed_lately"]
        assert outcomes(self.renumber(world, tmp_path, TRIED[0])[1]) == ["changed"]


class TestNumbersTypedIntoAPreview:
    """One line whose number is put right again and again, by one official or several."""

    @pytest.fixture
    def preview(self, world, tmp_path):
        def build(user="clerk_hechuan", first=""):
            path = save(tmp_path / "a.xlsx", [["姓名", "身份证号"], ["刘新", first]])
            return Engine(world, user, "禾川镇").preview(path)

        return build

    @staticmethod
    def type_in(world, batch, *numbers, user="clerk_hechuan"):
        for one in numbers:
            cell = reverse("intake:cell", args=[batch.pk, 2, "id_number"])
            world.client(user).post(cell, {"text": one})

    def test_what_was_typed_before_counts(self, world, zeng, preview):
        batch = preview()
        self.type_in(world, batch, *TRIED, NUMBER)
        assert codes(batch) == ["ids_alike"]

    def test_colleagues_share_the_count_of_a_preview(self, world, zeng, preview):
        batch = preview()
        self.type_in(world, batch, *TRIED[:3])
        self.type_in(world, batch, *TRIED[3:], NUMBER, user="county_yongxin")
        assert codes(batch) == ["ids_alike"]

    def test_and_take_what_they_typed_along_to_other_previews(self, world, zeng, preview):
        self.type_in(world, preview(), *TRIED, user="county_yongxin")
        batch = preview(user="county_yongxin")
        self.type_in(world, batch, NUMBER, user="county_yongxin")
        assert codes(batch) == ["ids_alike"]

    def test_a_number_put_right_is_read_as_ever(self, world, preview):
        batch = preview(first=TRIED[0])
        self.type_in(world, batch, TRIED[1])
        assert outcomes(batch) == ["new"]


@pytest.mark.django_db(transaction=True)
def test_files_sent_at_once_are_counted_one_after_the_other(settings, monkeypatch, tmp_path):
    """Each waits for the other between counting and storing; the second counts what the first one stored."""
    settings.ALIKE_NUMBERS = 1
    engine, both, count = Engine(make_world(), "clerk_hechuan", "禾川镇"), threading.Barrier(2), judging.count_tried
    found: list[list[str]] = []

    def slowly(*arguments):
        count(*arguments)
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(timeout=1.5)

    monkeypatch.setattr(judging, "count_tried", slowly)
    paths = [save(tmp_path / f"{one}.xlsx", [["姓名", "身份证号"], ["刘新", one]]) for one in TRIED[:2]]

    def send(path):
        try:
            found.append(codes(engine.preview(path)))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=[path]) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [[], ["ids_alike"]]


class TestTakingBackANumberThatIsTakenByNow:
    @staticmethod
    def renumbered(world, tmp_path):
        """Liu of 敦厚镇, to whom an import gave a number in place of the first one that was tried."""
        liu = employ(world, "刘甲", id_number=TRIED[0]).person
        Person.objects.filter(pk=liu.pk).update(birth_date=BORN)
        given = TestNumbersGivenToPeopleOnTheBooks.renumber
        engine, batch = given(world, tmp_path, TRIED[1], user="clerk_dunhou", place="敦厚镇")
        engine.commit(batch)
        return engine, batch, liu

    def test_the_rest_is_taken_back_and_nothing_is_told_of_who_has_it(self, world, tmp_path):
        engine, batch, liu = self.renumbered(world, tmp_path)
        employ(world, "外人", "禾川镇", id_number=TRIED[0])
        assert engine.held(batch) == [f"刘甲：{NUMBER_STAYS.rstrip('。')}。"]
        liu.refresh_from_db()
        assert (liu.id_number, batch.state) == (TRIED[1], "committed")

    def test_one_that_only_a_void_record_holds_is_free(self, world, tmp_path):
        engine, batch, liu = self.renumbered(world, tmp_path)
        void = employ(world, "外人", "禾川镇", id_number=TRIED[0])
        Appointment.objects.filter(pk=void.pk).update(voided_at=timezone.now())
        assert not engine.undo(batch).kept
        liu.refresh_from_db()
        assert liu.id_number == TRIED[0]

    def test_whoever_registers_it_at_that_moment_does_not_break_the_undo(self, world, tmp_path, monkeypatch):
        engine, batch, _ = self.renumbered(world, tmp_path)
        employ(world, "外人", "禾川镇", id_number=TRIED[0])
        monkeypatch.setattr(UndoPeople, "_with_free_numbers", lambda self, notes, persons: list(notes))
        with pytest.raises(CommitRefused, match="再试一次"):
            engine.undo(batch)
        monkeypatch.undo()
        batch.refresh_from_db()
        assert batch.state == "committed"
        assert len(engine.held(batch)) == 1

    def test_nobody_becomes_established_twice_by_it(self, world, tmp_path):
        first = employ(world, "刘甲", id_number=TRIED[0], employment="21")
        engine = Engine(world, "county_jian", "敦厚镇")
        rows = [["姓名", "身份证号", "编制类型"], ["刘甲", TRIED[0], "劳务派遣"]]
        batch = engine.take_in(save(tmp_path / "a.xlsx", rows))
        post(world, first.person, "永阳镇", employment="21", from_date=datetime.date(2026, 1, 1))
        (kept,) = engine.undo(batch).kept
        assert "在编" in kept.reason


def test_a_damaged_number_does_not_tell_the_county(world, tmp_path):
    """Its line gets an offer by what every page shows: the name, the birth date and the first four digits."""
    zeng = employ(world, "曾庆华", id_number=number(233, region="360827")).person
    Person.objects.filter(pk=zeng.pk).update(birth_date=BORN)
    offered = [f"3.608{county:02d}19850612E+17" for county in (1, 21, 27, 28)]
    others = ["3.6082719850613E+17", "3.5082719850612E+17"]
    rows = [["姓名", "身份证号"], *(["曾庆华", one] for one in [*offered, *others])]
    batch = Engine(world, "clerk_dunhou").preview(save(tmp_path / "a.xlsx", rows))
    assert outcomes(batch) == ["ask"] * 4 + ["error"] * 2


class TestTelephonesTried:
    """Four digits of a telephone are hidden; lines that differ from the record in those alone try them out."""

    WRONG = tuple(f"138{middle}5678" for middle in ("0001", "0002", "0003"))
    HEAD = ("姓名", "身份证号", "联系电话")

    def preview(self, world, tmp_path, *phones, user="clerk_dunhou", place="敦厚镇"):
        rows = [[*self.HEAD], *(["曾庆华", NUMBER, one] for one in phones)]
        return Engine(world, user, place).preview(save(tmp_path / "a.xlsx", rows))

    def test_in_one_cell(self, world, zeng, tmp_path):
        batch = self.preview(world, tmp_path, PHONE)
        cell, found = reverse("intake:cell", args=[batch.pk, 2, "phone"]), []
        for phone in (*self.WRONG, "13800045678", PHONE, "13912345678"):
            world.client("clerk_dunhou").post(cell, {"text": phone})
            found += outcomes(batch)
        assert found == ["changed"] * 3 + ["error"] * 2 + ["changed"], "neither right nor wrong is told any more"

    def test_file_by_file_and_before_a_reading_anew(self, world, zeng, tmp_path):
        for phone in self.WRONG:
            assert outcomes(self.preview(world, tmp_path, phone)) == ["changed"]
        batch = self.preview(world, tmp_path, PHONE)
        assert (outcomes(batch), codes(batch)) == (["error"], ["phones_alike"])
        mine = self.preview(world, tmp_path, PHONE, user="county_jian", place="吉安县")
        assert codes(mine) != ["phones_alike"], "others are not concerned"

    def test_without_the_identity_number(self, world, zeng, tmp_path):
        engine, found = Engine(world, "clerk_dunhou"), []
        for phone in (*self.WRONG, PHONE):
            rows = [["姓名", "联系电话"], ["曾庆华", phone]]
            found += outcomes(engine.preview(save(tmp_path / "a.xlsx", rows)))
        assert found == ["changed"] * 3 + ["error"]

    def test_at_several_villages_at_once(self, world, zeng, tmp_path):
        places = [("高塘村", self.WRONG[0]), ("城南社区", self.WRONG[1]), ("江边村", PHONE)]
        rows = [[*self.HEAD, "村", "在岗方式"], *(["曾庆华", NUMBER, one, at, "兼任"] for at, one in places)]
        with override_settings(PHONES_ALIKE=2):
            batch = Engine(world, "county_jian", "吉安县").preview(
                save(tmp_path / "a.xlsx", rows), "village_specialist"
            )
        assert outcomes(batch) == ["new", "new", "error"]

    def test_what_is_on_record_is_repeated_and_put_right_as_ever(self, world, zeng, tmp_path):
        Person.objects.filter(pk=zeng.person_id).update(birth_date=BORN)
        for _ in range(5):
            assert outcomes(self.preview(world, tmp_path, PHONE)) == ["same"]
        batch = self.preview(world, tmp_path, self.WRONG[0])
        Engine(world, "clerk_dunhou").commit(batch)
        zeng.person.refresh_from_db()
        assert zeng.person.phone == self.WRONG[0]
