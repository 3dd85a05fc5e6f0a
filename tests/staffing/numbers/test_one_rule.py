"""Whoever guesses the last characters of a number is stopped by one rule, whichever doors and accounts are used."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from intake.decisions import Decisions
from intake.models import ImportBatch
from intake.preview.preview import preview_rebuild
from intake.preview.revise import cell_correct, value_map
from intake.preview.stored_files import batch_store
from jian_minzheng.core.audit.models import Action
from offices.identity import acting_as
from staffing.models import Appointment, Person
from staffing.models.people import NOT_HERE
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.numbers.walls import FREE, NUMBER, enter, entries, url
from tests.staffing.people import employ, number
from tests.staffing.rosters.staff_rosters import save

ALIKE = tuple(number(serial) for serial in range(301, 321, 2))
NAMES = "甲乙丙丁戊己庚辛壬癸"


def listed(numbers, **columns):
    head, cells = ["姓名", "身份证号", *columns], list(columns.values())
    return [head, *([f"赵{NAMES[i // 10 % 10]}{NAMES[i % 10]}", one, *cells] for i, one in enumerate(numbers))]


def preview(world, tmp_path, numbers, user="clerk_hechuan", place="禾川镇", **columns):
    return Engine(world, user, place).preview(save(tmp_path / "a.xlsx", listed(numbers, **columns)))


def void_latest(world, user):
    post = Appointment.objects.latest("pk")
    world.client(user).post(url("post_void", post.pk), {"reason": "误录"})


def type_in(world, batch, text, user, row=2):
    batch.refresh_from_db()
    return world.client(user).post(reverse("intake:cell", args=[batch.pk, row, "id_number"]), {"text": text})


class TestTheForm:
    def test_the_sixth_number_that_begins_alike_is_not_looked_up_whoever_types_it(self, world, zeng):
        for place, one in enumerate(ALIKE[:5]):
            user = ("clerk_hechuan", "county_yongxin")[place % 2]
            assert enter(world, one, user=user).status_code == 302
            void_latest(world, user)
        for user in ("clerk_hechuan", "county_yongxin"):
            for one in (NUMBER, ALIKE[6]):
                answer = enter(world, one, user=user)
                assert (answer.status_code, NOT_HERE in answer.content.decode()) == (200, True)
        assert entries(Action.NUMBER_HELD).count() == 4
        assert Person.objects.filter(id_number__in=ALIKE).count() == 5
        assert enter(world, FREE).status_code == 302, "numbers that begin otherwise are looked up as ever"

    def test_what_was_found_free_and_not_stored_was_tried(self, world, zeng):
        """A form that somebody else was quicker with tells that the number is nobody's, and stores nothing."""
        other, client = employ(world, "李四"), world.client("county_jian")
        for one in ALIKE[:5]:
            data = {"name": "李四", "version": 99, "id_number_typed": one}
            assert "已被他人修改" in client.post(url("person_edit", other.person_id), data).content.decode()
        data["id_number_typed"] = ALIKE[5]
        answer = client.post(url("person_edit", other.person_id), data).content.decode()
        assert NOT_HERE in answer
        assert "已被他人修改" not in answer
        assert not any(one in f"{kept.object_id}{kept.detail}" for kept in entries(Action.NUMBER_HELD) for one in ALIKE)

    def test_rosters_and_forms_share_the_count(self, world, zeng, tmp_path):
        assert outcomes(preview(world, tmp_path, ALIKE[:3])) == ["new"] * 3
        for one in ALIKE[3:5]:
            assert enter(world, one, user="county_yongxin").status_code == 302
        assert NOT_HERE in enter(world, ALIKE[5]).content.decode()
        assert enter(world, ALIKE[0]).status_code == 302, "one that was tried already is no further attempt"
        assert codes(preview(world, tmp_path, [NUMBER])) == ["ids_alike"]
        assert codes(preview(world, tmp_path, [NUMBER], user="county_yongxin")) == ["ids_alike"]

    def test_a_family_born_on_one_day_is_entered(self, world):
        for one in ALIKE[:5]:
            assert enter(world, one).status_code == 302

    def test_people_on_record_before_do_not_count(self, world, tmp_path):
        employ(world, "曾庆华", "禾川镇", id_number=NUMBER)
        for place, one in enumerate(ALIKE[:5]):
            employ(world, f"陈{NAMES[place]}", "禾川镇", id_number=one)
        assert outcomes(preview(world, tmp_path, [*ALIKE[:5], NUMBER])) == ["changed"] * 6
        assert enter(world, ALIKE[5]).status_code == 302

    def test_after_some_days_it_is_forgotten(self, world, settings):
        for one in ALIKE[:5]:
            enter(world, one)
        long_ago = timezone.now() - datetime.timedelta(days=settings.ALIKE_NUMBERS_DAYS, hours=1)
        Person.history.update(history_date=long_ago)
        assert enter(world, ALIKE[5]).status_code == 302


