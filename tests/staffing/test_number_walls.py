"""Numbers as walls: checked by the end, shown for a reason, refused in one voice; no way to what others entered."""

import contextlib
import datetime
import io
import threading
from urllib.parse import urlencode

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action, AuditEntry
from jian_minzheng.core.editing.plain_text import REFUSED
from jian_minzheng.core.scope import OutOfScope
from offices.grants import grant_give
from offices.identity import acting_as
from offices.models import User
from offices.roles import Role
from staffing.forms import PersonForm
from staffing.models import Appointment, ImportBatch, Person
from staffing.models.people import NOT_HERE
from staffing.number_limits import TOO_MANY_REFUSED, TOO_MANY_TYPED
from staffing.posts import appointment_start
from staffing.posts.keeping import KEPT_ELSEWHERE
from staffing.roster_import.decisions import Decisions
from staffing.roster_import.previewing.preview import preview_rebuild
from staffing.roster_import.previewing.revise import cell_correct, left_decide, rows_skip
from tests.base import make_world
from tests.staffing.people import employ, number, post
from tests.staffing.roster_import.engine import Engine, codes, outcomes
from tests.staffing.roster_import.staff_rosters import book, save

NUMBER, OTHER, FREE = number(233), number(346, "19790824"), number(411, "19880305")
PHONE = "13812345678"
NOTE = "欠发绩效已反映"


def url(name, *args):
    return reverse(f"staffing:{name}", args=args)


def entries(action):
    return AuditEntry.objects.filter(action=action)


@pytest.fixture
def zeng(world) -> Appointment:
    return employ(world, "曾庆华", id_number=NUMBER, phone=PHONE)


class TestCheckingTheLastFour:
    @staticmethod
    def ask(world, post_, typed, user="clerk_dunhou", **headers):
        return world.client(user).post(url("number_check", post_.person_id), {"last_four": typed}, headers=headers)

    def test_the_answer_is_yes_or_no_and_on_record_without_the_digits(self, world, zeng):
        assert "<strong" in self.ask(world, zeng, NUMBER[-4:], **{"HX-Request": "true"}).content.decode()
        page = self.ask(world, zeng, "0000").content.decode()
        assert "不一致" in page
        assert "任职经历" in page
        records = list(entries(Action.NUMBER_CHECKED).order_by("sequence"))
        assert [record.detail for record in records] == [{"结果": "一致"}, {"结果": "不一致"}]
        assert not any(NUMBER[-4:] in f"{record.detail}{record.object_label}" for record in records)

    def test_a_small_x_and_wide_digits_are_forgiven_and_nonsense_is_not_counted(self, world, zeng):
        wide = "".join(chr(ord(character) + 0xFEE0) for character in NUMBER[-4:])
        assert ">一致<" in self.ask(world, zeng, wide).content.decode()
        answer = self.ask(world, zeng, "12")
        assert (answer.status_code, "最后四位" in answer.content.decode()) == (400, True)
        assert entries(Action.NUMBER_CHECKED).count() == 1

    def test_guessing_ends_soon_for_one_person_whoever_asks(self, world, zeng, settings):
        settings.NUMBER_CHECKS_PER_PERSON_AND_HOUR = 3
        other = employ(world, "刘另一", id_number=OTHER)
        for user in ("clerk_dunhou", "county_jian", "clerk_dunhou"):
            assert self.ask(world, zeng, "0000", user).status_code == 200
        answer = self.ask(world, zeng, NUMBER[-4:], "county_jian")
        assert answer.status_code == 429
        assert "核对次数已到上限" in answer.content.decode()
        assert ">一致<" not in answer.content.decode()
        assert entries(Action.LIMIT_REACHED).get().detail == {"动作": "核对号码后四位"}
        assert self.ask(world, other, OTHER[-4:], "county_jian").status_code == 200

    def test_an_account_cannot_go_through_the_list_either(self, world, zeng, settings):
        settings.NUMBER_CHECKS_PER_HOUR = 1
        other = employ(world, "刘另一", id_number=OTHER)
        assert self.ask(world, zeng, "0000").status_code == 200
        assert self.ask(world, other, "0000").status_code == 429

    def test_an_hour_later_it_goes_on(self, world, zeng, settings, monkeypatch):
        settings.NUMBER_CHECKS_PER_PERSON_AND_HOUR = 1
        self.ask(world, zeng, "0000")
        assert self.ask(world, zeng, "0000").status_code == 429
        later = timezone.now() + datetime.timedelta(minutes=61)
        monkeypatch.setattr("jian_minzheng.core.audit.limits.timezone.now", lambda: later)
        assert self.ask(world, zeng, "0000").status_code == 200

    @pytest.mark.parametrize(("user", "status"), [("gov_dunhou", 403), ("clerk_hechuan", 404), ("sysadmin", 403)])
    def test_nobody_else_may_ask(self, world, zeng, user, status):
        assert self.ask(world, zeng, NUMBER[-4:], user).status_code == status
        assert not entries(Action.NUMBER_CHECKED).exists()

    def test_a_unit_that_somebody_has_left_may_not_ask(self, world):
        left = employ(world, "陈调走", id_number=NUMBER, to_date=datetime.date(2022, 1, 1))
        post(world, left.person, "禾川镇", from_date=datetime.date(2022, 1, 2))
        assert self.ask(world, left, NUMBER[-4:]).status_code == 404


