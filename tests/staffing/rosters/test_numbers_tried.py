"""Whoever tries numbers out with rosters learns nothing, or is on record and stopped; colleagues read no number off."""

import io
import re

import openpyxl
import pytest
from django.urls import reverse

from intake.models import ImportBatch, TableLayout
from jian_minzheng.core.audit.models import Action, AuditEntry
from tests.intake.engine import codes, outcomes
from tests.intake.steps import read_as, upload
from tests.staffing.people import employ, number
from tests.staffing.rosters.staff_rosters import book, save

SOMEBODYS = number(457)
NAMES = "甲乙丙丁戊"
FIVES = [[number(serial) for serial in range(first, first + 10, 2)] for first in range(431, 481, 10)]
"""All serials about the one that is somebody's, five at a time."""


def url(name, *arguments):
    return reverse(f"intake:{name}", args=arguments)


def listed(numbers, surname="刘"):
    return [["姓名", "身份证号"], *([f"{surname}{chr(0x4E00 + i)}", one] for i, one in enumerate(numbers))]


def held_elsewhere(world, count):
    """Numbers of people of 敦厚镇, no two born on one day."""
    numbers = [number(day=f"198506{day + 1:02d}") for day in range(count)]
    return [employ(world, f"甲{NAMES[i]}", id_number=one).person.id_number for i, one in enumerate(numbers)]


def times(action):
    return AuditEntry.objects.filter(action=action).count()


class TestTryingNumbers:
    def test_the_own_people_are_not_picked_out_of_a_thousand_numbers(self, world, tmp_path):
        employ(world, "曾庆华", id_number=SOMEBODYS)
        numbers = [number(serial) for serial in range(1, 1000, 2)]
        batch = upload(world.client("clerk_dunhou"), save(tmp_path / "a.xlsx", listed(numbers)), world["敦厚镇"])
        assert set(outcomes(batch)) == {"error"}
        assert set(codes(batch)) == {"ids_alike"}

    @pytest.mark.parametrize("way", ["sheet by sheet", "column by column"])
    def test_a_file_read_again_goes_on_where_it_left_off(self, world, tmp_path, way):
        employ(world, "曾庆华", id_number=SOMEBODYS)
        client, path = world.client("clerk_hechuan"), tmp_path / "a.xlsx"
        if way == "sheet by sheet":
            book(path, **{f"表{place}": listed(five) for place, five in enumerate(FIVES)})
        else:
            head = ["姓名", "身份证号", *[f"编码{place}" for place in range(1, len(FIVES))]]
            save(path, [head, *[[f"刘{NAMES[line]}", *[five[line] for five in FIVES]] for line in range(5)]])
        batch = upload(client, path, world["禾川镇"])
        found = []
        for place in range(len(FIVES)):
            batch.refresh_from_db()
            if way == "sheet by sheet":
                client.post(url("sheets", batch.pk), {"sheet": f"表{place}"})
            else:
                others = {f"at_{index}": "" for index in range(1, len(FIVES) + 1)}
                wanted = {**others, "at_0": "name", f"at_{place + 1}": "id_number"}
                client.post(url("columns", batch.pk), read_as(batch, **wanted))
            found.append(set(codes(batch)))
        assert found == [set(), *[{"ids_alike"}] * 4]

    def test_importing_and_taking_back_does_not_make_room_for_more(self, world, tmp_path):
        employ(world, "曾庆华", id_number=SOMEBODYS)
        client = world.client("clerk_hechuan")
        for place, five in enumerate(FIVES):
            batch = upload(client, save(tmp_path / f"{place}.xlsx", listed(five, "赵钱孙李周"[place])), world["禾川镇"])
            assert set(codes(batch)) == (set() if place == 0 else {"ids_alike"})
            client.post(url("commit", batch.pk), {"rows": "good"})
        client.post(url("undo", ImportBatch.objects.earliest("pk").pk))

    def test_a_unit_put_right_afterwards_does_not_keep_refusals_off_the_record(self, world, tmp_path):
        held = [
            employ(world, f"甲{NAMES[i]}", id_number=number(day=f"198506{i + 1:02d}")).person.id_number
            for i in range(5)
        ]
        rows = [["姓名", "身份证号", "单位"], *[[f"刘{NAMES[i]}", one, "未知处"] for i, one in enumerate(held)]]
        client = world.client("clerk_hechuan")
        batch = upload(client, save(tmp_path / "a.xlsx", rows), world["禾川镇"])
        assert times(Action.NUMBER_HELD) == 0, "nothing was looked up"
        for line in range(2, 7):
            client.post(url("cell", batch.pk, line, "unit"), {"text": "禾川镇"})
        assert codes(batch).count("id_in_other_unit") == 5
        assert times(Action.NUMBER_HELD) == 5

    def test_sheet_by_sheet_each_refusal_counts_until_none_is_looked_up(self, world, tmp_path, settings):
        settings.REFUSED_NUMBERS_PER_HOUR = 2
        held = [
            employ(world, f"甲{NAMES[i]}", id_number=number(day=f"198506{i + 1:02d}")).person.id_number
            for i in range(4)
        ]
        client = world.client("clerk_hechuan")
        path = book(tmp_path / "a.xlsx", **{f"表{place}": listed([one]) for place, one in enumerate(held)})
        batch = upload(client, path, world["禾川镇"])
        for place in range(1, 4):
            page = client.post(url("sheets", batch.pk), {"sheet": f"表{place}"}, follow=True).content.decode()
        assert "未被接受的号码太多" in page
        assert (times(Action.NUMBER_HELD), times(Action.LIMIT_REACHED)) == (2, 2)
        batch.refresh_from_db()
        assert batch.sheet == "表1", "the last reading that was allowed stands"

    def test_a_file_whose_numbers_were_asked_already_is_read_again_all_the_same(self, world, tmp_path, settings):
        settings.REFUSED_NUMBERS_PER_HOUR = 1
        held = employ(world, "甲", id_number=SOMEBODYS).person.id_number
        client = world.client("clerk_hechuan")
        batch = upload(client, save(tmp_path / "a.xlsx", listed([held])), world["禾川镇"])
        for _ in range(2):
            batch.refresh_from_db()
            answer = client.post(url("columns", batch.pk), read_as(batch), follow=True)
            assert "未被接受的号码太多" not in answer.content.decode()
        assert times(Action.NUMBER_HELD) == 1

    def test_a_reading_anew_that_brings_the_first_numbers_asks_as_well(self, world, tmp_path, settings):
        settings.REFUSED_NUMBERS_PER_HOUR = 1
        held = held_elsewhere(world, 2)
        client = world.client("clerk_hechuan")
        path = book(tmp_path / "a.xlsx", 甲=[["姓名", "学历"], ["王自由", "本科"]], 乙=listed(held[:1]))
        batch = upload(client, path, world["禾川镇"])
        assert not batch.numbers.tried
        upload(client, save(tmp_path / "b.xlsx", listed(held[1:])), world["禾川镇"])
        page = client.post(url("sheets", batch.pk), {"sheet": "乙"}, follow=True).content.decode()
        assert "未被接受的号码太多" in page
        assert times(Action.NUMBER_HELD) == 1


