"""A preview whose rows were put right one by one says what reading the file anew under the same decisions says."""

import json
import random
from contextlib import suppress

import pytest

from intake.codes import asks_for_record
from intake.decisions import Decisions
from intake.models import ImportBatch
from intake.preview.preview import preview_rebuild
from intake.preview.revise import NotUnderstood, cell_correct, record_answer, rows_skip, value_map
from staffing.models import Appointment, Person
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import number, save

pytestmark = pytest.mark.django_db

COLUMNS = {
    "unit": "单位",
    "name": "姓名",
    "id_number": "身份证号码",
    "education": "学历",
    "politics": "政治面貌",
    "title": "职务",
    "employment": "编制类型",
    "from_date": "到岗时间",
    "working_mode": "在岗方式",
    "note": "备注",
    "sex": "性别",
    "birth_date": "出生年月",
}
TEXTS = {
    "unit": ["敦厚镇", "永阳镇", "永阳", "", "未知镇", "同上"],
    "name": ["刘涛", "王芳", "张三（借调至县局）", "李四（党员）", "刘涛（退休返聘）", "赵六 借调"],
    "id_number": [number(1), number(2), number(3), "", number(3)[:-1] + "0", number(9, born="19850401", sex=2)],
    "education": ["本科", "读过书", "", "本科（党员）", "本科(江西师大)", "同上"],
    "politics": ["党员", "群众", "", "党员（1990.7）", "党员（王芳介绍）", "预备"],
    "title": ["所长", "工作人员", "", "会计（兼）", "原所长"],
    "employment": ["事业编制", "在编", "编外", "政府购买服务", ""],
    "from_date": ["2018.09", "2018-9-1", "去年", "", "2018.9-2020.3", "同上"],
    "working_mode": ["在岗", "借调", "借出", "兼任", ""],
    "note": ["", "退休", "借调到县局", "会计", "兼任会计"],
    "sex": ["男", "女", "", "男，汉族"],
    "birth_date": ["1985.03", "", "1985-03-12", "1985.1"],
}
HEADINGS = ["一、永阳镇", "二、借调人员", "一、事业编制人员", "未知镇", "（一）借出人员", "三、在职人员"]
_AS_HEARD = ("_notes", "_beside", "_around")
"""What nobody is shown: of what the rest is made."""
ALWAYS = ("name", "id_number", "education", "title", "employment", "from_date")


@pytest.fixture
def engine(world):
    return Engine(world)


def roster(
    tmp_path, *lines, headers=("姓名", "身份证号码", "学历", "政治面貌", "职务", "编制类型", "到岗时间", "备注")
):
    return save(tmp_path / "a.xlsx", [headers, *lines])


def line(name="刘涛", education="本科", politics="群众", title="工作人员", note="", serial=1):
    return [name, number(serial), education, politics, title, "事业编制", "2019.09", note]


def correct(engine, batch, key, text, row=2):
    cell_correct(engine.actor, batch=batch, number=row, key=key, text=text)
    batch.refresh_from_db()


def said(batch: ImportBatch) -> dict[int, object]:
    """All that the preview says of each line, the order of what is told of one aside."""
    told: dict[int, object] = {}
    for row in batch.rows.exclude(outcome="ignored").order_by("number"):
        values = {key: value for key, value in row.values.items() if key not in _AS_HEARD}
        issues = sorted((issue["field"], issue["code"], issue["message"]) for issue in row.issues)
        told[row.number] = [row.outcome, json.dumps(values, sort_keys=True), issues, row.changes, row.key, row.subject]
    return told


def read_anew(engine, batch: ImportBatch) -> ImportBatch:
    return preview_rebuild(engine.actor, batch=batch, decisions=Decisions.from_json(batch.decisions))


def insist_on_the_law(engine, batch: ImportBatch) -> None:
    batch.refresh_from_db()
    corrected, counted = said(batch), batch.summary
    anew = read_anew(engine, batch)
    assert said(anew) == corrected
    assert anew.summary == counted


def test_what_was_corrected_away_does_not_come_back(engine, tmp_path):
    batch = engine.preview(roster(tmp_path, line("刘涛（退休返聘）", "本科（中共党员）", ""), line("王芳", serial=2)))
    assert batch.rows.get(number=2).values["politics"] == "01"
    correct(engine, batch, "name", "刘涛")
    correct(engine, batch, "education", "本科")
    insist_on_the_law(engine, batch)
    engine.commit(batch)
    post = Appointment.objects.get(person__name="刘涛")
    assert (post.person.politics, post.working_mode) == ("", "1")


