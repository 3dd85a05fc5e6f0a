"""Excel 2007 and later (.xlsx, .xlsm), as written by Excel, WPS, LibreOffice and programs."""

from pathlib import Path

from intake.grid.archive import Archive
from intake.grid.budget import Budget
from intake.grid.cells import Workbook
from intake.grid.errors import UnreadableFile, corrupt
from intake.grid.layout import Lines
from intake.grid.long_numbers import LongNumbers
from intake.grid.ods import is_ods, read_ods
from intake.grid.second_reader import read_second, told_of_second
from intake.grid.xlsx_parts import NumberFormats, SharedStrings, contents, relationships
from intake.grid.xlsx_sheet import Book, SheetReader
from intake.grid.xml_stream import parse, parse_quickly

_BINARY = "xl/workbook.bin"
_MACRO_NOTE = "文件带有宏，宏未运行，只读取了单元格的内容。"


def read_zip(path: Path, budget: Budget) -> Workbook:
    """Raises UnreadableFile: damaged, too large, or another kind of archive."""
    with Archive(path, budget) as archive:
        if is_ods(archive):
            return read_ods(archive)
        macros = any(name.endswith("vbaProject.bin") for name in archive.names)
        if not (part := _workbook_part(archive)):
            return _read_binary(path, budget, [_MACRO_NOTE] if macros else [])
        links = relationships(archive, part)
        parts = dict(links.values())
        book_contents = contents(archive, part)
        strings, formats = SharedStrings(), NumberFormats()
        if parts.get("sharedStrings") in archive:
            parse_quickly(archive.chunks(parts["sharedStrings"]), strings, budget)
        if parts.get("styles") in archive:
            parse(archive.chunks(parts["styles"]), formats, budget)
        long_numbers = LongNumbers()
        book = Book(strings.cells, formats.codes, book_contents.date_1904, long_numbers)
        sheets, notes = [], []
        for entry in book_contents.sheets:
            kind, target = links.get(entry.relationship, ("", ""))
            if kind != "worksheet":  # chart and dialog sheets hold no cells
                continue
            reader = SheetReader(book, Lines(entry.name, budget))
            parse_quickly(archive.chunks(target), reader, budget)
            notes += reader.unanswered.notes(entry.name)
            sheets.append(reader.lines.finished(hidden=entry.hidden))
        notes += [_MACRO_NOTE] if macros else []
    if not sheets:
        raise corrupt()
    long_numbers.settle(sheets)
    return Workbook(sheets, "xlsm" if macros else "xlsx", notes)


def _read_binary(path: Path, budget: Budget, notes: list[str]) -> Workbook:
    sheets = read_second(path, budget)
    if not sheets:
        raise UnreadableFile(
            "unreadable_file", "这份 .xlsb 文件无法读取。请在 Excel 或 WPS 里打开，“另存为”.xlsx 后再上传。"
        )
    return Workbook(sheets, "xlsb", [told_of_second("这份 .xlsb 是二进制工作簿", merges=False), *notes])


def _workbook_part(archive: Archive) -> str:
    """Where the workbook lies, nowhere in an .xlsb; other archives are told apart by what they hold."""
    for kind, target in relationships(archive, "").values():
        if kind == "officeDocument" and target.endswith(".xml") and target in archive:
            return target
    if "xl/workbook.xml" in archive:
        return "xl/workbook.xml"
    if _BINARY in archive:
        return ""
    raise UnreadableFile(
        "unreadable_file", "这不是 Excel 工作簿(可能是 Word 文档或压缩包)。请上传 .xlsx、.xls、.ods 或 .csv 文件。"
    )
