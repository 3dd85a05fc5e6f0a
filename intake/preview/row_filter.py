"""Which rows of a batch a reader wants to see. Pages go by row number, so the last comes as fast as the first."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from intake.addresses import LINES, line_address, line_of, table_of
from intake.models import ImportBatch, ImportRow
from intake.preview.stored_tables import tables_of
from jian_minzheng.core.look_alikes import held_by, spellings
from jian_minzheng.core.parameters import whole_number
from jian_minzheng.core.texts import clean

ROWS_PER_PAGE = 100
TO_DO = "todo"
REMINDERS = "reminders"

_LARGEST = 2_147_483_647
_CODE = re.compile(r"[a-z_]{2,40}")


@dataclass(frozen=True, slots=True)
class RowFilter:
    """What the address of a page asks for.

    Attributes:
        show: an outcome, ``todo`` (error or question), ``reminders``; anything else is all.
        code: rows with an issue of this code.
        table: rows of this table only (see ``addresses``); ``None`` for all.
        search: part of a name, or a row's number in its sheet.
        narrow: only columns that carry an issue on this page.
        start: the first row number to show; 0 is the beginning.
        until: with a number, the page that ends before this row.
    """

    show: str = "all"
    code: str = ""
    table: int | None = None
    search: str = ""
    narrow: bool = False
    start: int = 0
    until: int = 0

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "RowFilter":
        """From the address; what makes no sense counts as not asked for."""
        code, start = query.get("code", ""), _number(query.get("row", ""))
        table = _number(query["table"]) if query.get("table") else None
        if table is not None:
            table = min(table, table_of(_LARGEST) - 1)
            start = line_address(table, start) if 0 < start < LINES else start
        return cls(
            show=query.get("show", "all"),
            code=code if _CODE.fullmatch(code) else "",
            table=table,
            search=clean(query.get("q", "")).strip()[:40],
            narrow=bool(query.get("narrow")),
            start=start,
            until=_number(query.get("until", "")),
        )

    @property
    def from_line(self) -> int:
        """``start`` as its sheet counts, where that is plain; 0 is the beginning."""
        return line_of(self.start) if self.table is not None or self.start < LINES else 0

    def rows(self, batch: ImportBatch) -> "QuerySet[ImportRow]":
        """All rows asked for, in the order of the file."""
        rows: QuerySet[ImportRow] = batch.rows.order_by("number")
        if self.show == TO_DO:
            rows = rows.filter(outcome__in=ImportRow.KEPT_OUT)
        elif self.show == REMINDERS:
            rows = rows.filter(outcome__in=ImportRow.GOING_IN).exclude(issues=[])
        elif self.show in ImportRow.Outcome.values:
            rows = rows.filter(outcome=self.show)
        if self.table is not None:
            rows = rows.filter(number__range=(line_address(self.table, 0), line_address(self.table + 1, 0) - 1))
        if self.code:
            rows = rows.alias(told=Cast("issues", TextField())).filter(told__contains=f'"code": "{self.code}"')
        return rows.filter(self._search(batch)) if self.search else rows

    def _search(self, batch: ImportBatch) -> Q:
        """Rows that are told by the text: figures that are masked there find nothing, else they could be read off one
        by one.
        """
        if number := _number(self.search):
            return Q(number__in=[line_address(table["number"], number) for table in tables_of(batch)])
        kind = batch.table_kind
        key = kind.name_field
        sought = kind.fields[key].sought(self.search)
        letters = sorted({column["letter"] for column in batch.columns.get("list", ()) if column["field"] == key})
        found = Q()
        for spelt in spellings(sought):
            matches = Q(**{f"values__{key}__icontains": spelt})
            told = batch.rows.filter(matches).values_list("pk", f"values__{key}")
            hidden = [pk for pk, stored in told if not held_by(kind.masked(key, str(stored)), spelt)]
            found |= matches & ~Q(pk__in=hidden) if hidden else matches
        for letter in letters:
            found |= Q(**{f"cells__{letter}__icontains": self.search})
        return found


@dataclass(frozen=True, slots=True)
class Page:
    """Some consecutive rows; ``before`` and ``after`` are row numbers for the neighbouring pages, 0 without one."""

    rows: list[ImportRow] = field(default_factory=list)
    before: int = 0
    after: int = 0

    @property
    def first(self) -> int:
        return self.rows[0].number if self.rows else 0

    @property
    def last(self) -> int:
        return self.rows[-1].number if self.rows else 0


def read_page(batch: ImportBatch, wanted: RowFilter, size: int = ROWS_PER_PAGE) -> Page:
    """One page, in two queries at most, neither of which counts rows."""
    rows: Any = wanted.rows(batch)
    if wanted.until:
        shown = list(rows.filter(number__lt=wanted.until).order_by("-number")[: size + 1])[::-1]
        more = len(shown) > size
        shown = shown[-size:]
        return Page(shown, before=shown[0].number if more else 0, after=wanted.until if shown else 0)
    shown = list(rows.filter(number__gte=wanted.start)[: size + 1])
    after = shown[size].number if len(shown) > size else 0
    earlier = bool(shown) and wanted.start > 1 and rows.filter(number__lt=shown[0].number).exists()
    return Page(shown[:size], before=shown[0].number if earlier else 0, after=after)


def next_to_do(batch: ImportBatch, after: int) -> int:
    """The number of the next row to be put right, from the beginning again after the last one; 0 when none is left."""
    kept_out = batch.rows.filter(outcome__in=ImportRow.KEPT_OUT).order_by("number").values_list("number", flat=True)
    found: int | None = kept_out.filter(number__gt=after).first() or kept_out.first()
    return found or 0


def _number(text: str) -> int:
    return whole_number(text, most=_LARGEST) or 0
