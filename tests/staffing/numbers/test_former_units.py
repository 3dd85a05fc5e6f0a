"""Who once kept a person neither sees what others entered since nor takes the person back."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from offices.identity import acting_as
from offices.naming import NOT_NAMED
from staffing.models import Appointment, Person
from staffing.posts import appointment_start
from staffing.posts.keeping import KEPT_ELSEWHERE
from staffing.rosters.departures_decided import departures_decide
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.numbers.walls import FREE, NOTE, NUMBER, PHONE, enter, url
from tests.staffing.people import employ, post
from tests.staffing.rosters.staff_rosters import save


class TestTakingOverSomebodyWhoseEveryPostIsVoid:
    """吉安县 enters a person with telephone and note and voids the post; 永新县 comes with the same number."""

    @pytest.fixture
    def left_behind(self, world) -> Person:
        held = employ(world, "曾庆华", id_number=NUMBER, phone=PHONE, note=NOTE)
        held.person.school = "江西省民政学校"
        held.person.save()
        held.void(by=world.users["county_jian"], reason="登记到了别的县")
        return held.person

    @staticmethod
    def takes_in(world, tmp_path, how):
        if how == "form":
            assert enter(world, NUMBER, "county_yongxin").status_code == 302
        else:
            roster = save(tmp_path / "a.xlsx", [["姓名", "身份证号"], ["刘新", NUMBER]])
            engine = Engine(world, "county_yongxin", "禾川镇")
            batch = engine.preview(roster)
            assert outcomes(batch) == ["new"]
            assert "曾庆华" not in str(batch.rows.get(number=2).issues)
            engine.commit(batch)
        return Appointment.objects.get(work_division=world["禾川镇"]).person

    @pytest.mark.parametrize("how", ["form", "import"])
    def test_nothing_of_what_the_other_county_entered_is_seen(self, world, left_behind, tmp_path, how):
        person = self.takes_in(world, tmp_path, how)
        client = world.client("county_yongxin")
        pages = [
            client.get(url("person_detail", person.pk)).content.decode(),
            client.post(url("person_reveal", person.pk), {"reason": "核对参保信息"}).content.decode(),
            client.get(url("person_edit", person.pk)).content.decode(),
        ]
        for unseen in ("曾庆华", PHONE, PHONE[-4:], "江西省民政学校", NOTE, "county_jian", "敦厚"):
            assert not any(unseen in page for page in pages), unseen
        assert NUMBER in pages[1]
        assert client.get(url("person_detail", left_behind.pk)).status_code == 404

    @pytest.mark.parametrize("how", ["form", "import"])
    def test_the_first_county_keeps_what_it_entered_and_learns_nothing(self, world, left_behind, tmp_path, how):
        self.takes_in(world, tmp_path, how)
        client = world.client("county_jian")
        page = client.get(url("person_detail", left_behind.pk)).content.decode()
        assert "江西省民政学校" in page
        for unseen in ("刘新", "禾川", "county_yongxin"):
            assert unseen not in page
        post_ = left_behind.appointments.get()
        client.post(url("post_restore", post_.pk))
        post_.refresh_from_db()
        left_behind.refresh_from_db()
        assert (post_.is_void, left_behind.id_number, left_behind.phone) == (False, None, PHONE)

    def test_whoever_only_voided_a_post_does_not_keep_a_person_that_others_know(self, world, zeng):
        gone = post(world, zeng.person, "禾川镇", from_date=datetime.date(2019, 1, 1))
        gone.void(by=world.users["county_yongxin"], reason="重复登记")
        zeng.to_date = datetime.date(2024, 1, 1)
        zeng.save()
        page = world.client("county_yongxin").get(url("person_detail", zeng.person_id)).content.decode()
        assert "该人员现在由其他单位管理" in page
        zeng.void(by=world.users["county_jian"], reason="重复登记")
        page = world.client("county_yongxin").get(url("person_detail", zeng.person_id)).content.decode()
        assert "基本情况" not in page

    def test_of_two_former_units_the_later_one_keeps_the_person(self, world):
        first = employ(world, "陈调走", id_number=NUMBER, to_date=datetime.date(2022, 1, 1))
        post(world, first.person, "禾川镇", from_date=datetime.date(2022, 1, 2), to_date=datetime.date(2024, 1, 1))
        assert "基本情况" in world.client("clerk_hechuan").get(url("person_detail", first.person_id)).content.decode()
        page = world.client("clerk_dunhou").get(url("person_detail", first.person_id)).content.decode()
        assert "基本情况" not in page

    def test_the_own_void_record_is_taken_up_again(self, world, left_behind, tmp_path):
        roster = save(tmp_path / "a.xlsx", [["姓名", "身份证号"], ["曾庆华", NUMBER]])
        Engine(world).take_in(roster)
        assert Appointment.objects.filter(voided_at=None).get().person == left_behind


class TestAFormerUnitTakesNobodyBack:
    """Chen left 敦厚镇 for 禾川镇, or left that one too; 敦厚镇 still sees the post it gave."""

    @pytest.fixture(params=["held there", "left there later"])
    def left(self, world, request) -> Appointment:
        left = employ(world, "陈调走", id_number=NUMBER, phone=PHONE, to_date=datetime.date(2022, 1, 1))
        until = None if request.param == "held there" else datetime.date(2024, 1, 1)
        post(world, left.person, "禾川镇", from_date=datetime.date(2022, 1, 2), to_date=until)
        return left

    @staticmethod
    def edit(world, left, **data):
        values = {"position": "staff", "working_mode": "1", "from_date": "2020-03-01", "holder": "work"}
        values |= {"version": left.version, "to_date": "2022-01-01", **data}
        return world.client("clerk_dunhou").post(url("post_edit", left.pk), values)

    @staticmethod
    def still_refused(world, left):
        kept = Person.objects.kept_by(acting_as(world.users["clerk_dunhou"]).scope)
        assert not kept.filter(pk=left.person_id).exists()
        answer = world.client("clerk_dunhou").post(url("person_reveal", left.person_id), {"reason": "核对参保信息"})
        assert (answer.status_code, NUMBER in answer.content.decode()) == (404, False)

    def test_not_by_taking_the_end_back(self, world, left):
        answer = world.client("clerk_dunhou").post(url("post_reinstate", left.pk), {"version": 1}, follow=True)
        assert KEPT_ELSEWHERE in answer.content.decode()
        self.still_refused(world, left)

    @pytest.mark.parametrize("to_date", ["", "2025-01-01"])
    def test_not_by_correcting_the_last_day(self, world, left, to_date):
        answer = self.edit(world, left, to_date=to_date)
        assert KEPT_ELSEWHERE in answer.content.decode()
        self.still_refused(world, left)

    def test_not_by_bringing_a_void_post_back(self, world, left):
        left.to_date = None
        left.save()
        left.void(by=world.users["clerk_dunhou"], reason="重复登记")
        answer = world.client("clerk_dunhou").post(url("post_restore", left.pk), follow=True)
        assert KEPT_ELSEWHERE in answer.content.decode()
        self.still_refused(world, left)

    @pytest.mark.parametrize("mode", ["在岗", "兼职", "借入"])
    def test_not_by_a_roster_whatever_it_says(self, world, left, tmp_path, mode):
        rows = [["姓名", "身份证号", "在岗方式", "到岗时间"], ["陈明", NUMBER, mode, "2025-01-01"]]
        engine = Engine(world, "clerk_dunhou")
        batch = engine.preview(save(tmp_path / "a.xlsx", rows))
        assert (outcomes(batch), codes(batch)) == (["error"], ["id_in_other_unit"])
        self.still_refused(world, left)

    def test_not_by_taking_an_import_back_that_ended_the_post(self, world, tmp_path):
        held = employ(world, "陈明", id_number=NUMBER)
        engine = Engine(world, "clerk_dunhou")
        batch = engine.preview(save(tmp_path / "a.xlsx", [["姓名", "身份证号", "学历"], ["王军", FREE, "本科"]]))
        departures_decide(engine.actor, batch=batch, ends={held.pk: {"on": "2026-01-31", "reason": "resigned"}})
        engine.commit(batch)
        post(world, held.person, "禾川镇", from_date=datetime.date(2026, 2, 1))
        kept = engine.undo(batch).kept
        assert [(one.name, one.reason) for one in kept] == [("陈明", KEPT_ELSEWHERE.rstrip("。"))]
        self.still_refused(world, held)

    def test_an_import_taken_back_leaves_the_particulars_to_who_keeps_them_now(self, world, tmp_path):
        held = employ(world, "陈明", id_number=NUMBER)
        engine = Engine(world, "clerk_dunhou")
        batch = engine.take_in(save(tmp_path / "a.xlsx", [["姓名", "身份证号", "学历"], ["陈明", NUMBER, "本科"]]))
        held.refresh_from_db()
        held.to_date = datetime.date(2026, 1, 31)
        held.save()
        post(world, held.person, "禾川镇", from_date=datetime.date(2026, 2, 1))
        assert engine.held(batch) == [f"陈明：{KEPT_ELSEWHERE}"]
        held.person.refresh_from_db()
        assert held.person.education == "20"

    def test_a_service_call_begins_no_further_post(self, world, left):
        more = Appointment(kind="station_staff", work_division=world["敦厚镇"], from_date=datetime.date(2025, 1, 1))
        with pytest.raises(ValidationError, match=KEPT_ELSEWHERE):
            appointment_start(acting_as(world.users["clerk_dunhou"]), person=left.person, appointment=more)

    def test_what_is_wrong_about_the_former_post_is_still_corrected(self, world, left):
        assert self.edit(world, left, to_date="2021-12-31", title="文员").status_code == 302
        left.refresh_from_db()
        assert (str(left.to_date), left.title) == ("2021-12-31", "文员")

    def test_a_wrong_end_is_taken_back_where_nobody_else_keeps_the_person(self, world, left):
        later = left.person.appointments.exclude(pk=left.pk).get()
        later.void(by=world.users["county_yongxin"], reason="登记错了")
        left.refresh_from_db()
        world.client("clerk_dunhou").post(url("post_reinstate", left.pk), {"version": left.version})
        left.refresh_from_db()
        assert left.to_date is None


class TestWhoeverComesFromElsewhere:
    """Chen came from 敦厚镇 in another county with particulars that were entered there."""

    @pytest.fixture
    def moved(self, world):
        person = employ(world, "陈调来", id_number=NUMBER, to_date=datetime.date(2022, 1, 1)).person
        post(world, person, "禾川镇", from_date=datetime.date(2022, 1, 2))
        for user, school in (("clerk_dunhou", "甲校"), ("clerk_hechuan", "乙校"), ("city_officer", "丙校")):
            person.school, person._history_user = school, world.users[user]
            person.save()
        return person

    def test_the_history_tells_what_was_changed_there_and_not_by_whom(self, world, moved):
        page = world.client("clerk_hechuan").get(url("person_detail", moved.pk)).content.decode()
        assert "甲校" in page
        assert NOT_NAMED in page
        assert "clerk_dunhou" not in page
        assert "city_officer" in page, "who stands above both is known"
        assert "clerk_hechuan" in page.split("甲校")[0]

    def test_nor_does_a_form_that_was_opened_before(self, world, moved):
        seen = moved.history.earliest("history_id").history_id
        data = {"name": moved.name, "version": 0, "seen": seen}
        page = world.client("clerk_hechuan").post(url("person_edit", moved.pk), data).content.decode()
        assert "甲校" in page
        assert NOT_NAMED in page
        assert "clerk_dunhou" not in page

    def test_a_namesake_tells_the_former_unit_nothing_of_the_birth_date(self, world, moved):
        Person.objects.filter(pk=moved.pk).update(birth_date=datetime.date(1985, 6, 12), id_number=None)
        other = employ(world, moved.name).person
        for day in (12, 13):
            Person.objects.filter(pk=other.pk).update(birth_date=datetime.date(1985, 6, day))
            page = world.client("clerk_dunhou").get(url("person_detail", other.pk)).content.decode()
            assert "可能重复登记" not in page

    def test_the_list_of_the_former_unit_shows_nothing_of_the_number(self, world, moved):
        page = world.client("clerk_dunhou").get(url("person_list"), {"state": "all", "column": "id_number"})
        assert moved.name in page.content.decode()
        assert NUMBER[:4] not in page.content.decode()
