"""What every page of the import wizard begins with: the batch, within the scope, and the line of steps."""

from django.utils import timezone

from intake.kinds import KINDS, kinds_offered
from intake.listing import AT_WORK
from intake.models import ImportBatch
from intake.preview.stored_tables import columns_understood, sheets_of, told_above
from intake.preview.uploader import is_uploader, left_to_uploader
from jian_minzheng.core.acting import Identity, PortalRequest

STEPS = ("上传文件", "核对列", "核对预览", "导入结果")


def batch_or_404(identity: Identity, pk: int) -> ImportBatch:
    """The batch, if its uploader saw no more than the scope: a station never sees the import of its county.

    ``at_work`` says whether a job of it is open; then it is not to be changed.
    """
    related = ("owner", "division", "scope", "committed_by", "undone_by")
    batches = ImportBatch.objects.select_related(*related).annotate(at_work=AT_WORK)
    batch: ImportBatch = batches.fetch_or_404(identity, pk=pk)
    return batch


def touch(request: PortalRequest, pk: int) -> None:
    """Note who decided something about a waiting batch last, for colleagues who find it in the list."""
    ImportBatch.objects.filter(pk=pk).update(touched_at=timezone.now(), touched_by=request.user)


def after_reading(batch: ImportBatch) -> str:
    """The page to go on with: a file whose columns are all understood needs no look at them."""
    return "intake:detail" if columns_understood(batch) else "intake:columns"


def sheets_context(batch: ImportBatch) -> dict[str, object]:
    """Which sheets are read, whether they are ``several``, and which others look like tables of today."""
    read = sheets_of(batch)
    others = [
        entry["name"]
        for entry in batch.summary.get("sheets", ())
        if entry.get("likely")
        and not (entry["hidden"] or entry.get("former") or entry.get("other"))
        and entry["name"] not in read
    ]
    return {"sheets": read, "several": len(read) > 1, "unread_sheets": others}


def reading_context(identity: Identity, batch: ImportBatch) -> dict[str, object]:
    """Whether the reader is the ``uploader``, who says how the file is read; if not, ``left_to_uploader`` tells so.

    ``above`` are the lines over each table's head: their words for the uploader, how many there are for colleagues.
    ``recognised`` is the kind that the file seems to be, or that was chosen, if it is read as another one.
    """
    own = is_uploader(identity, batch)
    recognised = KINDS.get(batch.summary.get("recognised", ""))
    return {
        "uploader": own,
        "left_to_uploader": "" if own else left_to_uploader(batch),
        "above": told_above(batch),
        "recognised": recognised if recognised and recognised.key != batch.kind else None,
        "kinds": kinds_offered() if own else [],
    }


def steps(current: int) -> list[dict[str, object]]:
    """The four steps over every page of the wizard: ``{number, label, state}``."""
    return [
        {"number": number, "label": label, "state": "done" if number < current else "now" if number == current else ""}
        for number, label in enumerate(STEPS, start=1)
    ]