class TestTheRoster:
    def test_fakes_of_the_own_office_make_no_room_for_guesses(self, world, zeng, tmp_path):
        for one in ALIKE[:5]:
            assert enter(world, one, user="clerk_dunhou", place="敦厚镇").status_code == 302
            void_latest(world, "clerk_dunhou")
        batch = preview(world, tmp_path, [NUMBER, number(235)], "clerk_dunhou", "敦厚镇")
        assert codes(batch) == ["ids_alike"] * 2

    def test_not_even_when_they_are_old(self, world, zeng, tmp_path):
        for place, one in enumerate(ALIKE):
            employ(world, f"假{NAMES[place]}", id_number=one)
        guesses = [NUMBER, *(number(serial) for serial in range(235, 247, 2))]
        assert set(codes(preview(world, tmp_path, guesses, "clerk_dunhou", "敦厚镇"))) == {"ids_alike"}

    def test_colleagues_of_the_county_share_the_count(self, world, zeng, tmp_path):
        preview(world, tmp_path, ALIKE[:5])
        assert codes(preview(world, tmp_path, [NUMBER], user="county_yongxin")) == ["ids_alike"]

    def test_people_met_by_colleagues_are_no_attempt(self, world, tmp_path):
        """The county looks through the list of a station, then the station uploads the same and one more."""
        for place, one in enumerate(ALIKE[:6]):
            employ(world, f"陈{NAMES[place]}", "禾川镇", id_number=one)
        preview(world, tmp_path, ALIKE[:6], user="county_yongxin")
        assert outcomes(preview(world, tmp_path, [*ALIKE[:6], NUMBER])) == [*["changed"] * 6, "error"]
        assert outcomes(preview(world, tmp_path, ALIKE[:6])) == ["changed"] * 6

    def test_a_colleague_finds_no_number_of_another_line_by_its_being_repeated(self, world, tmp_path):
        rows = [["姓名", "身份证号"], ["张三", NUMBER], ["李四", number(501, "19900101")]]
        batch = Engine(world, "clerk_dunhou").preview(save(tmp_path / "a.xlsx", rows))
        for one in ALIKE[:5]:
            type_in(world, batch, one, "county_jian", row=3)
        type_in(world, batch, NUMBER, "county_jian", row=3)
        assert "id_duplicate_in_file" not in codes(batch)
        edit = reverse("intake:cell", args=[batch.pk, 3, "name"])
        world.client("county_jian").post(edit, {"text": "王五"})
        assert not batch.rows.get(number=2).issues, "that its line is judged anew would tell as well"

    def test_the_uploader_is_told_of_numbers_that_stand_twice(self, world, tmp_path):
        assert codes(preview(world, tmp_path, [NUMBER, NUMBER])) == ["id_duplicate_in_file"] * 2


