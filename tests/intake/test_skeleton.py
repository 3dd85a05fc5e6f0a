"""Without a browser: who is on record and not in the file is listed, and what is asked comes as a file to fill in."""

import contextlib
import io
import json

import pytest
from django.core.management import call_command

from intake.answers_unused import UNUSED
from intake.decisions import Decisions
from intake.preview.skeleton import OPEN, QUESTIONS, answers_given
from staffing.models import Appointment
from tests.staffing.people import employ
from tests.staffing.rosters.staff_rosters import HEADERS, number, person, save

pytestmark = pytest.mark.django_db

WRONG = number(5)[:-1] + ("1" if number(5)[-1] != "1" else "2")
LINES = [
    ["单位", *HEADERS],
    ["敦候镇", *person(1, "刘涛", 学历="读过书")],
    ["敦候镇", *person(2, "王军", 学历="读过书")],
    ["敦厚镇", *person(3, "李强", 到岗时间=2018.1)],
    ["敦厚镇", *person(4, "陈明")],
    ["敦厚镇", *person(5, "赵六", 身份证号码=WRONG)],
]


@pytest.fixture
def run(tmp_path):
    """Run the command; returns its report, its words, and the skeleton."""

    def run(path, *options):
        out, skeleton, said = tmp_path / "out.json", tmp_path / "open.json", io.StringIO()
        who = ["--division", "吉安县", "--as", "county_jian", "--json", str(out), "--skeleton", str(skeleton)]
        with contextlib.suppress(SystemExit):
            call_command("import_roster", str(path), *who, *options, stdout=said, stderr=said)
        text = skeleton.read_text(encoding="utf-8") if skeleton.exists() else "{}"
        return json.loads(out.read_text(encoding="utf-8")), said.getvalue(), json.loads(text)

    return run


@pytest.fixture
def roster(world, tmp_path):
    """One of its people is on record at another township, two of the own are not in it."""
    employ(world, "陈明", "永阳镇", id_number=number(4))
    employ(world, "老张", "敦厚镇", id_number=number(21))
    employ(world, "远方", "禾川镇", id_number=number(22))
    return save(tmp_path / "名册.xlsx", LINES)


def given(tmp_path, answers):
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
    return "--answers", str(path)


def test_people_who_are_not_in_the_file_are_listed(run, roster):
    report, said, _ = run(roster)
    assert [(one["name"], one["unit"]) for one in report["missing"]] == [("老张", "敦厚镇")]
    assert "表里没有的 1 条" in said
    assert "老张（敦厚镇，" in said
    assert "远方" not in said


def test_every_open_question_stands_in_it_and_says_how_to_answer(run, roster):
    report, _, skeleton = run(roster)
    post = Appointment.objects.get(person__name="老张")
    texts = {"unit": "敦候镇", "education": "读过书", "from_date": "2018.1"}
    assert skeleton["values"] == {key: {text: OPEN} for key, text in texts.items()}
    assert skeleton["cells"] == {"6": {"id_number": OPEN}}
    assert skeleton["records"] == {"5": OPEN}
    assert skeleton["absent"] == {str(post.pk): {"on": OPEN, "reason": OPEN}}
    asked = {(one["part"], one.get("field") or one.get("name")): one for one in skeleton[QUESTIONS]}
    assert asked["values", "education"]["rows"] == 2
    assert {"text": "初中", "label": "初中"} in asked["values", "education"]["options"]
    assert [option["text"] for option in asked["values", "from_date"]["options"]] == ["2018-01", "2018-10"]
    (who,) = (one for one in skeleton[QUESTIONS] if one["part"] == "records")
    assert "transfer" in str(who["options"])
    assert asked["absent", "老张"]["unit"] == "敦厚镇"
    told = {(issue["field"], issue["code"]) for issue in report["errors"]}
    assert told == {(one["field"], one["code"]) for one in skeleton[QUESTIONS] if one["part"] != "absent"}
    assert WRONG not in json.dumps(skeleton)
    assert number(4) not in json.dumps(skeleton)


def test_passed_back_as_it_is_it_changes_nothing(run, roster, tmp_path):
    before, _, skeleton = run(roster)
    after, _, again = run(roster, *given(tmp_path, skeleton))
    assert {**after, "batch": 0} == {**before, "batch": 0}
    assert again == skeleton
    assert answers_given(skeleton) == {}


def test_filled_in_in_rounds_it_is_committed(run, roster, tmp_path):
    _, _, skeleton = run(roster)
    post = Appointment.objects.get(person__name="老张")
    skeleton["values"]["unit"]["敦候镇"] = "敦厚镇"
    skeleton["values"]["from_date"]["2018.1"] = "2018-10"
    skeleton["records"]["5"] = "skip"
    _, _, further = run(roster, *given(tmp_path, skeleton))
    assert further["values"]["unit"] == {"敦候镇": "敦厚镇"}, "what was answered stays"
    assert further["values"]["education"] == {"读过书": OPEN}
    assert further["skipped"] == [5]
    further["values"]["education"]["读过书"] = "初中"
    further["cells"]["6"]["id_number"] = number(5)
    further["absent"][str(post.pk)] = {"on": "2026-05-31", "reason": "resigned"}
    report, _, last = run(roster, *given(tmp_path, further), "--commit")
    assert (report["committed"], report["new"], report["errors"]) == (True, 4, [])
    assert [one for one in last[QUESTIONS] if one["part"] != "absent"] == []
    post.refresh_from_db()
    assert str(post.to_date) == "2026-05-31"


