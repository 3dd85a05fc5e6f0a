"""Tables on their way in: files, their rows, remembered layouts, and long work on them."""

from intake.models.batches import ImportBatch, ImportRow, TableLayout
from intake.models.jobs import ImportJob

__all__ = ["ImportBatch", "ImportJob", "ImportRow", "TableLayout"]
