"""What the tables of lists ask of their rows and cells."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from jian_minzheng.core.registers.columns import Column
from jian_minzheng.core.registers.listing import RowAction

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


@register.simple_tag
def drawn(cells: Iterable[tuple[Column, Any]]) -> SafeString:
    """The cells of a row, each in its column's frame; written here because a list has hundreds of them."""
    return SafeString(
        "".join(f"{column.frame[0]}{conditional_escape(cell)}{column.frame[1]}" for column, cell in cells)
    )


@register.simple_tag
def row_actions(actions: Iterable[RowAction], what: Any) -> SafeString:
    """Links to what may be done with a row; read aloud they say with what."""
    hidden = format_html('<span class="visually-hidden">{}</span>', what)
    return format_html_join(" ", '<a href="{}">{}{}</a>', ((one.url, one.label, hidden) for one in actions))