class TestOneReading:
    """However large, it tells of no more numbers that stand elsewhere than may be refused."""

    @pytest.fixture(autouse=True)
    def few(self, settings):
        settings.REFUSED_ROWS_PER_HOUR = 3

    @staticmethod
    def held(world, count, month=6):
        numbers = [number(day=f"1985{month:02d}{day + 1:02d}") for day in range(count)]
        return [employ(world, f"藏{i}", id_number=one).person.id_number for i, one in enumerate(numbers)]

    @staticmethod
    def upload(world, path):
        file = SimpleUploadedFile("a.xlsx", path.read_bytes())
        data = {"kind": "station_staff", "division": world["禾川镇"].pk, "file": file}
        return world.client("clerk_hechuan").post(reverse("intake:new"), data).content.decode()

    def test_beyond_the_limit_nothing_is_told_apart_but_the_own_people(self, world, tmp_path):
        held, free = self.held(world, 4), [number(day=f"197001{day:02d}") for day in range(10, 14)]
        mine = employ(world, "王自由", "禾川镇", id_number=FREE).person.id_number
        path = save(tmp_path / "a.xlsx", listed([*held, *free, mine], 学历="本科"))
        self.upload(world, path)
        batch = ImportBatch.objects.get()
        assert outcomes(batch) == [*["error"] * 8, "changed"]
        assert codes(batch)[:8] == ["numbers_unchecked"] * 8
        assert [entry.detail["行数"] for entry in entries(Action.NUMBER_HELD)] == [3], "the answer uses up the limit"
        assert entries(Action.LIMIT_REACHED).count() == 1
        assert "未被接受的号码太多" in self.upload(world, path)

    def test_up_to_it_each_row_is_answered(self, world, tmp_path):
        batch = preview(world, tmp_path, [*self.held(world, 3), FREE])
        assert codes(batch) == ["id_in_other_unit"] * 3
        assert outcomes(batch) == [*["error"] * 3, "new"]

    def test_files_that_waited_are_asked_when_they_are_read(self, world, tmp_path):
        actor, batches = acting_as(world.users["clerk_hechuan"]), []
        for month in (6, 7):
            path = save(tmp_path / f"{month}.xlsx", listed(self.held(world, 2, month)))
            stored = {"file_name": path.name, "kind": "station_staff", "division": world["禾川镇"]}
            batches.append(batch_store(actor, path=path, **stored))
        for batch in batches:
            preview_rebuild(actor, batch=batch, decisions=Decisions())
        assert [codes(batch) for batch in batches] == [["id_in_other_unit"] * 2, ["numbers_unchecked"] * 2]

    def test_once_it_is_reached_not_even_that_nobody_has_them(self, world, tmp_path):
        actor = acting_as(world.users["clerk_hechuan"])
        path = save(tmp_path / "b.xlsx", listed([FREE]))
        stored = {"file_name": path.name, "kind": "station_staff", "division": world["禾川镇"]}
        waits = batch_store(actor, path=path, **stored)
        preview(world, tmp_path, self.held(world, 3))
        preview_rebuild(actor, batch=waits, decisions=Decisions())
        assert codes(waits) == ["numbers_unchecked"]

    def test_rows_put_right_all_at_once_are_no_way_round(self, world, tmp_path):
        batch = preview(world, tmp_path, self.held(world, 4), 学历="读过书")
        assert set(codes(batch)) == {"value_unknown"}
        value_map(acting_as(batch.owner), batch=batch, key="education", written="读过书", text="初中")
        assert set(codes(batch)) == {"numbers_unchecked"}

    def test_nor_one_by_one(self, world, tmp_path):
        batch = preview(world, tmp_path, [*self.held(world, 4), FREE], 单位="未知处")
        assert set(codes(batch)) == {"unit_unknown"}
        for row in range(2, 7):
            batch.refresh_from_db()
            cell_correct(acting_as(batch.owner), batch=batch, number=row, key="unit", text="禾川镇")
        assert codes(batch) == [*["id_in_other_unit"] * 3, *["numbers_unchecked"] * 2]

    def test_rows_that_were_answered_are_corrected_as_ever(self, world, tmp_path):
        batch = preview(world, tmp_path, [*self.held(world, 3), FREE], 学历="大本")
        client = world.client("clerk_hechuan")
        for row in (2, 5):
            client.post(reverse("intake:cell", args=[batch.pk, row, "education"]), {"text": "大专"})
        assert set(codes(batch)) == {"id_in_other_unit"}
        assert outcomes(batch) == [*["error"] * 3, "new"]
        batch.refresh_from_db()
        preview_rebuild(acting_as(batch.owner), batch=batch, decisions=Decisions.from_json(batch.decisions))
        assert outcomes(batch) == [*["error"] * 3, "new"]
