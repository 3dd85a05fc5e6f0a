"""Sample workbooks built in code: ordinary ones through openpyxl and xlwt, nasty ones part by part."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import openpyxl
import xlwt

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def xlsx(path: Path, rows: Sequence[Sequence[Any]], *, merges: Sequence[str] = (), sheet: str = "花名册") -> Path:
    """An ordinary workbook as Excel users make it."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for reference in merges:
        page.merge_cells(reference)
    book.save(path)
    return path


def raw_xlsx(
    path: Path,
    sheet_xml: str | bytes,
    *,
    formats: Sequence[str] = (),
    strings: bytes = b"",
    extra: Mapping[str, bytes] = {},
) -> Path:
    """A workbook with one sheet whose XML is given as it stands; style 0 is General, style n is ``formats[n - 1]``."""
    custom = "".join(f'<numFmt numFmtId="{200 + n}" formatCode={quoteattr(f)}/>' for n, f in enumerate(formats))
    cell_formats = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(formats)))
    parts: dict[str, str | bytes] = {
        "_rels/.rels": _RELS.format(f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'),
        "xl/workbook.xml": f"<workbook {_MAIN} {_R}>"
        '<sheets><sheet name="表" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _RELS.format(
            f'<Relationship Id="s" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="t" Type="{_OFFICE}/styles" Target="styles.xml"/>'
            f'<Relationship Id="u" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        ),
        "xl/styles.xml": f"<styleSheet {_MAIN}><numFmts>{custom}</numFmts>"
        f'<cellXfs><xf numFmtId="0"/>{cell_formats}</cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": sheet_xml,
        **({"xl/sharedStrings.xml": strings} if strings else {}),
        **extra,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def sheet_xml(cells: str, *, dimension: str = "A1", after: str = "") -> str:
    """A worksheet part around ready-made ``<row>`` elements."""
    return f'<worksheet {_MAIN}><dimension ref="{dimension}"/><sheetData>{cells}</sheetData>{after}</worksheet>'


def xls(
    path: Path,
    rows: Sequence[Sequence[Any]],
    *,
    merges: Sequence[tuple[int, int, int, int]] = (),
    number_format: str = "General",
) -> Path:
    """An Excel 97 workbook; ``merges`` are (top, bottom, left, right) counted from 0."""
    book = xlwt.Workbook()
    style = xlwt.easyxf(num_format_str=number_format)
    page = book.add_sheet("花名册")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                page.write(number, column, value, style)
    for top, bottom, left, right in merges:
        page.merge(top, bottom, left, right)
    book.save(str(path))
    return path


def encrypted_xlsx(path: Path) -> Path:
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = io.BytesIO()
    openpyxl.Workbook().save(plain)
    plain.seek(0)
    with path.open("wb") as target:
        OOXMLFile(plain).encrypt("secret", target)
    return path


_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
    ]
)  # fmt: skip


def ods_content(tables: str, *, styles: str = "") -> str:
    """``content.xml`` around ready-made ``<table:table>`` elements, as LibreOffice writes it."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODF} '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )


def ods_table(rows: str, *, name: str = "花名册", style: str = "") -> str:
    named = f' table:style-name="{style}"' if style else ""
    return f'<table:table table:name="{name}"{named}>{rows}</table:table>'


def ods(path: Path, tables: str, *, styles: str = "", manifest: str = "") -> Path:
    """An OpenDocument spreadsheet."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr("content.xml", ods_content(tables, styles=styles))
    return path


def ods_text(*texts: str) -> str:
    """A row of text cells."""
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
    )
    return f"<table:table-row>{cells}</table:table-row>"


def html(path: Path, body: str, *, encoding: str = "utf-8", head: str = "") -> Path:
    """A page that an office system calls .xls; entities, spans and styles are the caller's."""
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">'
    path.write_bytes(f"<html><head>{meta}{head}</head><body>{body}</body></html>".encode(encoding))
    return path


def xml_2003(path: Path, sheets: str, *, styles: str = "", encoding: str = "utf-8") -> Path:
    """Excel's XML of 2003 around ready-made ``<Worksheet>`` elements."""
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        f'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles>{styles}</Styles>{sheets}</Workbook>'
    )
    path.write_bytes(text.encode(encoding))
    return path


def _record(kind: int, content: bytes = b"") -> bytes:
    """A record of a binary workbook: its kind and its length in groups of seven bits."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, rest = b"", len(content)
    while rest > 127:
        length, rest = length + bytes([rest & 0x7F | 0x80]), rest >> 7
    return head + length + bytes([rest]) + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _binary_row(number: int, row: Sequence[Any]) -> bytes:
    cells = b""
    for column, value in enumerate(row):
        place = struct.pack("<II", column, 0)
        if isinstance(value, int | float):
            cells += _record(5, place + struct.pack("<d", value))
        elif value is not None:
            cells += _record(6, place + _wide(value))
    return _record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0)) + cells


def xlsb(path: Path, rows: Mapping[int, Sequence[Any]], *, extra: Mapping[str, bytes] = {}) -> Path:
    """A binary workbook, row by row, counted from 0."""
    sheet = _record(129) + _record(148, struct.pack("<IIII", 0, max(rows), 0, max(map(len, rows.values())) - 1))
    sheet += _record(145) + b"".join(_binary_row(number, row) for number, row in rows.items()) + _record(146)
    bundle = struct.pack("<II", 0, 1) + _wide("s") + _wide("花名册")
    parts: dict[str, str | bytes] = {
        "_rels/.rels": _RELS.format(f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="xl/workbook.bin"/>'),
        "xl/workbook.bin": _record(131) + _record(143) + _record(156, bundle) + _record(144) + _record(132),
        "xl/_rels/workbook.bin.rels": _RELS.format(
            f'<Relationship Id="s" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.bin"/>'
        ),
        "xl/worksheets/sheet1.bin": sheet + _record(130),
        **extra,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def xls_refused(path: Path, rows: Sequence[Sequence[Any]], record: int = 0x31) -> Path:
    """An Excel 97 workbook with a record of two bytes where there should be more: a font's that one reader refuses, a
    name's (0x18) over which another falls as well."""
    content = xls(path, rows).read_bytes()
    harmless, spoiled = struct.pack("<HH", 0x160, 2), struct.pack("<HH", record, 2)
    assert content.count(harmless) == 1
    path.write_bytes(content.replace(harmless, spoiled))
    return path
