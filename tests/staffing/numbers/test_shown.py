"""Numbers are checked by their end and shown whole for a reason; what is read stays nowhere."""

import datetime
import io
from urllib.parse import urlencode

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action
from offices.grants import grant_give
from offices.models import User
from offices.roles import Role
from tests.intake.engine import Engine
from tests.staffing.numbers.walls import FREE, NUMBER, OTHER, PHONE, entries, url
from tests.staffing.people import employ, post
from tests.staffing.rosters.staff_rosters import book, save


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
        for reason in ("", " ", "x", "\u200b\u200b", "……", f"核对{OTHER}"):
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

    def test_after_which_no_workbook_hands_them_out_either(self, world, zeng, settings):
        settings.NUMBER_LOOKS_PER_HOUR = 1
        self.look(world, zeng, reason="核对参保信息")
        client = world.client("clerk_dunhou")
        for address in (url("person_export_full"), reverse("staffing:roster_current", args=["station_staff"])):
            answer = client.post(address, {"query": "", "reason": "年度核查"})
            assert answer.status_code == 429
            assert "已到上限" in answer.content.decode()
            assert NUMBER not in answer.content.decode()
        assert entries(Action.LIMIT_REACHED).count() == 2
        assert not entries(Action.EXPORTED).exists()

    def test_the_whole_list_and_the_roster_ask_too(self, world, zeng):
        client = world.client("county_jian")
        for address, rows in (
            (url("person_export_full"), 1),
            (reverse("staffing:roster_current", args=["station_staff"]), 1),
        ):
            asked = client.post(address, {"query": "q=%E5%BA%86%E5%8D%8E"})
            assert "查看事由" in asked.content.decode()
            assert not asked.has_header("Content-Disposition")
            given = client.post(address, {"query": "q=%E5%BA%86%E5%8D%8E", "reason": "年度核查"})
            assert given["Content-Disposition"].startswith("attachment")
            detail = entries(Action.EXPORTED).latest("sequence").detail
            assert (detail["行数"], detail["事由"]) == (rows, "年度核查")

    def test_ones_own_roster_comes_back_whole_and_a_colleagues_as_it_is_shown(self, world, tmp_path):
        batch = Engine(world, "clerk_dunhou").preview(save(tmp_path / "a.xlsx", [["姓名", "身份证号"], ["张三", FREE]]))
        for account in ("clerk_dunhou", "county_jian"):
            assert (
                world.client(account).get(reverse("intake:workbook", args=[batch.pk])).has_header("Content-Disposition")
            )
        told = [entry.detail for entry in entries(Action.EXPORTED).order_by("sequence")]
        assert [detail["完整号码"] for detail in told] == ["是", "否"]
        assert told[0]["事由"] == "本人上传"


@pytest.mark.parametrize(
    ("user", "name", "subject"),
    [
        ("clerk_dunhou", "staffing:person_list", None), ("clerk_dunhou", "staffing:person_export", None),
        ("clerk_dunhou", "staffing:person_detail", "person"), ("clerk_dunhou", "staffing:person_edit", "person"),
        ("clerk_dunhou", "intake:list", None), ("clerk_dunhou", "offices:station_detail", "station"),
        ("clerk_hechuan", "staffing:person_detail", "person"), ("auditor", "audit", None),
        ("auditor", "audit_export", None), ("clerk_dunhou", "assessments:finding_list", None),
    ],
)  # fmt: skip
def test_what_is_read_stays_in_no_cache(world, zeng, user, name, subject):
    pk = {"person": zeng.person_id, "station": world.stations["敦厚镇"].pk}.get(subject)
    answer = world.client(user).get(reverse(name, args=[pk] if pk else []))
    assert answer["Cache-Control"] == "no-store"


def test_a_colleague_gets_the_preview_as_a_workbook_and_no_number_whole(world, tmp_path):
    """A file of the county may name people of elsewhere, and have sheets and columns that nobody read."""
    lines = [
        ["单位", "姓名", "身份证号", "联系电话", "爱好"],
        ["敦厚镇", "刘明", FREE, PHONE, "下棋"],
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

    whole = written(world.client("county_jian").get(reverse("intake:workbook", args=[batch.pk])))
    assert {FREE, OTHER, NUMBER, "旧号码"} <= set(whole)
    given = written(world.client("colleague").get(reverse("intake:workbook", args=[batch.pk])))
    assert {"姓名", "刘明", "王军", f"{FREE[:4]}{'*' * 14}"} <= set(given)
    assert any("本次导入范围内没有这个" in text for text in given)
    for unseen in (FREE, OTHER, NUMBER, PHONE, "旧号码", "下棋"):
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
