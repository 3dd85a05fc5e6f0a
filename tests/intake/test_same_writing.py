"""同样的写法，一次改好: one answer serves every row that writes the same, whatever the column and the kind of table."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from intake.decisions import Decisions
from intake.fields import Field
from intake.grid.number_text import text_cell
from intake.kinds import KINDS, Kind
from intake.models import TableLayout
from intake.preview.memory import remember
from intake.preview.preview import preview_rebuild
from intake.preview.revise import NotUnderstood, cell_correct, value_map
from intake.preview.unread import is_mappable, mappings, unread_texts
from intake.units.columns import CODE
from intake.values import ValueProblem
from tests.base import World
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import HEADERS, number, person, save

pytestmark = pytest.mark.django_db

UNREADABLE = "读不懂的写法"
STAFF = ["单位", *HEADERS]
NAMES = {"unit": "敦厚镇", "village": "高塘村", "home": "敦厚镇敬老院"}


@pytest.fixture
def engine(world):
    return Engine(world, division="吉安县")


def staff(engine, tmp_path, *lines, **options):
    return engine.preview(save(tmp_path / "a.xlsx", [STAFF, *lines]), **options)


def mapped(engine, batch, key, written, text):
    """Decide, and see that the file read anew says the same; returns in how many rows it does."""
    count = value_map(engine.actor, batch=batch, key=key, written=written, text=text)
    batch.refresh_from_db()
    stored = told(batch)
    preview_rebuild(engine.actor, batch=batch, decisions=Decisions.from_json(batch.decisions))
    batch.refresh_from_db()
    assert told(batch) == stored, "a new reading of the file says the same"
    return count


def told(batch):
    rows = batch.rows.order_by("number").values_list("number", "outcome", "issues", "values")
    return [
        (number, outcome, issues, values.get("_unit"), values.get("_instead"))
        for number, outcome, issues, values in rows
    ]


def test_a_unit_is_decided_for_all_its_rows(engine, tmp_path):
    lines = [["敦候镇", *person(1, "刘涛")], ["敦候镇", *person(2, "王军")], ["永阳镇", *person(3, "李强")]]
    batch = staff(engine, tmp_path, *lines)
    assert outcomes(batch) == ["error", "error", "new"]
    assert mapped(engine, batch, "unit", "敦候镇", "敦厚镇") == 2
    assert (outcomes(batch), codes(batch)) == (["new"] * 3, [])
    assert [row.values["_unit"]["name"] for row in batch.rows.order_by("number")] == ["敦厚镇", "敦厚镇", "永阳镇"]
    assert [(one.written, one.text, one.rows) for one in mappings(batch)] == [("敦候镇", "敦厚镇", 2)]
    engine.commit(batch)


def test_it_is_taken_back_as_any_other_decision_is(world, engine, tmp_path):
    batch = staff(engine, tmp_path, ["敦候镇", *person(1, "刘涛")])
    client = world.client("county_jian")
    answer = {"field": "unit", "written": "敦候镇", "text": "敦厚镇"}
    page = client.post(reverse("intake:values", args=[batch.pk]), answer, follow=True).content.decode()
    assert "“敦候镇”已按“敦厚镇”读取，共1行" in page
    page = client.get(reverse("intake:values", args=[batch.pk])).content.decode()
    assert "“敦候镇”读作“敦厚镇”，1 行" in page
    page = client.get(reverse("intake:detail", args=[batch.pk])).content.decode()
    assert "原文：敦候镇" in page
    client.post(reverse("intake:values_restore", args=[batch.pk]), {"field": "unit", "written": "敦候镇"})
    assert (outcomes(batch), codes(batch)) == (["error"], ["unit_unknown"])


@pytest.mark.parametrize("text", ["墩候", "永丰县"])
def test_an_answer_that_is_not_understood_either_decides_nothing(world, engine, tmp_path, text):
    batch = staff(engine, tmp_path, ["敦候镇", *person(1, "刘涛")])
    with pytest.raises(NotUnderstood):
        value_map(engine.actor, batch=batch, key="unit", written="敦候镇", text=text)
    answer = {"field": "unit", "written": "敦候镇", "text": text}
    response = world.client("county_jian").post(reverse("intake:values", args=[batch.pk]), answer)
    assert response.status_code == 400
    assert f"没有改动，“{text}”也不能用" in response.content.decode()
    batch.refresh_from_db()
    assert batch.decisions == {}
    with pytest.raises(NotUnderstood, match="没有哪一行"):
        value_map(engine.actor, batch=batch, key="unit", written="别的镇", text="敦厚镇")


def test_what_else_the_cell_said_stays(engine, tmp_path):
    batch = staff(engine, tmp_path, ["敦候镇（借调）", *person(1, "刘涛")], ["敦候镇（借调）", *person(2, "王军")])
    before = [row.values for row in batch.rows.order_by("number")]
    (text,) = unread_texts(batch)
    mapped(engine, batch, "unit", text.written, "敦厚镇")
    after = [row.values for row in batch.rows.order_by("number")]
    assert [row.get("working_mode") for row in after] == [row.get("working_mode") for row in before]
    assert "unit_unknown" not in codes(batch)


def test_a_heading_is_decided_for_all_below_it(engine, tmp_path):
    lines = [HEADERS, ["敦候镇"], person(1, "刘涛"), person(2, "王军"), ["永阳镇"], person(3, "李强")]
    batch = engine.preview(save(tmp_path / "a.xlsx", lines))
    assert outcomes(batch) == ["error", "error", "new"]
    (text,) = unread_texts(batch)
    assert (text.key, text.written, text.rows) == ("unit", "敦候镇", 2)
    assert mapped(engine, batch, "unit", "敦候镇", "敦厚镇") == 2
    assert outcomes(batch) == ["new"] * 3
    assert [one.rows for one in mappings(batch)] == [2]


def test_a_township_that_is_not_found_is_told_at_its_own_column(engine, tmp_path):
    head = ["乡镇", "村", *HEADERS]
    rows = [head, ["敦候镇", "高塘村", *person(1, "刘涛")], ["敦候镇", "高塘村", *person(2, "王军")]]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "village_specialist")
    assert {issue["field"] for row in batch.rows.all() for issue in row.issues} == {"unit"}
    assert mapped(engine, batch, "unit", "敦候镇", "敦厚镇") == 2
    assert outcomes(batch) == ["new", "new"]


def test_two_names_of_one_row_are_decided_one_after_the_other(engine, tmp_path):
    rows = [["乡镇", "村", *HEADERS], ["敦候镇", "高唐林村", *person(1, "刘涛")]]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "village_specialist")
    assert mapped(engine, batch, "unit", "敦候镇", "敦厚镇") == 1
    assert (outcomes(batch), codes(batch)) == (["error"], ["unit_unknown"])
    assert mapped(engine, batch, "village", "高唐林村", "高塘村") == 1
    assert outcomes(batch) == ["new"]


def test_a_unit_put_right_in_another_cell_is_not_complained_of_any_more(world, engine, tmp_path):
    """The township tells namesakes apart: what was said of the village before falls away."""
    rows = [["乡镇", "村", *HEADERS], ["", "高塘林村", *person(1, "刘涛")], ["敦候镇", "高塘村", *person(2, "王军")]]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "village_specialist")
    cell_correct(engine.actor, batch=batch, number=3, key="unit", text="敦厚镇")
    assert outcomes(batch) == ["error", "new"]


def test_an_answer_goes_for_cells_that_text_alone_would_read_otherwise(engine, tmp_path):
    """The number 2018.1 is a question; the text 2018.1 is January."""
    lines = [["敦厚镇", *person(serial, name, 到岗时间=2018.1)] for serial, name in ((1, "刘涛"), (2, "王军"))]
    batch = staff(engine, tmp_path, *lines)
    assert mapped(engine, batch, "from_date", "2018.1", "2018-10") == 2
    assert [row.values["from_date"] for row in batch.rows.order_by("number")] == ["2018-10-01"] * 2


def test_what_several_columns_say_together_is_decided_too(engine, tmp_path):
    rows = [["单位", "姓名", "身份证号", "行政", "事业"]]
    rows += [["敦厚镇", name, number(serial), "√", "√"] for serial, name in ((1, "刘涛"), (2, "王军"))]
    ticks = Decisions(columns={3: "employment=11", 4: "employment=21"})
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), decisions=ticks)
    assert "ticks_conflict" in codes(batch)
    (text,) = unread_texts(batch)
    assert mapped(engine, batch, text.key, text.written, "行政编制") == 2
    assert "ticks_conflict" not in codes(batch)


def test_a_decided_unit_holds_for_the_next_file_that_looks_alike(engine, tmp_path):
    batch = staff(engine, tmp_path, ["敦候镇", *person(1, "刘涛")])
    mapped(engine, batch, "unit", "敦候镇", "敦厚镇")
    remember(engine.actor, batch=batch)
    assert TableLayout.objects.exists()
    assert outcomes(staff(engine, tmp_path, ["敦候镇", *person(2, "王军")])) == ["new"]


def _refusing() -> list[Any]:
    """Every field of every kind whose cell may be refused, and which is not one person's alone."""
    return [
        pytest.param(kind.key, key, id=f"{kind.key}-{key}")
        for kind in KINDS.values()
        for key in kind.keys
        if not kind.fields[key].own and key not in kind.further_units and _refuses(kind, key)
    ]