class TestShowingForAReason:
    @staticmethod
    def look(world, post_, **data):
        return world.client("clerk_dunhou").post(url("person_reveal", post_.person_id), data)

    def test_without_a_reason_nothing_is_shown(self, world, zeng):
        for reason in ("", " ", "x", f"核对{OTHER}"):
            answer = self.look(world, zeng, reason=reason)
            assert answer.status_code == 400
            assert NUMBER not in answer.content.decode()
        assert not entries(Action.NUMBER_REVEALED).exists()

    def test_the_reason_stands_in_the_trail(self, world, zeng):
        assert NUMBER in self.look(world, zeng, reason="核对参保信息").content.decode()
        assert entries(Action.NUMBER_REVEALED).get().detail == {"事由": "核对参保信息"}

    def test_there_is_an_end_to_looking(self, world, zeng, settings):
        settings.NUMBER_LOOKS_PER_HOUR = 2
        for _ in range(2):
            assert self.look(world, zeng, reason="核对参保信息").status_code == 200
        answer = self.look(world, zeng, reason="核对参保信息")
        assert answer.status_code == 429
        assert "已到上限" in answer.content.decode()
        assert NUMBER not in answer.content.decode()
        assert entries(Action.LIMIT_REACHED).count() == 1

    def test_the_whole_list_and_the_roster_ask_too(self, world, zeng):
        client = world.client("county_jian")
        for address, rows in ((url("person_export_full"), 1), (url("import_current", "station_staff"), 1)):
            asked = client.post(address, {"query": "q=%E5%BA%86%E5%8D%8E"})
            assert "查看事由" in asked.content.decode()
            assert not asked.has_header("Content-Disposition")
            given = client.post(address, {"query": "q=%E5%BA%86%E5%8D%8E", "reason": "年度核查"})
            assert given["Content-Disposition"].startswith("attachment")
            detail = entries(Action.EXPORTED).latest("sequence").detail
            assert (detail["行数"], detail["事由"]) == (rows, "年度核查")

    def test_a_colleagues_roster_is_handed_out_for_a_reason_and_ones_own_without(self, world, tmp_path):
        batch = Engine(world, "clerk_dunhou").preview(save(tmp_path / "a.xlsx", [["姓名", "身份证号"], ["张三", FREE]]))
        assert world.client("clerk_dunhou").get(url("import_workbook", batch.pk)).has_header("Content-Disposition")
        colleague = world.client("county_jian")
        assert "查看事由" in colleague.get(url("import_workbook", batch.pk)).content.decode()
        assert colleague.post(url("import_workbook", batch.pk), {"reason": "复核"}).has_header("Content-Disposition")
        assert [entry.detail["事由"] for entry in entries(Action.EXPORTED).order_by("sequence")] == ["本人上传", "复核"]


