"""The cells of the heat table: three hundred of them, so they are written in one go instead of by template nodes."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from assessments.dashboards.tables import Cell

register = template.Library()


@register.simple_tag
def heat_cells(cells: Iterable[Cell]) -> SafeString:
    """One ``<td>`` per cell: the rate, and how many are unmet, each with the way to its rows."""
    return mark_safe("".join(_cell(cell) for cell in cells))  # noqa: S308  (every part is escaped or a number)


def _cell(cell: Cell) -> str:
    tally = cell.tally
    if not tally.judged:
        return '<td class="heat-none">—</td>'
    url, title = escape(cell.url), escape(cell.title)
    told = "缺数据" if tally.band == "open" else tally.short_percent
    rate = f'<a href="{url}&amp;outcome=judged" title="{title}">{told}</a>'
    unmet = f'<a class="heat-unmet" href="{url}&amp;outcome=unmet" aria-label="未达标{tally.unmet}">{tally.unmet}</a>'
    return f'<td class="heat-{tally.band}">{rate}{unmet if tally.unmet else ""}</td>'
