"""What number formats add to a value is read with it: an official sees 3.00万元, not 3."""

import openpyxl
import pytest

from intake.grid import Cell, read_workbook
from intake.values.dates import parse_date
from intake.values.money import parse_money
from tests.intake import samples

SHOWN = [
    (3, '0.00"万元"', "3.00万元"),
    (3000, '#,##0"元"', "3000元"),
    (3000.5, '0"元"', "3000.5元"),
    (12345, '0!.0,"万"', "1.2345万"),
    (12345, '0\\.0000"万"', "1.2345万"),
    (12345, "0.0,", "12.345"),
    (1, '[=1]"男";[=2]"女"', "男"),
    (2, '[=1]"男";[=2]"女"', "女"),
    (3, '[=1]"男";[=2]"女"', "3"),
    (3, '[=1]"男";[=2]"女";0', "3"),
    (1, '"√";;"×"', "√"),
    (0, '"√";;"×"', "×"),
    (15, '[>10]"多";"少"', "多"),
    (5, '"第"0"组"', "第5组"),
    (5, "\\第0\\组", "第5组"),
    (5, 'General"人"', "5人"),
    (5, 'G/通用格式"人"', "5人"),
    (-5, '0"元"', "-5元"),
    (-5, '0;"欠"0', "欠5"),
    (-5, "0;[Red](0)", "-5"),
    (19850301, "0000-00-00", "1985-03-01"),
    (198503, '0000"年"00"月"', "1985年03月"),
    (198510, '0000"."00', "1985.10"),
    (13800000000, "000-0000-0000", "138-0000-0000"),
    (7961234567, "0000-0000000", "0796-1234567"),
    (503011234, '"360821198"000000000', "360821198503011234"),
    (0, "0;-0;;@", ""),
    (0, "#,###", ""),
    (0, "_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ ", "0"),
    (1234.5, "_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ ", "1234.50"),
    (100, ";;;", "100"),
    (1.5, "# ?/?", "1.5"),
    (5, '[$USD] 0', "USD5"),
    (5, '[$¥-804]0', "5"),
    ("敦厚", '"吉安县"@"镇"', "吉安县敦厚镇"),
    ("敦厚", '0;-0;0;"吉安县"@', "吉安县敦厚"),
    ("敦厚", "_ @_ ", "敦厚"),
    ("敦厚", ";;;", "敦厚"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "code", "text"), SHOWN)
def test_words_of_a_number_format_are_read_with_the_value(tmp_path, value, code, text):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = value, "列"
    book.active["A1"].number_format = code
    book.save(tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx", "a.xlsx").sheets[0].rows[0][0].text == text


@pytest.mark.parametrize(("value", "code", "text"), [case for case in SHOWN if case[1].isascii() or '"' in case[1]])
def test_words_of_an_old_workbook(tmp_path, value, code, text):
    path = samples.xls(tmp_path / "a.xls", [[value, "列"]], number_format=code)
    assert read_workbook(path, "a.xls").sheets[0].rows[0][0].text == text


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        ("3", "3.00万元", "3.00万元"),
        ("3000.5", "3,001元", "3000.5元"),
        ("1", "√", "√"),
        ("0", "×", "×"),
        ("1", "TRUE", "TRUE"),
        ("198503", "1985.03", "1985.03"),
        ("7961234567", "0796-1234567", "0796-1234567"),
        ("12345", "12.3", "12.3"),
        ("1234.5", "¥1,234.50", "1234.5"),
        ("1234.567", "1,234.57", "1234.567"),
        ("2.5", "3", "2.5"),
        ("1.5", "1 1/2", "1.5"),
        ("0", "-", "0"),
        ("-5", "(5)", "-5"),
        ("5", "###", "5"),
        ("0.356", "36%", "0.356"),
        ("123456", "1.23E+05", "123456"),
    ],
)
def test_words_that_an_ods_shows_beside_a_number(tmp_path, value, shown, text):
    cell = f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{shown}</text:p>'
    row = f"<table:table-row>{cell}</table:table-cell></table:table-row>"
    path = samples.ods(tmp_path / "a.ods", samples.ods_table(row))
    assert read_workbook(path, "a.ods").sheets[0].rows[0][0].text == text


def first_cell(tmp_path, value: str, code: str) -> Cell:
    xml = samples.sheet_xml(f'<row><c s="1"><v>{value}</v></c></row>')
    return read_workbook(samples.raw_xlsx(tmp_path / "a.xlsx", xml, formats=[code]), "a.xlsx").sheets[0].rows[0][0]


def test_money_counts_in_the_unit_that_is_shown(tmp_path):
    assert parse_money(first_cell(tmp_path, "0.3", '0.00"万元"'), "月报酬") == 3000


def test_digits_shown_as_a_month_are_no_number_of_a_day(tmp_path):
    assert f"{parse_date(first_cell(tmp_path, '19853', '0000.0')):%Y}" == "1954"
    assert f"{parse_date(first_cell(tmp_path, '198503', chr(34).join(['0000', '.', '00']))):%Y-%m}" == "1985-03"


def test_words_around_texts_reach_rows_on_both_ways_through_the_file(tmp_path):
    strings = b"<sst xmlns='x'><si><t>\xe6\x95\xa6\xe5\x8e\x9a</t></si></sst>"
    rows = '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c></row><row><!-- --><c s="1" t="s"><v>0</v></c></row>'
    rows += '<row><c s="1" t="inlineStr"><is><t>永和</t></is></c></row>'
    path = samples.raw_xlsx(tmp_path / "a.xlsx", samples.sheet_xml(rows), formats=['@"镇"'], strings=strings)
    assert [row[0].text for row in read_workbook(path, "a.xlsx").sheets[0].rows] == ["敦厚镇", "敦厚镇", "永和镇"]
