"""What waits is decided otherwise: whether it may be still, how the file is read then, and what is said if not."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from intake.decisions import Decide
from intake.grid import UnreadableFile
from intake.layout.columns import NoHeader
from intake.models import ImportBatch
from intake.preview.preview import preview_rebuild
from intake.views.progress import read_again
from intake.views.steps import touch
from intake.work.jobs import is_read_by_worker
from jian_minzheng.core.access import actor_of
from jian_minzheng.core.acting import PortalRequest

TOO_LATE = "这份表格正在处理，或已被导入、放弃，不能再改。"


def may_change(batch: ImportBatch) -> bool:
    """Does it wait for decisions, and is nothing being done with it? Of a batch from ``batch_or_404``."""
    return batch.state == ImportBatch.State.PREVIEWED and not batch.at_work  # type: ignore[attr-defined]  # annotated


def too_late(request: PortalRequest, pk: int) -> HttpResponse:
    """Nothing was changed; so the preview tells."""
    return to_the_preview(request, pk, TOO_LATE)


def to_the_preview(request: PortalRequest, pk: int, warning: str, number: int = 0) -> HttpResponse:
    """Back to the preview, at a row if one is named, where the warning stands."""
    messages.warning(request, warning)
    there = at_row(pk, number)
    return HttpResponseClientRedirect(there.url) if request.htmx else there


def at_row(pk: int, number: int) -> HttpResponseRedirect:
    """The preview, where a row is named at that row."""
    address = reverse("intake:detail", args=[pk])
    return HttpResponseRedirect(f"{address}?row={number}#row-{number}" if number else address)


def read_under(
    request: PortalRequest, batch: ImportBatch, decide: Decide, then: str, *, told: str = "", kind: str = ""
) -> str:
    """Read the file under other decisions, at once if it is small, and say that it is ``told``.

    Args:
        then: the name of the page to go to afterwards.
        kind: read it as a table of this kind from now on.

    Returns:
        The name of the page to go on with.

    Raises:
        ImportBatch.DoesNotExist, NoHeader, UnreadableFile: as for ``preview_rebuild``.
    """
    touch(request, batch.pk)
    if is_read_by_worker(batch):
        options = {name: said for name, said in (("kind", kind), ("told", told)) if said}
        return read_again(request, batch, decide, then, **options)
    preview_rebuild(actor_of(request), batch=batch, decisions=decide, kind=kind)
    if told:
        messages.success(request, told)
    return then


def read_or_tell(
    request: PortalRequest,
    batch: ImportBatch,
    decide: Decide,
    then: str = "intake:detail",
    *,
    told: str = "",
    failed: str = "",
    kind: str = "",
    number: int = 0,
) -> HttpResponse:
    """``read_under``, where there is no form that could say why the file cannot be read so.

    Args:
        failed: stands before the reason.
        number: of the row at which the preview opens.
    """
    try:
        page = read_under(request, batch, decide, then, told=told, kind=kind)
    except (NoHeader, UnreadableFile) as error:
        messages.error(request, f"{failed}{error}")
        page = then
    except ImportBatch.DoesNotExist:
        return too_late(request, batch.pk)
    return at_row(batch.pk, number) if page == "intake:detail" else redirect(page, batch.pk)
