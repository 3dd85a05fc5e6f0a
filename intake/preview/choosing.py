"""Which sheets of a workbook are read: those asked for, all that are called after units, or the likeliest one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from intake.addresses import MOST_SHEETS
from intake.grid import Cell, Sheet, Workbook
from intake.issues import Issue
from intake.kinds import Kind
from intake.layout.columns import NoHeader, choose_sheet, read_layout
from intake.layout.header_rows import find_header_rows
from intake.lines.titles import unit_in_name
from intake.preview.recognising import kind_of_sheet
from intake.units.book import UnitBook
from offices.models import Division

ALL = "*"
"""Asks for every sheet that looks like a table of today."""

_YEAR = re.compile(r"(?:19|20)\d{2}")
_NAMED = 8
_LOOKED_AT = 20
"""Sheets of one file of which the kind is looked for: more than a township's table has, of how many kinds ever."""


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of the file: ``likely`` if it has the head of such a table, ``lines`` being the filled ones below it,
    ``former`` if it is called as tables of what was there once are; ``other`` is the kind of table that it surely is
    instead of the one chosen.
    """

    sheet: Sheet
    likely: bool
    lines: int
    former: bool
    other: Kind | None = None

    @property
    def name(self) -> str:
        return self.sheet.name

    @property
    def of_today(self) -> bool:
        """Does it look like such a table, and not like one of what was there once?"""
        return self.likely and not self.sheet.hidden and not self.former

    @property
    def why_unread(self) -> str:
        if self.sheet.hidden:
            return "隐藏"
        if not self.likely:
            return "不像名单"
        return "名称像旧表" if self.former else "没有选"

    def to_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "hidden": self.sheet.hidden,
            "rows": len(self.sheet.rows),
            "likely": self.likely,
            "lines": self.lines,
            "former": self.former,
            "other": self.other.key if self.other else "",
        }


def look_at(book: Workbook, kind: Kind) -> list[Page]:
    """The sheets of the file, none of them read yet. Where several could be read, some may be of other kinds."""
    pages = [_page(sheet, kind) for sheet in book.sheets]
    likely = [page for page in pages if page.of_today]
    if not 1 < len(likely) <= _LOOKED_AT:
        return pages
    return [replace(page, other=kind_of_sheet(page.sheet, kind)) if page in likely else page for page in pages]


def choose(
    book: Workbook, pages: Sequence[Page], wanted: Sequence[str], kind: Kind, units: UnitBook, division: Division
) -> list[Sheet]:
    """The sheets to be read, in the order in which they count as chosen.

    Raises:
        NoHeader: one that is wanted does not exist, or none looks like such a table.
    """
    if ALL in wanted:
        return _of_kind(pages)[:MOST_SHEETS] or [choose_sheet(book, kind.lexicon)]
    if wanted:
        return [choose_sheet(book, kind.lexicon, name) for name in wanted[:MOST_SHEETS]]
    today = _of_kind(pages)
    if len(today) < 2:
        return today or [choose_sheet(book, kind.lexicon)]
    named = [unit_in_name(sheet.name, kind, units) for sheet in today]
    years = {year for sheet in today for year in _YEAR.findall(sheet.name)}
    apart = None not in named and len(set(named)) == len(named) and len(years) < 2
    if apart and len(today) <= MOST_SHEETS and all(_is_understood(sheet, kind) for sheet in today):
        return today
    own = [sheet for sheet, unit in zip(today, named, strict=True) if unit and unit.division_id == division.pk]
    return own if len(own) == 1 else [choose_sheet(Workbook(today, book.format), kind.lexicon)]


def _of_kind(pages: Sequence[Page]) -> list[Sheet]:
    """The tables of today that are of no other kind; all of them where every one is."""
    today = [page for page in pages if page.of_today]
    return [page.sheet for page in today if page.other is None] or [page.sheet for page in today]


def choice_issues(pages: Sequence[Page], read: Sequence[str], *, chosen: bool) -> list[Issue]:
    """That several sheets are read, and that there are more such in the file, unless the official chose so."""
    issues = []
    if len(read) > 1:
        message = f"读取了{len(read)}张工作表：{_listed(read)}。各表分别识别，一起核对、一次导入。"
        issues.append(Issue.of_sheet("sheets_read", message))
    unread = [page for page in pages if page.likely and not page.sheet.hidden and page.name not in read]
    if elsewhere := [f"{page.name}（{page.other.label}）" for page in unread if page.other]:
        message = f"文件里还有其他类别的工作表，没有读取：{_listed(elsewhere)}。请换成相应的类别，再上传这份文件。"
        issues.append(Issue.of_sheet("sheets_of_other_kinds", message))
    others = [page for page in unread if page.other is None]
    if others and not chosen:
        what = f"这{len(read)}张" if len(read) > 1 else f"工作表“{read[0]}”"
        message = f"只读取了{what}。文件里还有像名单的工作表：{_listed([page.name for page in others])}。"
        today = any(page.of_today for page in others)
        message += (
            "需要的话请一起读取，或改选工作表。" if today else "名称像是旧表或已不在用的；需要的话请勾选后重新读取。"
        )
        issues.append(Issue.of_sheet("other_sheets", message))
    return issues


def unread_notes(pages: Sequence[Page], read: Sequence[str], *, chosen: bool) -> list[str]:
    """The filled sheets that ``choice_issues`` does not speak of: hidden ones, those without a head, and whatever the
    official left out by choosing others.
    """
    others = [
        page
        for page in pages
        if page.name not in read and (page.sheet.hidden or not page.likely or (chosen and page.other is None))
    ]
    told = [f"{page.name}（{lines}行，{page.why_unread}）" for page in others if (lines := _filled(page.sheet.rows))]
    return [f"没有读取的工作表：{_listed(told)}。"] if told else []


def _filled(rows: Sequence[Sequence[Cell]]) -> int:
    return sum(any(cell.text for cell in line) for line in rows)


def _listed(names: Sequence[str]) -> str:
    more = f"等{len(names)}张" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more


def _page(sheet: Sheet, kind: Kind) -> Page:
    head = find_header_rows(sheet.rows, kind.lexicon)
    lines = _filled(sheet.rows[head.last + 1 :]) if head else 0
    former = kind.lexicon.words.former.search(sheet.name) is not None
    return Page(sheet, bool(head) and lines > 0, lines, former)


def _is_understood(sheet: Sheet, kind: Kind) -> bool:
    try:
        found = read_layout(sheet, kind.lexicon).by_field
    except NoHeader:
        return False
    return set(kind.required) <= found.keys()
