"""村(居)名录 and 人口数: how many people live where, by year, or day, and basis."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.registers.table_columns import attributes_of
from jian_minzheng.core.registers.tables import RegisterTable, TableColumn, TablePart, texts_of
from offices.models import Division, PopulationFigure
from offices.models.divisions import Level
from offices.places import nearest
from offices.registers.populations import POPULATIONS
from offices.registers.tables.names import UNITS, column

_DAY = column("counted_on", "截至日期", PopulationFigure, reads="date", help="年末数不填")
_YEAR = column(
    "year",
    "年份",
    PopulationFigure,
    reads="year",
    day_key=_DAY.key,
    help="例如 2024；也可写在列名或标题里。不是年末数的写日期，例如 2024-06-30",
    sample="2025",
)
_PERSONS = [
    column(
        basis.value, f"{basis.label}(人)", PopulationFigure, "persons", reads="persons", help="年末人数", sample="32105"
    )
    for basis in PopulationFigure.Basis
]
_SOURCE = column("source", "数据来源", PopulationFigure, help="例如 公安户籍年报")
_COLUMNS = [_YEAR, *_PERSONS, _SOURCE, _DAY]


def _parts(prefix: str) -> list[TablePart]:
    return [_part(prefix, persons) for persons in _PERSONS]


def _part(prefix: str, persons: TableColumn) -> TablePart:
    return TablePart(
        key=f"{prefix}.{persons.key}",
        register=POPULATIONS,
        attributes=attributes_of([persons]),
        beside=attributes_of([_SOURCE]),
        fixed={"basis": persons.key},
        identified_by=attributes_of([_YEAR, _DAY]),
        day_in_year={_DAY.key: _YEAR.key},
    )


def _lines(table: RegisterTable, division: Division) -> Iterator[dict[str, str]]:
    """The newest year of each unit, with every year-end figure of it, as lines that go in again unchanged."""
    (level,) = table.levels
    units = Division.objects.filter(path__under=division.path, level=level, valid_to__isnull=True, virtual=False)
    figures: dict[int, list[PopulationFigure]] = defaultdict(list)
    year_ends = PopulationFigure.objects.filter(division__in=units, counted_on__isnull=True).live()
    for figure in year_ends.order_by("-year"):
        figures[figure.division_id].append(figure)
    towns = dict(Division.objects.filter(path__under=division.path, level=Level.TOWNSHIP).values_list("path", "name"))
    if division.level != Level.VILLAGE:
        towns.setdefault(division.path, division.name)
    for unit in units.order_by("path"):
        line = {"unit": unit.name}
        if level == Level.VILLAGE:
            line = {"unit": nearest(unit.path, towns) or "", "village": unit.name}
        newest = [figure for figure in figures[unit.pk] if figure.year == figures[unit.pk][0].year]
        yield {**line, **_texts(table.parts, newest)}


def _texts(parts: Sequence[TablePart], figures: Sequence[PopulationFigure]) -> dict[str, str]:
    line: dict[str, str] = {}
    sources = {figure.source for figure in figures}
    for part in parts:
        for figure in figures:
            if figure.basis == part.fixed["basis"]:
                line |= texts_of(part, figure)
    line.pop("source", None)
    return {**line, "source": mask_text(sources.pop())} if len(sources) == 1 else line


VILLAGE_TABLE: RegisterTable = RegisterTable(
    key="village_list",
    label="村(居)名录",
    levels=(Level.VILLAGE,),
    titled="year",
    every_unit=True,
    synonyms=UNITS,
    columns=_COLUMNS,
    parts=_parts("village_population"),
    lines=lambda division, today: _lines(VILLAGE_TABLE, division),
)

POPULATION_TABLE: RegisterTable = RegisterTable(
    key="population",
    label="人口数",
    levels=(Level.TOWNSHIP,),
    titled="year",
    synonyms=UNITS,
    columns=_COLUMNS,
    parts=_parts("population"),
    lines=lambda division, today: _lines(POPULATION_TABLE, division),
)
