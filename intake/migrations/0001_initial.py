import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("offices", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(help_text="见 intake.kinds", max_length=40, verbose_name="表格类别")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("read", "待读取"),
                            ("previewed", "待确认"),
                            ("committed", "已导入"),
                            ("undone", "已撤销"),
                            ("discarded", "已放弃"),
                        ],
                        default="read",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("file", models.FileField(upload_to="imports/%Y/", verbose_name="文件")),
                ("file_name", models.CharField(max_length=200, verbose_name="文件名")),
                ("file_size", models.PositiveBigIntegerField(default=0, verbose_name="文件大小(字节)")),
                ("file_hash", models.CharField(max_length=64, verbose_name="文件校验值")),
                ("sheet", models.CharField(blank=True, max_length=100, verbose_name="工作表")),
                ("header_row", models.PositiveIntegerField(null=True, verbose_name="表头所在行")),
                ("columns", models.JSONField(default=dict, verbose_name="列的含义")),
                (
                    "decisions",
                    models.JSONField(default=dict, help_text="见 intake.decisions", verbose_name="导入人的决定"),
                ),
                ("summary", models.JSONField(default=dict, verbose_name="小结")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="上传时间")),
                ("touched_at", models.DateTimeField(null=True, verbose_name="最近处理时间")),
                ("committed_at", models.DateTimeField(null=True, verbose_name="导入时间")),
                ("undone_at", models.DateTimeField(null=True, verbose_name="撤销时间")),
            ],
            options={
                "verbose_name": "表格导入",
                "verbose_name_plural": "表格导入",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="ImportJob",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.CharField(
                        choices=[("read", "读取"), ("commit", "导入"), ("undo", "撤销")],
                        max_length=10,
                        verbose_name="事项",
                    ),
                ),
                ("options", models.JSONField(default=dict, verbose_name="选项")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("system_admin", "系统管理员"),
                            ("security_auditor", "安全审计员"),
                            ("city_officer", "市局业务员"),
                            ("city_leader", "市局领导"),
                            ("county_officer", "县局业务员"),
                            ("county_finance", "县财政协作员"),
                            ("county_personnel", "县人社协作员"),
                            ("station_clerk", "民政所填报员"),
                            ("township_assessor", "乡镇政府考核员"),
                            ("village_specialist", "村级专干"),
                        ],
                        max_length=40,
                        verbose_name="以何角色",
                    ),
                ),
                ("address", models.GenericIPAddressField(null=True, verbose_name="来源地址")),
                ("requested_at", models.DateTimeField(auto_now_add=True, verbose_name="发起时间")),
                ("started_at", models.DateTimeField(null=True, verbose_name="开始时间")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="结束时间")),
                ("message", models.TextField(blank=True, verbose_name="结果")),
                ("notes", models.JSONField(default=list, verbose_name="说明")),
                ("failed", models.BooleanField(default=False, verbose_name="未完成")),
                ("retryable", models.BooleanField(default=False, verbose_name="可重试")),
            ],
            options={
                "verbose_name": "表格导入任务",
                "verbose_name_plural": "表格导入任务",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="在工作表里的行号，从1数起", verbose_name="行号")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "新增"),
                            ("changed", "变更"),
                            ("same", "无变化"),
                            ("error", "错误"),
                            ("ask", "需确认"),
                            ("skipped", "不导入"),
                            ("ignored", "已略过"),
                        ],
                        max_length=10,
                        verbose_name="处理",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        blank=True,
                        help_text="同一份文件里可能是同一条记录的各行相同",
                        max_length=24,
                        verbose_name="同一记录标记",
                    ),
                ),
                ("cells", models.JSONField(default=dict, verbose_name="原文")),
                ("values", models.JSONField(default=dict, verbose_name="识别结果")),
                ("changes", models.JSONField(default=dict, verbose_name="变更")),
                ("issues", models.JSONField(default=list, verbose_name="问题")),
                (
                    "subject",
                    models.BigIntegerField(
                        help_text="是哪一种记录由表格类别决定", null=True, verbose_name="所指的记录"
                    ),
                ),
                ("written", models.JSONField(default=dict, verbose_name="写入记录")),
            ],
            options={
                "verbose_name": "表格行",
                "verbose_name_plural": "表格行",
                "ordering": ["batch", "number"],
            },
        ),
        migrations.CreateModel(
            name="TableLayout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40, verbose_name="表格类别")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="版式")),
                ("decisions", models.JSONField(default=dict, verbose_name="决定")),
                ("used_at", models.DateTimeField(auto_now=True, verbose_name="最近使用")),
            ],
            options={
                "verbose_name": "表格版式",
                "verbose_name_plural": "表格版式",
                "ordering": ["-used_at"],
            },
        ),
        migrations.AddField(
            model_name="importbatch",
            name="committed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="提交人",
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="division",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="import_batches",
                to="offices.division",
                verbose_name="导入到",
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="import_batches",
                to=settings.AUTH_USER_MODEL,
                verbose_name="导入人",
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="scope",
            field=models.ForeignKey(
                editable=False,
                help_text="预览里说到的记录都在这个单位之内；管不到它的人看不到这次导入",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="offices.division",
                verbose_name="上传人的管辖单位",
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="touched_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="最近处理人",
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="undone_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="撤销人",
            ),
        ),
        migrations.AddField(
            model_name="importjob",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="jobs",
                to="intake.importbatch",
                verbose_name="批次",
            ),
        ),
        migrations.AddField(
            model_name="importjob",
            name="division",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="offices.division",
                verbose_name="以何单位",
            ),
        ),
        migrations.AddField(
            model_name="importjob",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="发起人",
            ),
        ),
        migrations.AddField(
            model_name="importrow",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="intake.importbatch",
                verbose_name="批次",
            ),
        ),
        migrations.AddField(
            model_name="tablelayout",
            name="division",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="table_layouts",
                to="offices.division",
                verbose_name="单位",
            ),
        ),
        migrations.AddField(
            model_name="tablelayout",
            name="used_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="使用人",
            ),
        ),
        migrations.AddConstraint(
            model_name="importjob",
            constraint=models.UniqueConstraint(
                condition=models.Q(("finished_at", None)), fields=("batch",), name="one_open_job_of_a_batch"
            ),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["batch", "outcome", "number"], name="row_by_outcome"),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["batch", "key"], name="row_by_record"),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.UniqueConstraint(fields=("batch", "number"), name="one_row_per_line"),
        ),
        migrations.AddConstraint(
            model_name="tablelayout",
            constraint=models.UniqueConstraint(
                fields=("division", "kind", "fingerprint", "used_by"), name="one_layout_of_its_look"
            ),
        ),
    ]
