"""What a roster tried and what was refused of it: whoever sends many numbers finds out which are held."""

from typing import Any

from django.db import models

from intake.models import ImportBatch


class RosterNumbers(models.Model):
    """Of one batch, made when its first row is judged; whose numbers they are is nobody's to read."""

    batch = models.OneToOneField(ImportBatch, models.CASCADE, related_name="numbers", verbose_name="批次")
    tried = models.JSONField("先前读到的证件号码", default=list, editable=False)
    refused = models.JSONField("记过的未被接受的证件号码", default=list, editable=False)

    objects: Any = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "花名册里试过的号码"

    def __str__(self) -> str:
        return str(self.batch)
