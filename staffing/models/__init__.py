"""People, their dated posts, and the roster files from which they came."""

from staffing.models.imports import ImportBatch, ImportRow, RosterLayout
from staffing.models.jobs import ImportJob
from staffing.models.people import Appointment, Person

__all__ = ["Appointment", "ImportBatch", "ImportJob", "ImportRow", "Person", "RosterLayout"]
