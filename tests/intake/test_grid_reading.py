"""What a file says reaches the importer as a person would read it, whatever program wrote it."""

import datetime

import openpyxl
import pytest

from intake.grid import read_workbook
from tests.intake import samples

MOMENT = datetime.datetime(1985, 3, 1, 8, 30)  # noqa: DTZ001  (a spreadsheet knows no time zone)


def texts(workbook, sheet=0):
    return [[cell.text for cell in row] for row in workbook.sheets[sheet].rows]


def test_merged_cells_repeat_their_value_and_say_so(tmp_path):
    rows = [["单位", "姓名"], ["敦厚镇", "张三"], [None, "李四"]]
    sheet = read_workbook(samples.xlsx(tmp_path / "a.xlsx", rows, merges=["A2:A3"]), "a.xlsx").sheets[0]
    assert [row[0].text for row in sheet.rows] == ["单位", "敦厚镇", "敦厚镇"]
    assert [row[0].merged for row in sheet.rows] == [False, False, True]


def test_a_lying_dimension_does_not_hide_the_sheet(tmp_path):
    xml = samples.sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="C1"><v>3</v></c></row>')
    assert texts(read_workbook(samples.raw_xlsx(tmp_path / "wps.xlsx", xml), "wps.xlsx")) == [["姓名", "", "3"]]


def test_an_eighteen_digit_number_spelled_out_in_the_file_is_whole(tmp_path):
    xml = samples.sheet_xml("<row><c><v>362427198501011234</v></c><c><v>3.62427198501011E+17</v></c></row>")
    whole, lost = read_workbook(samples.raw_xlsx(tmp_path / "a.xlsx", xml), "a.xlsx").sheets[0].rows[0]
    assert (whole.text, whole.raw, whole.damaged) == ("362427198501011234", 362427198501011234, False)
    assert lost.damaged


def test_a_number_that_the_writing_program_rounded_is_damaged(tmp_path):
    path = samples.xlsx(tmp_path / "a.xlsx", [[362427198501011234]])
    assert read_workbook(path, "a.xlsx").sheets[0].rows[0][0].damaged


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("0.00", "1985.1", "1985.10"),
        ("", "1985.1", "1985.1"),
        ("#,##0.00", "1200", "1200.00"),
        ("0%", "0.35", "35%"),
        ("000000", "42", "000042"),
        ("yyyy-mm-dd", "31107", "1985-03-01"),
        ('yyyy"年"m"月"', "31107", "1985-03"),
        ("[$-804]yyyy年m月d日;@", "31107", "1985-03-01"),
        ("yyyy-mm-dd hh:mm", "31107.5", "1985-03-01 12:00"),
        ("h:mm", "0.5", "12:00"),
        ("[h]:mm", "1.25", "30:00"),
        ("0.00E+00", "362427198501011234", "362427198501011234"),
        ("0.0", "0.0000001", "0.0000001"),
        ("0.00%", "123.4567891", "12345.67891%"),
    ],
)
def test_numbers_read_as_their_format_shows_them(tmp_path, code, value, text):
    style = ' s="1"' if code else ""
    xml = samples.sheet_xml(f"<row><c{style}><v>{value}</v></c></row>")
    path = samples.raw_xlsx(tmp_path / "a.xlsx", xml, formats=[code] if code else [])
    assert texts(read_workbook(path, "a.xlsx")) == [[text]]


def test_date_cells_carry_dates(tmp_path):
    path = samples.xlsx(tmp_path / "a.xlsx", [[datetime.date(1985, 3, 1), MOMENT]])
    first, second = read_workbook(path, "a.xlsx").sheets[0].rows[0]
    assert first.raw == datetime.date(1985, 3, 1)
    assert second.raw == MOMENT


