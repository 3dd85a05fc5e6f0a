from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="standard",
            name="subject_kinds",
            field=models.JSONField(default=list, verbose_name="考察对象"),
        ),
        migrations.AddField(
            model_name="standard",
            name="valid_from",
            field=models.DateField(blank=True, null=True, verbose_name="启用日期"),
        ),
        migrations.AddField(
            model_name="finding",
            name="due_on",
            field=models.DateField(null=True, verbose_name="期限"),
        ),
        migrations.AddField(
            model_name="finding",
            name="parts",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="组成项数"),
        ),
        migrations.AddField(
            model_name="rollup",
            name="not_due",
            field=models.PositiveIntegerField(default=0, verbose_name="未到期"),
        ),
        migrations.AddField(
            model_name="rollup",
            name="subject_kind",
            field=models.CharField(
                choices=[
                    ("city", "设区市"),
                    ("county", "县(市、区)"),
                    ("township", "乡镇(街道)"),
                    ("station", "民政所"),
                    ("hall", "服务大厅或城市社区"),
                    ("village", "村(居)"),
                    ("nursing_home", "农村敬老院"),
                ],
                default="",
                max_length=20,
                verbose_name="对象类别",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="finding",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("met", "达标"),
                    ("unmet", "未达标"),
                    ("not_due", "未到期"),
                    ("unknown", "数据缺失"),
                    ("not_applicable", "不适用"),
                ],
                db_index=True,
                max_length=16,
                verbose_name="结果",
            ),
        ),
        migrations.AlterField(
            model_name="finding",
            name="subject_kind",
            field=models.CharField(
                choices=[
                    ("city", "设区市"),
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
    ]
