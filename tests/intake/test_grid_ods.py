"""OpenDocument spreadsheets read like any other workbook."""

import datetime
import zipfile

import pytest

from intake.grid import UnreadableFile, read_workbook
from tests.intake import samples

NUMBERS = (
    '<number:date-style style:name="D1"><number:year number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
    "</number:date-style>"
    '<number:date-style style:name="D2"><number:year number:style="long"/><number:text>年</number:text>'
    "<number:month/><number:text>月</number:text></number:date-style>"
    '<number:number-style style:name="N2"><number:number number:decimal-places="2" number:min-integer-digits="1"/>'
    "</number:number-style>"
    '<number:number-style style:name="N0"><number:number number:min-integer-digits="1"/></number:number-style>'
    + "".join(
        f'<style:style style:name="c{name}" style:family="table-cell" style:data-style-name="{name}"/>'
        for name in ("D1", "D2", "N2", "N0")
    )
    + '<style:style style:name="child" style:family="table-cell" style:parent-style-name="cN2"/>'
    '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def read(tmp_path, tables, **options):
    path = samples.ods(tmp_path / "a.ods", tables, styles=NUMBERS, **options)
    workbook = read_workbook(path, "a.ods")
    assert workbook.format == "ods"
    return workbook.sheets


def cell(tmp_path, attributes, shown=""):
    row = (
        f"<table:table-row><table:table-cell {attributes}><text:p>{shown}</text:p></table:table-cell></table:table-row>"
    )
    return read(tmp_path, samples.ods_table(row))[0].rows[0][0]


def texts(sheet):
    return [[cell.text for cell in row] for row in sheet.rows]


@pytest.mark.parametrize(
    ("attributes", "shown", "text", "raw"),
    [
        ('table:style-name="cD1" office:value-type="date" office:date-value="1985-03-01"', "1985-03-01", "1985-03-01",
         datetime.date(1985, 3, 1)),
        ('table:style-name="cD2" office:value-type="date" office:date-value="1985-03-01T00:00:00"', "1985年3月",
         "1985-03", datetime.date(1985, 3, 1)),
        ('table:style-name="cN2" office:value-type="float" office:value="1985.1"', "1985.10", "1985.10", 1985.1),
        ('table:style-name="child" office:value-type="float" office:value="1985.1"', "1985.10", "1985.10", 1985.1),
        ('table:style-name="cN0" office:value-type="float" office:value="1985.1"', "1985.1", "1985.1", 1985.1),
        ('office:value-type="percentage" office:value="0.35"', "35%", "0.35", 0.35),
        ('office:value-type="boolean" office:boolean-value="true"', "TRUE", "TRUE", True),
        ('office:value-type="date" office:date-value="not a day"', "三月", "三月", "三月"),
        ('office:value-type="float" office:value="0" calcext:value-type="error"', "#DIV/0!", "#DIV/0!", "#DIV/0!"),
        ('office:value-type="string"', "#N/A", "#N/A", "#N/A"),
    ],
)  # fmt: skip
def test_values_read_as_in_any_other_workbook(tmp_path, attributes, shown, text, raw):
    found = cell(tmp_path, attributes, shown)
    assert (found.text, found.raw) == (text, raw)


def test_dates_and_decimals_are_the_same_cells_as_those_of_an_xlsx(tmp_path):
    xml = samples.sheet_xml('<row><c s="1"><v>31107</v></c><c s="2"><v>1985.1</v></c></row>')
    path = samples.raw_xlsx(tmp_path / "a.xlsx", xml, formats=["yyyy-mm-dd", "0.00"])
    row = (
        '<table:table-row><table:table-cell table:style-name="cD1" office:value-type="date" '
        'office:date-value="1985-03-01"/><table:table-cell table:style-name="cN2" office:value-type="float" '
        'office:value="1985.1"/></table:table-row>'
    )
    date, decimal = read(tmp_path, samples.ods_table(row))[0].rows[0]
    wanted_date, wanted_decimal = read_workbook(path, "a.xlsx").sheets[0].rows[0]
    assert (date.text, date.raw) == (wanted_date.text, wanted_date.raw)
    assert decimal == wanted_decimal


@pytest.mark.parametrize(
    ("value", "shown", "damaged"),
    [
        ("362427198501011234", "362427198501011234", False),
        ("3.62427198501011E+017", "362427198501011234", False),  # the text beside the value has kept what it lost
        ("3.62427198501011E+017", "3.62427198501011E+17", True),
        ("3.62427198501011E+017", "362427198501011000", True),
        ("3.62427198501011E+017", "362427198501011008", True),  # what a program prints of the rounded number
        ("362427198501011000", "362427198501011000", True),
    ],
)
def test_a_long_number_is_whole_only_if_the_file_spells_digits_that_rounding_would_have_lost(
    tmp_path, value, shown, damaged
):
    found = cell(tmp_path, f'office:value-type="float" office:value="{value}"', shown)
    assert found.damaged is damaged
    assert damaged or found.text == "362427198501011234"


def test_repeated_rows_and_cells_and_merges(tmp_path):
    rows = (
        '<table:table-row><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" '
        'office:value-type="string"><text:p>单位</text:p></table:table-cell><table:covered-table-cell/>'
        '<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>是</text:p>'
        '</table:table-cell><table:table-cell table:number-columns-repeated="16380"/></table:table-row>'
        '<table:table-row><table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell/>'
        '<table:table-cell office:value-type="string"><text:p>否</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string">'
        "<text:p>同</text:p>"
        '</table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048570"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    sheet = read(tmp_path, samples.ods_table(rows))[0]
    assert texts(sheet) == [
        ["单位", "单位", "是", "是"],
        ["单位", "单位", "", "否"],
        ["同", "", "", ""],
        ["同", "", "", ""],
    ]
    assert [cell.merged for cell in sheet.rows[0]] == [False, True, False, False]


def test_hidden_rows_columns_and_sheets_are_told(tmp_path):
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    rows = (
        columns
        + samples.ods_text("姓名", "性别", "年龄")
        + samples.ods_text("张三").replace("<table:table-row>", '<table:table-row table:visibility="filter">')
        + samples.ods_text("李四").replace("<table:table-row>", '<table:table-row table:visibility="collapse">')
        + samples.ods_text("王五")
    )
    tables = samples.ods_table(rows) + samples.ods_table(samples.ods_text("男"), name="字典", style="gone")
    shown, hidden = read(tmp_path, tables)
    assert (shown.hidden, shown.hidden_rows, shown.hidden_columns) == (False, {2, 3}, {1, 2})
    assert (hidden.name, hidden.hidden) == ("字典", True)


def test_notes_and_changes_are_not_part_of_the_text_and_blanks_are_kept(tmp_path):
    row = (
        '<table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>核实</text:p>'
        '</office:annotation><text:p>张<text:s text:c="2"/>三</text:p><text:p>所<text:span>长</text:span></text:p>'
        "</table:table-cell></table:table-row>"
    )
    changes = (
        "<table:tracked-changes><table:cell-content-change><table:previous><table:change-track-table-cell>"
        "<text:p>旧</text:p></table:change-track-table-cell></table:previous></table:cell-content-change>"
        "</table:tracked-changes>"
    )
    assert texts(read(tmp_path, changes + samples.ods_table(row))[0]) == [["张  三\n所长"]]


def test_a_flat_file_reads_the_same(tmp_path):
    path = tmp_path / "a.fods"
    path.write_text(samples.ods_content(samples.ods_table(samples.ods_text("姓名", "性别"))), encoding="utf-8")
    assert texts(read_workbook(path, "a.fods").sheets[0]) == [["姓名", "性别"]]


def test_a_password_is_named(tmp_path):
    path = samples.ods(tmp_path / "a.ods", "", manifest="<file-entry><encryption-data/></file-entry>")
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(path, "a.ods")
    assert refused.value.code == "encrypted"


@pytest.mark.parametrize(
    "rows",
    [
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" '
        'office:value-type="string"><text:p>满</text:p></table:table-cell></table:table-row>',
        samples.ods_text("甲") + '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/>'
        "</table:table-row><table:table-row><table:table-cell table:number-columns-repeated='16000'/>"
        '<table:table-cell office:value-type="string"><text:p>远</text:p></table:table-cell></table:table-row>',
    ],
)
def test_repetition_without_end_is_refused(tmp_path, rows):
    with pytest.raises(UnreadableFile) as refused:
        read(tmp_path, samples.ods_table(rows))
    assert refused.value.code == "too_large"


def test_a_text_document_is_no_spreadsheet(tmp_path):
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", samples.ods_content("").replace("office:spreadsheet", "office:text"))
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(path, "a.odt")
    assert "不是表格" in refused.value.message
