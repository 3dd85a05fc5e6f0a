"""Long work on a table: asked for by somebody, done by the worker, and findable again by whoever comes back."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from intake.models.batches import ImportBatch
from offices.models import Division
from offices.roles import Role


class ImportJobQuerySet(models.QuerySet["ImportJob"]):
    def open(self) -> Self:
        """Jobs that wait or are at work; also those whose worker died, until they are begun again."""
        return self.filter(finished_at=None)

    def of_batch(self) -> Self:
        """For a subquery: ``ImportBatch.objects.annotate(at_work=Exists(ImportJob.objects.open().of_batch()))``."""
        return self.filter(batch=models.OuterRef("pk"))


class ImportJob(models.Model):
    """One thing to do with a batch. The batch itself changes state only in the transaction that does it all.

    So a job whose worker was killed leaves the batch as it was, and another job may do the same.
    """

    class Action(models.TextChoices):
        READ = "read", "读取"
        COMMIT = "commit", "导入"
        UNDO = "undo", "撤销"

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="jobs", verbose_name="批次")
    action = models.CharField("事项", max_length=10, choices=Action.choices)
    options = models.JSONField("选项", default=dict)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="发起人")
    role = models.CharField("以何角色", max_length=40, choices=Role.choices)
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", verbose_name="以何单位")
    address = models.GenericIPAddressField("来源地址", null=True)
    requested_at = models.DateTimeField("发起时间", auto_now_add=True)
    started_at = models.DateTimeField("开始时间", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)
    message = models.TextField("结果", blank=True)
    notes = models.JSONField("说明", default=list)
    failed = models.BooleanField("未完成", default=False)
    retryable = models.BooleanField("可重试", default=False)

    objects: Any = ImportJobQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "表格导入任务"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch"], condition=models.Q(finished_at=None), name="one_open_job_of_a_batch"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}“{self.batch}”"

    @property
    def progress_key(self) -> str:
        """Under which its progress is told, see ``core.progress``."""
        return f"import-job-{self.pk}"

    def claim(self) -> bool:
        """Begin, unless some other process did, or the job was given up."""
        claimed: int = ImportJob.objects.open().filter(pk=self.pk, started_at=None).update(started_at=timezone.now())
        return bool(claimed)

    def finish(self, message: str, notes: list[str] | None = None, **how: bool) -> bool:
        """Store how it ended, in the caller's transaction; returns whether it was still to end.

        A job that was given up meanwhile stays so: what was done for it is to be taken back.
        """
        values = {"finished_at": timezone.now(), "message": message, "notes": notes or [], **how}
        return bool(ImportJob.objects.open().filter(pk=self.pk).update(**values))
