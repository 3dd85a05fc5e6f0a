"""Read the files of the division tree. Nothing here touches the database."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from offices.models.divisions import Level, PopulationFigure

DATA = Path(__file__).resolve().parents[1] / "data"
DIVISIONS = DATA / "jian_divisions.csv"
FUNCTIONAL_AREAS = DATA / "functional_areas.csv"
POPULATIONS = DATA / "jian_population.csv"

_DEPTHS = {level: depth for depth, level in enumerate(Level.values, start=1)}


class BadFile(ValueError):
    """The file is not what it should be; the message names the line."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit as a file lists it. ``key`` is its statistics code, or its own code where no official list has it."""

    key: str
    parent: str
    level: str
    name: str
    kind: str
    stats_code: str
    civil_affairs_code: str
    own_code: str
    virtual: bool


@dataclass(frozen=True, slots=True)
class PopulationRow:
    """One public population figure: persons at the end of ``year``."""

    stats_code: str
    year: int
    basis: str
    persons: int
    source: str


def read_units(*paths: Path) -> list[UnitRow]:
    """Units of all files, parents before children, otherwise in the order of the files.

    Raises:
        BadFile: a column or value is missing, a unit is listed twice, or its parent is not listed.
    """
    rows: dict[str, UnitRow] = {}
    for path in paths:
        for place, cells in _lines(path, {"level", "name", "kind", "parent_stats_code"}):
            row = _unit(place, cells)
            if row.key in rows:
                raise BadFile(f"{place}：{row.key} 重复出现。")
            rows[row.key] = row
    for row in rows.values():
        if row.level != Level.CITY and row.parent not in rows:
            raise BadFile(f"{row.name}({row.key})：上级 {row.parent or '(空)'} 不在文件中。")
    return sorted(rows.values(), key=lambda row: _DEPTHS[row.level])


def read_populations(path: Path) -> list[PopulationRow]:
    """The figures of the file whose year and basis are known."""
    rows = []
    for _, cells in _lines(path, {"code", "resident_2020census", "huji", "huji_date", "source", "confidence"}):
        code = cells["code"].ljust(12, "0")
        source = f"{cells['source']}(可信度：{cells['confidence']})"[-200:]
        if cells["resident_2020census"]:
            persons = int(cells["resident_2020census"])
            rows.append(PopulationRow(code, 2020, PopulationFigure.Basis.RESIDENT, persons, source))
        if cells["huji"] and cells["huji_date"]:
            year, persons = int(cells["huji_date"][:4]), int(cells["huji"])
            rows.append(PopulationRow(code, year, PopulationFigure.Basis.REGISTERED, persons, source))
    return rows


def _lines(path: Path, columns: set[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each line of a CSV file with its place in words, cells trimmed."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        try:
            if missing := columns - set(reader.fieldnames or ()):
                raise BadFile(f"{path.name} 缺少列：{'、'.join(sorted(missing))}。")
            for number, line in enumerate(reader, start=2):
                yield f"{path.name} 第{number}行", {k: (v or "").strip() for k, v in line.items() if k}
        except (UnicodeDecodeError, csv.Error) as error:
            raise BadFile(f"{path.name} 不是 UTF-8 编码的 CSV 文件，请另存为“CSV UTF-8”后再试。") from error


def _unit(place: str, cells: dict[str, str]) -> UnitRow:
    key = cells.get("stats_code") or cells.get("own_code", "")
    if not (key and cells["name"] and cells["kind"] and cells["level"] in _DEPTHS):
        raise BadFile(f"{place}：代码、名称、类别必须填写，层级须为 {'、'.join(_DEPTHS)} 之一。")
    return UnitRow(
        key=key,
        parent=cells["parent_stats_code"],
        level=cells["level"],
        name=cells["name"],
        kind=cells["kind"],
        stats_code=cells.get("stats_code", ""),
        civil_affairs_code=cells.get("civil_affairs_code", ""),
        own_code=cells.get("own_code", ""),
        virtual=cells.get("virtual") == "1",
    )
