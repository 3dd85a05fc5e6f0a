"""The present state of a register as lines of its table."""

from collections.abc import Iterator
from typing import Any

from jian_minzheng.core.records import Voidable
from jian_minzheng.core.registers.tables import RegisterTable, texts_of
from offices.models import Division

_AT_ONCE = 2000


def lines_of(table: RegisterTable, division: Division) -> Iterator[dict[str, str]]:
    """Every live record at or below ``division``; of tables whose rows are about one record each."""
    (part,) = table.parts
    register = part.register
    rows: Any = register.model.objects.filter(**{f"{register.place}__path__under": division.path})
    rows = rows.live() if issubclass(register.model, Voidable) else rows
    rows = rows.select_related(register.place).prefetch_related(*part.several)
    for record in rows.order_by(f"{register.place}__path", "pk").iterator(chunk_size=_AT_ONCE):
        yield {"unit": register.unit_of(record).name, **texts_of(part, record)}
