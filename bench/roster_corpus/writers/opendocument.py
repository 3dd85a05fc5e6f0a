"""OpenDocument spreadsheets as LibreOffice saves them: blanks repeated, merged cells covered, hidden tables styled."""

import datetime
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from bench.roster_corpus.truth import Formula, Page, Styled
from bench.roster_corpus.writers.shown import shown

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def write(path: Path, pages: Sequence[Page]) -> None:
    tables = "".join(_table(page) for page in pages)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} office:version="1.2">'
        '<office:automatic-styles><style:style style:name="hid" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", _TYPE, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", manifest, zipfile.ZIP_DEFLATED)


def _table(page: Page) -> str:
    hidden = ' table:style-name="hid"' if page.hidden else ""
    spans = {
        (top, left): (
            f' table:number-columns-spanned="{right - left + 1}" table:number-rows-spanned="{bottom - top + 1}"'
        )
        for top, left, bottom, right in page.merges
    }
    covered = {
        (row, at)
        for top, left, bottom, right in page.merges
        for row in range(top, bottom + 1)
        for at in range(left, right + 1)
        if (row, at) != (top, left)
    }
    width = max((len(row) for row in page.rows), default=0)
    columns = "".join(
        "<table:table-column" + (' table:visibility="collapse"' if at in page.hidden_columns else "") + "/>"
        for at in range(width)
    )
    rows = []
    for number, row in enumerate(page.rows):
        cells = [
            "<table:covered-table-cell/>" if (number, at) in covered else _cell(value, spans.get((number, at), ""))
            for at, value in enumerate(row)
        ]
        visibility = ' table:visibility="collapse"' if number in page.hidden_rows else ""
        blanks = f'<table:table-cell table:number-columns-repeated="{16384 - len(row)}"/>'
        rows.append(f"<table:table-row{visibility}>{''.join(cells)}{blanks}</table:table-row>")
    rest = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    return f"<table:table table:name={quoteattr(page.name)}{hidden}>{columns}{''.join(rows)}{rest}</table:table>"


def _cell(value: Any, span: str) -> str:
    words = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown(value).split("\n"))
    plain = value.value if isinstance(value, Styled | Formula) else value
    if plain is None or plain == "":
        return f"<table:table-cell{span}/>"
    if isinstance(plain, datetime.date):
        kind = f'office:value-type="date" office:date-value="{plain:%Y-%m-%d}"'
    elif isinstance(plain, int | float):
        kind = f'office:value-type="float" office:value="{plain!r}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell{span} {kind}>{words}</table:table-cell>"
