"""Answers from code lists in everyday words, alone and with a remark beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.grid.number_text import text_cell
from intake.values import Several, ValueProblem, WithNote
from staffing import vocabulary as v
from staffing.values.choices import parse_answer
from staffing.values.code_lists import code_lists

FIELDS = {
    "sex": v.Sex, "politics": v.Politics, "education": v.Education, "employment": v.Employment, "channel": v.Channel,
    "working_mode": v.WorkingMode, "social_work_title": v.SocialWorkTitle, "position": v.Position, "payer": v.Payer,
}  # fmt: skip


def problem(key, text):
    with pytest.raises(ValueProblem) as caught:
        parse_answer(text_cell(text), key)
    return caught.value


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("sex", "M", v.Sex.MALE),
        ("ethnic_group", "汉", "汉族"),
        ("ethnic_group", "畲族", "畲族"),
        ("ethnic_group", "畬族", "畲族"),
        ("ethnic_group", "20", "傈僳族"),
        ("politics", "党员", v.Politics.PARTY_MEMBER),
        ("politics", "中共预备党员(预备)", v.Politics.PROBATIONARY),
        ("politics", "九三学社", v.Politics.DEMOCRATIC_PARTY),
        ("education", "大 专", v.Education.JUNIOR_COLLEGE),
        ("education", "本科", v.Education.BACHELOR),
        ("education", "全日制本科", v.Education.BACHELOR),
        ("education", "在职大学", None),
        ("education", "大学专科毕业", v.Education.JUNIOR_COLLEGE),
        ("education", "函授大专", v.Education.JUNIOR_COLLEGE),
        ("education", "大专（函授）", v.Education.JUNIOR_COLLEGE),
        ("education", "本科/学士", v.Education.BACHELOR),
        ("education", "本科（管理学学士）", v.Education.BACHELOR),
        ("education", "技校", v.Education.SECONDARY_VOCATIONAL),
        ("employment", "购买服务", v.Employment.PURCHASED),
        ("employment", "行编", None),
        ("employment", "公岗", v.Employment.PUBLIC_WELFARE),
        ("employment", "事业编制(全额拨款)", v.Employment.INSTITUTION_FULL),
        ("employment", "全额拨款事业", v.Employment.INSTITUTION_FULL),
        ("channel", "“三支一扶”", v.Channel.THREE_SUPPORTS),
        ("working_mode", "在职", v.WorkingMode.REGULAR),
        ("social_work_title", "助理社工师", v.SocialWorkTitle.ASSISTANT),
        ("position", "院长", v.Position.DIRECTOR),
        ("insured", "√", True),
        ("insured", "五险", True),
        ("insured", "未参保", False),
    ],
)
def test_everyday_words_for_codes(key, text, code):
    if code is None:
        assert problem(key, text).code in ("value_ambiguous", "value_unknown")
    else:
        assert parse_answer(text_cell(text), key) == code


@pytest.mark.parametrize(
    ("key", "text", "answers"),
    [
        ("education", "大学", ["大学本科", "大学专科"]),
        ("education", "本科/硕士", ["大学本科", "研究生"]),
        ("education", "大专（本科在读）", None),
        ("education", "本科（在读）", ["大学专科", "中专(中职)", "高中", "初中", "小学", "大学本科"]),
        ("employment", "借调", None),
        ("working_mode", "借调", ["借出", "借入"]),
        ("insured", "城乡居民养老", ["是", "否"]),
        ("politics", "无", ["群众", "共青团员", "无党派人士"]),
        ("sex", "男/女", ["男", "女"]),
    ],
)
def test_a_word_with_two_meanings_is_asked_with_its_readings(key, text, answers):
    found = problem(key, text)
    assert found.code == "value_ambiguous"
    if answers:
        assert [option.text for option in found.options] == answers
    assert all(parse_answer(text_cell(option.text), key) is not None for option in found.options)
    assert len(found.options) > 1


@pytest.mark.parametrize(
    ("key", "text", "code", "also"),
    [
        ("education", "本科（江西师大）", "20", {"school": "江西师大"}),
        ("education", "本科 江西师范大学会计专业", "20", {"school": "江西师范大学会计专业"}),
        ("sex", "男，汉族", "1", {"ethnic_group": "汉族"}),
        ("politics", "党员（2008.6入党）", "01", {"note": "2008.6入党"}),
        ("employment", "行政编制（借出）", "10", {"working_mode": v.WorkingMode.LENT}),
        ("employment", "事业编制（兼）", "21", {"working_mode": v.WorkingMode.CONCURRENT}),
        ("working_mode", "兼任（民政专干）", "4", {"title": "民政专干"}),
    ],
)
def test_two_facts_in_one_cell(key, text, code, also):
    assert parse_answer(text_cell(text), key) == Several(code, also)


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("sex", "1-男", "1"),
        ("sex", "2.女", "2"),
        ("ethnic_group", "01汉族", "汉族"),
        ("ethnic_group", "漢族", "汉族"),
        ("politics", "3、中共黨員", "01"),
        ("politics", "党员（预备期）", "02"),
        ("politics", "群众（入党积极分子）", "13"),
        ("education", "大學專科", "30"),
        ("education", "本科\u202d", "20"),
        ("education", "大学（本科）", "20"),
        ("social_work_title", "社工证（初级）", "1"),
        ("social_work_title", "社会工作师（初级）", "1"),
        ("employment", "编外（政府购买服务）", "30"),
        ("employment", "在编（事业编制）", "21"),
        ("employment", "事業編制", "21"),
    ],
)
def test_numbers_of_a_printed_list_old_characters_and_words_made_precise(key, text, code):
    assert parse_answer(text_cell(text), key) == code


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("sex", "2男"),
        ("politics", "党员（是否转正待核实）"),
        ("politics", "党员（原）"),
        ("ethnic_group", "汉族（父）畲族（母）"),
        ("social_work_title", "初级（未取证）"),
        ("social_work_title", "高级社工师（待评）"),
        ("working_mode", "在岗（借调）"),
        ("working_mode", "在岗/借调"),
        ("employment", "事业编制 借调"),
        ("employment", "借调（事业编）"),
        ("employment", "编外（事业编）"),
        ("education", "20"),
        ("channel", "招考"),
        ("ethnic_group", "哈族"),
    ],
)
def test_what_stands_beside_an_answer_may_undo_it(key, text):
    assert problem(key, text).code in ("value_ambiguous", "value_unknown")


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("employment", "编外", "90"),
        ("employment", "志愿者", "90"),
        ("employment", "聘用制", "33"),
        ("working_mode", "否", "9"),
        ("education", "初中肄业", "70"),
        ("politics", "01", "01"),
        ("payer", "财政", "county_budget"),
    ],
)
def test_the_nearest_answer_to_a_rough_word_is_told(key, text, code):
    found = parse_answer(text_cell(text), key)
    assert (found.value, found.code) == (code, "value_rough")


def test_how_somebody_came_is_read_out_of_an_employment_that_says_only_that():
    found = parse_answer(text_cell("三支一扶"), "employment")
    assert found == WithNote(Several("90", {"channel": "04"}), "value_rough", found.message)


def test_lending_beside_an_employment_is_asked_which_way():
    found = problem("employment", "行政编制（借调）")
    assert [parse_answer(text_cell(option.text), "employment").also["working_mode"] for option in found.options] == [
        v.WorkingMode.LENT,
        v.WorkingMode.BORROWED,
    ]


@pytest.mark.parametrize(("key", "text"), [("working_mode", "已退休"), ("employment", "行政编制（已调走）")])
def test_somebody_who_has_left_is_asked_about(key, text):
    found = problem(key, text)
    assert found.code == "person_left"
    assert all(parse_answer(text_cell(option.text), key) for option in found.options)


@pytest.mark.parametrize("text", ["在编", "是", "√", "正式在编", "在编在岗"])
def test_established_without_a_type_is_an_answer_and_told(text):
    found = parse_answer(text_cell(text), "employment")
    assert (found.value, found.code) == (v.Employment.ESTABLISHED, "value_rough")
    assert "请补上类别" in found.message


@pytest.mark.parametrize(("text", "code"), [("事业（在编）", "21"), ("在编、行政", "10"), ("编外、购买服务", "30")])
def test_a_rough_word_gives_way_to_the_type_beside_it(text, code):
    assert parse_answer(text_cell(text), "employment") == code


@pytest.mark.parametrize("text", ["在编、购买服务", "编外、事业"])
def test_a_rough_word_that_contradicts_is_asked_about(text):
    assert problem("employment", text).code == "value_ambiguous"


def test_an_unknown_value_names_the_nearest_known_ones_as_answers():
    found = problem("education", "大学本课")
    assert found.code == "value_unknown"
    assert "是否为“大学本科”" in found.message
    assert found.options[0].text == "大学本科"


def test_a_word_that_denies_is_no_yes():
    assert problem("politics", "不是 党员").code == "value_unknown"


@pytest.mark.parametrize("key", FIELDS)
def test_every_code_of_the_vocabulary_is_known_by_its_label(key):
    for code, label in FIELDS[key].choices:
        assert parse_answer(text_cell(label), key) == code
    assert len(code_lists()[key].labels) == len(FIELDS[key].choices)


@pytest.mark.parametrize("key", code_lists())
def test_no_word_of_a_list_is_kept_twice(key):
    """An undecided word that is decided as well would be decided by the order of the file."""
    known = code_lists()[key]
    assert not set(known.codes) & set(known.undecided)
    assert all(code in known.labels for each in known.undecided.values() for code in each.codes)
    assert all(known.codes[word] in known.labels for word in known.rough)


def test_the_56_peoples_with_and_without_their_last_character():
    known = code_lists()["ethnic_group"].labels.values()
    assert len(known) == 56
    for name in known:
        short = name.removesuffix("族")
        assert [parse_answer(text_cell(text), "ethnic_group") for text in (name, short)] == [name, name]


WORDS = st.text(alphabet="本科大学党员（）()、兼借调编制男女是否无", max_size=10)


@given(
    st.sampled_from(sorted(code_lists())),
    st.text(max_size=30) | WORDS,
)
def test_any_text_is_an_answer_or_a_problem(key, text):
    try:
        parse_answer(text_cell(text), key)
    except ValueProblem as found:
        assert found.message  # noqa: PT017
        for option in found.options:
            parse_answer(text_cell(option.text), key)
