"""Files that hang on a record: checked by content, stored under random names, reached only through the record."""

import hashlib
import io
import secrets
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from PIL import Image, UnidentifiedImageError

from jian_minzheng.core import texts, writes
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.bulk.chunks import chunks
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.registers.declaration import Register
from jian_minzheng.core.registers.models import Attachment
from jian_minzheng.core.registers.writes import keep

ACCEPTED = ".pdf,.ofd,.docx,.wps,.jpg,.jpeg,.png"
ACCEPTED_WORDS = "PDF、OFD、DOCX、WPS、JPG、PNG"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_WRITER_STREAMS = tuple(name.encode("utf-16-le") for name in ("WordDocument", "WpsDocument"))
"""Of the many kinds of OLE files only those of word processors are documents."""
_TYPES_READ = 1 << 20


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file that is what its name says. ``kind`` as in ``Attachment``."""

    name: str
    kind: str
    content: bytes


def clean_file(upload: "UploadedFile[Any]") -> CleanFile:
    """Check an upload by its content.

    Raises:
        ValidationError: empty, too large, of no accepted kind, or another kind than its name says.
    """
    name = mask_text(texts.clean(PurePath(str(upload.name).replace("\\", "/")).name))[-120:]
    if not upload.size:
        raise ValidationError(f"“{name}”是空文件，请重新选择。")
    if upload.size > settings.ATTACHMENT_MAX_BYTES:
        raise ValidationError(f"“{name}”超过{settings.ATTACHMENT_MAX_BYTES // (1024 * 1024)}MB，请压缩或分成几个文件。")
    content = upload.read()
    kind = kind_of(content)
    said = name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    if not kind:
        raise ValidationError(f"“{name}”不是可以接收的文件。请上传{ACCEPTED_WORDS}；改扩展名不能改变文件格式。")
    if said != kind and not (said == "wps" and kind == "docx"):
        raise ValidationError(f"“{name}”的内容其实是{kind.upper()}，与扩展名不符，请按原来的格式重新上传。")
    return CleanFile(name, said, content)


def kind_of(content: bytes) -> str:
    """What a file is by its first bytes or its parts; empty when it is nothing that is accepted."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(_OLE):
        return "wps" if any(stream in content for stream in _WRITER_STREAMS) else ""
    if content.startswith(b"PK"):
        return _kind_of_package(content)
    return _kind_of_picture(content)


def _kind_of_package(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = set(package.namelist())
            if _has_macros(package, parts):
                return ""
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError):
        return ""
    return "ofd" if "OFD.xml" in parts else "docx" if "word/document.xml" in parts else ""


def _has_macros(package: zipfile.ZipFile, parts: set[str]) -> bool:
    """Macros have no place in a document on file, whatever the part that holds them is called."""
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        return True
    types = "[Content_Types].xml"
    if types not in parts or package.getinfo(types).file_size > _TYPES_READ:
        return types in parts
    return any(word in package.read(types) for word in (b"macroEnabled", b"vbaProject"))


def _kind_of_picture(content: bytes) -> str:
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            kind = {"JPEG": "jpg", "PNG": "png"}[str(picture.format)]
            picture.verify()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return ""
    return kind


def key_of(register: Register) -> str:
    return f"{register.app}:{register.name}"


def files_of(register: Register, record: Any) -> "QuerySet[Attachment]":
    """The files of a record, voided ones included, oldest first."""
    rows = Attachment.objects.filter(register=key_of(register), record_id=record.pk)
    return rows.select_related("uploaded_by", "voided_by")


def with_files(register: Register) -> "QuerySet[Any]":
    """Primary keys of the records on which a file hangs that is not put aside."""
    rows = Attachment.objects.filter(register=key_of(register), voided_at__isnull=True)
    return rows.values("record_id")


def attachments_of_many(register: Register, pks: Sequence[int]) -> set[int]:
    """Those of the records on which a file hangs, put aside or not."""
    rows = Attachment.objects.filter(register=key_of(register))
    found = (rows.filter(record_id__in=some).values_list("record_id", flat=True) for some in chunks(pks))
    return {pk for some in found for pk in some}


@transaction.atomic
def files_add(actor: Acting, *, register: Register, record: Any, files: list[CleanFile]) -> list[Attachment]:
    """Hang already checked files on a record, all or none; no file stays behind when the rows cannot be written.

    Raises:
        ValidationError: one of them hangs there already.
        OutOfScope, PermissionDenied: as for ``record_save``.
    """
    told = keep(actor, register, record, record)
    added: list[Attachment] = []
    try:
        for clean in files:
            added.append(_add(actor, register, record, clean, for_another=bool(told)))
        detail = {"上传附件": [clean.name for clean in files], **told}
        writes.finish(actor, Action.EDITED, record, detail=detail)
    except BaseException:
        for attachment in added:
            attachment.file.delete(save=False)
        raise
    return added


@transaction.atomic
def file_put_aside(actor: Acting, *, register: Register, record: Any, attachment: Attachment, reason: str) -> None:
    """Void a file; the record it hangs on answers for its place. Errors as for ``files_add``."""
    told = keep(actor, register, record, record)
    attachment.void(by=actor.user, reason=reason)
    writes.finish(actor, Action.VOIDED, record, detail={"附件": attachment.name, "原因": reason, **told})


@transaction.atomic
def file_bring_back(actor: Acting, *, register: Register, record: Any, attachment: Attachment) -> None:
    """Bring a voided file back.

    Raises:
        ValidationError: the same content was uploaded again meanwhile.
        OutOfScope, PermissionDenied: as for ``files_add``.
    """
    told = keep(actor, register, record, record)
    attachment.voided_at = None
    attachment.validate_constraints()
    attachment.restore()
    writes.finish(actor, Action.RESTORED, record, detail={"附件": attachment.name, **told})


def _add(actor: Acting, register: Register, record: Any, clean: CleanFile, *, for_another: bool) -> Attachment:
    attachment = Attachment(
        register=key_of(register),
        record_id=record.pk,
        name=clean.name,
        kind=clean.kind,
        size=len(clean.content),
        digest=hashlib.sha256(clean.content).hexdigest(),
        uploaded_by_id=actor.scope.user_id,
        for_another=for_another,
    )
    attachment.validate_constraints()
    attachment.file.save(f"{secrets.token_hex(16)}.{clean.kind}", ContentFile(clean.content), save=False)
    attachment.save()
    return attachment
