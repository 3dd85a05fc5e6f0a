"""Two kinds of document of one name cannot be told apart where a document's kinds are chosen."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0006_kinds_told_apart"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="documentkind",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                fields=("label",),
                name="one_kind_per_label",
                violation_error_message="已有同名的文件种类，请直接使用那一种，或换一个名称。",
            ),
        ),
    ]
