"""The files that hang on registered records."""

from django.conf import settings
from django.db import models

from jian_minzheng.core.records import Voidable

_TYPES = {
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "wps": "application/vnd.ms-works",
    "jpg": "image/jpeg",
    "png": "image/png",
}


def _stored_under(attachment: "Attachment", filename: str) -> str:
    return f"attachments/{attachment.register}/{attachment.record_id}/{filename}"


class Attachment(Voidable):
    """A file of a registered record, named by register and primary key: core knows no record's table."""

    register = models.CharField("台账", max_length=60)
    record_id = models.BigIntegerField("记录编号")
    file = models.FileField("文件", upload_to=_stored_under, max_length=200)
    name = models.CharField("文件名", max_length=120)
    kind = models.CharField("格式", max_length=8)
    size = models.PositiveIntegerField("字节数")
    digest = models.CharField("内容指纹", max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    for_another = models.BooleanField("代填", default=False)
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)

    void_words = (
        "作废用于传错或重复上传的附件：作废后不再列给其他单位看，文件不会删除，可以随时恢复。所属的记录不受影响。"
    )
    restore_words = "恢复后重新列在附件里。"

    class Meta:
        app_label = "core"
        verbose_name = verbose_name_plural = "附件"
        ordering = ["uploaded_at", "pk"]
        indexes = [models.Index(fields=["register", "record_id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "record_id", "digest"],
                condition=models.Q(voided_at__isnull=True),
                name="one_attachment_per_content",
                violation_error_message="这个文件已经上传过。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def content_type(self) -> str:
        return _TYPES[self.kind]
