"""联络人: whom to call about people who live on the streets, a link at every level from village to city (三(二)1-6)."""

from typing import Any

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.records import Versioned, Voidable, VoidableQuerySet
from offices.models.divisions import Division


class Contact(Versioned, Voidable):
    """Somebody who is a unit's contact from a day to a day, both included: its principal, or one of any deputies.

    Who hands over ends, and somebody else begins, on the same day or later. The telephone is shown as every text is:
    land lines whole, mobile numbers masked.
    """

    class Role(models.TextChoices):
        PRINCIPAL = "principal", "联络人"
        DEPUTY = "deputy", "副联络人"

    division = models.ForeignKey(Division, models.PROTECT, related_name="contacts", verbose_name="所在单位")
    role = models.CharField("身份", max_length=9, choices=Role.choices, default=Role.PRINCIPAL)
    name = models.CharField("姓名", max_length=50)
    title = models.CharField("职务", max_length=60, blank=True)
    phone = models.CharField("联系电话", max_length=60, blank=True)
    from_date = models.DateField("担任日期")
    from_date_known = models.BooleanField(
        "担任日期已核实", default=True, help_text="表格没有写担任日期时，以导入日期暂代"
    )
    to_date = models.DateField("卸任日期", null=True, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)

    objects: Any = VoidableQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])
    scope_path = "division__path"

    void_words = f"{Voidable.void_words}如果只是换人了，请改为登记卸任日期。"

    class Meta:
        verbose_name = verbose_name_plural = "联络人"
        constraints = [
            models.UniqueConstraint(
                fields=["division"],
                condition=Q(role="principal", to_date__isnull=True, voided_at__isnull=True),
                name="one_principal_contact_per_unit",
                violation_error_message="这个单位已有联络人：请先登记其卸任日期，或登记为副联络人。",
            ),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=models.F("from_date")),
                name="contact_dates_in_order",
                violation_error_message="卸任日期不能早于担任日期。",
            ),
        ]

    def __str__(self) -> str:
        return mask_text(f"{self.name}（{self.get_role_display()}）")
