"""The kinds of documents that come with the project."""

from offices.kinds import Dictionary, Report, dictionary_load
from offices.models import DocumentKind

KINDS = Dictionary(DocumentKind, "document_kinds.csv", "load_document_kinds")


def kinds_load() -> Report:
    """Errors as for ``dictionary_load``."""
    return dictionary_load(KINDS)
