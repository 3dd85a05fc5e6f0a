"""Changes of the division tree as the administrator enters them."""

import datetime
from typing import Any

from django.urls import reverse

from jian_minzheng.core.acting import Acting
from offices.identity import acting_as
from tests.base import World

DAY = datetime.date(2026, 3, 1)
EVE = datetime.date(2026, 2, 28)
SAID: dict[str, Any] = {"on": DAY, "source": "赣府字〔2026〕1号"}


def admin_of(world: World) -> Acting:
    """系统管理员, who keeps the tree."""
    return acting_as(world.users["sysadmin"])


def page_of(unit: Any, change: str = "") -> str:
    """The address of a unit's changes, or of one of them."""
    if change:
        return reverse("offices:division_change", args=[unit.pk, change])
    return reverse("offices:division_changes", args=[unit.pk])


def enter(world: World, unit: str, change: str, **values: Any) -> Any:
    """Send a change of a unit, confirmed; names of units stand for their keys. Returns the page that follows."""
    named = {
        key: world[value].pk if value in world.divisions and key != "name" else value for key, value in values.items()
    }
    sent = {"on": "2026-03-01", "source": SAID["source"], "confirmed": "1", **named}
    return world.client("sysadmin").post(page_of(world[unit], change), sent, follow=True)
