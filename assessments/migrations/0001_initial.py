import django.db.models.deletion
import simple_history.models
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
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "subject_kind",
                    models.CharField(
                        choices=[
                            ("county", "县(市、区)"),
                            ("township", "乡镇(街道)"),
                            ("station", "民政所"),
                            ("hall", "服务大厅或城市社区"),
                            ("village", "村(居)"),
                            ("nursing_home", "农村敬老院"),
                        ],
                        max_length=20,
                        verbose_name="对象类别",
                    ),
                ),
                ("subject_id", models.BigIntegerField(verbose_name="对象编号")),
                ("subject_label", models.CharField(max_length=80, verbose_name="对象")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("met", "达标"),
                            ("unmet", "未达标"),
                            ("unknown", "数据缺失"),
                            ("not_applicable", "不适用"),
                        ],
                        db_index=True,
                        max_length=16,
                        verbose_name="结果",
                    ),
                ),
                ("measured", models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name="实际")),
                ("required", models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name="要求")),
                ("gap", models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name="缺口")),
                ("unit", models.CharField(blank=True, max_length=10, verbose_name="单位")),
                ("reason", models.CharField(max_length=300, verbose_name="说明")),
                ("explanation", models.JSONField(default=dict, verbose_name="依据")),
                ("since", models.DateField(verbose_name="自")),
                ("judged_on", models.DateField(verbose_name="核查日期")),
            ],
            options={
                "verbose_name": "核查结果",
                "verbose_name_plural": "核查结果",
                "ordering": ["division__path", "standard__order"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalParameter",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("key", models.CharField(db_index=True, max_length=60, verbose_name="参数")),
                ("label", models.CharField(max_length=80, verbose_name="名称")),
                ("value", models.JSONField(verbose_name="取值")),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="单位")),
                ("valid_from", models.DateField(verbose_name="自")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="至")),
                ("source", models.CharField(max_length=200, verbose_name="依据文件")),
                ("clause", models.CharField(blank=True, max_length=40, verbose_name="条款")),
                (
                    "confidence",
                    models.CharField(
                        choices=[("high", "高"), ("medium", "中"), ("low", "低")],
                        default="high",
                        max_length=8,
                        verbose_name="可信度",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical 参数",
                "verbose_name_plural": "historical 参数",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Parameter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(db_index=True, max_length=60, verbose_name="参数")),
                ("label", models.CharField(max_length=80, verbose_name="名称")),
                ("value", models.JSONField(verbose_name="取值")),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="单位")),
                ("valid_from", models.DateField(verbose_name="自")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="至")),
                ("source", models.CharField(max_length=200, verbose_name="依据文件")),
                ("clause", models.CharField(blank=True, max_length=40, verbose_name="条款")),
                (
                    "confidence",
                    models.CharField(
                        choices=[("high", "高"), ("medium", "中"), ("low", "低")],
                        default="high",
                        max_length=8,
                        verbose_name="可信度",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
            ],
            options={
                "verbose_name": "参数",
                "verbose_name_plural": "参数",
                "ordering": ["key", "county__path", "-valid_from"],
            },
        ),
        migrations.CreateModel(
            name="RollUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("met", models.PositiveIntegerField(default=0, verbose_name="达标")),
                ("unmet", models.PositiveIntegerField(default=0, verbose_name="未达标")),
                ("unknown", models.PositiveIntegerField(default=0, verbose_name="数据缺失")),
                ("not_applicable", models.PositiveIntegerField(default=0, verbose_name="不适用")),
                ("gap", models.DecimalField(decimal_places=2, default=0, max_digits=16, verbose_name="缺口合计")),
            ],
            options={
                "verbose_name": "汇总",
                "verbose_name_plural": "汇总",
            },
        ),
        migrations.CreateModel(
            name="Standard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="编号")),
                ("clause", models.CharField(db_index=True, max_length=20, verbose_name="条款")),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                ("requirement", models.CharField(max_length=200, verbose_name="要求")),
                (
                    "subject_kind",
                    models.CharField(
                        choices=[
                            ("county", "县(市、区)"),
                            ("township", "乡镇(街道)"),
                            ("station", "民政所"),
                            ("hall", "服务大厅或城市社区"),
                            ("village", "村(居)"),
                            ("nursing_home", "农村敬老院"),
                        ],
                        max_length=20,
                        verbose_name="考察对象",
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[("computed", "系统计算"), ("evidenced", "凭据"), ("returned", "报表")],
                        max_length=12,
                        verbose_name="方式",
                    ),
                ),
                ("mechanism", models.CharField(max_length=40, verbose_name="所属机制")),
                ("unit", models.CharField(blank=True, max_length=10, verbose_name="单位")),
                ("parameter_keys", models.JSONField(blank=True, default=list, verbose_name="所用参数")),
                ("order", models.PositiveSmallIntegerField(unique=True, verbose_name="次序")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
            ],
            options={
                "verbose_name": "标准",
                "verbose_name_plural": "标准",
                "ordering": ["order"],
            },
        ),
        migrations.AddField(
            model_name="finding",
            name="division",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="findings",
                to="offices.division",
                verbose_name="单位",
            ),
        ),
        migrations.AddField(
            model_name="historicalparameter",
            name="county",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="offices.division",
                verbose_name="适用县(市、区)",
            ),
        ),
        migrations.AddField(
            model_name="historicalparameter",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="parameter",
            name="county",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parameter_overrides",
                to="offices.division",
                verbose_name="适用县(市、区)",
            ),
        ),
        migrations.AddField(
            model_name="rollup",
            name="division",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rollups",
                to="offices.division",
                verbose_name="单位",
            ),
        ),
        migrations.AddField(
            model_name="rollup",
            name="standard",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rollups",
                to="assessments.standard",
                verbose_name="标准",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="standard",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="assessments.standard",
                verbose_name="标准",
            ),
        ),
        migrations.AddConstraint(
            model_name="parameter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="parameter_dates_in_order",
                violation_error_message="“至”不能早于“自”。",
            ),
        ),
        migrations.AddConstraint(
            model_name="parameter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("county__isnull", True)),
                fields=("key", "valid_from"),
                name="one_parameter_per_day",
                violation_error_message="同一参数在同一天已有取值。",
            ),
        ),
        migrations.AddConstraint(
            model_name="parameter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("county__isnull", False)),
                fields=("key", "county", "valid_from"),
                name="one_override_per_day",
                violation_error_message="该县(市、区)的同一参数在同一天已有取值。",
            ),
        ),
        migrations.AddConstraint(
            model_name="rollup",
            constraint=models.UniqueConstraint(fields=("division", "standard"), name="one_rollup_per_standard"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["standard", "outcome"], name="assessments_standar_cc7929_idx"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(fields=("standard", "subject_id"), name="one_finding_per_subject"),
        ),
    ]