def test_a_table_as_a_whole_is_asked_about_too(run, world, tmp_path):
    path = save(tmp_path / "a.xlsx", [["身份证号码", "学历"], [number(1), "大专"], [number(2), "大专"]])
    _, _, skeleton = run(path)
    assert ("columns", "name") in {(one["part"], one["field"]) for one in skeleton[QUESTIONS]}
    Decisions.from_json(answers_given(skeleton))


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"cells": {"6": "x"}}, "“cells”里“6”的内容应是带花括号的对象"),
        ({"cells": {"6": {"name": None}}}, "“cells”里“6”的内容里“name”的内容应是加引号的文字"),
        ({"cells": {"6": {"name": 7}}}, "加引号的文字"),
        ({"cells": {"六": {"name": "x"}}}, "“cells”里的“六”应是整数"),
        ({"cells": {"6": {"nmae": "x"}}}, "“cells”：没有叫“nmae”的字段"),
        ({"columns": {"1": ["name"]}}, "“columns”里“1”的内容"),
        ({"columns": {"1": "nmae"}}, "“columns”：没有叫“nmae”的字段"),
        ({"columns": ["name"]}, "“columns”应是带花括号的对象"),
        ({"hidden": "no"}, "“hidden”应是true 或 false"),
        ({"hidden": 1}, "“hidden”应是true 或 false"),
        ({"skipped": [3.5, True]}, "“skipped”里的每一个应是整数"),
        ({"skipped": [True]}, "“skipped”里的每一个应是整数"),
        ({"skipped": ["3"]}, "整数不加引号"),
        ({"skipped": 3}, "“skipped”应是整数的列表"),
        ({"skipped": 3, "records": {"3": "skip"}}, "“skipped”应是整数的列表"),
        ({"records": ["x"]}, "“records”应是带花括号的对象"),
        ({"records": {"x": "skip"}}, "“records”里的“x”应是整数"),
        ({"records": {"3": 4}}, "“records”里“3”的内容应是加引号的文字"),
        ({"records": None}, "“records”应是"),
        ({"values": 7}, "“values”应是带花括号的对象"),
        ({"values": {"name": 0}}, "“values”里“name”的内容应是带花括号的对象"),
        ({"values": False}, "“values”应是带花括号的对象"),
        ({"header": [1, "2"]}, "“header”应是首行和末行两个整数"),
        ({"header": {"0": 3}}, "“header”"),
        ({"blanks": {"phone": "maybe"}}, "“blanks”里“phone”的内容应是"),
        ({"blanks": {"phone": ["keep"]}}, "“blanks”里“phone”的内容应是"),
        ({"sheet": 3}, "“sheet”应是"),
        ({"sheet": [3]}, "“sheet”里的每一个应是"),
        ({"absent": {"5": {"on": 20260131}}}, "“absent”里“5”的内容"),
        ({"colour": 1}, "不认识的项：colour"),
        ([1], "应是一个 JSON 对象"),
        (None, "应是一个 JSON 对象"),
    ],
)
def test_another_shape_is_refused_by_the_name_of_the_part(run, roster, tmp_path, broken, said):
    report, _, _ = run(roster, *given(tmp_path, broken))
    assert [issue["code"] for issue in report["errors"]] == ["bad_answers"]
    assert said in report["errors"][0]["message"]


@pytest.mark.parametrize(("text", "said"), [("{", "不是 JSON"), (None, "不存在")])
def test_a_file_of_answers_that_cannot_be_read_is_refused(run, roster, tmp_path, text, said):
    path = tmp_path / "answers.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    report, _, _ = run(roster, "--answers", str(path))
    assert said in report["errors"][0]["message"]


def test_answers_that_apply_to_nothing_are_told(run, roster, tmp_path):
    person_on_record = Appointment.objects.get(person__name="远方").pk
    answers = {
        "cells": {"99": {"name": "刘涛"}, "2": {"name": "刘涛"}},
        "skipped": [98],
        "records": {"97": "transfer"},
        "columns": {"77": "name"},
        "header": {"0": [1, 1], "4": [1, 1]},
        "absent": {str(person_on_record): {"on": "2026-01-31", "reason": "resigned"}},
    }
    report, _, _ = run(roster, *given(tmp_path, answers))
    told = {one["message"].partition("里，")[0]: one["message"] for one in report["warnings"] if one["code"] == UNUSED}
    expected = {"cells": "第99行", "skipped": "第98行", "records": "第97行", "columns": "77", "header": "4"}
    expected["absent"] = str(person_on_record)
    assert told.keys() == {f"答案文件的“{part}”" for part in expected}
    assert all(f"{where}在表里没有" in told[f"答案文件的“{part}”"] for part, where in expected.items())
