"""What the matrix reads out of the code: names of URLs, the views behind them, what these ask for and which methods
they take. ``test_extracting`` tries it on views that are known to be right and known to be wrong.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from types import CodeType, FunctionType, ModuleType
from typing import Any

from django.urls import Resolver404, URLPattern, URLResolver, resolve

from tests.portal import APPS

ASKS = frozenset({"require", "actor_of", "identity_of", "keeper"})
"""Functions through which a view asks who acts."""
SCOPES = frozenset({"visible_to", "fetch_or_404", "require_visible", "kept_by"})
"""Methods that narrow rows to what an identity sees."""
PORTAL = tuple(f"{app}." for app in (*APPS, "tests"))


def patterns(found: Iterable[Any], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """All URLs with their full names, ``namespace:name``; a nameless one shows as its route."""
    for pattern in found:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern):
            yield prefix + (pattern.name or str(pattern.pattern)), pattern


def unlisted(found: Iterable[Any], rows: Iterable[str]) -> list[str]:
    """Names of URLs for which no row stands."""
    return sorted({name for name, _ in patterns(found)} - set(rows))


def layers(view: Any) -> Iterator[Any]:
    """A view and what its decorators wrap, from the outside in."""
    while view is not None:
        yield view
        view = getattr(view, "__wrapped__", None)


def methods_of(view: Any) -> frozenset[str] | None:
    """Methods that a view says it takes; ``None`` where it does not say."""
    if hasattr(view, "view_class"):
        kind = view.view_class
        return frozenset(name.upper() for name in kind.http_method_names if hasattr(kind, name)) - {"OPTIONS"}
    for layer in layers(view):
        stated = inspect.getclosurevars(layer).nonlocals.get("request_method_list")
        if stated is not None:
            return frozenset(stated)
    return None


def capability_of(view: Any) -> Any:
    """What ``@needs`` asks for; ``None`` for a view without it."""
    return getattr(view, "needs", None)


def faults_of(view: Any) -> list[str]:
    """What a view that takes the key of a record leaves out: to ask who acts, to narrow to what that identity sees."""
    inner = list(layers(view))[-1]
    used = names_used(inner)
    faults = []
    if capability_of(view) is None and not used & ASKS:
        faults.append("asks for no capability")
    keyed = any(name.endswith("pk") for name in inspect.signature(inner).parameters)
    if keyed and not used & SCOPES:
        faults.append("fetches without scope")
    return faults


def names_used(function: Callable[..., Any]) -> set[str]:
    """Names that a function uses, and those that the portal's functions which it calls use in their turn."""
    found: set[str] = set()
    waiting, seen = [inspect.unwrap(function)], set()
    while waiting:
        current = waiting.pop()
        if current in seen or not isinstance(current, FunctionType):
            continue
        seen.add(current)
        names = {name for code in codes(current.__code__) for name in code.co_names}
        found |= names
        waiting += [inspect.unwrap(called) for called in _called(current, names)]
    return found


def codes(code: CodeType) -> Iterator[CodeType]:
    """A piece of code and those written inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


def _called(function: FunctionType, names: set[str]) -> Iterator[FunctionType]:
    known = [function.__globals__.get(name) for name in names]
    for module in [one for one in known if isinstance(one, ModuleType)]:
        known += [getattr(module, name, None) for name in names]
    for one in known:
        if isinstance(one, FunctionType) and (one.__module__ or "").startswith(PORTAL):
            yield one


class _Addresses(HTMLParser):
    """Every address that a page leads to."""

    WHERE = frozenset({"href", "action", "src", "formaction", "hx-get", "hx-post", "data-url", "data-href"})

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found |= {value for name, value in attrs if name in self.WHERE and value}
        if tag == "form" and not given.get("action"):
            self.found.add("")


def links_of(page: str) -> set[str]:
    """Names of the portal's URLs to which a page leads."""
    parser = _Addresses()
    parser.feed(page)
    found = set()
    for address in parser.found:
        path = address.split("?")[0].split("#")[0]
        if path.startswith("/"):
            try:
                found.add(resolve(path).view_name)
            except Resolver404:
                continue
    return found


_LINK = re.compile(r'(?:href|action|hx-get|hx-post)="(/[^"?#]*)')


def ways_of(page: str) -> set[str]:
    """The same from the addresses alone, quickly: for pages by the thousand."""
    return {name for address in set(_LINK.findall(page)) if (name := _name_at(address))}


@cache
def _name_at(address: str) -> str:
    try:
        return str(resolve(address).view_name)
    except Resolver404:
        return ""
