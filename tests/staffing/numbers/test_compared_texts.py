"""A roster finds out nothing about numbers that stand, masked, in the texts of older records."""

import pytest

from jian_minzheng.core.masking import mask_text
from offices.models import PopulationFigure
from staffing.models import Person
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.numbers.walls import NUMBER, OTHER, PHONE
from tests.staffing.people import employ, number
from tests.staffing.rosters.staff_rosters import save

ALIKE = number(235)
"""Is masked as ``NUMBER`` is."""


def answers(batch):
    return [(outcomes(batch), codes(batch), row.changes) for row in batch.rows.exclude(outcome="ignored")]


@pytest.mark.parametrize(("column", "field"), [("备注", "note"), ("毕业院校", "school"), ("职务", "title")])
def test_right_and_wrong_are_answered_alike_and_change_nothing(world, tmp_path, column, field):
    zeng = employ(world, "曾庆华", **({} if field == "school" else {field: f"原证{NUMBER}"}))
    if field == "school":
        Person.objects.filter(pk=zeng.person_id).update(school=f"原证{NUMBER}")
    engine, found = Engine(world, "clerk_dunhou"), []
    for guessed in (NUMBER, ALIKE, f"{NUMBER[:4]}{'*' * 14}"):
        rows = [["姓名", column], ["曾庆华", f"原证{guessed}"]]
        found.append(answers(engine.preview(save(tmp_path / "a.xlsx", rows))))
    assert found[0] == found[1] == found[2]
    assert (found[0][0][0], "text_number_kept" in found[0][0][1]) == (["same"], True)


def test_one_stored_before_texts_had_one_form_is_known_again_by_its_masked_words(world, tmp_path):
    """Signs that nobody sees and wide blanks are taken off what comes in, not off what is compared with it alone."""
    stored = f"原\u200b证{NUMBER}\u3000 已核"
    post = employ(world, "曾庆华", note=stored)
    rows = [["姓名", "备注"], ["曾庆华", mask_text(stored)]]
    batch = Engine(world, "clerk_dunhou").take_in(save(tmp_path / "a.xlsx", rows))
    assert outcomes(batch) == ["same"]
    post.refresh_from_db()
    assert post.note == stored


def test_a_text_of_several_meanings_too(world, tmp_path):
    employ(world, "曾庆华", note=f"借调，电话{PHONE}")
    engine, found = Engine(world, "clerk_dunhou"), []
    for guessed in (PHONE, "13800005678"):
        rows = [["姓名", "备注"], ["曾庆华", f"借调，电话{guessed}"]]
        found.append(answers(engine.preview(save(tmp_path / "a.xlsx", rows))))
    assert found[0] == found[1]


def test_what_is_shown_otherwise_is_a_change_and_comes_in(world, tmp_path):
    employ(world, "曾庆华", note=f"原证{NUMBER}")
    engine = Engine(world, "clerk_dunhou")
    batch = engine.take_in(save(tmp_path / "a.xlsx", [["姓名", "备注"], ["曾庆华", f"电话{PHONE}"]]))
    assert outcomes(batch) == ["changed"]
    assert OTHER not in str(batch.rows.get(number=2).changes)
    assert Person.objects.get().appointments.get().note == f"电话{PHONE}"


def test_tables_about_units_as_well(world, tmp_path):
    figure = {"division": world["敦厚镇"], "year": 2024, "persons": 100, "basis": "registered"}
    PopulationFigure.objects.create(**figure, source=f"见{NUMBER}")
    engine, found = Engine(world, "county_jian", "吉安县"), []
    for guessed in (NUMBER, ALIKE):
        rows = [["乡镇", "年份", "户籍人口", "数据来源"], ["敦厚镇", "2024", "100", f"见{guessed}"]]
        found.append(answers(engine.preview(save(tmp_path / "a.xlsx", rows), "population")))
    assert found[0] == found[1]