@pytest.mark.parametrize(
    ("user", "name", "subject"),
    [
        ("clerk_dunhou", "staffing:person_list", None), ("clerk_dunhou", "staffing:person_export", None),
        ("clerk_dunhou", "staffing:person_detail", "person"), ("clerk_dunhou", "staffing:person_edit", "person"),
        ("clerk_dunhou", "staffing:import_list", None), ("clerk_dunhou", "offices:station_detail", "station"),
        ("clerk_hechuan", "staffing:person_detail", "person"), ("auditor", "audit", None),
        ("auditor", "audit_export", None), ("clerk_dunhou", "assessments:finding_list", None),
    ],
)  # fmt: skip
def test_what_is_read_stays_in_no_cache(world, zeng, user, name, subject):
    pk = {"person": zeng.person_id, "station": world.stations["敦厚镇"].pk}.get(subject)
    answer = world.client(user).get(reverse(name, args=[pk] if pk else []))
    assert answer["Cache-Control"] == "no-store"


PERSON = {"person-name": "刘新", "person-sex": "", "person-social_work_title": ""}
POST = {"post-position": "staff", "post-working_mode": "1", "post-from_date": "2025-03-01", "post-holder": "work"}


def enter(world, typed, user="clerk_hechuan", place="禾川镇", **data):
    data = {**PERSON, **POST, "person-id_number_typed": typed, "post-place": world[place].pk, **data}
    return world.client(user).post(f"{url('person_new')}?kind=station_staff", data)


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
            refused = world.client("clerk_hechuan").post(url("import_new"), data)
        assert TOO_MANY_REFUSED in refused.content.decode()
        assert entries(Action.LIMIT_REACHED).count() == 3
        assert enter(world, "").status_code == 302, "somebody without a number can be entered"

    def test_a_number_typed_into_a_preview_is_an_attempt_too(self, world, zeng, settings, tmp_path):
        settings.REFUSED_NUMBERS_PER_HOUR = 1
        roster = save(tmp_path / "a.xlsx", [["姓名", "身份证号"], ["刘新", FREE[:17]]])
        batch = Engine(world, "clerk_hechuan", "禾川镇").preview(roster)
        client, cell = world.client("clerk_hechuan"), url("import_cell", batch.pk, 2, "id_number")
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

    def test_the_own_number_typed_again_is_no_attempt(self, world, zeng):
        data = {"name": "曾庆华", "version": zeng.person.version, "id_number_typed": NUMBER}
        assert world.client("clerk_dunhou").post(url("person_edit", zeng.person_id), data).status_code == 302
        assert not entries(Action.NUMBER_TYPED).exists()

    def test_free_numbers_typed_into_a_preview_count_too(self, world, settings, tmp_path):
        settings.NUMBERS_TYPED_PER_HOUR = 2
        batch = Engine(world, "clerk_hechuan", "禾川镇").preview(
            save(tmp_path / "a.xlsx", [["姓名", "身份证号"], ["刘新", FREE[:17]]])
        )
        client, cell = world.client("clerk_hechuan"), url("import_cell", batch.pk, 2, "id_number")
        for typed in (FREE, OTHER):
            client.post(cell, {"text": typed})
        assert entries(Action.NUMBER_TYPED).count() == 2
        answer = client.post(cell, {"text": NUMBER}, follow=True)
        assert TOO_MANY_TYPED in answer.content.decode()
        assert batch.rows.get(number=2).values["id_number"] == OTHER


