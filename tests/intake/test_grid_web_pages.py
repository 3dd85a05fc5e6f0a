"""Web pages and Excel's XML of 2003, which office systems call .xls, are read as the tables they show."""

import base64
import datetime

import pytest

from intake.grid import UnreadableFile, read_workbook
from tests.intake import samples


def texts(sheet):
    return [[cell.text for cell in row] for row in sheet.rows]


def read(tmp_path, body, **options):
    workbook = read_workbook(samples.html(tmp_path / "a.xls", body, **options), "花名册.xls")
    assert workbook.format == "html"
    return workbook.sheets


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb2312", "gbk", "gb18030", "utf-16"])
def test_every_office_encoding(tmp_path, encoding):
    sheet = read(tmp_path, "<table><tr><th>姓名<th>备注<tr><td>张三<td>在岗</table>", encoding=encoding)[0]
    assert texts(sheet) == [["姓名", "备注"], ["张三", "在岗"]]


def test_a_page_that_misnames_its_encoding(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes('<meta charset="gb2312"><table><tr><td>姓名<td>敦厚镇民政所</table>'.encode())
    assert texts(read_workbook(path, "a.xls").sheets[0]) == [["姓名", "敦厚镇民政所"]]


def test_spans_are_merges(tmp_path):
    body = (
        "<table><tr><td colspan=3>花名册</td></tr><tr><td rowspan='2'>敦厚镇</td><td>张三</td><td>男</td></tr>"
        "<tr><td>李四</td><td>女</td></tr></table>"
    )
    sheet = read(tmp_path, body)[0]
    assert texts(sheet) == [["花名册"] * 3, ["敦厚镇", "张三", "男"], ["敦厚镇", "李四", "女"]]
    assert sheet.rows[2][0].merged


def test_entities_breaks_scripts_and_comments(tmp_path):
    body = (
        "<table><tr><td>&nbsp;张&#19977;\n  &amp;<br/>李四<script>alert('</td>')</script><!-- <td>旧</td> --></td>"
        '<td title="a>b">在<b>岗</b></td></tr></table>'
    )
    assert texts(read(tmp_path, body)[0]) == [["张三 &\n李四", "在岗"]]


def test_a_number_kept_as_text_and_one_that_excel_shortened(tmp_path):
    body = (
        "<table><tr><td style=\"mso-number-format:'\\@'\">362427198501011000</td><td>362427198501011000</td>"
        '<td>3.62427E+17</td><td x:num="362427198501011234">3.62427E+17</td><td class=xl65>1985.1</td><td>1985.1</td>'
        "<td style='mso-number-format:\"0\\.00\"'>1985.10</td></tr></table>"
    )
    cells = read(tmp_path, body, head='<style>.xl65\n\t{mso-number-format:"\\@";}</style>')[0].rows[0]
    assert [cell.damaged for cell in cells] == [False, True, True, False, False, False, False]
    assert cells[3].text == "362427198501011234"
    assert [cell.raw for cell in cells[4:6]] == ["1985.1", 1985.1]
    assert cells[6].text == "1985.10"


def test_hidden_rows_and_columns_are_told_and_hidden_cells_are_not_there(tmp_path):
    body = (
        "<table><col><col style='display:none'><tr><td>姓名</td><td>编号</td></tr>"
        "<tr style='display:none'><td>张三</td><td>1</td></tr>"
        "<tr><td style='display: none'>x</td><td>李四</td><td>2</td></tr></table>"
    )
    sheet = read(tmp_path, body)[0]
    assert texts(sheet) == [["姓名", "编号"], ["张三", "1"], ["李四", "2"]]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {1})


def test_every_table_is_a_sheet_those_inside_others_too(tmp_path):
    body = (
        "<table><tr><td><table><caption>站所人员</caption><tr><td>姓名<td>性别</table></td></tr></table>"
        "<table><tr><td>合计</td></tr></table>"
    )
    assert [(sheet.name, texts(sheet)) for sheet in read(tmp_path, body)] == [
        ("站所人员", [["姓名", "性别"]]),
        ("表3", [["合计"]]),
    ]


