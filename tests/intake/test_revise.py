"""A preview is put right on the spot: a cell, a value for all rows, a row left out; only then is it committed."""

import json

import pytest

from intake.decision_shapes import BadDecisions
from intake.decisions import Decisions
from intake.models import ImportBatch, ImportRow
from intake.models.summaries import OUTCOMES
from intake.preview.preview import preview_rebuild
from intake.preview.revise import cell_correct, rows_skip, value_map
from staffing.models import Appointment, Person
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import HEADERS, number, person, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def engine(world):
    return Engine(world)


def preview(engine, tmp_path, *lines, **options):
    return engine.preview(save(tmp_path / "a.xlsx", [HEADERS, *lines]), **options)


def test_the_summary_counts_every_outcome_that_there_is():
    assert list(OUTCOMES) == ImportRow.Outcome.values


def test_a_wrong_cell_is_corrected_without_a_new_upload(engine, tmp_path):
    batch = preview(engine, tmp_path, person(1, "刘涛", 身份证号码="36082119850312"), person(2, "王芳", sex=2))
    assert outcomes(batch) == ["error", "new"]
    cell_correct(engine.actor, batch=batch, number=2, key="id_number", text=number(1))
    batch.refresh_from_db()
    assert (outcomes(batch), codes(batch)) == (["new", "new"], [])
    assert (batch.summary["error"], batch.summary["new"], batch.summary["codes"]) == (0, 2, {})
    engine.commit(batch)
    assert Person.objects.get(name="刘涛").id_number == number(1)


def test_a_correction_that_is_wrong_too_says_so(engine, tmp_path):
    batch = preview(engine, tmp_path, person(1, "刘涛", 到岗时间="去年"))
    cell_correct(engine.actor, batch=batch, number=2, key="from_date", text="2018-13")
    assert (outcomes(batch), codes(batch)) == (["error"], ["date_unreadable"])


def test_an_ambiguous_month_is_a_question_and_its_answer_lets_the_row_in(engine, tmp_path):
    batch = preview(engine, tmp_path, person(1, "刘涛", 到岗时间=2018.1))
    assert (outcomes(batch), batch.summary["ask"]) == (["ask"], 1)
    cell_correct(engine.actor, batch=batch, number=2, key="from_date", text="2018-10")
    batch.refresh_from_db()
    engine.commit(batch)
    assert str(Appointment.objects.get(person__name="刘涛").from_date) == "2018-10-01"


def test_a_word_is_mapped_once_for_all_rows(engine, tmp_path):
    lines = [person(serial, name, 学历="读过书") for serial, name in enumerate(("刘涛", "王军", "李强"), start=1)]
    batch = preview(engine, tmp_path, *lines, person(4, "陈明", 学历="没读书"))
    assert value_map(engine.actor, batch=batch, key="education", written="读过书", text="初中") == 3
    assert outcomes(batch) == ["new", "new", "new", "error"]
    batch.refresh_from_db()
    anew = preview_rebuild(engine.actor, batch=batch, decisions=Decisions.from_json(batch.decisions))
    assert outcomes(batch) == ["new", "new", "new", "error"], "the mapping outlives a new reading of the file"
    assert anew.summary == batch.summary, "what was counted on the way is what is counted anew"


def test_a_mapping_leaves_cells_alone_that_were_understood(engine, tmp_path):
    lines = [person(1, "刘涛", 到岗时间=2018.1), person(2, "王军", 到岗时间="2018.1")]
    decisions = Decisions(values={"from_date": {"2018.1": "2018-10"}})
    batch = preview(engine, tmp_path, *lines, decisions=decisions)
    assert [row.values["from_date"] for row in batch.rows.order_by("number")[:2]] == ["2018-10-01", "2018-01-01"]


def test_leaving_one_of_two_doubles_out_settles_the_other(engine, tmp_path):
    batch = preview(engine, tmp_path, person(1, "刘涛"), person(1, "刘涛"))
    assert codes(batch) == ["id_duplicate_in_file"] * 2
    rows_skip(engine.actor, batch=batch, numbers=[3], skip=True)
    assert (outcomes(batch), codes(batch)) == (["new", "skipped"], [])
    rows_skip(engine.actor, batch=batch, numbers=[3], skip=False)
    assert codes(batch) == ["id_duplicate_in_file"] * 2


def test_a_batch_that_is_written_takes_no_corrections(engine, tmp_path):
    batch = preview(engine, tmp_path, person(1, "刘涛"))
    engine.commit(batch)
    with pytest.raises(ImportBatch.DoesNotExist):
        cell_correct(engine.actor, batch=batch, number=2, key="name", text="刘海")


def test_an_empty_cell_clears_only_when_that_was_chosen(engine, tmp_path):
    engine.take_in(save(tmp_path / "first.xlsx", [HEADERS, person(1, "刘涛")]))
    emptied = person(1, "刘涛", 联系电话=None)
    assert outcomes(preview(engine, tmp_path, emptied)) == ["same"]
    batch = preview(engine, tmp_path, emptied, decisions=Decisions(blanks={"phone": "clear"}))
    assert outcomes(batch) == ["changed"]
    engine.commit(batch)
    assert Person.objects.get(name="刘涛").phone == ""


def test_decisions_survive_being_stored():
    decisions = Decisions(
        sheets=("表1",),
        header={0: (3, 4)},
        columns={0: None, 2: "name"},
        hidden=True,
        blanks={"phone": "clear"},
        values={"education": {"大学": "本科"}},
        cells={7: {"name": "刘涛"}},
        skipped=frozenset({9}),
        records={8: "transfer"},
        absent={5: {"on": "2026-01-31", "reason": "01"}},
    )
    assert Decisions.from_json(json.loads(json.dumps(decisions.to_json()))) == decisions


@pytest.mark.parametrize(
    "wrong", [{"colour": 1}, {"header": [1]}, {"blanks": {"phone": "maybe"}}, {"cells": {"x": {}}}]
)
def test_answers_of_another_shape_are_refused(wrong):
    with pytest.raises(BadDecisions):
        Decisions.from_json(wrong)
