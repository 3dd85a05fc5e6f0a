"""Which record a row is about: by names in whatever spelling, and by days of which perhaps only the month is known."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model

from intake.lines.rows import Row
from intake.units.names import of_its_own
from jian_minzheng.core.registers.tables import TablePart

AS_OF = "as_of"
"""Column and attribute of the day from which a dated row holds."""
YEAR = "year"
"""The answer by which the row's own year counts, with that."""
NAMED = "named"
"""The answer by which beside this year of a row those in the names of columns count."""


def told_apart(row: Row, part: TablePart) -> dict[str, Any]:
    """What tells the record apart, by column: said of the whole row, or in the name of the column of this very value.

    The row's own column goes before the name of another one; that before a title. A day in another year than the one
    that counts is of other figures: a title's, of a table with a column of years.
    """
    told = {key: _told(row, part, key) for key in part.identified_by}
    for day, year in part.day_in_year.items():
        said, own = told[day], day in row.values and day not in row.derived
        if said and ((said.month, said.day) == (12, 31) if said.year == told[year] else not own):
            told[day] = None
    return told


def lacks(part: TablePart, told: Mapping[str, Any]) -> list[str]:
    """Columns without which it is not known which record is meant."""
    return [key for key, value in told.items() if value is None and key not in part.day_in_year]


def _told(row: Row, part: TablePart, key: str) -> Any:
    whole, own = row.values.get(key), said_beside(row, part, key)
    if own is None or whole is None:
        return whole if own is None else own
    return whole if key in row.place.letters and row.answer != f"{NAMED}:{whole}" else own


def said_beside(row: Row, part: TablePart, key: str) -> Any:
    """What the name of a column says of its values alone: ``2024年末户籍人口``."""
    return next((row.values[f"{own}_{key}"] for own in part.attributes if f"{own}_{key}" in row.values), None)


def contradicted(row: Row, part: TablePart, key: str) -> tuple[Any, Any] | None:
    """What the row's own column says and what the name of another one does, where nobody has chosen."""
    whole, own = row.values.get(key), said_beside(row, part, key)
    if key not in row.place.letters or None in (whole, own) or whole == own:
        return None
    return None if row.answer in (f"{YEAR}:{whole}", f"{NAMED}:{whole}") else (whole, own)


def is_told(row: Row, key: str, mine: Any, theirs: Any) -> bool:
    """Can what a row says be this of a record?"""
    if isinstance(mine, str) and isinstance(theirs, str):
        unit = row.unit.name if row.unit else ""
        return of_its_own(mine, unit) == of_its_own(theirs, unit)
    return mine == theirs or (key in row.rough and same_month(mine, theirs))


def one_form(values: Iterable[Any], unit: str) -> tuple[Any, ...]:
    """The same for all that ``is_told`` may take for one another, among the records of a unit of this name."""
    return tuple(_one_form(value, unit) for value in values)


def _one_form(value: Any, unit: str) -> Any:
    if isinstance(value, datetime.date):
        return value.year, value.month
    return of_its_own(value, unit) if isinstance(value, str) else value


def told_by(record: Any, attribute: str) -> Any:
    """What tells a record apart, as rows say it: of a dictionary's record its name, as the one choice."""
    value = getattr(record, attribute)
    return (str(value),) if isinstance(value, Model) else value


def same_month(one: Any, other: Any) -> bool:
    days = isinstance(one, datetime.date) and isinstance(other, datetime.date)
    return days and (one.year, one.month) == (other.year, other.month)


def alike(row: Row, part: TablePart, records: Iterable[Any]) -> list[Any]:
    """Those of the records that the row may be about, as far as it says."""
    told = {key: value for key, value in told_apart(row, part).items() if value is not None}
    names = part.identified_by
    return [
        record for record in records if all(is_told(row, key, told[key], told_by(record, names[key])) for key in told)
    ]
