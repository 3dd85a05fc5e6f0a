"""What each standard judged so far is the only kind it judges; its counts are of that kind."""

from typing import Any

from django.db import migrations


def to_several(apps: Any, editor: Any) -> None:
    standards, rollups = apps.get_model("assessments", "Standard"), apps.get_model("assessments", "RollUp")
    for standard in standards.objects.all():
        standard.subject_kinds = [standard.subject_kind]
        standard.save(update_fields=["subject_kinds"])
        rollups.objects.filter(standard=standard).update(subject_kind=standard.subject_kind)


def to_one(apps: Any, editor: Any) -> None:
    for standard in apps.get_model("assessments", "Standard").objects.all():
        standard.subject_kind = next(iter(standard.subject_kinds), "station")
        standard.save(update_fields=["subject_kind"])


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_several_subject_kinds")]

    operations = [migrations.RunPython(to_several, to_one)]
