"""What the importer made of a sample, held against what its maker knows."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import override_settings

from bench.roster_corpus.county import County
from bench.roster_corpus.registry import Layout
from bench.roster_corpus.truth import Line, Page, Sample
from bench.roster_corpus.writers import WRITERS
from intake.addresses import line_of, table_of
from intake.decisions import Decisions
from intake.fields import Target
from intake.grid import UnreadableFile, read_workbook
from intake.headers import letter
from intake.layout.columns import NoHeader
from intake.lines.rows import stored_unit
from intake.models import ImportBatch, ImportRow
from intake.preview.preview import preview_build
from intake.preview.stored_tables import tables_of
from intake.report import batch_report
from staffing.rosters.lexicon import PEOPLE

_GOES_IN = frozenset({ImportRow.Outcome.NEW, ImportRow.Outcome.CHANGED, ImportRow.Outcome.SAME})
_UNITS = frozenset({"unit", "village", "home"})
_FIELDS = PEOPLE.fields
_KEYS = tuple(key for key, one in _FIELDS.items() if one.column is not None)
_NOWHERE = "–"


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing that is not as it should be. ``silent``: nobody would be told. Texts are masked."""

    layout: str
    seed: int
    row: int
    field: str
    expected: str
    got: str
    silent: bool

    def __str__(self) -> str:
        mark = "SILENT " if self.silent else ""
        return f"{mark}{self.layout} seed {self.seed} row {self.row} {self.field}: {self.expected} → {self.got}"


@dataclass(slots=True)
class Tally:
    """Counts that add up over samples."""

    rows: int = 0
    rows_right: int = 0
    columns: int = 0
    columns_right: int = 0
    slips: list[Slip] = field(default_factory=list)

    @property
    def silent(self) -> list[Slip]:
        return [slip for slip in self.slips if slip.silent]

    def add(self, other: "Tally") -> None:
        self.rows += other.rows
        self.rows_right += other.rows_right
        self.columns += other.columns
        self.columns_right += other.columns_right
        self.slips += other.slips


def score(county: County, layout: Layout, seed: int, folder: Path) -> Tally:
    """Write one file of the layout into ``folder``, preview it as the county's official, and compare.

    Nothing of the preview stays in the database.
    """
    sample = layout.sample(seed)
    suffix, write = WRITERS[sample.writer]
    path = folder / f"{sample.stem}{suffix}"
    write(path, sample.pages)
    tally = Tally()
    for sheet, page in sample.read or [(None, sample.pages[0])]:
        with transaction.atomic(), override_settings(MEDIA_ROOT=folder):
            tally.add(_score_page(county, sample, sheet, page, path, f"{layout.name}[{sample.writer}]", seed))
            transaction.set_rollback(True)
    return tally


def _score_page(
    county: County, sample: Sample, sheet: str | None, page: Page, path: Path, name: str, seed: int
) -> Tally:
    tally = Tally(rows=len(page.lines), columns=len(page.means))
    try:
        batch = preview_build(
            county.actor,
            path=path,
            file_name=path.name,
            kind=sample.kind,
            division=county.divisions[sample.division],
            decisions=Decisions(sheets=(sheet,) if sheet else ()),
        )
    except (NoHeader, UnreadableFile) as refused:
        if page.lines:
            tally.slips.append(Slip(name, seed, 0, "file", "readable", str(refused)[:60], silent=False))
        return tally
    _score_columns(tally, batch, page, name, seed)
    judge = _Judge(county, batch, page, name, seed)
    for line in page.lines:
        slips = list(judge.line(line))
        tally.rows_right += not slips
        tally.slips += slips
    tally.slips += [*judge.nobodies(page.lines), *judge.unsaid(page)]
    tally.slips += [
        Slip(name, seed, line, "line", f"a row, or its words told ({sheet})", "nothing", silent=True)
        for sheet, line in unaccounted(batch, path)
    ]
    return tally


def unaccounted(batch: ImportBatch, path: Path) -> list[tuple[str, int]]:
    """The filled lines of the sheets read that are neither a row nor told in their own words."""
    report = batch_report(batch)
    names = {table["number"]: table["sheet"] for table in tables_of(batch)}
    rows = batch.rows.exclude(outcome=ImportRow.Outcome.IGNORED).values_list("number", flat=True)
    known = {(names[table_of(number)], line_of(number)) for number in rows}
    known |= {(line["sheet"], line["row"]) for line in [*report["left_out"], *report["above"]] if line["text"]}
    return [
        (sheet.name, number)
        for sheet in read_workbook(path, path.name).sheets
        if sheet.name in names.values()
        for number, cells in enumerate(sheet.rows, start=sheet.first_row)
        if any(cell.text for cell in cells) and (sheet.name, number) not in known
    ]


def _score_columns(tally: Tally, batch: ImportBatch, page: Page, name: str, seed: int) -> None:
    taken: dict[int, str | None] = {column["index"]: column["field"] for column in batch.columns["list"]}
    for index, means in sorted(page.means.items()):
        got = taken.get(index)
        if got in means:
            tally.columns_right += 1
            continue
        wanted = "/".join(
            sorted(str(key) for key in means if key not in _FIELDS or _FIELDS[key].target is not Target.NOTHING)
        )
        tally.slips.append(Slip(name, seed, 0, f"column {index}", wanted, str(got), silent=False))