class TestARosterThatTriesNumbersOut:
    """Rows whose numbers differ in their last four characters alone, one of them Zeng's of another county."""

    @pytest.fixture
    def tried(self):
        return [NUMBER, *(number(serial) for serial in (235, 237, 239, 241, 243))]

    @staticmethod
    def preview(world, tmp_path, numbers, user="clerk_hechuan", place="禾川镇"):
        rows = [
            ["姓名", "身份证号", "学历"],
            *([f"刘{'甲乙丙丁戊己庚'[i]}", one, "本科"] for i, one in enumerate(numbers)),
        ]
        return Engine(world, user, place).preview(save(tmp_path / "a.xlsx", rows))

    def test_none_of_them_is_looked_up(self, world, zeng, tmp_path, tried):
        batch = self.preview(world, tmp_path, tried)
        said = {issue["message"] for row in batch.rows.all() for issue in row.issues if issue["severity"] == "error"}
        assert (outcomes(batch), len(said)) == (["error"] * 6, 1)
        assert set(codes(batch)) == {"ids_alike"}
        assert not entries(Action.NUMBER_HELD).exists()

    def test_nor_after_all_but_one_are_left_out_or_a_row_is_judged_again(self, world, zeng, tmp_path, tried):
        batch = self.preview(world, tmp_path, tried)
        actor = acting_as(world.users["clerk_hechuan"])
        rows_skip(actor, batch=batch, numbers=[3, 4, 5, 6, 7], skip=True)
        cell_correct(actor, batch=batch, number=2, key="education", text="大专")
        assert codes(batch) == ["ids_alike"]
        batch.refresh_from_db()
        preview_rebuild(actor, batch=batch, decisions=Decisions.from_json(batch.decisions))
        assert codes(batch) == ["ids_alike"]

    def test_the_own_people_are_known_all_the_same(self, world, zeng, tmp_path, tried):
        batch = self.preview(world, tmp_path, tried, "clerk_dunhou", "敦厚镇")
        assert outcomes(batch) == ["changed", *["error"] * 5]

    def test_a_handful_born_on_one_day_is_read_as_ever(self, world, tmp_path, tried):
        assert outcomes(self.preview(world, tmp_path, tried[1:])) == ["new"] * 5

    def test_every_refused_row_of_a_file_counts(self, world, settings, tmp_path):
        settings.REFUSED_ROWS_PER_HOUR = 3
        held = [employ(world, f"甲{serial}", id_number=number(serial)).person.id_number for serial in (101, 103, 105)]
        self.preview(world, tmp_path, held[:2])
        assert NOT_HERE in enter(world, held[2]).content.decode()
        assert TOO_MANY_REFUSED in enter(world, held[2]).content.decode()

    def test_a_damaged_number_offers_nobody_to_a_former_unit(self, world, tmp_path):
        left = employ(world, "陈明", id_number=NUMBER, to_date=datetime.date(2022, 1, 1))
        post(world, left.person, "禾川镇", from_date=datetime.date(2022, 1, 2))
        rows = [["姓名", "身份证号"], ["陈明", float(NUMBER)]]
        batch = Engine(world, "clerk_dunhou").preview(save(tmp_path / "a.xlsx", rows))
        (issue,) = batch.rows.get(number=2).issues
        assert (issue["code"], issue.get("options", [])) == ("id_damaged", [])


def _without_token(answer):
    text = answer.content.decode()
    return text.replace(str(answer.context["csrf_token"]), "")


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
        left_decide(engine.actor, batch=batch, ends={held.pk: {"on": "2026-01-31", "reason": "resigned"}})
        engine.commit(batch)
        post(world, held.person, "禾川镇", from_date=datetime.date(2026, 2, 1))
        kept = engine.undo(batch).kept
        assert [(one.name, one.reason) for one in kept] == [("陈明", KEPT_ELSEWHERE)]
        self.still_refused(world, held)

    def test_an_import_taken_back_leaves_the_particulars_to_who_keeps_them_now(self, world, tmp_path):
        held = employ(world, "陈明", id_number=NUMBER)
        engine = Engine(world, "clerk_dunhou")
        batch = engine.take_in(save(tmp_path / "a.xlsx", [["姓名", "身份证号", "学历"], ["陈明", NUMBER, "本科"]]))
        held.refresh_from_db()
        held.to_date = datetime.date(2026, 1, 31)
        held.save()
        post(world, held.person, "禾川镇", from_date=datetime.date(2026, 2, 1))
        assert [one.reason for one in engine.undo(batch).kept] == [KEPT_ELSEWHERE]
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


def test_a_colleague_gets_the_lines_of_the_own_area_alone(world, tmp_path):
    """A file of the county may name people of elsewhere, and have sheets that nobody read."""
    lines = [
        ["单位", "姓名", "身份证号"],
        ["敦厚镇", "刘明", FREE],
        ["禾川镇", "王军", OTHER],
        ["某处", "李强", NUMBER],
    ]
    path = book(tmp_path / "a.xlsx", 花名册=lines, 草稿=[["旧号码", OTHER]])
    batch = Engine(world, "county_jian", "吉安县").preview(path)
    world.users["colleague"] = User.objects.create_user("colleague", full_name="同事", must_change_password=False)
    grant_give(SYSTEM, user=world.users["colleague"], role=Role.COUNTY_OFFICER, division=world["吉安县"])

    def written(response):
        opened = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        return [str(cell.value) for page in opened for row in page.iter_rows() for cell in row if cell.value]

    whole = written(world.client("county_jian").get(url("import_workbook", batch.pk)))
    assert {FREE, OTHER, NUMBER, "旧号码"} <= set(whole)
    given = written(world.client("colleague").post(url("import_workbook", batch.pk), {"reason": "复核"}))
    assert {"姓名", FREE} <= set(given)
    for unseen in (OTHER, NUMBER, "王军", "李强", "旧号码", "禾川"):
        assert not any(unseen in text for text in given), unseen


