"""Names, numbers, pay and code lists as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing import vocabulary as v
from staffing.id_numbers import check_character
from staffing.roster_import import values
from staffing.roster_import.grid import Cell
from staffing.roster_import.grid.number_text import number_cell, text_cell
from staffing.roster_import.values.choices import labels

BODY = "36242719850101123"
WHOLE = BODY + check_character(BODY)
FIELDS = {
    "sex": v.Sex, "politics": v.Politics, "education": v.Education, "employment": v.Employment, "channel": v.Channel,
    "working_mode": v.WorkingMode, "social_work_title": v.SocialWorkTitle, "position": v.Position, "payer": v.Payer,
}  # fmt: skip


def problem(parse, *args):
    with pytest.raises(values.ValueProblem) as caught:
        parse(*args)
    return caught.value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张 三", "张三"),
        ("张\u3000三", "张三"),
        ("欧阳\n小明", "欧阳小明"),
        ("买买提•艾力", "买买提·艾力"),
        ("买买提. 艾力", "买买提·艾力"),
        ("买买提‧艾力", "买买提·艾力"),
        ("王㙦", "王㙦"),
        ("李𠮷", "李𠮷"),
        ("John  Smith", "John Smith"),
    ],
)
def test_names(text, name):
    assert values.parse_name(text_cell(text)) == name


@pytest.mark.parametrize("text", ["张三(借调至县局)", "张三1", "13812345678", "张三/李四", "·张三"])
def test_what_is_not_only_a_name(text):
    assert problem(values.parse_name, text_cell(text)).code == "name_unreadable"


@pytest.mark.parametrize("text", [WHOLE, f"'{WHOLE}", f"\t{WHOLE}", f"{WHOLE[:6]} {WHOLE[6:]}", WHOLE.lower()])
def test_identity_numbers_are_forgiven_their_dress(text):
    assert values.parse_id_number(text_cell(text)) == WHOLE


def test_full_width_digits_and_a_small_x():
    body = next(f"3624271985010100{n}" for n in range(10) if check_character(f"3624271985010100{n}") == "X")
    wide = body.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert values.parse_id_number(text_cell(wide + "ｘ")) == body + "X"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (number_cell("3.62427198501011E+17", ""), "id_damaged"),
        (number_cell("362427198501011000", ""), "id_damaged"),
        (text_cell("362427198501011000"), "id_damaged"),
        (text_cell("3.62427E+17"), "id_damaged"),
        (text_cell(WHOLE[:17]), "id_length"),
        (text_cell(WHOLE[:17] + ("1" if WHOLE[17] != "1" else "2")), "id_checksum"),
        (text_cell("36242719850231123X"), "id_birth"),
        (text_cell("无"), "id_length"),
    ],
)
def test_identity_numbers_that_cannot_be_right(cell, code):
    found = problem(values.parse_id_number, cell)
    assert found.code == code
    assert not any(part in found.message for part in (WHOLE, WHOLE[:8]))


def test_a_number_that_the_file_spells_out_is_read_whole():
    assert values.parse_id_number(number_cell(WHOLE, "")) == WHOLE if WHOLE.isdigit() else True


@pytest.mark.parametrize(
    ("text", "header", "yuan"),
    [
        ("1,200", "", "1200.00"),
        ("300元", "", "300.00"),
        ("0.03万元", "", "300.00"),
        ("¥2500", "工资", "2500.00"),
        ("2500元/月", "工资(元/年)", "2500.00"),
        ("30000", "年薪(元)", "2500.00"),
        ("3.6", "工资(万元/年)", "3000.00"),
        ("3.6万元/年", "工资", "3000.00"),
        ("每月300元", "", "300.00"),
        ("2500", "2025年月工资(元/月)", "2500.00"),
        ("2500", "2025年工作报酬", "2500.00"),
        ("１２００", "", "1200.00"),
    ],
)
def test_pay_in_yuan_per_month(text, header, yuan):
    assert values.parse_money(text_cell(text), header) == Decimal(yuan)


@pytest.mark.parametrize("text", ["面议", "2000-2500", "-300", "300+200", "25%", "3600万元", "", "362427198501011234"])
def test_what_is_no_months_pay(text):
    assert problem(values.parse_money, text_cell(text), "").code == "money_unreadable"


@given(st.decimals(0, 100_000, places=2, allow_nan=False))
def test_an_amount_reads_back(amount):
    assert values.parse_money(text_cell(f"{amount:,}")) == amount
    assert values.parse_money(number_cell(str(amount), "#,##0.00")) == amount


def test_two_telephone_numbers_in_one_cell():
    assert values.parse_phone(text_cell("13812345678 0796-8812345".replace(" ", "/"))) == "13812345678、0796-8812345"
    assert values.parse_phone(text_cell("13812345678 13912345678")) == "13812345678、13912345678"
    assert problem(values.parse_phone, text_cell("12345")).code == "phone_unreadable"


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("sex", "M", v.Sex.MALE),
        ("ethnic_group", "汉", "汉族"),
        ("ethnic_group", "畲族", "畲族"),
        ("politics", "党员", v.Politics.PARTY_MEMBER),
        ("politics", "中共预备党员(预备)", v.Politics.PROBATIONARY),
        ("education", "大 专", v.Education.JUNIOR_COLLEGE),
        ("education", "本科", v.Education.BACHELOR),
        ("education", "大学专科毕业", v.Education.JUNIOR_COLLEGE),
        ("employment", "购买服务", v.Employment.PURCHASED),
        ("employment", "事业编制(全额拨款)", v.Employment.INSTITUTION_FULL),
        ("employment", "全额拨款事业", v.Employment.INSTITUTION_FULL),
        ("channel", "“三支一扶”", v.Channel.THREE_SUPPORTS),
        ("working_mode", "在职", v.WorkingMode.REGULAR),
        ("social_work_title", "助理社工师", v.SocialWorkTitle.ASSISTANT),
        ("position", "院长", v.Position.DIRECTOR),
        ("insured", "√", True),
        ("insured", "未参保", False),
    ],
)
def test_everyday_words_for_codes(key, text, code):
    assert values.parse_choice(text_cell(text), key) == code


@pytest.mark.parametrize(("key", "text"), [("education", "大学"), ("employment", "在编"), ("working_mode", "借调")])
def test_a_word_with_two_meanings_is_asked_with_both(key, text):
    found = problem(values.parse_choice, text_cell(text), key)
    assert found.code == "value_unknown"
    assert "请写" in found.message


def test_an_unknown_value_names_the_nearest_known_one():
    assert "是否为“大学本科”" in problem(values.parse_choice, text_cell("大学本课"), "education").message


@pytest.mark.parametrize("key", FIELDS)
def test_every_code_of_the_vocabulary_is_known_by_its_label(key):
    for code, label in FIELDS[key].choices:
        assert values.parse_choice(text_cell(label), key) == code
    assert len(labels(key)) == len(FIELDS[key].choices)


@given(st.text(max_size=40))
def test_nothing_but_value_problems(text):
    cell = text_cell(text)
    parsers = [values.parse_name, values.parse_id_number, values.parse_phone, values.parse_money]
    for parse in [*parsers, *(lambda cell, key=key: values.parse_choice(cell, key) for key in FIELDS)]:
        try:
            parse(cell)
        except values.ValueProblem as found:
            assert found.message  # noqa: PT017


def test_strokes_stand_for_nothing():
    assert all(values.is_blank(text_cell(mark)) for mark in ("", "/", "—", "-", "/"))
    assert not values.is_blank(Cell("无", "无"))