def test_sheets_are_named_as_excel_says(tmp_path):
    names = "".join(
        f"<x:ExcelWorksheet><x:Name>{name}</x:Name><x:WorksheetOptions>{about}</x:WorksheetOptions></x:ExcelWorksheet>"
        for name, about in [("敦厚镇", ""), ("字典", "<x:Visible>SheetHidden</x:Visible>")]
    )
    head = f"<!--[if gte mso 9]><xml>{names}</xml><![endif]-->"
    sheets = read(tmp_path, "<table><tr><td>1</table><table><tr><td>男</table>", head=head)
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [("敦厚镇", False), ("字典", True)]


def test_a_page_in_one_file(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
        b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        + base64.encodebytes("<table><tr><td>姓名<td>性别</table>".encode())
        + b"\r\n--x--\r\n"
    )
    assert texts(read_workbook(path, "a.xls").sheets[0]) == [["姓名", "性别"]]


def test_a_page_without_a_table_is_refused(tmp_path):
    with pytest.raises(UnreadableFile) as refused:
        read(tmp_path, "<p>登录已过期</p>")
    assert "没有表格" in refused.value.message


@pytest.mark.parametrize(
    "body",
    [
        "<table>" + "<tr>" + "<td colspan=1000 rowspan=60000>1</td>" * 16 + ("<tr><td>1" * 200_000),
        "<table><tr>" + "<td colspan=1000>1</td>" * 20,
        "<table><tr><td>1</table>" * 600,
    ],
)
def test_spans_and_tables_without_end_are_refused(tmp_path, body):
    with pytest.raises(UnreadableFile) as refused:
        read(tmp_path, body)
    assert refused.value.code == "too_large"


@pytest.mark.parametrize("rubbish", ["<!--", "<td '", '<a "', "<![CDATA[", "<", "&#", "<td x=", "<script>"])
def test_broken_markup_takes_no_longer_than_its_length(tmp_path, rubbish):
    sheets = read(tmp_path, "<table><tr><td>姓名</td></tr></table>" + rubbish * 200_000)
    assert texts(sheets[0])[0][0].startswith("姓名")


def test_marks_of_markup_inside_attributes_and_notes_of_libreoffice(tmp_path):
    row = "<tr><td data-v=\"a<b>c\">甲</td><td title='x<y'>乙<comment>批注：核实</comment></td></tr>"
    assert texts(read(tmp_path, f"<table>{row}</table>")[0]) == [["甲", "乙"]]


class TestExcelXmlOf2003:
    STYLES = (
        '<Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style>'
        '<Style ss:ID="m"><NumberFormat ss:Format="0.00"/></Style>'
    )

    def read(self, tmp_path, rows, *, options="", encoding="utf-8"):
        sheet = f'<Worksheet ss:Name="花名册"><Table>{rows}</Table>{options}</Worksheet>'
        path = samples.xml_2003(tmp_path / "a.xls", sheet, styles=self.STYLES, encoding=encoding)
        workbook = read_workbook(path, "a.xls")
        assert workbook.format == "xml"
        return workbook.sheets[0]

    @pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "utf-16"])
    def test_values(self, tmp_path, encoding):
        rows = (
            '<Row><Cell><Data ss:Type="String">姓名</Data><Comment><ss:Data>核实</ss:Data></Comment></Cell>'
            '<Cell ss:StyleID="d"><Data ss:Type="DateTime">1985-03-01T00:00:00.000</Data></Cell>'
            '<Cell ss:StyleID="m"><Data ss:Type="Number">1985.1</Data></Cell>'
            '<Cell><Data ss:Type="Number">362427198501011234</Data></Cell>'
            '<Cell><Data ss:Type="Number">3.62427198501011E+17</Data></Cell>'
            '<Cell><Data ss:Type="Error">#N/A</Data></Cell></Row>'
        )
        cells = self.read(tmp_path, rows, encoding=encoding).rows[0]
        assert [cell.text for cell in cells[:4]] == ["姓名", "1985-03-01", "1985.10", "362427198501011234"]
        assert cells[1].raw == datetime.date(1985, 3, 1)
        assert [cell.damaged for cell in cells[3:]] == [False, True, False]
        assert cells[5].text == "#N/A"

    def test_places_merges_and_what_is_hidden(self, tmp_path):
        rows = (
            '<Column/><Column ss:Hidden="1" ss:Span="1"/>'
            '<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">标题</Data></Cell>'
            '<Cell><Data ss:Type="String">三</Data></Cell></Row>'
            '<Row ss:Index="4" ss:Hidden="1"><Cell ss:Index="4"><Data ss:Type="String">四</Data></Cell></Row>'
        )
        options = "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"
        sheet = self.read(tmp_path, rows, options=options)
        assert texts(sheet) == [["标题", "标题", "三", ""], [""] * 4, [""] * 4, ["", "", "", "四"]]
        assert (sheet.hidden, sheet.hidden_rows, sheet.hidden_columns) == (True, {4}, {1, 2})


