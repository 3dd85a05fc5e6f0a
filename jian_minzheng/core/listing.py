"""A list page in a few lines: columns stated once serve the table, the column chooser, the sorting and the export."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import FileResponse

from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.editing.values import human_text
from jian_minzheng.core.spreadsheets import xlsx_response

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``value(row)`` is what the export writes, ``show(row)`` what the page shows if that differs.

    ``order`` are the expressions to sort by; without any the column does not sort. ``optional`` columns can be hidden,
    ``hidden`` ones are so at first.
    """

    key: str
    label: str
    value: Callable[[Any], Any]
    show: Callable[[Any], Any] | None = None
    order: tuple[str, ...] = ()
    number: bool = False
    optional: bool = True
    hidden: bool = False

    def cell(self, row: Any) -> Any:
        return self.show(row) if self.show else human_text(self.value(row))


@dataclass(slots=True)
class Listing:
    """What a list page shows of a queryset for one request: chosen columns, order, page.

    ``load`` is given the rows of one page and may attach what the columns need, in a fixed handful of queries.
    ``narrowed`` are the conditions in force in the auditor's words; they go on record with an export.
    """

    request: PortalRequest
    name: str
    columns: Sequence[Column]
    rows: Any
    load: Callable[[list[Any]], None]
    default_order: tuple[str, ...]
    narrowed: Mapping[str, str] = field(default_factory=dict)

    def chosen(self) -> list[Column]:
        """Columns that the user wants to see; the choice is kept for the session."""
        wanted = self.request.GET.getlist("column")
        key = f"columns:{self.name}"
        if wanted:
            self.request.session[key] = wanted
        kept = wanted or self.request.session.get(key) or [c.key for c in self.columns if not c.hidden]
        return [column for column in self.columns if not column.optional or column.key in kept]

    def sort_key(self) -> str:
        return self.request.GET.get("sort", "")

    def ordered(self) -> Any:
        """The rows in the order that ``?sort=key`` or ``?sort=-key`` asks for; unknown keys change nothing."""
        wanted = self.sort_key()
        column = next((c for c in self.columns if c.order and c.key == wanted.lstrip("-")), None)
        if column is None:
            return self.rows.order_by(*self.default_order)
        sign = "-" if wanted.startswith("-") else ""
        return self.rows.order_by(*[f"{sign}{name}" for name in column.order], *self.default_order)

    def page(self) -> Page[Any]:
        page = Paginator(self.ordered(), PER_PAGE).get_page(self.request.GET.get("page"))
        page.object_list = list(page.object_list)
        self.load(page.object_list)
        return page

    def context(self) -> dict[str, Any]:
        """Variables of ``core/listing/*.html``."""
        columns = self.chosen()
        page = self.page()
        return {
            "columns": [_Header(column, self.sort_key()) for column in columns],
            "choices": [(column, column in columns) for column in self.columns if column.optional],
            "page_obj": page,
            "rows": [(row, [(column, column.cell(row)) for column in columns]) for row in page.object_list],
        }

    def export(self, file_name: str) -> FileResponse:
        """The whole list as filtered, sorted and with the columns chosen; on record in the audit trail."""
        columns = self.chosen()
        trail.record(
            self.request.actor,
            Action.EXPORTED,
            label=file_name,
            detail={"行数": self.rows.count(), **{word: value for word, value in self.narrowed.items() if value}},
        )
        return xlsx_response(file_name, [column.label for column in columns], self._all_cells(columns))

    def _all_cells(self, columns: list[Column]) -> Iterable[list[Any]]:
        ordered = self.ordered()
        for start in range(0, ordered.count(), 500):
            chunk = list(ordered[start : start + 500])
            self.load(chunk)
            for row in chunk:
                yield [column.value(row) for column in columns]


class _Header:
    """Head of a column: its label, how it is sorted now, and what a click would sort by."""

    def __init__(self, column: Column, sort: str) -> None:
        self.column, self.label, self.number = column, column.label, column.number
        self.sortable = bool(column.order)
        self.direction = {column.key: "ascending", f"-{column.key}": "descending"}.get(sort, "")
        self.next_sort = f"-{column.key}" if self.direction == "ascending" else column.key