@pytest.mark.parametrize("name", ["person_list", "person_export", "person_export_full"])
def test_a_list_gives_a_former_unit_no_particulars(world, name):
    left = employ(world, "陈调走", id_number=NUMBER, phone=PHONE, to_date=datetime.date(2022, 1, 1))
    left.person.education, left.person.social_work_title = "20", "2"
    left.person.save()
    columns = ["sex", "education", "social_work", "phone"]

    def row():
        client, query = world.client("clerk_dunhou"), {"state": "ended", "column": ["name", *columns]}
        if name == "person_list":
            (shown,) = client.get(url(name), query).context["rows"]
            return [str(cell or "") for _, cell in shown[1]][1:]
        asked = {"query": urlencode(query, doseq=True), "reason": "年度核查"}
        answer = client.post(url(name), asked) if name == "person_export_full" else client.get(url(name), query)
        book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
        return [cell.value or "" for cell in list(book.active.iter_rows())[1]][1:]

    assert all(row())
    post(world, left.person, "禾川镇", from_date=datetime.date(2022, 1, 2))
    assert not any(cell.strip("—-") for cell in row())


class TestNumbersInTexts:
    def test_a_note_with_a_number_is_refused(self, world, zeng):
        data = {"position": "staff", "working_mode": "1", "from_date": "2020-03-01", "holder": "work", "version": 1}
        answer = world.client("clerk_dunhou").post(
            url("post_edit", zeng.pk), {**data, "note": f"证件{OTHER[:6]} {OTHER[6:14]} {OTHER[14:]}"}
        )
        assert "这里不能写身份证号和手机号码" in answer.content.decode()

    def test_a_reason_with_a_number_is_refused(self, world, zeng):
        answer = world.client("clerk_dunhou").post(url("post_void", zeng.pk), {"reason": f"与{OTHER}重复"})
        assert "这里不能写身份证号和手机号码" in answer.content.decode()
        zeng.refresh_from_db()
        assert not zeng.is_void

    def test_an_older_note_is_masked_everywhere_and_survives_an_edit_that_leaves_it_alone(self, world, zeng):
        zeng.note = f"另证{OTHER}，电话{PHONE}"
        zeng.save()
        for user in ("clerk_dunhou", "city_leader"):
            page = world.client(user).get(url("person_detail", zeng.person_id)).content.decode()
            assert f"另证{OTHER[:4]}{'*' * 14}，电话138****5678" in page
            assert OTHER not in page
        client, address = world.client("clerk_dunhou"), url("post_edit", zeng.pk)
        form = client.get(address).context["forms"][0]
        shown = form["note"].value()
        assert OTHER not in client.get(address).content.decode()
        data = {"position": "staff", "working_mode": "1", "from_date": "2020-03-01", "holder": "work", "version": 1}
        assert client.post(address, {**data, "note": shown, "title": "文员"}).status_code == 302
        zeng.refresh_from_db()
        assert (zeng.title, zeng.note) == ("文员", f"另证{OTHER}，电话{PHONE}")

    @pytest.mark.parametrize("version", [0, 1])
    def test_a_stored_number_is_not_told_to_whoever_guesses_it(self, world, zeng, version):
        """Right and wrong alike are refused as numbers; only the masked text leaves the stored one alone."""
        zeng.note = f"另证{OTHER}"
        zeng.save()
        data = {"position": "staff", "working_mode": "1", "from_date": "2020-03-01", "holder": "work"}
        for guessed in (f"另证{OTHER}", f"另证{NUMBER}"):
            sent = {**data, "version": version, "note": guessed, "title": "文员"}
            answer = world.client("clerk_dunhou").post(url("post_edit", zeng.pk), sent)
            assert answer.context["forms"][0].errors["note"] == [REFUSED]
            assert not answer.context["forms"][0].conflict

    def test_the_trail_keeps_no_number(self, db):
        trail.record(SYSTEM, Action.EXPORTED, label=f"{OTHER}名单", detail={"原因": [f"与{OTHER}重复", PHONE]})
        entry = entries(Action.EXPORTED).get()
        assert OTHER not in f"{entry.object_label}{entry.detail}"
        assert entry.detail["原因"][1] == "138****5678"
        assert not trail.verify()


