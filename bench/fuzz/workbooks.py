"""One small roster in every format that the portal reads, as bytes."""

import datetime
import io
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from tests.intake import samples

HEADERS = [
    "序号",
    "单位",
    "姓名",
    "性别",
    "出生年月",
    "身份证号",
    "政治面貌",
    "学历",
    "编制类型",
    "到岗时间",
    "联系电话",
]
TITLE = "敦厚镇民政所工作人员花名册"


def roster() -> list[list[Any]]:
    """A title, a header, and lines with the spellings that offices use."""
    dates: list[Any] = ["1985.03", "1985年3月", datetime.date(1985, 3, 1), 1985.1, "二〇〇八年九月", "198503"]
    lines: list[list[Any]] = [[TITLE], HEADERS]
    for number in range(12):
        line: list[Any] = [number + 1, "敦厚镇", f"张{'三四五六七八'[number % 6]}", "男" if number % 2 else "女"]
        line += [dates[number % 6], f"36082119850301{number:03}X", "党员", "大专", "√", dates[(number + 1) % 6]]
        lines.append([*line, f"1380000{number:04}"])
    return [*lines, ["合计", None, 12], ["填表人：李四"]]


def workbooks(folder: Path) -> dict[str, bytes]:
    """File name → content."""
    rows = roster()
    path = folder / "made"
    made = {"openpyxl.xlsx": samples.xlsx(path, rows, merges=["A1:K1", "B3:B6"]).read_bytes()}
    made["writer.xlsx"] = _writer(rows)
    made["hidden.xlsx"] = _hidden(rows)
    made["raw.xlsx"] = samples.raw_xlsx(path, _sheet_xml(rows), formats=["0.00", "yyyy-mm-dd"]).read_bytes()
    made["old.xls"] = samples.xls(path, _plain(rows), merges=[(0, 0, 0, 10)]).read_bytes()
    made["binary.xlsb"] = samples.xlsb(path, dict(enumerate(_texts(rows)))).read_bytes()
    made["open.ods"] = samples.ods(
        path, samples.ods_table("".join(samples.ods_text(*row) for row in _texts(rows)))
    ).read_bytes()
    page = _page(rows)
    made["page.xls"] = samples.html(path, page, encoding="gbk").read_bytes()
    made["page-utf8.xls"] = samples.html(path, page).read_bytes()
    made["one-file.mht"] = _mhtml(made["page-utf8.xls"])
    made["2003.xls"] = samples.xml_2003(path, _worksheet(rows)).read_bytes()
    text = "\n".join(",".join(row) for row in _texts(rows))
    made["gb.csv"] = text.encode("gb18030")
    made["tabs.tsv"] = text.replace(",", "\t").encode("utf-8-sig")
    return made


def _texts(rows: list[list[Any]]) -> list[list[str]]:
    return [["" if value is None else str(value) for value in row] for row in rows]


def _plain(rows: list[list[Any]]) -> list[list[Any]]:
    return [[value.isoformat() if isinstance(value, datetime.date) else value for value in row] for row in rows]


def _writer(rows: list[list[Any]]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet("花名册")
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    page.merge_range("A1:K1", TITLE)
    page.write_formula("L3", "=1/0", None, "#DIV/0!")
    book.close()
    return target.getvalue()


def _hidden(rows: list[list[Any]]) -> bytes:
    target = io.BytesIO()
    book = openpyxl.Workbook()
    page: Any = book.active
    for row in rows:
        page.append(row)
    page.row_dimensions[5].hidden = True
    page.column_dimensions["G"].hidden = True
    book.create_sheet("字典").sheet_state = "hidden"
    book.save(target)
    return target.getvalue()


def _sheet_xml(rows: list[list[Any]]) -> str:
    lines = []
    for row in _texts(rows):
        cells = (
            f"<c><v>{text}</v></c>" if text.isdigit() else f'<c t="inlineStr"><is><t>{text}</t></is></c>'
            for text in row
        )
        lines.append(f"<row>{''.join(cells)}</row>")
    after = '<mergeCells><mergeCell ref="A1:K1"/><mergeCell ref="B3:B8"/></mergeCells>'
    return samples.sheet_xml("".join(lines), after=after)


def _page(rows: list[list[Any]]) -> str:
    lines = []
    for row in _texts(rows):
        if len(row) == 1:
            lines.append(f"<tr><td colspan=11>{row[0]}</td></tr>")
        else:
            lines.append(
                "<tr>" + "".join(f"<td style=\"mso-number-format:'\\@'\">{text}</td>" for text in row) + "</tr>"
            )
    return f"<table border=1>{''.join(lines)}</table>"


def _mhtml(page: bytes) -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    return head + b"Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + page + b"\r\n--b--\r\n"


def _worksheet(rows: list[list[Any]]) -> str:
    lines = []
    for row in rows:
        cells = []
        for value in row:
            kind = "Number" if isinstance(value, int | float) else "String"
            cells.append(f'<Cell><Data ss:Type="{kind}">{"" if value is None else value}</Data></Cell>')
        lines.append(f"<Row>{''.join(cells)}</Row>")
    return f'<Worksheet ss:Name="花名册"><Table>{"".join(lines)}</Table></Worksheet>'