class TestColleagues:
    def test_a_number_in_pieces_is_masked_piece_by_piece(self, world, tmp_path):
        numbers = [number(11 + 2 * i, f"1970010{i + 1}") for i in range(3)]
        rows = [["姓名", *["身份证号"] * 18], *[[f"外{NAMES[i]}", *one] for i, one in enumerate(numbers)]]
        batch = upload(world.client("clerk_dunhou"), save(tmp_path / "a.xlsx", rows), world["敦厚镇"])
        colleague = world.client("county_jian")
        for name in ("detail", "columns"):
            page = re.sub(r"<[^>]+>", "", colleague.get(url(name, batch.pk)).content.decode())
            assert not [one for one in numbers if "".join(one[6:]) in re.sub(r"[\s、]", "", page)], name

    def test_what_a_number_reads_as_is_not_decided_for_all_rows(self, world, tmp_path):
        client, head = world.client("clerk_dunhou"), ["姓名", "身份证号", "学历"]
        batch = upload(client, save(tmp_path / "a.xlsx", [head, ["外一", "见附件", "大专"]]), world["敦厚镇"])
        sent = {"field": "id_number", "written": "见附件", "text": SOMEBODYS}
        assert client.post(url("values", batch.pk), sent).status_code == 400
        batch.refresh_from_db()
        client.post(url("columns", batch.pk), read_as(batch))
        assert SOMEBODYS not in str([batch.decisions, *TableLayout.objects.values_list("decisions", flat=True)])

    @pytest.mark.parametrize("trick", ["head", "unit", "mapped"])
    def test_a_colleague_makes_no_line_of_others_the_own(self, world, tmp_path, trick):
        foreign, own = number(1, "19700101"), number(5, "19700103")
        rows = [["姓名", "身份证号", "单位"], ["外一", foreign, "禾川镇"], ["内一", own, "敦厚镇"]]
        batch = upload(world.client("clerk_dunhou"), save(tmp_path / "a.xlsx", rows), world["敦厚镇"])
        colleague = world.client("county_jian")
        if trick == "head":
            colleague.post(url("columns", batch.pk), read_as(batch, last=2))
        elif trick == "unit":
            colleague.post(url("cell", batch.pk, 2, "unit"), {"text": "敦厚镇"})
        else:
            colleague.post(url("values", batch.pk), {"field": "unit", "written": "禾川镇", "text": "敦厚镇"})
        answer = colleague.get(url("workbook", batch.pk))
        sheets = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
        text = str([row for sheet in sheets for row in sheet.iter_rows(values_only=True)])
        assert "内一" in text
        assert foreign not in text
        assert own not in text
