"""Sample workbooks built in code: ordinary ones through openpyxl and xlwt, nasty ones part by part."""

import io
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
