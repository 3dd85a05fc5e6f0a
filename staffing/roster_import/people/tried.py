"""Numbers are tried out file by file as well as in one: what somebody sent of late and did not register counts too."""

import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from staffing.models import ImportBatch, ImportRow
from staffing.roster_import.lines.crowd import People


def count_tried(crowd: Any, batch: ImportBatch) -> None:
    """Add what the same uploader's other files of late hold that looks like the numbers of this one.

    Not what was imported: those people are on the books under the office's own name.
    """
    if not isinstance(crowd, People) or not crowd.alike:
        return
    since = timezone.now() - datetime.timedelta(days=settings.ALIKE_NUMBERS_DAYS)
    sent = ImportBatch.objects.filter(owner_id=batch.owner_id, created_at__gte=since).exclude(pk=batch.pk)
    others = sent.exclude(state=ImportBatch.State.COMMITTED)
    rows = ImportRow.objects.filter(batch__in=others, values__has_key="id_number").order_by()
    told = rows.values_list("values__id_number", flat=True)
    numbers = (str(number) for number in told.iterator(chunk_size=5000))  # SQLite gives digits as a figure
    crowd.count(number for number in numbers if crowd.resembles(number))
