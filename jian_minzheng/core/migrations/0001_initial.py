"""From the first day on the database itself refuses to change or remove an audit entry."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import jian_minzheng.core.registers.models
from jian_minzheng.core.audit import guards


def install(apps, schema_editor):
    guards.install(schema_editor.connection)


def remove(apps, schema_editor):
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                ("register", models.CharField(max_length=60, verbose_name="台账")),
                ("record_id", models.BigIntegerField(verbose_name="记录编号")),
                (
                    "file",
                    models.FileField(
                        max_length=200, upload_to=jian_minzheng.core.registers.models._stored_under, verbose_name="文件"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="文件名")),
                ("kind", models.CharField(max_length=8, verbose_name="格式")),
                ("size", models.PositiveIntegerField(verbose_name="字节数")),
                ("digest", models.CharField(max_length=64, verbose_name="内容指纹")),
                ("for_another", models.BooleanField(default=False, verbose_name="代填")),
                ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="上传时间")),
            ],
            options={
                "verbose_name": "附件",
                "verbose_name_plural": "附件",
                "ordering": ["uploaded_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.PositiveBigIntegerField(unique=True, verbose_name="序号")),
                ("at", models.DateTimeField(db_index=True, verbose_name="时间")),
                ("actor_id", models.BigIntegerField(db_index=True, null=True, verbose_name="账号编号")),
                ("actor_name", models.CharField(max_length=150, verbose_name="操作人")),
                ("role", models.CharField(blank=True, max_length=100, verbose_name="身份")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("sign_in", "登录"),
                            ("sign_in_failed", "登录失败"),
                            ("sign_out", "退出"),
                            ("sign_out_everywhere", "退出所有设备"),
                            ("password_changed", "修改密码"),
                            ("identity_switched", "切换身份"),
                            ("account_changed", "账号变更"),
                            ("grant_given", "授予角色"),
                            ("grant_revoked", "收回角色"),
                            ("number_revealed", "查看证件号码"),
                            ("number_checked", "核对号码后四位"),
                            ("number_held", "登记的号码未被接受"),
                            ("number_typed", "登记号码"),
                            ("post_held", "在编任职与他处重叠未被接受"),
                            ("limit_reached", "超过次数限制"),
                            ("import_committed", "导入提交"),
                            ("import_undone", "导入撤销"),
                            ("exported", "导出"),
                            ("recorded", "登记"),
                            ("edited", "修改"),
                            ("closed", "终止"),
                            ("reopened", "重新启用"),
                            ("voided", "作废"),
                            ("restored", "恢复"),
                            ("parameter_changed", "参数变更"),
                            ("division_changed", "区划变更"),
                        ],
                        db_index=True,
                        max_length=40,
                        verbose_name="动作",
                    ),
                ),
                ("object_type", models.CharField(blank=True, max_length=50, verbose_name="对象类型")),
                ("object_id", models.CharField(blank=True, max_length=50, verbose_name="对象编号")),
                ("object_label", models.CharField(blank=True, max_length=200, verbose_name="对象")),
                ("detail", models.JSONField(default=dict, verbose_name="详情")),
                ("address", models.GenericIPAddressField(null=True, verbose_name="来源地址")),
                ("previous_hash", models.CharField(max_length=64, verbose_name="前一条校验值")),
                ("entry_hash", models.CharField(max_length=64, verbose_name="校验值")),
            ],
            options={
                "verbose_name": "审计日志",
                "verbose_name_plural": "审计日志",
                "ordering": ["-sequence"],
            },
        ),
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.PositiveBigIntegerField(default=0)),
                (
                    "entry_hash",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000", max_length=64
                    ),
                ),
            ],
            options={
                "verbose_name": "审计链末端",
                "verbose_name_plural": "审计链末端",
            },
        ),
        migrations.AddField(
            model_name="attachment",
            name="uploaded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="上传人",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="voided_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="作废人",
            ),
        ),
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(fields=["register", "record_id"], name="core_attach_registe_226c25_idx"),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                fields=("register", "record_id", "digest"),
                name="one_attachment_per_content",
                violation_error_message="这个文件已经上传过。",
            ),
        ),
        migrations.RunPython(install, remove),
    ]
