"""In which queue a job waits: small ones have a worker of their own, and do not wait behind large ones."""

from pathlib import Path

from django.conf import settings

from intake.grid.archive import unpacked_size
from intake.models import ImportBatch

SMALL = "default"
LARGE = "large"


def queue_of(batch: ImportBatch) -> str:
    """By its rows, where they have been read, and by its file as it lies unpacked."""
    if batch.summary.get("rows", 0) > settings.IMPORT_LARGE_ROWS:
        return LARGE
    packed = unpacked_size(Path(batch.file.path)) if batch.file else 0
    return LARGE if max(batch.file_size, packed) > settings.IMPORT_LARGE_BYTES else SMALL