class TestNumbersTriedFileByFile:
    """Five at a time are read as ever; the sixth that begins alike is not, whichever file it stands in."""

    TRIED = tuple(number(serial) for serial in (235, 237, 239, 241, 243))

    @staticmethod
    def preview(world, tmp_path, *numbers, user="clerk_hechuan", place="禾川镇"):
        rows = [["姓名", "身份证号"], *([f"刘{'甲乙丙丁戊己庚'[i]}", one] for i, one in enumerate(numbers))]
        return Engine(world, user, place).preview(save(tmp_path / f"{len(numbers)}.xlsx", rows))

    def test_a_second_file_goes_on_where_the_first_left_off(self, world, zeng, tmp_path):
        self.preview(world, tmp_path, *self.TRIED)
        batch = self.preview(world, tmp_path, NUMBER)
        assert codes(batch) == ["ids_alike"]
        assert not entries(Action.NUMBER_HELD).exists(), "it was not looked up"

    def test_one_number_a_file_does_not_get_round_it(self, world, zeng, tmp_path):
        for one in self.TRIED:
            assert outcomes(self.preview(world, tmp_path, one)) == ["new"]
        assert codes(self.preview(world, tmp_path, NUMBER)) == ["ids_alike"]

    @pytest.mark.parametrize("state", [ImportBatch.State.DISCARDED, ImportBatch.State.UNDONE])
    def test_nor_does_giving_the_files_up(self, world, zeng, tmp_path, state):
        batch = self.preview(world, tmp_path, *self.TRIED)
        ImportBatch.objects.filter(pk=batch.pk).update(state=state)
        assert codes(self.preview(world, tmp_path, NUMBER)) == ["ids_alike"]

    def test_nor_does_a_correction_in_place(self, world, zeng, tmp_path):
        self.preview(world, tmp_path, *self.TRIED)
        batch = self.preview(world, tmp_path, NUMBER[:17])
        cell_correct(acting_as(world.users["clerk_hechuan"]), batch=batch, number=2, key="id_number", text=NUMBER)
        assert "ids_alike" in codes(batch)
        assert "id_in_other_unit" not in codes(batch)

    def test_the_same_file_again_is_no_further_attempt(self, world, zeng, tmp_path):
        for _ in range(3):
            assert outcomes(self.preview(world, tmp_path, *self.TRIED)) == ["new"] * 5

    def test_importing_what_was_tried_does_not_get_round_it_either(self, world, zeng, tmp_path):
        engine = Engine(world, "clerk_hechuan", "禾川镇")
        engine.commit(self.preview(world, tmp_path, *self.TRIED))
        assert codes(self.preview(world, tmp_path, NUMBER)) == ["ids_alike"]

    def test_people_who_were_on_the_books_are_no_attempt(self, world, tmp_path):
        for serial, one in enumerate([*self.TRIED, number(247)]):
            employ(world, f"陈{'甲乙丙丁戊己'[serial]}", "禾川镇", id_number=one)
        for _ in range(2):
            assert "ids_alike" not in codes(self.preview(world, tmp_path, *self.TRIED, number(247)))

    def test_others_and_numbers_that_begin_otherwise_are_not_concerned(self, world, zeng, tmp_path):
        self.preview(world, tmp_path, *self.TRIED)
        assert outcomes(self.preview(world, tmp_path, OTHER, FREE)) == ["new", "new"]
        mine = self.preview(world, tmp_path, NUMBER, user="clerk_dunhou", place="敦厚镇")
        assert "ids_alike" not in codes(mine)

    def test_after_some_days_it_is_forgotten(self, world, zeng, tmp_path, settings):
        batch = self.preview(world, tmp_path, *self.TRIED)
        long_ago = timezone.now() - datetime.timedelta(days=settings.ALIKE_NUMBERS_DAYS, hours=1)
        ImportBatch.objects.filter(pk=batch.pk).update(created_at=long_ago)
        assert "ids_alike" not in codes(self.preview(world, tmp_path, NUMBER))


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
