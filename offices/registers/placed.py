"""The usual register: records that belong to a unit (``division``), kept by the usual rule, live until they are voided.

A declaration gives what is its own; one that differs in more than a word or two declares a ``Register`` itself.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.registers.columns import Column
from jian_minzheng.core.registers.declaration import REGISTRY, Register
from jian_minzheng.core.registers.filters import Rows, void_filter
from jian_minzheng.core.registers.keeping import KeptAt
from jian_minzheng.core.registers.listing import Listing, Load
from offices.listing.filters import KeptFilter, PlacedFilter, county_filter
from offices.models import Division
from offices.models.divisions import Level
from offices.places import Places, full_name
from offices.roles import Capability
from offices.unit_fields import UnitField

KEPT_AT: KeptAt = {
    Level.CITY: Capability.KEEP_CITY,
    Level.COUNTY: Capability.EDIT_OFFICES,
    Level.TOWNSHIP: Capability.EDIT_OFFICES,
    Level.VILLAGE: Capability.EDIT_OFFICES,
}
"""The usual rule: every level keeps its own; the city's own take a capability of their own."""


class UsualFilter(PlacedFilter):
    """Words, county, 有效 or 已作废; a subclass adds what else there is to narrow by."""

    county = county_filter("division__path")
    kept = KeptFilter(KEPT_AT, "division__level")
    state = void_filter()


def unit_column(label: str = "单位") -> Column:
    """The unit with those above it."""
    return Column("unit", label, lambda row: row.unit_name, order=("division__path",))


def usual_register(
    *,
    model: type[Model],
    name: str,
    slug: str,
    title: str,
    columns: Sequence[Column],
    filters: type[PlacedFilter],
    order: tuple[str, ...],
    shown: tuple[str, ...] = (),
    several: tuple[str, ...] = (),
    rows: Rows | None = None,
    listed: Callable[[Any], Any] = lambda rows: rows,
    app: str = "offices",
    **particulars: Any,
) -> Register:
    """Declare a register that does as usual what ``particulars``, attributes of ``Register``, do not say otherwise.

    Args:
        order: of the list.
        shown: foreign keys that the columns draw, besides the unit.
        several: many-to-many fields that they draw.
        rows: what the list begins with, where that is other than the live records, or the voided ones if asked for.
        listed: annotates the list's rows with what its columns draw besides.
    """
    listing = Listing(
        name=slug,
        title=title,
        rows=rows or _rows(model, ("division", *shown), several, listed),
        columns=columns,
        filters=filters,
        order=order,
        load=_load(f"{app}:{name}_detail"),
    )
    usual = {"view": Capability.VIEW_OFFICES, "kept_at": KEPT_AT, "units": real_units, "picker": UnitField}
    said: dict[str, Any] = {**usual, "unit_path": full_name, "related": shown, **particulars}
    return REGISTRY.add(Register(model=model, name=name, slug=slug, app=app, title=title, listing=listing, **said))


def real_units(identity: Identity) -> Any:
    """The units of today within the scope, without those that exist for statistics only."""
    return Division.objects.visible_to(identity).on(timezone.localdate()).real()


def _rows(model: Any, related: tuple[str, ...], several: tuple[str, ...], listed: Callable[[Any], Any]) -> Rows:
    def rows(identity: Identity, values: Mapping[str, Any]) -> Any:
        found = listed(model.objects.visible_to(identity).select_related(*related).prefetch_related(*several))
        return found.filter(voided_at__isnull=values.get("state") != "void")

    return rows


def _load(page: str) -> Load:
    """Attach the address of the record's page and the full name of its unit."""

    def load(identity: Identity, rows: list[Any], values: Mapping[str, Any]) -> None:
        places = Places.of(row.division for row in rows)
        for row in rows:
            row.unit_name, row.row_url = places.full_name(row.division), reverse(page, args=[row.pk])

    return load
