"""The present state of a register as lines of its table."""

from collections.abc import Callable, Iterator
from typing import Any

from jian_minzheng.core.records import Voidable
from jian_minzheng.core.registers.tables import RegisterTable, texts_of
from offices.models import Division
from offices.models.divisions import Level
from offices.places import nearest

_AT_ONCE = 2000


def lines_of(table: RegisterTable, division: Division) -> Iterator[dict[str, str]]:
    """Every live record at or below ``division``; of tables whose rows are about one record each."""
    (part,) = table.parts
    register = part.register
    rows: Any = register.model.objects.filter(**{f"{register.place}__path__under": division.path})
    rows = rows.live() if issubclass(register.model, Voidable) else rows
    rows = rows.select_related(register.place).prefetch_related(*part.several)
    named = _naming(table, division)
    for record in rows.order_by(f"{register.place}__path", "pk").iterator(chunk_size=_AT_ONCE):
        yield {"unit": named(register.unit_of(record)), **texts_of(part, record)}


def _naming(table: RegisterTable, division: Division) -> Callable[[Division], str]:
    """How the one column of units names them: a village together with its township, for names of villages repeat."""
    below = Division.objects.filter(path__under=division.path, level=Level.TOWNSHIP)
    towns = dict(below.values_list("path", "name")) if Level.VILLAGE in table.levels else {}

    def named(unit: Division) -> str:
        town = (nearest(unit.path, towns) or "") if unit.level == Level.VILLAGE else ""
        return f"{town}{unit.name}"

    return named
