"""Which kind of post a form is about: its own address, so that going back and bookmarks work."""

from typing import Any

from django.http import HttpRequest

from offices.access import acting
from offices.identity import Identity
from offices.models.divisions import Level
from staffing.vocabulary import Kind


def kinds_for(identity: Identity) -> list[Kind]:
    """Kinds whose units can lie in the scope: a township has no bureau staff."""
    return [kind for kind in Kind if kind != Kind.BUREAU_STAFF or identity.level != Level.TOWNSHIP]


def asked_kind(request: HttpRequest, default: str = Kind.STATION_STAFF) -> str:
    """The kind in the address when it is one of the possible ones, else ``default``."""
    asked = request.GET.get("kind", "")
    return asked if asked in kinds_for(acting(request)) else default


def kind_tabs(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    """Tabs over a form: ``{kind, label, active}``."""
    kinds = kinds_for(acting(request))
    return [{"kind": kind.value, "label": kind.label, "active": kind == current} for kind in kinds]
