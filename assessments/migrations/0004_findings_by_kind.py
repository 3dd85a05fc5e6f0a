from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_kinds_of_standards")]

    operations = [
        migrations.RemoveConstraint(model_name="finding", name="one_finding_per_subject"),
        migrations.RemoveConstraint(model_name="rollup", name="one_rollup_per_standard"),
        migrations.RemoveField(model_name="standard", name="subject_kind"),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                fields=("standard", "subject_kind", "subject_id"), name="one_finding_per_subject"
            ),
        ),
        migrations.AddConstraint(
            model_name="rollup",
            constraint=models.UniqueConstraint(
                fields=("division", "standard", "subject_kind"), name="one_rollup_per_standard"
            ),
        ),
    ]
