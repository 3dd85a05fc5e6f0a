from django.db import migrations, models


def forget(apps, schema_editor):
    """What stands there is the day on which somebody judged; the day that the facts say is found out anew."""
    apps.get_model("assessments", "Finding").objects.update(since=None)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0005_definitions")]

    operations = [
        migrations.AlterField(model_name="finding", name="since", field=models.DateField(null=True, verbose_name="自")),
        migrations.AddField(
            model_name="finding", name="turn", field=models.PositiveIntegerField(default=0, verbose_name="推算次数")
        ),
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
