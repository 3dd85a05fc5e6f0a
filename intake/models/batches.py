"""A file on its way in: the batch with what was understood of it, and one row per line of its tables."""

from typing import Any, Final

from django.conf import settings
from django.db import models

from intake.kinds import KINDS, Kind
from intake.models.summaries import Summary
from jian_minzheng.core.scope import ScopedQuerySet
from offices.models import Division

REFUSED: Final = "refused"
"""In the summary of a file that was refused at once: nothing is kept of it but that it was sent, for the quota."""


class ImportBatch(models.Model):
    """One uploaded file. Its state advances by conditional update only: committed once, whoever clicks twice.

    What a preview says of people and records is what its uploader may see, so whoever opens it must see as much:
    ``scope``, the unit of the grant under which the file came, has to lie within the reader's.
    """

    class State(models.TextChoices):
        READ = "read", "待读取"
        PREVIEWED = "previewed", "待确认"
        COMMITTED = "committed", "已导入"
        UNDONE = "undone", "已撤销"
        DISCARDED = "discarded", "已放弃"

    UNWRITTEN = (State.READ, State.PREVIEWED)
    """Waits for the worker or for people: nothing of it is written, nor given up."""

    division = models.ForeignKey(Division, models.PROTECT, related_name="import_batches", verbose_name="导入到")
    scope = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="上传人的管辖单位",
        help_text="预览里说到的记录都在这个单位之内；管不到它的人看不到这次导入",
    )
    kind = models.CharField("表格类别", max_length=40, help_text="见 intake.kinds")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="import_batches", verbose_name="导入人"
    )
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.READ)
    file = models.FileField("文件", upload_to="imports/%Y/")
    file_name = models.CharField("文件名", max_length=200)
    file_size = models.PositiveBigIntegerField("文件大小(字节)", default=0)
    file_hash = models.CharField("文件校验值", max_length=64)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    header_row = models.PositiveIntegerField("表头所在行", null=True)
    columns = models.JSONField("列的含义", default=dict)
    decisions = models.JSONField("导入人的决定", default=dict, help_text="见 intake.decisions")
    summary: "models.JSONField[Summary, Summary]" = models.JSONField("小结", default=dict)
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    touched_at = models.DateTimeField("最近处理时间", null=True)
    touched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="最近处理人"
    )
    committed_at = models.DateTimeField("导入时间", null=True)
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="提交人"
    )
    undone_at = models.DateTimeField("撤销时间", null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="撤销人"
    )

    objects: Any = ScopedQuerySet.as_manager()
    scope_path = "scope__path"

    class Meta:
        verbose_name = verbose_name_plural = "表格导入"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def table_kind(self) -> Kind:
        """The declaration of what its rows are."""
        return KINDS[self.kind]

    @property
    def kind_label(self) -> str:
        """What its rows are."""
        return KINDS[self.kind].label if self.kind in KINDS else self.kind


class ImportRow(models.Model):
    """One line of a table with what the portal made of it, and after the commit, what it wrote."""

    class Outcome(models.TextChoices):
        NEW = "new", "新增"
        CHANGED = "changed", "变更"
        SAME = "same", "无变化"
        ERROR = "error", "错误"
        ASK = "ask", "需确认"
        SKIPPED = "skipped", "不导入"
        IGNORED = "ignored", "已略过"

    GOING_IN = (Outcome.NEW, Outcome.CHANGED, Outcome.SAME)
    """What is on record once it is imported."""
    KEPT_OUT = (Outcome.ERROR, Outcome.ASK)
    """What has to be put right, or answered, before."""
    OF_RECORDS = (*GOING_IN, *KEPT_OUT, Outcome.SKIPPED)
    """All but lines that are no record's."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows", verbose_name="批次")
    number = models.PositiveIntegerField("行号", help_text="在工作表里的行号，从1数起")
    outcome = models.CharField("处理", max_length=10, choices=Outcome.choices)
    key = models.CharField(
        "同一记录标记", max_length=24, blank=True, help_text="同一份文件里可能是同一条记录的各行相同"
    )
    cells = models.JSONField("原文", default=dict)
    values = models.JSONField("识别结果", default=dict)
    changes = models.JSONField("变更", default=dict)
    issues = models.JSONField("问题", default=list)
    subject = models.BigIntegerField("所指的记录", null=True, help_text="是哪一种记录由表格类别决定")
    written = models.JSONField("写入记录", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "表格行"
        ordering = ["batch", "number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="one_row_per_line")]
        indexes = [
            models.Index(fields=["batch", "outcome", "number"], name="row_by_outcome"),
            models.Index(fields=["batch", "key"], name="row_by_record"),
        ]

    def __str__(self) -> str:
        return f"第{self.number}行"


class TableLayout(models.Model):
    """How a unit's tables are laid out: what an account decided about one holds for its next that looks alike.

    For that account alone: what others wrote may name people of elsewhere, and would have the next file read their way.
    """

    division = models.ForeignKey(Division, models.CASCADE, related_name="table_layouts", verbose_name="单位")
    kind = models.CharField("表格类别", max_length=40)
    fingerprint = models.CharField("版式", max_length=64)
    decisions = models.JSONField("决定", default=dict)
    used_at = models.DateTimeField("最近使用", auto_now=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="使用人")

    objects: Any = ScopedQuerySet.as_manager()
    scope_path = "division__path"

    class Meta:
        verbose_name = verbose_name_plural = "表格版式"
        ordering = ["-used_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "kind", "fingerprint", "used_by"], name="one_layout_of_its_look"
            )
        ]

    def __str__(self) -> str:
        return f"{self.division}·{self.kind}"
