"""The steps of an import as its pages take them."""

from django.urls import reverse

from intake.models import ImportBatch


def upload(client, path, division, kind="station_staff"):
    """Step 1: the file for a unit; returns what was made of it."""
    with path.open("rb") as content:
        sent = {"kind": kind, "division": division.pk, "file": content}
        client.post(reverse("intake:new"), sent)
    return ImportBatch.objects.latest("pk")


def read_as(batch, *, first=1, last=1, **fields):
    """Step 2: where the head is, and as what each column is read; ``at_3`` for the third."""
    told = {
        f"column-{column['index']}": fields.get(f"at_{column['index']}", column["field"] or "")
        for column in batch.columns["list"]
    }
    return {"header_first": first, "header_last": last, **told}
