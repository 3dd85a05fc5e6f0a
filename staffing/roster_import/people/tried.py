"""Numbers are tried out file by file as well as in one: what somebody sent of late and did not register counts too."""

import datetime
from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from staffing.models import ImportBatch, ImportRow
from staffing.roster_import.lines.crowd import People, beginning

_FEW = 50


def count_tried(crowd: Any, batch: ImportBatch, numbers: Collection[str] | None = None) -> None:
    """Add what the same uploader's other files of late hold that looks like the numbers of this one.

    Not what was imported: those people are on the books under the office's own name. Where only a few ``numbers`` of
    the file are about to be judged, the database looks for the like of them alone.
    """
    if not isinstance(crowd, People) or not crowd.alike or (numbers is not None and not numbers):
        return
    since = timezone.now() - datetime.timedelta(days=settings.ALIKE_NUMBERS_DAYS)
    sent = ImportBatch.objects.filter(owner_id=batch.owner_id, created_at__gte=since).exclude(pk=batch.pk)
    others = sent.exclude(state=ImportBatch.State.COMMITTED)
    rows = ImportRow.objects.filter(batch__in=others, values__has_key="id_number").order_by()
    if numbers is not None and len(numbers) <= _FEW:
        rows = rows.filter(reduce(or_, (Q(values__id_number__startswith=beginning(one)) for one in numbers)))
    told = rows.values_list("values__id_number", flat=True)
    found = (str(number) for number in told.iterator(chunk_size=5000))  # SQLite gives digits as a figure
    crowd.count(number for number in found if crowd.resembles(number))
