"""The audit trail: append-only and hash-chained. The database itself refuses to change or remove an entry."""

from django.db import models


class Action(models.TextChoices):
    SIGN_IN = "sign_in", "登录"
    SIGN_IN_FAILED = "sign_in_failed", "登录失败"
    SIGN_OUT = "sign_out", "退出"
    SIGN_OUT_EVERYWHERE = "sign_out_everywhere", "退出所有设备"
    PASSWORD_CHANGED = "password_changed", "修改密码"
    IDENTITY_SWITCHED = "identity_switched", "切换身份"
    ACCOUNT_CHANGED = "account_changed", "账号变更"
    GRANT_GIVEN = "grant_given", "授予角色"
    GRANT_REVOKED = "grant_revoked", "收回角色"
    NUMBER_REVEALED = "number_revealed", "查看证件号码"
    NUMBER_CHECKED = "number_checked", "核对号码后四位"
    NUMBER_HELD = "number_held", "登记的号码未被接受"
    NUMBER_TYPED = "number_typed", "登记号码"
    POST_HELD = "post_held", "在编任职与他处重叠未被接受"
    LIMIT_REACHED = "limit_reached", "超过次数限制"
    IMPORT_COMMITTED = "import_committed", "导入提交"
    IMPORT_UNDONE = "import_undone", "导入撤销"
    EXPORTED = "exported", "导出"
    RECORDED = "recorded", "登记"
    EDITED = "edited", "修改"
    CLOSED = "closed", "终止"
    REOPENED = "reopened", "重新启用"
    VOIDED = "voided", "作废"
    RESTORED = "restored", "恢复"
    PARAMETER_CHANGED = "parameter_changed", "参数变更"
    DIVISION_CHANGED = "division_changed", "区划变更"


class AuditEntry(models.Model):
    """One thing somebody did. Names are copied in, so the entry still reads right when the account is renamed."""

    sequence = models.PositiveBigIntegerField("序号", unique=True)
    at = models.DateTimeField("时间", db_index=True)
    actor_id = models.BigIntegerField("账号编号", null=True, db_index=True)
    actor_name = models.CharField("操作人", max_length=150)
    role = models.CharField("身份", max_length=100, blank=True)
    action = models.CharField("动作", max_length=40, choices=Action.choices, db_index=True)
    object_type = models.CharField("对象类型", max_length=50, blank=True)
    object_id = models.CharField("对象编号", max_length=50, blank=True)
    object_label = models.CharField("对象", max_length=200, blank=True)
    detail = models.JSONField("详情", default=dict)
    address = models.GenericIPAddressField("来源地址", null=True)
    previous_hash = models.CharField("前一条校验值", max_length=64)
    entry_hash = models.CharField("校验值", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "审计日志"
        ordering = ["-sequence"]

    def __str__(self) -> str:
        return f"{self.sequence} {self.get_action_display()} {self.object_label}"


class AuditHead(models.Model):
    """The end of the chain: one row that writers lock, so that two entries never claim the same predecessor."""

    sequence = models.PositiveBigIntegerField(default=0)
    entry_hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        verbose_name = verbose_name_plural = "审计链末端"

    def __str__(self) -> str:
        return str(self.sequence)
