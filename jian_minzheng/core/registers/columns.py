"""Columns, stated once: they serve the table, the column chooser, the sorting and the export."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Model, TextChoices, TextField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.editing.values import human_text
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.naming import named


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``value(row)`` is what the export writes, ``show(row)`` what the page shows if that differs.

    Dates and numbers are given as such, never as text: the export writes them so. ``order`` are the expressions to sort
    by; without any the column does not sort. ``text``: the first of them is a text of people's own, by which rows whose
    numbers are masked do not sort. ``optional`` columns can be hidden, ``hidden`` ones are so at first;
    ``always_exported`` ones stand in every export, hidden or not. ``needs`` is the capability without which the column
    does not exist; ``css`` classes its cells. Personal numbers in texts are masked, except where ``whole`` says that
    the column is made for numbers that are nobody's own, such as the telephones of offices.
    """

    key: str
    label: str
    value: Callable[[Any], Any]
    show: Callable[[Any], Any] | None = None
    order: tuple[str, ...] = ()
    text: bool = False
    number: bool = False
    optional: bool = True
    hidden: bool = False
    always_exported: bool = False
    needs: TextChoices | None = None
    whole: bool = False
    css: str = ""
    frame: tuple[str, str] = field(init=False, repr=False, compare=False)
    """Markup before and after each of its cells, made once: a page draws hundreds."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "frame", self._frame())

    def _frame(self) -> tuple[str, str]:
        """What names the row is its head; on a telephone every other cell says what it is."""
        classes = " ".join(
            filter(None, ["" if self.optional else "fw-normal", "number" if self.number else "", self.css])
        )
        drawn = format_html(' class="{}"', classes) if classes else ""
        if not self.optional:
            return format_html('<th scope="row"{}>', drawn), mark_safe("</th>")
        return format_html('<td data-label="{}"{}>', self.label, drawn), mark_safe("</td>")

    def cell(self, row: Any) -> Any:
        if self.show:
            return self.show(row)
        return self.exported(row) if self.whole else human_text(self.value(row))

    def exported(self, row: Any) -> Any:
        """What the export writes."""
        value = self.value(row)
        return mask_text(value) if isinstance(value, str) and not self.whole else value


def linked(url: str, text: Any) -> SafeString:
    """The name of a record that leads to its page, personal numbers in it masked like those of any other cell."""
    return format_html('<a href="{}">{}</a>', url, mask_text(str(text)))


def link_column(name: str, label: str) -> Column:
    """The column that names a record and leads to its page (``row_url``); it cannot be hidden."""
    return Column(
        name,
        label,
        lambda row: getattr(row, name),
        show=lambda row: linked(row.row_url, getattr(row, name)),
        order=(name,),
        text=True,
        optional=False,
    )


def field_columns(model: type[Model], *names: str, hidden: bool = False) -> list[Column]:
    """Columns of a model's own fields, headed as the form heads them; long texts and relations do not sort."""
    return [_field_column(model._meta.get_field(name), name, hidden=hidden) for name in names]


def _field_column(stored: Any, name: str, *, hidden: bool) -> Column:
    def value(row: Any) -> Any:
        if stored.choices:
            return getattr(row, f"get_{name}_display")()
        found = getattr(row, name)
        return named(stored.model, row, name, found) if isinstance(found, Model) else found

    order = () if stored.is_relation or isinstance(stored, TextField) else (name,)
    number = stored.get_internal_type().endswith(("IntegerField", "DecimalField")) and not stored.choices
    text = isinstance(stored, CharField) and not stored.choices
    return Column(name, str(stored.verbose_name), value, order=order, text=text, number=number, hidden=hidden)


class Head:
    """Head of a column: its label, how it is sorted now, and what a click would sort by."""

    def __init__(self, column: Column, sort: str) -> None:
        self.column, self.label, self.number = column, column.label, column.number
        self.sortable = bool(column.order)
        self.direction = {column.key: "ascending", f"-{column.key}": "descending"}.get(sort, "")
        self.next_sort = f"-{column.key}" if self.direction == "ascending" else column.key


def columns_for(identity: Identity, columns: Sequence[Column]) -> list[Column]:
    """Those that exist for this identity."""
    return [column for column in columns if column.needs is None or identity.can(column.needs)]
