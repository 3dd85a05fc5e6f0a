"""Kinds of document of one name are told apart, so that the next migration can ask for it."""

from typing import Any

from django.db import migrations


def tell_apart(apps: Any, schema_editor: Any) -> None:
    """Of kinds in use that share a name, all but the first get their code behind it; none is lost or merged."""
    taken: set[str] = set()
    for kind in apps.get_model("offices", "DocumentKind").objects.filter(voided_at__isnull=True).order_by("pk"):
        if kind.label in taken:
            mark = f"({kind.code})"
            kind.label = f"{kind.label[: 60 - len(mark)]}{mark}"
            kind.save(update_fields=["label"])
        taken.add(kind.label)


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0005_exemplars"),
    ]

    operations = [
        migrations.RunPython(tell_apart, migrations.RunPython.noop),
    ]
