"""Columns that ask for one answer: 是否村（社区）“两委”成员, 是否专职; and what an answer leaves open."""

import pytest

from intake.headers import normalise
from intake.layout.naming import guess_by_name
from staffing.rosters.lexicon import PEOPLE
from staffing.values.choices import on_committee
from tests.intake.engine import Engine
from tests.staffing.rosters.staff_rosters import number, save

HEAD = ["乡镇", "村", "姓名", "身份证号"]


def people(world, tmp_path, header, answers):
    villages = ("高塘村", "城南社区")
    rows = [[*HEAD, header]]
    rows += [
        ["敦厚镇", village, "刘涛", number(at), said]
        for at, (village, said) in enumerate(zip(villages, answers, strict=True), 1)
    ]
    batch = Engine(world, division="吉安县").preview(save(tmp_path / "v.xlsx", rows), "village_specialist")
    return list(batch.rows.filter(outcome="new").order_by("number"))


@pytest.mark.parametrize(
    "header",
    [
        *("是否村（社区）“两委”成员", "是否村两委成员", "是否村“两委”干部", "是否村（社区）干部", "是否兼任村干部"),
        *("是否由村干部兼任", "是否村（居）委会成员", "是否为社区两委委员", "是否村干部"),
    ],
)
def test_members_of_the_committee_are_asked_for_in_many_words(world, tmp_path, header):
    yes, no = people(world, tmp_path, header, "是否")
    assert (yes.values["employment"], yes.issues) == ("40", [])
    assert "employment" not in no.values
    assert [issue["message"][:17] for issue in no.issues] == ["只写了不是村(居)干部兼任，看不出"]


@pytest.mark.parametrize("word", ["村两委成员", "村（社区）“两委”成员", "社区干部", "村委会委员", "兼任村干部"])
def test_words_for_members_of_the_committee(word):
    assert on_committee(word)


@pytest.mark.parametrize("word", ["村聘", "镇干部", "党员", "村民", "干部", "村书记"])
def test_words_for_others(word):
    assert not on_committee(word)


@pytest.mark.parametrize(
    ("header", "answers", "modes"),
    [
        ("是否专职", "是否", ["1", "4"]),
        ("是否专职", "否否", ["4", "4"]),
        ("是否兼职", "是否", ["4", None]),
        ("是否兼职", "否否", [None, None]),
        ("专/兼职", ("专职", "兼职"), ["1", "4"]),
        ("专兼职", ("专", "兼"), ["1", "4"]),
    ],
)
def test_who_serves_beside_another_post(world, tmp_path, header, answers, modes):
    rows = people(world, tmp_path, header, answers)
    assert [row.values.get("working_mode") for row in rows] == modes
    assert [row.issues for row in rows] == [[], []]


def test_the_other_post_is_kept(world, tmp_path):
    one, other = people(world, tmp_path, "兼任情况", ("村妇联主席", "无"))
    assert (one.values["working_mode"], one.values["note"]) == ("4", "兼任村妇联主席")
    assert (other.values.get("working_mode"), other.issues) == (None, [])


@pytest.mark.parametrize("name", [name for name in PEOPLE.synonyms["employment"] if name.startswith("是否")])
def test_every_question_of_the_list_asks_for_an_option(world, tmp_path, name):
    assert guess_by_name(0, (name,), PEOPLE).field == "employment"
    yes, _ = people(world, tmp_path, name, "是否")
    assert yes.values["employment"] == ("29" if "编" in normalise(name) else "40")
