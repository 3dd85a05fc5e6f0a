"""Names, numbers, pay and code lists as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake import values
from intake.grid import Cell
from intake.grid.number_text import number_cell, text_cell
from jian_minzheng.core.id_numbers import check_character
from staffing.values.numbers import parse_id_number
from staffing.values.remarks import read_remarks
from staffing.values.texts import parse_note, parse_title

BODY = "36242719850101123"
WHOLE = BODY + check_character(BODY)


def problem(parse, *args):
    with pytest.raises(values.ValueProblem) as caught:
        parse(*args)
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        WHOLE, f"'{WHOLE}", f"\t{WHOLE}", f"{WHOLE[:6]} {WHOLE[6:]}", WHOLE.lower(), f"\ufeff{WHOLE}\xa0", f"{WHOLE}.",
        f"{WHOLE}号", f"身份证号：{WHOLE}", f"{WHOLE[:6]}-{WHOLE[6:14]}–{WHOLE[14:]}", f"“{WHOLE}”",
    ],
)  # fmt: skip
def test_identity_numbers_are_forgiven_their_dress(text):
    assert parse_id_number(text_cell(text)) == WHOLE


def test_full_width_digits_and_a_small_x():
    body = next(f"3624271985010100{n}" for n in range(10) if check_character(f"3624271985010100{n}") == "X")
    wide = body.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for last in "ｘХх×Χ✕":
        assert parse_id_number(text_cell(wide + last)) == body + "X"
    starred = parse_id_number(text_cell(body + "*"))
    assert (starred.value, starred.code) == (body + "X", "id_tidied")


def test_a_number_of_the_first_generation_is_upgraded_and_told():
    old = WHOLE[:6] + WHOLE[8:17]
    for cell in (text_cell(old), number_cell(old, ""), text_cell(f"{old}.0"), text_cell(f"{old[0]}.{old[1:]}E+14")):
        found = parse_id_number(cell)
        assert (found.value, found.code) == (WHOLE, "id_upgraded")


def test_a_number_cell_that_may_have_been_cut_is_told():
    bodies = (f"36242719850101{n:03}" for n in range(1000))
    cut = next(whole for body in bodies if (whole := body + check_character(body)).isdigit() and int(whole) % 64 == 0)
    assert parse_id_number(number_cell(cut, "")).code == "id_as_number"
    assert parse_id_number(text_cell(cut)) == cut


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
        (text_cell("E12345678"), "id_length"),
        (text_cell("H1234567890"), "id_length"),
        (text_cell("362427********1234"), "id_length"),
        (text_cell(f"{WHOLE}、{WHOLE}"), "id_length"),
        (text_cell(f"{WHOLE}.0"), "id_damaged"),
        (text_cell("3.62427E+14"), "id_damaged"),
    ],
)
def test_identity_numbers_that_cannot_be_right(cell, code):
    found = problem(parse_id_number, cell)
    assert found.code == code
    assert not any(part in found.message for part in (WHOLE, WHOLE[:8]))


def test_a_number_that_the_file_spells_out_is_read_whole():
    assert parse_id_number(number_cell(WHOLE, "")) == WHOLE if WHOLE.isdigit() else True


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
        ("1.2千", "", "1200.00"),
        ("2500/月", "", "2500.00"),
        ("3万/年", "", "2500.00"),
        ("年薪3.6万", "", "3000.00"),
        ("2500元/人/月", "", "2500.00"),
        ("25", "工资(百元)", "2500.00"),
        ("36000元/年", "工资(元/月)", "3000.00"),
        ("0", "", "0.00"),
    ],
)
def test_pay_in_yuan_per_month(text, header, yuan):
    assert values.parse_money(text_cell(text), header) == Decimal(yuan)


@pytest.mark.parametrize(
    "text",
    [
        "面议",
        "按文件执行",
        "100元/天",
        "1,20",
        "2000-2500",
        "-300",
        "25%",
        "3600万元",
        "",
        "362427198501011234",
    ],
)
def test_what_is_no_months_pay(text):
    assert problem(values.parse_money, text_cell(text), "").code == "money_unreadable"


@given(st.decimals(20, 20_000, places=2, allow_nan=False))
def test_an_amount_reads_back(amount):
    assert values.parse_money(text_cell(f"{amount:,}")) == amount
    assert values.parse_money(number_cell(str(amount), "#,##0.00")) == amount
    assert values.parse_money(text_cell(str(amount)), "月工资报酬(元)") == amount


@pytest.mark.parametrize(
    ("text", "header", "answers"),
    [
        ("2000+300", "", ["2300元/月"]),
        ("基本工资1800元+绩效500元", "", ["2300元/月"]),
        ("36000", "工资", ["36000元/年", "36000元/月"]),
        ("0.25", "工资", ["0.25万元/月", "0.25千元/月", "0.25元/月"]),
    ],
)
def test_an_amount_with_several_readings_is_asked(text, header, answers):
    found = problem(values.parse_money, text_cell(text), header)
    assert found.code == "value_ambiguous"
    assert [option.text for option in found.options] == answers
    assert all(values.parse_money(text_cell(answer), header) for answer in answers)


def test_words_beside_an_amount_are_kept_or_told():
    kept = values.parse_money(text_cell("2500元（含社保）"), "", read_remarks)
    assert kept == values.Several(Decimal(2500), {"note": "含社保"})
    assert values.parse_money(text_cell("约2500元")).code == "money_rough"


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("13812345678/0796-8812345", "13812345678、0796-8812345"),
        ("13812345678 13912345678", "13812345678、13912345678"),
        ("13812345678 0796-8812345", "13812345678、0796-8812345"),
        ("13812345678\n13912345678", "13812345678、13912345678"),
        ("+86 138-1234-5678", "13812345678"),
        ("013812345678", "13812345678"),
        ("(0796)8812345", "0796-8812345"),
        ("0796—8812345", "0796-8812345"),
        ("01088888888", "010-88888888"),
        ("0796-8812345转801", "0796-8812345转801"),
        ("0796-8812345-801", "0796-8812345转801"),
        ("手机：13812345678", "13812345678"),
        ("办0796-8812345 手13812345678", "0796-8812345、13812345678"),
        ("1.3812345678E+10", "13812345678"),
        ("8812345", "8812345"),
    ],
)
def test_telephone_numbers(text, phone):
    assert values.parse_phone(text_cell(text)) == phone
    assert values.parse_phone(text_cell(phone)) == phone


@pytest.mark.parametrize(
    "text",
    [
        "12345",
        "661234",
        "1381234567",
        "138123456789",
        "1.38E+10",
        "1381234567813912345678",
        "张三13812345678",
        "362427198501011234",
    ],
)
def test_what_nobody_can_call(text):
    assert problem(values.parse_phone, text_cell(text)).code == "phone_unreadable"


@pytest.mark.parametrize("whose", ["儿子", "家属", "家里老人的儿子", "其妻手机", "由家属代接"])
def test_a_number_that_is_said_to_be_somebody_elses_is_told_and_the_remark_stays_whole(whose):
    said = values.parse_phone(text_cell(f"13812345678({whose})"))
    assert said.code == "phone_of_other"
    assert said.value == values.Several("13812345678", {"note": f"联系电话：{whose}"})


def test_words_beside_a_telephone_number_are_kept_or_told():
    assert values.parse_phone(text_cell("13812345678（下班后打）")) == values.Several(
        "13812345678", {"note": "联系电话：下班后打"}
    )
    assert values.parse_phone(text_cell("13812345678（手机、微信同号）")) == "13812345678"
    short = values.parse_phone(text_cell("13812345678（短号661234）"))
    assert (short.value, short.code) == ("13812345678", "phone_short")


@given(st.text(max_size=40))
def test_nothing_but_value_problems(text):
    cell = text_cell(text)
    parsers = [parse_id_number, values.parse_phone, values.parse_money, parse_note, parse_title]
    for parse in parsers:
        try:
            parse(cell)
        except values.ValueProblem as found:
            assert found.message  # noqa: PT017


def test_strokes_stand_for_nothing():
    assert all(values.is_blank(text_cell(mark)) for mark in ("", "/", "—", "-", "/"))
    assert not values.is_blank(Cell("无", "无"))