def _refuses(kind: Kind, key: str) -> bool:
    """The township beside the name of a home is only asked for where several homes are called so, names beside a code
    where they disagree. Lists that people keep are answered word by word, see ``test_documents_table``.
    """
    if key in NAMES:
        return (kind.unit_field, key) != ("home", "unit") and CODE not in kind.fields
    if kind.fields[key].listed:
        return False
    try:
        kind.fields[key].parse(text_cell(UNREADABLE), "")
    except ValueProblem:
        return True
    return False


def _readable(key: str, field: Field) -> str:
    if field.answers:
        return str(field.choices[0])
    known = {**NAMES, "office_phone": "0796-8412345", "contact_phone": "0796-8412345", "name": "刘涛"}
    return known.get(key) or field.sample or ("2020-05-01" if field.dated else "是")


@pytest.mark.parametrize(("kind", "key"), _refusing())
def test_every_column_of_every_kind(world: World, tmp_path: Path, kind: str, key: str) -> None:
    """What is decided counts in every row, and goes on counting when the file is read again."""
    engine, declared = Engine(world, division="吉安县"), KINDS[kind]
    beside = next(one for one in declared.keys if one not in NAMES and one != key)
    shown = [one for one in declared.keys if one in {*NAMES, key, beside, *declared.required}]
    right = {one: _readable(one, declared.fields[one]) for one in shown}
    line = list({**right, key: UNREADABLE}.values())
    path = save(tmp_path / "a.xlsx", [[declared.fields[one].label for one in shown], line, line])
    batch = engine.preview(path, kind, decisions=Decisions(columns=dict(enumerate(shown)), header={0: (1, 1)}))
    assert [text.rows for text in unread_texts(batch) if (text.key, text.written) == (key, UNREADABLE)] == [2]
    assert is_mappable(batch)
    assert mapped(engine, batch, key, UNREADABLE, right[key]) == 2
    assert not [text for text in unread_texts(batch) if text.key == key]
    assert [one.rows for one in mappings(batch)] == [2]
