"""Records in operation as lines of their tables, which go in again unchanged."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from jian_minzheng.core.registers.tables import RegisterTable, texts_of
from offices.models import Division


def running_lines(
    table: RegisterTable, model: Any, division: Division, today: datetime.date
) -> Iterator[dict[str, str]]:
    """Those of townships, as they stand today. Facts that hold since different days make no single 截至日期."""
    running = Q(closed_on__isnull=True) | Q(closed_on__gte=today)
    found = model.objects.all().live().filter(running, township__path__under=division.path)
    records = list(found.select_related("township").order_by("township__path", "pk"))
    rows: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for part in [part for part in table.parts if part.dated]:
        held = part.record_model.objects.filter(**{f"{part.owner}__in": records}, **part.fixed)
        for row in held.order_by("-as_of"):
            rows[getattr(row, f"{part.owner}_id"), part.key].append(row)
    for record in records:
        line = {"unit": record.township.name}
        for part in table.parts:
            newest = (row for row in rows[record.pk, part.key] if row.as_of <= today)
            line |= texts_of(part, next(newest, None) if part.dated else record)
        yield line
