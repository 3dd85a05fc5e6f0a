"""What a workbook holds, before openpyxl loads it: how many cells, and drop-downs that openpyxl would drop."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl.utils import range_boundaries

from intake.grid.archive import Archive
from intake.grid.budget import Budget
from intake.grid.xlsx_parts import contents, relationships
from intake.grid.xml_stream import Quiet, parse

_WORKBOOK = "xl/workbook.xml"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


@dataclass(frozen=True, slots=True)
class Dropdown:
    """A list of choices that Excel 2010 and later keep in an extension: cells, and where the choices stand."""

    cells: str
    source: str


@dataclass(slots=True)
class Weight:
    """``cells`` are those that openpyxl would make, blanks and those below merged ranges included; no more than needed
    to know that they are too many. ``dropdowns`` by sheet name."""

    cells: int = 0
    dropdowns: dict[str, list[Dropdown]] = field(default_factory=dict)


class _TooMany(Exception):
    pass


class _Sheet(Quiet):
    def __init__(self, weight: Weight, most: int) -> None:
        self.weight, self.most = weight, most
        self.dropdowns: list[Dropdown] = []
        self._heard: dict[str, str] = {}
        self._hears = ""
        self._lists = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("c", "row", "col"):
            self._count(1)
        elif name == "mergeCell":
            self._count(_area(attributes.get("ref", "")))
        elif name == "dataValidation":
            self._lists = attributes.get("type") == "list" and "sqref" not in attributes
            self._heard = {"f": "", "sqref": ""}
        elif self._lists and name in self._heard:
            self._hears = name

    def text(self, data: str) -> None:
        if self._hears:
            self._heard[self._hears] += data

    def end(self, name: str) -> None:
        if name == self._hears:
            self._hears = ""
        elif name == "dataValidation" and self._lists:
            self._lists = False
            if self._heard["f"] and self._heard["sqref"]:
                self.dropdowns.append(Dropdown(self._heard["sqref"], self._heard["f"]))

    def _count(self, cells: int) -> None:
        self.weight.cells += cells
        if self.weight.cells > self.most:
            raise _TooMany


def weigh(path: Path, most: int) -> Weight:
    """Stops counting when there are more than ``most`` cells."""
    weight = Weight()
    with Archive(path, Budget()) as archive:
        names = _names(archive)
        try:
            for part in sorted(filter(_SHEET.fullmatch, archive.names)):
                sheet = _Sheet(weight, most)
                parse(archive.chunks(part), sheet, archive.budget)
                if sheet.dropdowns and part in names:
                    weight.dropdowns[names[part]] = sheet.dropdowns
        except _TooMany:
            pass
    return weight


def _names(archive: Archive) -> dict[str, str]:
    """Part of the archive → name of the sheet."""
    if _WORKBOOK not in archive:
        return {}
    links, entries = relationships(archive, _WORKBOOK), contents(archive, _WORKBOOK).sheets
    return {links[entry.relationship][1]: entry.name for entry in entries if entry.relationship in links}


def _area(reference: str) -> int:
    try:
        left, top, right, bottom = range_boundaries(reference)
    except (TypeError, ValueError):
        return 0
    return (right - left + 1) * (bottom - top + 1) if left and top and right and bottom else 0
