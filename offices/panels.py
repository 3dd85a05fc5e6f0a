"""Sections that upper apps add to the page of a station or division, without ``offices`` knowing them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import TextChoices

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.registers.declaration import REGISTRY, Register
from offices.models import Division, NursingHome
from offices.roles import Capability


@dataclass(frozen=True, slots=True)
class Panel:
    """One section of 一所一档.

    ``build(identity, division)`` returns the context of ``template``; ``division`` is the township of the station, or
    the division whose page it is, already authorised. ``levels`` says on which levels' pages the panel stands.
    """

    slug: str
    title: str
    order: int
    needs: TextChoices
    levels: frozenset[str]
    template: str
    build: Callable[[Identity, Division], dict[str, Any]]


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Add a panel; called once, from the ``ready`` of the app that owns it."""
    _panels[panel.slug] = panel


def panels_for(identity: Identity, division: Division) -> list[dict[str, Any]]:
    """Panels the acting role may see for this division, each as ``{slug, title, template, …its own context}``."""
    known = [*_panels.values(), *register_panels()]
    shown = [p for p in known if identity.can(p.needs) and division.level in p.levels]
    return [
        {"slug": p.slug, "title": p.title, "template": p.template, **p.build(identity, division)}
        for p in sorted(shown, key=lambda p: p.order)
    ]


def register_panels() -> list[Panel]:
    """A panel for every register that asks for one: the unit's newest records."""
    return [
        Panel(
            slug=register.name,
            title=register.title,
            order=70 + register.menu,
            needs=register.view,
            levels=register.panel_levels,
            template="core/registers/panel_later.html",
            build=partial(_records_at, register),
        )
        for register in REGISTRY.all()
        if register.panel_levels
    ]


def _records_at(register: Register, identity: Identity, division: Division) -> dict[str, Any]:
    """Fetched by the page once it stands: a page must not grow heavier with every register."""
    return {"url": register.url("at", division.pk)}


@dataclass(frozen=True, slots=True)
class HomePanel:
    """One section of a nursing home's page.

    ``build(identity, home)`` returns the context of ``template``; the home is already authorised.
    """

    slug: str
    title: str
    order: int
    needs: Capability
    template: str
    build: Callable[[Identity, NursingHome], dict[str, Any]]


_home_panels: dict[str, HomePanel] = {}


def register_home(panel: HomePanel) -> None:
    """Add a panel to the pages of nursing homes; called once, from the ``ready`` of the app that owns it."""
    _home_panels[panel.slug] = panel


def home_panels(identity: Identity, home: NursingHome) -> list[dict[str, Any]]:
    """Panels the acting role may see for this home, each as ``{slug, title, template, …its own context}``."""
    shown = sorted((p for p in _home_panels.values() if identity.can(p.needs)), key=lambda p: p.order)
    return [{"slug": p.slug, "title": p.title, "template": p.template, **p.build(identity, home)} for p in shown]
