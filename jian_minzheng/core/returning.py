"""Where somebody goes who leaves a form or has saved it: back to the page that sent them (``?next=``)."""

import re
from urllib.parse import quote

from django.http import HttpRequest

from jian_minzheng.core.parameters import only

_OWN = re.compile(r"/(?![/\\])[!-\[\]-~]*")
"""An address of the portal itself: a path in plain characters that no browser takes for another site."""


def way_back(request: HttpRequest, default: str) -> str:
    """The page that the address of a form names, if it is one of the portal's; else ``default``."""
    asked = only(request.GET, "next") or ""
    return asked if _OWN.fullmatch(asked) else default


def with_way_back(url: str, back: str) -> str:
    """The address of a form that leads back there; what is marked (``#``) stays at its end."""
    if not back:
        return url
    address, mark, field = url.partition("#")
    return f"{address}{'&' if '?' in address else '?'}next={quote(back, safe='/')}{mark}{field}"
