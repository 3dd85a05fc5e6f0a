"""Workbooks part by part, as WPS and report generators write them: sizes that lie, text in place, no styles."""

import datetime
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from bench.roster_corpus.truth import Formula, Page, Styled

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_EPOCH = datetime.date(1899, 12, 30)
_FORMATS: dict[str, int] = {}


def lying_dimension(path: Path, pages: Sequence[Page]) -> None:
    """WPS's ``<dimension ref="A1"/>`` over a sheet of any size; strings shared, some of them in runs."""
    _book(path, pages, _Shared())


def inline_strings(path: Path, pages: Sequence[Page]) -> None:
    """Text inside the cells, as report generators save it."""
    _book(path, pages, _Inline())


def with_macros(path: Path, pages: Sequence[Page]) -> None:
    """A ``.xlsm`` with a (meaningless) macro part."""
    _book(path, pages, _Shared(), macros=True)


class _Shared:
    def __init__(self) -> None:
        self.index: dict[str, int] = {}

    def cell(self, reference: str, words: str) -> str:
        number = self.index.setdefault(words, len(self.index))
        return f'<c r="{reference}" t="s"><v>{number}</v></c>'

    def part(self) -> str:
        items = "".join(
            f'<si><r><t xml:space="preserve">{escape(words[:1])}</t></r><r><rPr><b/></rPr>'
            f'<t xml:space="preserve">{escape(words[1:])}</t></r></si>'
            if number % 3 == 0 and len(words) > 1
            else f'<si><t xml:space="preserve">{escape(words)}</t></si>'
            for words, number in self.index.items()
        )
        return f"<sst {_MAIN}>{items}</sst>"


class _Inline(_Shared):
    def cell(self, reference: str, words: str) -> str:
        return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(words)}</t></is></c>'


def _book(path: Path, pages: Sequence[Page], strings: _Shared, *, macros: bool = False) -> None:
    codes: list[str] = []
    sheets = [_sheet(page, strings, codes) for page in pages]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(len(pages), _MACRO_TYPE if macros else _BOOK_TYPE),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(pages),
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(pages) + 1)]
            + [("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]
        ),
        "xl/sharedStrings.xml": strings.part(),
        "xl/styles.xml": _styles(codes),
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in enumerate(sheets, 1)}
    if macros:
        parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0" + bytes(64)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _sheet(page: Page, strings: _Shared, codes: list[str]) -> str:
    rows = []
    for number, row in enumerate(page.rows, 1):
        hidden = ' hidden="1"' if number - 1 in page.hidden_rows else ""
        cells = "".join(_cell(f"{_letters(at)}{number}", value, strings, codes) for at, value in enumerate(row))
        rows.append(f'<row r="{number}"{hidden}>{cells}</row>')
    columns = "".join(f'<col min="{at + 1}" max="{at + 1}" hidden="1"/>' for at in sorted(page.hidden_columns))
    merges = "".join(
        f'<mergeCell ref="{_letters(left)}{top + 1}:{_letters(right)}{bottom + 1}"/>'
        for top, left, bottom, right in page.merges
    )
    return (
        f'<worksheet {_MAIN}><dimension ref="A1"/>'
        + (f"<cols>{columns}</cols>" if columns else "")
        + f"<sheetData>{''.join(rows)}</sheetData>"
        + (f"<mergeCells>{merges}</mergeCells>" if merges else "")
        + "</worksheet>"
    )


def _cell(reference: str, value: Any, strings: _Shared, codes: list[str]) -> str:
    style = ""
    code = value.number_format if isinstance(value, Styled) else ""
    if isinstance(value, Styled):
        value = value.value
    if isinstance(value, datetime.date):
        value, code = (value - _EPOCH).days, code or "yyyy/m/d"
    if code:
        if code not in codes:
            codes.append(code)
        style = f' s="{codes.index(code) + 1}"'
    if value is None:
        return f'<c r="{reference}"/>'
    if isinstance(value, Formula):
        return f'<c r="{reference}"{style}><f>{escape(value.text)}</f><v>{value.value}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{reference}"{style}><v>{value!r}</v></c>'
    return strings.cell(reference, str(value))


def _letters(at: int) -> str:
    name, at = "", at + 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name


def _workbook(pages: Sequence[Page]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(page.name)} sheetId="{n}" r:id="r{n}"'
        + (' state="hidden"' if page.hidden else "")
        + "/>"
        for n, page in enumerate(pages, 1)
    )
    return f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f"<Relationships {_PACKAGE}>{listed}</Relationships>"


def _styles(codes: Sequence[str]) -> str:
    formats = "".join(f'<numFmt numFmtId="{200 + n}" formatCode={quoteattr(code)}/>' for n, code in enumerate(codes))
    cells = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(codes)))
    return f'<styleSheet {_MAIN}><numFmts>{formats}</numFmts><cellXfs><xf numFmtId="0"/>{cells}</cellXfs></styleSheet>'


def _content_types(sheets: int, book: str) -> str:
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    listed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{base}.worksheet+xml"/>'
        for n in range(1, sheets + 1)
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{book}"/>{listed}'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{base}.sharedStrings+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{base}.styles+xml"/></Types>'
    )
