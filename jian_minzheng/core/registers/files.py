"""Screens of a record's files. Every look goes through the record's own scope."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from jian_minzheng.core.access import identity_of, require
from jian_minzheng.core.acting import Acting, PortalRequest
from jian_minzheng.core.editing import restore_page, save_or_explain, void_page
from jian_minzheng.core.editing.fields import PortalWidgets
from jian_minzheng.core.registers import attachments
from jian_minzheng.core.registers.attachments import CleanFile
from jian_minzheng.core.registers.changing import editing
from jian_minzheng.core.registers.declaration import Register
from jian_minzheng.core.registers.models import Attachment
from jian_minzheng.core.registers.reaching import brought_back_first, kept_record, record_or_404


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files at once, each checked by its content; every fault is told, not the first alone."""

    def clean(self, data: Any, initial: Any = None) -> list[CleanFile]:
        uploads: list[UploadedFile[Any]] = list(data) if isinstance(data, list | tuple) else [data] if data else []
        if not uploads:
            super().clean(None, initial)
        cleaned, faults = [], []
        for upload in uploads:
            try:
                cleaned.append(attachments.clean_file(upload))
            except ValidationError as fault:
                faults.append(fault)
        if faults:
            raise ValidationError(faults)
        return cleaned


class FilesForm(PortalWidgets, forms.Form):
    """Files to hang on a record."""

    uploads = FilesField(
        label="文件",
        help_text=f"{attachments.ACCEPTED_WORDS}，可一次选多个。",
        widget=SeveralFiles(attrs={"accept": attachments.ACCEPTED}),
        error_messages={"required": "请选择要上传的文件。"},
    )


@editing
def file_attach(request: PortalRequest, register: Register, pk: int) -> HttpResponse:
    """Hang files on a record."""
    actor, record = kept_record(request, register, pk)
    back = register.url("detail", pk)
    if brought_back_first(request, record):
        return redirect(back)
    form = FilesForm(request.POST or None, request.FILES or None)

    def save() -> None:
        attachments.files_add(actor, register=register, record=record, files=form.cleaned_data["uploads"])

    if request.method == "POST" and form.is_valid() and save_or_explain(form, save, scope=identity_of(request)):  # type: ignore[arg-type]
        messages.success(request, f"已上传{len(form.cleaned_data['uploads'])}个文件。")
        return redirect(f"{back}#files")
    context = {"register": register, "record": record, "form": form, "form_title": "上传附件", "back": back}
    return render(request, "core/registers/form.html", {**context, "multipart": True})


@require_GET
def file_download(request: PortalRequest, register: Register, pk: int, file_pk: int) -> FileResponse:
    """One file as it was uploaded. Only keepers still see a voided one."""
    actor = require(request, register.view)
    record = record_or_404(actor, register, pk)
    attachment = _file_or_404(register, record, file_pk)
    if attachment.is_void and not register.may_write(actor, record):
        raise Http404
    try:
        response = FileResponse(attachment.file.open("rb"), content_type=attachment.content_type)
    except FileNotFoundError as error:
        raise Http404("附件文件不存在。") from error
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=attachment.name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@editing
def file_void(request: PortalRequest, register: Register, pk: int, file_pk: int) -> HttpResponse:
    """Put a file aside."""
    _, record = kept_record(request, register, pk)
    attachment = _file_or_404(register, record, file_pk)

    def void(actor: Acting, *, record: Any, reason: str) -> None:
        owner = record_or_404(actor, register, pk)
        attachments.file_put_aside(actor, register=register, record=owner, attachment=record, reason=reason)

    return void_page(request, attachment, back=f"{register.url('detail', record.pk)}#files", void=void)


@editing
def file_restore(request: PortalRequest, register: Register, pk: int, file_pk: int) -> HttpResponse:
    """Bring a file back."""
    _, record = kept_record(request, register, pk)
    attachment = _file_or_404(register, record, file_pk)

    def restore(actor: Acting, *, record: Any) -> None:
        owner = record_or_404(actor, register, pk)
        attachments.file_bring_back(actor, register=register, record=owner, attachment=record)

    return restore_page(request, attachment, back=f"{register.url('detail', record.pk)}#files", restore=restore)


def _file_or_404(register: Register, record: Any, file_pk: int) -> Attachment:
    found = attachments.files_of(register, record).filter(pk=file_pk).first()
    if found is None:
        raise Http404("没有找到这个附件。")
    return found
