"""What the tables of lists ask of their rows."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def tick(row: Any) -> str:
    """What ticking a row chooses for a bulk change: the record itself, as long as it is not voided.

    Rows that stand for something else – a unit with the gap where it has no record – say so in ``tick_pk``: the keys of
    the records, with commas between several; empty for none.
    """
    if hasattr(row, "tick_pk"):
        return str(row.tick_pk)
    return "" if getattr(row, "is_void", False) else str(getattr(row, "pk", ""))
