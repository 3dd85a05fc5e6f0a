"""Which kind of post a form is about: its own address, so that going back and bookmarks work."""

from typing import Any

from jian_minzheng.core.access import identity_of
from jian_minzheng.core.acting import Identity, PortalRequest
from offices.models.divisions import Level
from staffing.vocabulary import Kind


def kinds_for(identity: Identity) -> list[Kind]:
    """Kinds whose units can lie in the scope: a township has no bureau staff."""
    return [kind for kind in Kind if kind != Kind.BUREAU_STAFF or identity.level != Level.TOWNSHIP]


def asked_kind(request: PortalRequest, default: str = Kind.STATION_STAFF) -> str:
    """The kind in the address when it is one of the possible ones, else ``default``."""
    asked = request.GET.get("kind", "")
    return asked if asked in kinds_for(identity_of(request)) else default


def kind_tabs(request: PortalRequest, current: str) -> list[dict[str, Any]]:
    """Tabs over a form: ``{kind, label, active}``."""
    kinds = kinds_for(identity_of(request))
    return [{"kind": kind.value, "label": kind.label, "active": kind == current} for kind in kinds]
