"""Numbers do not belong in notes and reasons; where they stand they are masked."""

import pytest

from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.editing.plain_text import REFUSED
from tests.staffing.numbers.walls import NUMBER, OTHER, PHONE, entries, url


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

    def test_so_does_one_with_signs_that_no_form_takes_any_more(self, world, zeng):
        zeng.note = f"另证{OTHER}\u3000乡\u200b里\r\n "
        zeng.save()
        client, address = world.client("clerk_dunhou"), url("post_edit", zeng.pk)
        shown = client.get(address).context["forms"][0]["note"].value()
        data = {"position": "staff", "working_mode": "1", "from_date": "2020-03-01", "holder": "work", "version": 1}
        assert client.post(address, {**data, "note": shown, "title": "文员"}).status_code == 302
        zeng.refresh_from_db()
        assert (zeng.title, zeng.note) == ("文员", f"另证{OTHER}\u3000乡\u200b里\r\n ")

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
