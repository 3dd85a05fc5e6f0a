"""The kinds of activities that come with the project."""

from offices.kinds import Dictionary, Report, dictionary_load
from offices.models import ActivityKind

KINDS = Dictionary(ActivityKind, "activity_kinds.csv", "load_activity_kinds")


def kinds_load() -> Report:
    """Errors as for ``dictionary_load``."""
    return dictionary_load(KINDS)
