"""A roster that tries numbers out learns nothing, however many files it is spread over."""

import datetime

import pytest
from django.utils import timezone

from intake.decisions import Decisions
from intake.models import ImportBatch
from intake.preview.preview import preview_rebuild
from intake.preview.revise import cell_correct, rows_skip
from jian_minzheng.core.audit.models import Action
from offices.identity import acting_as
from staffing.models.people import NOT_HERE
from staffing.number_limits import TOO_MANY_REFUSED
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.numbers.walls import FREE, NUMBER, OTHER, enter, entries
from tests.staffing.people import employ, number, post
from tests.staffing.rosters.staff_rosters import save


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