def test_hidden_sheets_are_marked_and_order_is_kept(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "数据字典"
    book.active["A1"] = "男"
    book.active.sheet_state = "hidden"
    book.create_sheet("花名册")["A1"] = "姓名"
    book.save(tmp_path / "a.xlsx")
    sheets = read_workbook(tmp_path / "a.xlsx", "a.xlsx").sheets
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [("数据字典", True), ("花名册", False)]


def test_formatted_blanks_at_the_edges_are_trimmed(tmp_path):
    blank = "".join(f'<c r="{letter}1" s="0"/>' for letter in ("B", "C", "XFD"))
    xml = samples.sheet_xml(f'<row r="1"><c r="A1"><v>1</v></c>{blank}</row><row r="1048576"><c r="A1048576"/></row>')
    assert texts(read_workbook(samples.raw_xlsx(tmp_path / "a.xlsx", xml), "a.xlsx")) == [["1"]]


def test_a_merge_over_the_whole_sheet_costs_nothing(tmp_path):
    after = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    xml = samples.sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>', after=after)
    assert texts(read_workbook(samples.raw_xlsx(tmp_path / "a.xlsx", xml), "a.xlsx")) == [["1"]]


def test_rich_text_is_joined_and_phonetic_guides_are_left_out(tmp_path):
    runs = "<is><r><t>张</t></r><r><t>三</t></r><rPh sb='0' eb='1'><t>zhang</t></rPh></is>"
    xml = samples.sheet_xml(f'<row><c t="inlineStr">{runs}</c></row>')
    assert texts(read_workbook(samples.raw_xlsx(tmp_path / "a.xlsx", xml), "a.xlsx")) == [["张三"]]


def test_macros_are_ignored_and_said_to_be(tmp_path):
    xml = samples.sheet_xml("<row><c><v>1</v></c></row>")
    path = samples.raw_xlsx(tmp_path / "a.xlsm", xml, extra={"xl/vbaProject.bin": b"Sub AutoOpen()"})
    workbook = read_workbook(path, "a.xlsm")
    assert workbook.format == "xlsm"
    assert "宏未运行" in workbook.notes[0]


def test_an_old_workbook_with_merges_dates_and_long_numbers(tmp_path):
    rows = [["单位", "身份证号", "人数"], ["敦厚镇", 362427198501011234, 3], [None, "36242719850101123x", 1985.1]]
    path = samples.xls(tmp_path / "a.xls", rows, merges=[(1, 2, 0, 0)])
    sheet = read_workbook(path, "a.xls").sheets[0]
    assert [row[0].text for row in sheet.rows] == ["单位", "敦厚镇", "敦厚镇"]
    assert sheet.rows[1][1].damaged
    assert [cell.text for cell in sheet.rows[2][1:]] == ["36242719850101123x", "1985.1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_tables_in_every_office_encoding(tmp_path, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes('姓名,备注\n张㙦,"a,b"\n'.encode(encoding))
    assert texts(read_workbook(path, "a.csv")) == [["姓名", "备注"], ["张㙦", "a,b"]]


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_the_separator_is_found(tmp_path, mark):
    path = tmp_path / "a.txt"
    path.write_text(
        f"姓名{mark}性别{mark}备注\n张三{mark}男{mark}借调至县局,在岗\n李四{mark}女{mark}\n", encoding="utf-8"
    )
    assert texts(read_workbook(path, "a.txt"))[1] == ["张三", "男", "借调至县局,在岗"] if mark != "," else True


def test_a_declared_separator_is_obeyed_and_is_no_line(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("sep=;\r\n姓名;备注\r\n张三;a,b,c\r\n".encode("gb18030"))
    assert texts(read_workbook(path, "a.csv")) == [["姓名", "备注"], ["张三", "a,b,c"]]


def test_digits_that_excel_lost_in_a_text_table_are_damaged(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('身份证号\n3.62427E+17\n="362427198501011234"\n', encoding="utf-8")
    rows = read_workbook(path, "a.csv").sheets[0].rows
    assert rows[1][0].damaged
    assert rows[2][0].text == "362427198501011234"


def test_content_decides_whatever_the_name_says(tmp_path):
    disguised = samples.xlsx(tmp_path / "really-xlsx.xls", [["姓名"]])
    assert read_workbook(disguised, "really-xlsx.xls").format == "xlsx"
    plain = tmp_path / "really-csv.xls"
    plain.write_text("姓名,性别\n张三,男\n", encoding="gb18030")
    assert read_workbook(plain, "really-csv.xls").format == "csv"


FORMULAS = [
    lambda path: samples.xlsx(path, [["姓名", '="张"&"三"'], ["李四", "=1+1"]]),
    lambda path: samples.raw_xlsx(
        path,
        samples.sheet_xml(
            '<row r="1"><c r="A1"><f>TODAY()</f></c><c r="C1"><v>3</v></c></row>'
            '<row r="2"><c r="A2" t="str"><f>A9</f><v></v></c><c r="B2"><f t="shared" si="0"/></c></row>'
        ),
    ),
    lambda path: samples.ods(
        path,
        samples.ods_table(
            samples.ods_text("姓名")
            + '<table:table-row><table:table-cell table:formula="of:=1"/>'
            + '<table:table-cell table:formula="of:=1"/></table:table-row>'
        ),
    ),
    lambda path: samples.xml_2003(
        path,
        '<Worksheet ss:Name="表"><Table><Row><Cell><Data ss:Type="String">姓名</Data></Cell><Cell ss:Formula="=1"/>'
        '</Row><Row><Cell ss:Formula="=1"><Data ss:Type="Number">1</Data></Cell><Cell ss:Formula="=1"></Cell></Row>'
        "</Table></Worksheet>",
    ),
]


@pytest.mark.parametrize("build", FORMULAS)
def test_formulas_that_nobody_has_worked_out_are_blank_and_said_to_be(tmp_path, build):
    workbook = read_workbook(build(tmp_path / "a.xlsx"), "a.xlsx")
    assert ["2个公式没有保存计算结果" in note for note in workbook.notes] == [True]


def test_a_result_that_is_empty_is_one(tmp_path):
    xml = samples.sheet_xml('<row><c t="str"><f>A9</f><v></v></c><c><v>3</v></c></row>')
    assert read_workbook(samples.raw_xlsx(tmp_path / "a.xlsx", xml), "a.xlsx").notes == []