def page_of(tmp_path, body):
    book = read_workbook(samples.html(tmp_path / "a.xls", body), "a.xls")
    return [[[cell.text for cell in row] for row in sheet.rows] for sheet in book.sheets], book.notes[1:]


def test_fields_of_a_form_say_what_one_sees_in_them(tmp_path):
    body = (
        "<table><tr><td>姓名<td>性别<td>单位<td>备注<td>党员<td>团员</tr><tr>"
        '<td><input value="张&#19977;"><input type=hidden value=77><input type="button" value="删除">'
        "<td><select><option>男<option selected>女</select><td><select><option>敦厚镇<option>永阳镇</select>"
        "<td><textarea>第一行</textarea><td><input type=checkbox checked><td><input type=checkbox></tr></table>"
    )
    (sheet,), notes = page_of(tmp_path, body)
    assert sheet[1] == ["张三", "女", "敦厚镇", "第一行", "√", ""]
    assert notes == ["有2个单元格里是勾选框，勾上的读作“√”。"]


def test_boxes_beside_words_stay_boxes_and_several_choices_stand_side_by_side(tmp_path):
    body = (
        "<table><tr><td>性别<td>特长<tr><td><input type=radio checked>男<input type=radio>女"
        "<td><select multiple><option selected>文字<option>财务<option selected>驾驶</select>"
        "<tr><td><input list=x value=男><datalist id=x><option>男<option>女</datalist><td>无</table>"
    )
    (sheet,), _ = page_of(tmp_path, body)
    assert sheet[1:] == [["☑男☐女", "文字、驾驶"], ["男", "无"]]


def test_a_small_table_inside_a_cell_is_the_words_of_that_cell(tmp_path):
    body = (
        "<table><tr><td>姓名<td>电话<tr><td><table><tr><td>张三</td></tr></table></td>"
        "<td>办<table><tr><td>8400000</td></tr><tr><td>13812345678</td></tr></table></td></tr></table>"
    )
    (sheet,), notes = page_of(tmp_path, body)
    assert sheet == [["姓名", "电话"], ["张三", "办\n8400000\n13812345678"]]
    assert notes == []


def test_a_larger_one_is_a_table_of_its_own_and_it_is_told(tmp_path):
    inner = "<table><tr><td>姓名<td>单位<tr><td>张三<td>敦厚镇<tr><td>李四<td>永阳镇</table>"
    sheets, notes = page_of(tmp_path, f"<table><tr><td>名册<td>{inner}</td></tr></table>")
    assert [["姓名", "单位"], ["张三", "敦厚镇"], ["李四", "永阳镇"]] in sheets
    assert notes == ["有1张表套在别的表的单元格里，作为单独的表读取。"]


def test_what_one_sees_outside_tables_and_does_not_see_in_them_is_told(tmp_path):
    body = (
        "<h3>敦厚镇民政所花名册</h3><table><tr><td>姓名<td hidden>旧名<td>照片</tr>"
        '<tr><td>张三<td style="display:none">张某<td><img src="a.png"></td></tr></table>填表人 13812345678'
    )
    (sheet,), notes = page_of(tmp_path, body)
    assert sheet == [["姓名", "照片"], ["张三", ""]]
    assert read_workbook(tmp_path / "a.xls", "a.xls").outside == "敦厚镇民政所花名册 填表人 138****5678"
    assert notes == [
        "有2个单元格在网页上是隐藏的，没有读取。",
        "有1个单元格里只有图片，没有读取。",
        "网页上表格以外有2处文字，没有读取。",
    ]
