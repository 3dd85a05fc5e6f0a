"""Decide by content what a file is, and hand it to the reader for it. Extensions lie; first bytes do not."""

import logging
import re
import traceback
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from intake.grid import limits
from intake.grid.budget import Budget
from intake.grid.cells import BLANK, Workbook
from intake.grid.delimited import read_delimited
from intake.grid.errors import UnreadableFile, failed
from intake.grid.ods import read_flat_ods
from intake.grid.web_pages import read_html, read_mhtml
from intake.grid.xls import read_xls
from intake.grid.xlsx import read_zip
from intake.grid.xml_2003 import read_xml_2003
from jian_minzheng.core.masking import mask_text

log = logging.getLogger(__name__)

_ZIP, _CFB, _BARE_BIFF = (
    b"PK",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00"),
)
_MARKUP = re.compile(r"[\ufeff\s\x00]*<[a-zA-Z!?]")
_MIME = re.compile(rb"\s*(?:MIME-Version|Content-Type|From|Subject|Date|X-[\w-]+)\s*:", re.IGNORECASE)
_HEAD = 4096


def read_workbook(path: Path, file_name: str) -> Workbook:
    """Read a file.

    Args:
        path: where the upload lies.
        file_name: what the user calls it; names the sheet of a text file, decides nothing else.

    Raises:
        UnreadableFile: with a code and a message for the user.
    """
    if not path.is_file():
        raise UnreadableFile("unreadable_file", "原文件已不在服务器上。请重新上传。")
    size = path.stat().st_size
    if size > settings.IMPORT_MAX_BYTES:
        raise UnreadableFile(
            "too_large",
            f"文件有 {size / 1024 / 1024:.1f} MB，超过 {settings.IMPORT_MAX_BYTES // 1024 // 1024} MB 的上限。"
            "请删除图片和无关的工作表，或按乡镇拆分后再上传。",
        )
    with path.open("rb") as file:
        head = file.read(_HEAD)
    at_once = size <= settings.IMPORT_BYTES_AT_ONCE
    budget = Budget(settings.IMPORT_SECONDS_AT_ONCE if at_once else settings.IMPORT_SECONDS)
    workbook = _read_or_refuse(path, file_name, head, budget)
    if not any(sheet.rows for sheet in workbook.sheets):
        raise _empty()
    for sheet, name in zip(workbook.sheets, shown_names([sheet.name for sheet in workbook.sheets]), strict=True):
        sheet.name = name
    _insist_on_texts_of_a_table(workbook)
    workbook.notes = [mask_text(note) for note in workbook.notes] + _told_of_altered(workbook)
    return workbook


def _read_or_refuse(path: Path, file_name: str, head: bytes, budget: Budget) -> Workbook:
    """A fault of a reader is no damage of the file: it is said to be one, and logged by its place alone, since what it
    says may repeat what stands in the file.
    """
    try:
        return _read(path, file_name, head, budget)
    except UnreadableFile:
        raise
    except MemoryError as error:
        raise UnreadableFile("too_large", "文件太大，读不下。请按乡镇拆分成几份后分别上传。") from error
    except Exception as error:
        stack = "".join(traceback.format_tb(error.__traceback__))
        log.error("a reader failed: %s\n%s", type(error).__name__, stack)
        raise failed() from error


def _insist_on_texts_of_a_table(workbook: Workbook) -> None:
    """Every text is looked at for numbers of persons, again and again: pages of it in cells would take minutes.

    Raises:
        UnreadableFile: far more of it than any table holds.
    """
    lengths = [len(cell.text) for sheet in workbook.sheets for row in sheet.rows for cell in row if cell is not BLANK]
    long = [length for length in lengths if length > limits.LONG_TEXT]
    if sum(long) > limits.MAX_LONG_TEXTS or sum(lengths) > limits.MAX_TEXTS:
        raise UnreadableFile(
            "too_large",
            f"文件里的文字过多（共{sum(lengths):,}字，其中超过{limits.LONG_TEXT}字的单元格有{len(long):,}个）。"
            "请删去与名单无关的长文字，或拆分后再上传。",
        )


def _told_of_altered(workbook: Workbook) -> list[str]:
    """What the one form of texts took away or replaced is said, in numbers; look-alikes at their cells as well."""
    altered = [
        cell for sheet in workbook.sheets for row in sheet.rows for cell in row if cell.altered and not cell.merged
    ]
    alike = sum(1 for cell in altered if cell.look_alikes)
    told = {
        "带有看不见的符号(零宽、方向等)，读取时已去掉": len(altered) - alike,
        "有从 PDF 等处带来的部首字、兼容字，已按通用字读取": alike,
    }
    return [f"有{count}个单元格{what}。" for what, count in told.items() if count]


def shown_names(names: Sequence[str]) -> list[str]:
    """What the sheets of a file are called from here on: by their names, with numbers of persons in them masked."""
    shown: dict[str, None] = {}
    listed, numbers = [], defaultdict[str, int](lambda: 1)
    for name in names:
        free = masked = mask_text(name)
        while free in shown and masked != name:
            numbers[masked] += 1
            free = f"{masked}（{numbers[masked]}）"
        shown[free] = None
        listed.append(free)
    return listed


def _read(path: Path, file_name: str, head: bytes, budget: Budget) -> Workbook:
    if not head.strip(b"\x00 \r\n\t"):
        raise _empty()
    if head.startswith(_ZIP):
        return read_zip(path, budget)
    if head.startswith(_CFB) or head.startswith(_BARE_BIFF):
        return read_xls(path, budget)
    if head.startswith((b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"Rar!", b"7z\xbc\xaf")):
        raise UnreadableFile("unreadable_file", "这是图片、PDF 或压缩包，不是表格。请上传 .xlsx、.xls 或 .csv 文件。")
    if _MIME.match(head) and b"multipart/" in head.lower():
        return read_mhtml(path, file_name, budget)
    beginning = (
        head.decode("utf-16", "ignore") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head.decode("latin-1")
    )
    if _MARKUP.match(beginning.removeprefix("\xef\xbb\xbf")):
        return _read_markup(path, file_name, beginning, budget)
    return read_delimited(path, file_name, budget)


def _read_markup(path: Path, file_name: str, beginning: str, budget: Budget) -> Workbook:
    if "urn:schemas-microsoft-com:office:spreadsheet" in beginning and "Workbook" in beginning:
        return read_xml_2003(path, budget)
    if "urn:oasis:names:tc:opendocument" in beginning:
        return read_flat_ods(path, budget)
    return read_html(path, file_name, budget)


def _empty() -> UnreadableFile:
    return UnreadableFile("empty_file", "文件是空的，没有任何内容。请确认选对了文件、表格已经保存。")