class _Judge:
    """Compares the lines of one preview."""

    def __init__(self, county: County, batch: ImportBatch, page: Page, name: str, seed: int) -> None:
        self.county, self.name, self.seed = county, name, seed
        self.rows = {row.number: row for row in batch.rows.all()}
        self.general = _fields_told(batch, page)

    def line(self, line: Line) -> Iterator[Slip]:
        """What is wrong with the row of a person's line."""
        row = self.rows.get(line.number)
        if row is None or row.outcome == ImportRow.Outcome.IGNORED:
            why = row.changes.get("left_out", "") if row else "no row"
            yield self._slip(line.number, "row", "a person", why, silent=True)
            return
        told = {issue["field"] for issue in row.issues} | self.general
        stopped = {issue["field"]: issue for issue in row.issues if issue["severity"] != "warning"}
        yield from self._faults(line, row, told, stopped)
        if row.outcome in _GOES_IN:
            yield from self._values(line, row, told)
        elif not line.faults:
            codes = "、".join(f"{key}:{issue['code']}({issue['value']})" for key, issue in stopped.items())
            yield self._slip(line.number, "row", "good", codes, silent=False)

    def _faults(self, line: Line, row: ImportRow, told: set[str], stopped: dict[str, Any]) -> Iterator[Slip]:
        """What was to be reported and is not: as an error, a question, or a remark on a cell that is left empty."""
        for key, codes in line.faults.items():
            if key in told and row.values.get(key) is None and key not in stopped:
                continue
            places = _UNITS if key in _UNITS else {key}
            code = next((stopped[place]["code"] for place in places if place in stopped), None)
            if code is None or (codes and code not in codes):
                got = code or _text(key, row.values.get(key))
                silent = row.outcome in _GOES_IN and key not in told
                yield self._slip(line.number, key, f"one of {sorted(codes) or 'any code'}", got, silent=silent)

    def _values(self, line: Line, row: ImportRow, told: set[str]) -> Iterator[Slip]:
        if "unit" in line.values and not self._same_unit(line.values["unit"], row):
            got = unit.name if (unit := stored_unit(row.values)) else _NOWHERE
            yield self._slip(line.number, "unit", line.values["unit"], got, silent=not told & _UNITS)
        for key in _KEYS:
            wanted, got = line.values.get(key), row.values.get(key)
            if key in line.faults or _same(key, wanted, got):
                continue
            quiet = not told & {*line.sources.get(key, ()), key}
            if key == "note" and wanted is None and row.issues:
                continue  # what a cell said besides is kept as a remark, and said to be
            yield self._slip(line.number, key, _text(key, wanted), PEOPLE.masked(key, _text(key, got)), silent=quiet)

    def _same_unit(self, name: str, row: ImportRow) -> bool:
        stored = stored_unit(row.values)
        if not stored:
            return False
        division = self.county.divisions.get(name)
        return stored.name == name if division is None else stored.division_id == division.pk

    def unsaid(self, page: Page) -> Iterator[Slip]:
        """What the sheet as a whole had to be told about."""
        for key in sorted(page.tells - self.general):
            yield self._slip(0, key, "a remark on the sheet", "nothing", silent=True)

    def nobodies(self, lines: Iterable[Line]) -> list[Slip]:
        """Lines that are no person's and would go in as one."""
        known = {line.number for line in lines}
        return [
            self._slip(
                row.number,
                "row",
                "nobody",
                PEOPLE.masked("name", str(row.values.get("name"))),
                silent=row.outcome in _GOES_IN,
            )
            for row in self.rows.values()
            if row.number not in known and row.outcome != ImportRow.Outcome.IGNORED
        ]

    def _slip(self, row: int, field: str, expected: str, got: str, *, silent: bool) -> Slip:
        return Slip(self.name, self.seed, row, field, expected, got, silent)


def _fields_told(batch: ImportBatch, page: Page) -> set[str]:
    """Fields that the sheet's own remarks speak of, by name or by the letter of a column that should hold them."""
    remarks = batch.summary["issues"]
    letters = {remark["column"] for remark in remarks} - {""}
    spoken = {key for index, means in page.means.items() if letter(index) in letters for key in means if key}
    return spoken | {remark["field"] for remark in remarks}


def _same(key: str, wanted: Any, got: Any) -> bool:
    if wanted is None or got is None:
        return wanted is None and got in (None, "")
    if isinstance(wanted, datetime.date):
        return got == wanted.isoformat()
    if isinstance(wanted, Decimal):
        return Decimal(got) == wanted
    if isinstance(wanted, str) and isinstance(got, str) and _FIELDS[key].answers is None:
        return "".join(got.split()) == "".join(wanted.split())
    return bool(got == wanted)


def _text(key: str, value: Any) -> str:
    if value is None:
        return _NOWHERE
    return PEOPLE.masked(key, str(value))
