"""The one list of the portal: filters, sort, columns, page size, export and the way back to it, from a declaration."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.expressions import OrderBy
from django.http import FileResponse, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from jian_minzheng.core.access import identity_of
from jian_minzheng.core.acting import Acting, Identity, PortalRequest
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.masking import holds_personal_number
from jian_minzheng.core.parameters import page_number, whole_number
from jian_minzheng.core.registers.columns import Column, Head, columns_for
from jian_minzheng.core.registers.filters import ListFilter, Rows
from jian_minzheng.core.spreadsheets import xlsx_response

SIZES = (50, 20, 100, 200)
"""Rows per page on offer; the first is what a newcomer gets."""
_CHUNK = 500

Load = Callable[[Identity, list[Any], Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class RowAction:
    """Something that may be done with what a row stands for, right from the list."""

    label: str
    url: str


Actions = Callable[[Identity, Any], Sequence[RowAction]]


def _nothing_done(identity: Identity, row: Any) -> Sequence[RowAction]:
    """For lists whose rows are only opened."""
    return ()


def _nothing(identity: Identity, rows: list[Any], values: Mapping[str, Any]) -> None:
    """For lists whose rows carry all that their columns need."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What a list is made of.

    ``name`` keeps the user's choices apart from those of other lists; ``title`` heads the page and names the file of
    the export. ``load`` is given the rows of one page and may attach what the columns need, in a fixed handful of
    queries. ``columns`` may depend on the identity and on what was asked for. ``actions`` says what whoever looks may
    do with a row that was loaded, without a query: they stand at its end, and in no export.
    """

    name: str
    title: str
    rows: Rows
    columns: Sequence[Column] | Callable[[Identity], Sequence[Column]]
    order: tuple[str, ...]
    filters: type[ListFilter] = ListFilter
    load: Load = _nothing
    actions: Actions = _nothing_done
    sheet: str = "数据"

    def shown(self, request: PortalRequest, asked: QueryDict | None = None) -> "Shown":
        """The list as this request asks for it, or as ``asked`` says where a form posts what the list showed."""
        return Shown(self, identity_of(request), request.GET if asked is None else asked, request.session)

    def found(self, identity: Identity, asked: QueryDict) -> "QuerySet[Any]":
        """The rows that the list has for an identity and a query string."""
        return self.filters(asked, identity=identity, rows=self.rows).qs

    def way_back(self, session: Any) -> str:
        """Query string of the list as the user saw it last, with its question mark; empty when never."""
        kept = session.get(f"list:{self.name}", "")
        return f"?{kept}" if kept else ""


@dataclass(slots=True)
class Shown:
    """A list for one identity and one address. Choices of columns and page size are kept for the session."""

    listing: Listing
    identity: Identity
    asked: QueryDict
    session: Any
    filter: ListFilter = field(init=False)
    columns: list[Column] = field(init=False)

    def __post_init__(self) -> None:
        self.filter = self.listing.filters(self.asked, identity=self.identity, rows=self.listing.rows)
        self.columns = self._chosen()

    @property
    def readable(self) -> bool:
        return self.filter.readable

    @property
    def available(self) -> list[Column]:
        stated = self.listing.columns
        return columns_for(self.identity, stated(self.identity) if callable(stated) else stated)

    def rows(self) -> "QuerySet[Any]":
        """All matching rows in the order that ``?sort=key`` or ``?sort=-key`` asks for; unknown keys change nothing."""
        wanted = self.asked.get("sort", "")
        column = next((c for c in self.available if c.order and c.key == wanted.removeprefix("-")), None)
        if column is None:
            return self.filter.qs.order_by(*self.listing.order)
        falling, found = wanted.startswith("-"), self.filter.qs
        first = _masked_last(found, column.order[0]) if column.text else []
        return found.order_by(*first, *[_by(name, falling=falling) for name in column.order], *self.listing.order)

    def page(self) -> Page[Any]:
        page = Paginator(self.rows(), self._size()).get_page(page_number(self.asked.get("page")))
        page.object_list = list(page.object_list)
        self.listing.load(self.identity, page.object_list, self.filter.values)
        for row in page.object_list:
            row.actions = self.listing.actions(self.identity, row)
        return page

    def context(self) -> dict[str, Any]:
        """Variables of ``core/registers/list.html`` and its parts."""
        self._remember_way_back()
        page, sort = self.page(), self.asked.get("sort", "")
        return {
            "listing": self.listing,
            "filter": self.filter,
            "readable": self.readable,
            "filtered": any(self.asked.get(name) for name in self.filter.filters) or bool(self.filter.unknown),
            "columns": [Head(column, sort) for column in self.columns],
            "choices": [(column, column in self.columns) for column in self.available if column.optional],
            "sizes": [(size, size == self._size()) for size in sorted(SIZES)],
            "page_obj": page,
            "with_actions": any(row.actions for row in page.object_list),
            "rows": [(row, [(column, column.cell(row)) for column in self.columns]) for row in page.object_list],
            "query": self._query("page"),
        }

    def export(self, actor: Acting, *, name: str = "", detail: Mapping[str, str] | None = None) -> FileResponse:
        """The whole list as filtered, sorted and with the columns chosen; on record in the audit trail.

        Args:
            name: of the file, instead of the list's title.
            detail: what the record says besides the number of rows and what they were narrowed to.
        """
        label = name or self.listing.title
        columns = [column for column in self.available if column in self.columns or column.always_exported]
        file_name = f"{label}{timezone.localdate():%Y%m%d}.xlsx"
        response = xlsx_response(
            file_name, [column.label for column in columns], self._cells(columns), sheet=self.listing.sheet
        )
        said = {"行数": self.rows().count(), **(detail or {}), **self.filter.words()}
        trail.record(actor, Action.EXPORTED, label=label, detail=said)
        return response

    def _cells(self, columns: Sequence[Column]) -> Iterable[list[Any]]:
        rows = self.rows().iterator(chunk_size=_CHUNK)
        while chunk := list(islice(rows, _CHUNK)):
            self.listing.load(self.identity, chunk, self.filter.values)
            for row in chunk:
                yield [column.exported(row) for column in columns]

    def _chosen(self) -> list[Column]:
        available = self.available
        wanted = self._kept("columns", self.asked.getlist("column"))
        kept = wanted or [column.key for column in available if not column.hidden]
        return [column for column in available if not column.optional or column.key in kept]

    def _size(self) -> int:
        asked = self.asked.get("size", "")
        offered = asked if asked in map(str, SIZES) else ""
        return whole_number(self._kept("size", offered)) or SIZES[0]

    def _kept(self, what: str, asked: Any) -> Any:
        """What is asked for now and kept for the session, else what was kept."""
        key = f"{what}:{self.listing.name}"
        if asked and self.session.get(key) != asked:
            self.session[key] = asked
        return asked or self.session.get(key)

    def _remember_way_back(self) -> None:
        if self.readable:
            self._kept("list", self.asked.urlencode())
            if not self.asked and self.session.get(f"list:{self.listing.name}"):
                del self.session[f"list:{self.listing.name}"]

    def _query(self, *without: str) -> str:
        asked = self.asked.copy()
        for name in without:
            asked.pop(name, None)
        return asked.urlencode()


def _masked_last(rows: "QuerySet[Any]", name: str) -> list[Case]:
    """Between which others a row stands would tell the figures that are masked in it, one by one."""
    told = rows.order_by().values_list("pk", name)
    hidden = [pk for pk, text in told if text and holds_personal_number(str(text))]
    return [Case(When(pk__in=hidden, then=Value(1)), default=Value(0))] if hidden else []


def _by(name: str, *, falling: bool) -> OrderBy:
    """Rows without a value come last either way, on every database."""
    return F(name).desc(nulls_last=True) if falling else F(name).asc(nulls_last=True)


def export_or_refuse(
    request: PortalRequest, shown: Shown, actor: Acting, *, list_url: str, **kwargs: Any
) -> HttpResponse | FileResponse:
    """The workbook; where a filter cannot be read, the list saying so (400) instead of more than was asked for.

    ``list_url`` leads from there back to the list as the user saw it last.
    """
    if shown.readable:
        return shown.export(actor, **kwargs)
    context = {**shown.context(), "back": list_url + shown.listing.way_back(request.session)}
    return render(request, "core/registers/refused.html", context, status=400)
