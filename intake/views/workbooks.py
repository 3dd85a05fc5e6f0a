"""表格导入, workbooks that go back to the user: their own with its errors marked, a blank one, the present state."""

import io
from typing import IO, Any
from urllib.parse import quote

from django.contrib import messages
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from intake.kinds import KINDS, Kind
from intake.models import ImportBatch
from intake.views.steps import batch_or_404
from intake.workbooks.annotate import annotated_workbook, shown_workbook
from intake.workbooks.export import current_workbook
from intake.workbooks.template import blank_template
from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.spreadsheets import XLSX
from offices.models import Division
from offices.roles import Capability


@require_GET
@needs(Capability.IMPORT_ROSTER)
def import_workbook(request: PortalRequest, pk: int) -> HttpResponseBase:
    """A workbook with its errors marked, on record: whoever uploaded it gets the own one back, colleagues what the
    preview shows."""
    batch = batch_or_404(identity_of(request), pk)
    if batch.state == ImportBatch.State.READ:
        return redirect("intake:progress", pk)
    name = batch.file.name
    if not name or not batch.file.storage.exists(name):
        messages.error(request, "原文件已不在服务器上，无法生成批注工作簿。请重新上传。")
        return redirect("intake:detail", pk)
    own = batch.owner_id == request.user.pk
    content = annotated_workbook(batch) if own else shown_workbook(batch)
    detail: dict[str, Any] = {"内容": "批注工作簿", "行数": batch.summary.get("rows", 0)}
    detail |= {"完整号码": "是", "事由": "本人上传"} if own else {"完整号码": "否"}
    trail.record(actor_of(request), Action.EXPORTED, subject=batch, detail=detail)
    return _download(io.BytesIO(content), f"{batch.file_name.rpartition('.')[0] or batch.file_name}-批注.xlsx")


@require_GET
@needs(Capability.IMPORT_ROSTER)
def import_template(request: PortalRequest, kind: str) -> HttpResponseBase:
    """A blank table to fill in."""
    declared = _kind_or_404(kind)
    return _download(blank_template(declared), f"{declared.title}模板.xlsx")


@require_POST
@needs(Capability.REVEAL_NUMBERS)
def import_current(request: PortalRequest, kind: str) -> HttpResponseBase:
    """What is on record as a table that can be corrected and imported again."""
    declared = _kind_or_404(kind)
    if declared.whole_numbers:
        raise Http404
    return hand_out_current(request, declared, {"完整号码": "否"})


def hand_out_current(request: PortalRequest, kind: Kind, detail: dict[str, Any]) -> HttpResponseBase:
    """The records below the identity's unit as a workbook; it goes on record with ``detail``."""
    identity = identity_of(request)
    division = get_object_or_404(Division.objects.visible_to(identity), pk=identity.division_id)
    content = current_workbook(kind, division)
    trail.record(actor_of(request), Action.EXPORTED, subject=division, detail={"内容": kind.title, **detail})
    return _download(content, f"{division.name}{kind.title}{timezone.localdate():%Y%m%d}.xlsx")


def _kind_or_404(kind: str) -> Kind:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def _download(content: IO[bytes], file_name: str) -> FileResponse:
    response = FileResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file_name)}"
    return response
