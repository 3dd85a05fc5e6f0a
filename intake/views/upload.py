"""表格导入, the first step: a file goes in. A small one is read while the user waits, a large one by the worker."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from intake.forms.corrections import UploadForm
from intake.grid import UnreadableFile
from intake.kinds import KINDS, kinds_by_group
from intake.layout.columns import NoHeader
from intake.lines.books import book_of
from intake.models import ImportBatch
from intake.preview.preview import preview_build
from intake.preview.stored_files import ReadLater, refusal_store
from intake.views.steps import after_reading, steps
from intake.work.jobs import reading_start
from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from offices.roles import Capability


@require_http_methods(["GET", "POST"])
@needs(Capability.IMPORT_ROSTER)
def import_new(request: PortalRequest) -> HttpResponse:
    """Step 1. A file that cannot be read leaves no batch, only the reason at its field. A large one is read later."""
    identity = identity_of(request)
    form = UploadForm(request.POST or None, request.FILES or None, identity=identity)
    if request.method == "POST" and form.is_valid() and not _closed(request, form):
        if (form.cleaned_data["file"].size or 0) > settings.IMPORT_BYTES_AT_ONCE:
            return _read_later(request, form)
        try:
            batch = _read_upload(request, form)
        except ReadLater:
            return _read_later(request, form)
        if batch is not None:
            return redirect(after_reading(batch), batch.pk)
    return render(
        request,
        "intake/new.html",
        {"form": form, "groups": kinds_by_group(), "steps": steps(1)},
        status=400 if form.errors else 200,
    )


def _closed(request: PortalRequest, form: UploadForm) -> bool:
    """Is no further table of this kind compared with the records for now?"""
    why = book_of(KINDS[form.cleaned_data["kind"]]).closed(actor_of(request))
    if why:
        form.add_error("file", why)
    return bool(why)


def _read_later(request: PortalRequest, form: UploadForm) -> HttpResponse:
    """Keep the file and let the worker read it."""
    upload = form.cleaned_data["file"]
    with spooled(upload) as path:
        batch = reading_start(
            actor_of(request),
            path=path,
            file_name=upload.name,
            kind=form.cleaned_data["kind"],
            division=form.cleaned_data["division"],
        )
    return redirect("intake:progress", batch.pk)


def _read_upload(request: PortalRequest, form: UploadForm) -> ImportBatch | None:
    upload, into = form.cleaned_data["file"], {key: form.cleaned_data[key] for key in ("kind", "division")}
    with spooled(upload) as path:
        try:
            return preview_build(actor_of(request), path=path, file_name=upload.name, at_once=True, **into)
        except (UnreadableFile, NoHeader) as refused:
            refusal_store(actor_of(request), path=path, **into)
            form.add_error("file", str(refused))
    return None


@contextmanager
def spooled(upload: "UploadedFile[Any]") -> Iterator[Path]:
    """The upload as a file on disk for as long as it is read; readers need a path."""
    with tempfile.NamedTemporaryFile(prefix="import-") as target:
        for chunk in upload.chunks():
            target.write(chunk)
        target.flush()
        yield Path(target.name)