def test_a_number_takes_its_sex_and_birth_date_along(engine, tmp_path):
    batch = engine.preview(roster(tmp_path, line()))
    correct(engine, batch, "id_number", number(40, born="19900101", sex=2))
    assert (outcomes(batch), codes(batch)) == (["new"], []), "nothing contradicts it: the file has no such columns"
    insist_on_the_law(engine, batch)
    correct(engine, batch, "id_number", "")
    insist_on_the_law(engine, batch)
    engine.commit(batch)
    person = Person.objects.get()
    assert (person.id_number, person.sex, person.birth_date) == (None, "", None)


def test_a_month_of_birth_stays_a_month_whatever_number_was_there(engine, tmp_path):
    headers = ("姓名", "身份证号码", "出生年月", "编制类型", "到岗时间")
    batch = engine.preview(
        roster(tmp_path, ["刘涛", number(1), "1985.03", "事业编制", "2019.09"], headers=headers),
    )
    correct(engine, batch, "id_number", number(1, born="19850325"))
    assert (outcomes(batch), codes(batch)) == (["new"], [])
    insist_on_the_law(engine, batch)


@pytest.mark.parametrize(
    ("division", "user", "heading", "unit"),
    [("吉安县", "county_jian", "一、永阳镇", "永阳镇"), ("敦厚镇", "county_jian", None, "敦厚镇")],
)
def test_an_emptied_unit_is_that_of_the_heading_or_of_the_import(world, tmp_path, division, user, heading, unit):
    engine = Engine(world, user, division)
    headers = ("单位", "姓名", "身份证号码", "编制类型", "到岗时间")
    lines = [[heading]] if heading else []
    lines.append(["敦厚", "刘涛", number(1), "事业编制", "2019.09"])
    batch = engine.preview(save(tmp_path / "a.xlsx", [headers, *lines]))
    correct(engine, batch, "unit", "", row=len(lines) + 1)
    assert batch.rows.get(number=len(lines) + 1).values["_unit"]["name"] == unit
    insist_on_the_law(engine, batch)


def test_an_emptied_unit_is_none_where_nothing_else_names_one(world, tmp_path):
    engine = Engine(world, "county_jian", "吉安县")
    headers = ("单位", "姓名", "身份证号码", "编制类型", "到岗时间")
    lines = [["敦厚镇", "刘涛", number(1), "事业编制", "2019.09"], ["永阳镇", "王芳", number(2), "事业编制", "2019.09"]]
    batch = engine.preview(save(tmp_path / "a.xlsx", [headers, *lines]))
    correct(engine, batch, "unit", "")
    assert outcomes(batch) == ["error", "new"]
    insist_on_the_law(engine, batch)


def test_a_note_holds_what_the_other_cells_say_now(engine, tmp_path):
    batch = engine.preview(roster(tmp_path, line(politics="党员（王芳介绍）", note="会计")))
    assert batch.rows.get(number=2).values["note"] == "会计；王芳介绍"
    correct(engine, batch, "note", "出纳")
    assert batch.rows.get(number=2).values["note"] == "出纳；王芳介绍"
    insist_on_the_law(engine, batch)
    correct(engine, batch, "politics", "群众")
    assert batch.rows.get(number=2).values["note"] == "出纳"
    insist_on_the_law(engine, batch)


def test_what_a_title_says_of_the_post_counts_once_its_own_cell_is_emptied(engine, tmp_path):
    headers = ("姓名", "身份证号码", "职务", "编制类型", "到岗时间", "在岗方式")
    batch = engine.preview(
        roster(tmp_path, ["刘涛", number(1), "会计（兼）", "事业编制", "2019.09", "在岗"], headers=headers)
    )
    assert codes(batch) == ["two_facts_differ"]
    correct(engine, batch, "working_mode", "")
    assert (batch.rows.get(number=2).values["working_mode"], codes(batch)) == ("4", ["two_facts"])
    insist_on_the_law(engine, batch)
    correct(engine, batch, "working_mode", "兼任")
    assert codes(batch) == []
    insist_on_the_law(engine, batch)


