"""How much one account may send: whoever leaves previews lying about, or sends without end, finishes some first."""

import datetime

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from intake.models import ImportBatch


def why_no_more(user_id: int | None, size: int) -> str:
    """Why another file of so many bytes is not taken in now; empty where it is."""
    own = ImportBatch.objects.filter(owner_id=user_id)
    waiting = own.filter(state__in=ImportBatch.UNWRITTEN).count()
    if waiting >= settings.IMPORTS_WAITING:
        return f"您有{waiting}份导入还在等待确认，请先处理或放弃一些，再上传新的文件。"
    since = timezone.now() - datetime.timedelta(days=1)
    sent = own.filter(created_at__gte=since).aggregate(bytes=Sum("file_size"))["bytes"] or 0
    if sent + size > settings.IMPORT_BYTES_PER_DAY:
        limit = settings.IMPORT_BYTES_PER_DAY // 1024 // 1024
        return f"一天之内上传的文件超过 {limit} MB，请明天再传；确有需要的请联系管理员。"
    return ""
