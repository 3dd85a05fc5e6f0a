"""Hidden rows, columns and sheets are read and told apart, in every kind of workbook."""

import openpyxl
import pytest
import xlwt

from intake.grid import read_workbook
from tests.intake import samples


def cells(*texts):
    return "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)


def test_hidden_filtered_and_folded_rows_and_columns_of_an_xlsx(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    for number in range(1, 7):
        page.append([f"{letter}{number}" for letter in "ABCDE"])
    page.row_dimensions[2].hidden = True
    page.row_dimensions.group(4, 5, hidden=True)
    page.column_dimensions["B"].hidden = True
    page.column_dimensions.group("D", "E", hidden=True)
    book.save(tmp_path / "a.xlsx")
    sheet = read_workbook(tmp_path / "a.xlsx", "a.xlsx").sheets[0]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2, 4, 5}, {1, 3, 4})
    assert sheet.rows[1][0].text == "A2"


def test_rows_and_columns_without_size_count_as_hidden_and_those_beyond_the_content_do_not(tmp_path):
    columns = '<cols><col min="2" max="2" width="0"/><col min="4" max="16384" hidden="1"/></cols><sheetData>'
    rows = f'<row r="1">{cells("姓名", "x", "性别")}</row><row r="2" ht="0">{cells("张三")}</row>'
    rows += '<row r="3" hidden="true"/>'
    xml = samples.sheet_xml(rows).replace("<sheetData>", columns)
    sheet = read_workbook(samples.raw_xlsx(tmp_path / "a.xlsx", xml), "a.xlsx").sheets[0]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {1})


def test_rows_hidden_unless_written_do_not_hide_those_that_are(tmp_path):
    xml = samples.sheet_xml(f'<row r="1">{cells("姓名")}</row><row r="3">{cells("张三")}</row>')
    xml = xml.replace("<sheetData>", '<sheetFormatPr zeroHeight="1"/><sheetData>')
    sheet = read_workbook(samples.raw_xlsx(tmp_path / "a.xlsx", xml), "a.xlsx").sheets[0]
    assert not sheet.hidden_rows


@pytest.mark.parametrize("name", ["a.xls", "a.et"])
def test_hidden_rows_columns_and_sheets_of_an_old_workbook(tmp_path, name):
    book = xlwt.Workbook()
    page, dictionary = book.add_sheet("花名册"), book.add_sheet("字典")
    for row in range(4):
        for column in range(3):
            page.write(row, column, f"{row}-{column}")
    page.row(2).hidden = True
    page.col(1).hidden = True
    dictionary.write(0, 0, "男")
    dictionary.visibility = 1
    book.save(str(tmp_path / name))
    sheet, hidden = read_workbook(tmp_path / name, name).sheets
    assert (sheet.hidden, sheet.hidden_rows, sheet.hidden_columns) == (False, {3}, {1})
    assert hidden.hidden