def test_an_answer_to_what_a_column_that_is_not_read_asks_stays_given(engine, tmp_path):
    headers = ("姓名", "身份证号码", "编制类型", "到岗时间", "退休时间")
    lines = [[name, number(serial), "事业编制", "2019.09", "2020.1"] for serial, name in enumerate(("刘涛", "王芳"), 1)]
    batch = engine.preview(roster(tmp_path, *lines, headers=headers))
    assert codes(batch) == ["person_left"] * 2
    correct(engine, batch, "working_mode", "在岗")
    asked = batch.rows.get(number=3).values["_problems"]["working_mode"]["text"]
    value_map(engine.actor, batch=batch, key="working_mode", written=asked, text="退休返聘")
    assert outcomes(batch) == ["new", "new"]
    insist_on_the_law(engine, batch)


def test_what_a_heading_leaves_open_stays_decided(engine, tmp_path):
    headers = ("姓名", "身份证号码", "编制类型", "到岗时间")
    lines = [["二、借调人员"], ["刘涛", number(1), "事业编制", "2019.09"], ["王芳", number(2), "事业编制", "2019.09"]]
    batch = engine.preview(roster(tmp_path, *lines, headers=headers))
    asked = batch.rows.get(number=3).values["_problems"]["working_mode"]["text"]
    value_map(engine.actor, batch=batch, key="working_mode", written=asked, text="借出")
    assert outcomes(batch) == ["new", "new"]
    insist_on_the_law(engine, batch)


class Hand:
    """An official who decides at random, the same for the same seed."""

    def __init__(self, engine: Engine, batch: ImportBatch, dice: random.Random) -> None:
        self.engine, self.batch, self.dice = engine, batch, dice

    def decide(self) -> None:
        rows = list(self.batch.rows.exclude(outcome="ignored").order_by("number"))
        ways = [self._correct, self._correct, self._correct, self._skip, self._answer, self._map]
        self.dice.choice(ways)(rows)
        self.batch.refresh_from_db()

    def _correct(self, rows):
        key = self.dice.choice(list(COLUMNS))
        text = self.dice.choice([*TEXTS[key], "", ""])
        cell_correct(self.engine.actor, batch=self.batch, number=self.dice.choice(rows).number, key=key, text=text)

    def _skip(self, rows):
        numbers, skip = [self.dice.choice(rows).number], self.dice.random() < 0.6
        rows_skip(self.engine.actor, batch=self.batch, numbers=numbers, skip=skip)

    def _answer(self, rows):
        offered = [
            (row.number, issue["field"], option["text"], issue["code"])
            for row in rows
            for issue in row.issues
            for option in issue.get("options", ())
        ]
        if not offered:
            return
        number, key, text, code = self.dice.choice(offered)
        if asks_for_record(code):
            record_answer(self.engine.actor, batch=self.batch, number=number, answer=text)
        else:
            cell_correct(self.engine.actor, batch=self.batch, number=number, key=key, text=text)

    def _map(self, rows):
        unread = [
            (key, problem["text"])
            for row in rows
            for key, problem in row.values.get("_problems", {}).items()
            if key not in ("id_number", "name")
        ]
        if not unread:
            return
        key, written = self.dice.choice(unread)
        text = self.dice.choice([text for text in TEXTS[key] if text not in ("", "同上")])
        with suppress(NotUnderstood):
            value_map(self.engine.actor, batch=self.batch, key=key, written=written, text=text)


def at_random(dice: random.Random) -> list[list[str]]:
    """A small roster with some of the columns, and headings among its lines."""
    keys = [key for key in COLUMNS if key in ALWAYS or dice.random() < 0.6]
    lines = [[COLUMNS[key] for key in keys]]
    for _ in range(8):
        if dice.random() < 0.25:
            lines.append([dice.choice(HEADINGS)])
        lines.append([dice.choice(TEXTS[key]) for key in keys])
    return lines


@pytest.mark.parametrize("seed", range(6))
def test_corrections_at_random_and_the_file_read_anew_say_the_same(world, tmp_path, seed):
    dice = random.Random(seed)
    engine = Engine(world, "county_jian", "吉安县" if seed % 2 else "敦厚镇")
    hand = Hand(engine, engine.preview(save(tmp_path / "a.xlsx", at_random(dice))), dice)
    for _ in range(12):
        hand.decide()
    insist_on_the_law(engine, hand.batch)
