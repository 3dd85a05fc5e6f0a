"""Earlier imports: the widest unit above the one imported to at which the uploader may import today."""

from typing import Any

from django.db import migrations

_IMPORTERS = ("county_officer", "station_clerk")


def fill(apps: Any, schema_editor: Any) -> None:
    """Without such a grant it is the unit imported to itself."""
    grants: dict[int, list[tuple[str, int]]] = {}
    given = apps.get_model("offices", "DivisionGrant").objects.filter(permission__codename__in=_IMPORTERS)
    for user, path, unit in given.order_by("content_object__depth").values_list(
        "user_id", "content_object__path", "content_object_id"
    ):
        grants.setdefault(user, []).append((path, unit))
    for batch in apps.get_model("staffing", "ImportBatch").objects.filter(scope=None).select_related("division"):
        held = grants.get(batch.owner_id, ())
        batch.scope_id = next((unit for path, unit in held if batch.division.path.startswith(path)), batch.division_id)
        batch.save(update_fields=["scope"])


class Migration(migrations.Migration):
    dependencies = [("staffing", "0007_whose_eyes_an_import_has")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
