"""What every page shows: who acts, what the menu holds, whether the data are invented."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from offices.menu import menu_for


def portal(request: HttpRequest) -> dict[str, Any]:
    """Template variables of the frame around every page."""
    identity = getattr(request, "identity", None)
    return {
        "SITE_NAME": settings.SITE_NAME,
        "DEMO": settings.DEMO,
        "identity": identity,
        "identities": getattr(request, "identities", []),
        "menu": menu_for(identity, request.path) if identity else [],
    }
