"""人员: the list, and the workbooks made of what it shows."""

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.spreadsheets import xlsx_response
from offices.roles import Capability
from staffing.listing.columns import chosen, columns_for, rows_of, with_full_numbers
from staffing.listing.filters import SORTS, PeopleFilter, everything, ordered
from staffing.models import Person
from staffing.views.reasons import given_reason, reason_page
from staffing.vocabulary import Kind

PAGE_SIZE = 50


@require_GET
@needs(Capability.VIEW_PEOPLE)
def person_list(request: PortalRequest) -> HttpResponse:
    """One row per post in scope, fifty a page."""
    identity = identity_of(request)
    narrowing = PeopleFilter(request.GET, identity=identity)
    sort = request.GET.get("sort", "")
    posts = ordered(narrowing.narrow(everything(identity)), sort)
    page = Paginator(posts, PAGE_SIZE).get_page(request.GET.get("page"))
    columns = chosen(identity, request.GET.getlist("columns"))
    context = {
        "filter": narrowing,
        "page_obj": page,
        "rows": [{"post": row.post, "cells": [(c, c.cell(row)) for c in columns]} for row in rows_of(page)],
        "columns": columns,
        "available": columns_for(identity),
        "sort": sort,
        "sorts": SORTS,
        "kinds": Kind.choices,
        "query": request.GET.urlencode(),
        "narrowed": any(request.GET.get(name) for name in narrowing.fields),
    }
    return render(request, "staffing/person_list.html", context)


@require_GET
@needs(Capability.VIEW_PEOPLE)
def person_export(request: PortalRequest) -> FileResponse:
    """What the list shows, numbers masked."""
    return _export(request, request.GET, full=False)


@require_POST
@needs(Capability.REVEAL_NUMBERS)
def person_export_full(request: PortalRequest) -> HttpResponseBase:
    """The same with whole numbers, for those whom the acting area keeps; the query comes as one posted field.

    Without a reason the answer is the page that asks for it.
    """
    query = request.POST.get("query", "")
    reason = given_reason(request)
    if reason is None:
        back = f"{reverse('staffing:person_list')}?{query}"
        return reason_page(request, title="导出完整号码", back=back, query=query)
    return _export(request, QueryDict(query), full=True, reason=reason)


def _export(request: PortalRequest, query: QueryDict, *, full: bool, reason: str = "") -> FileResponse:
    identity = identity_of(request)
    posts = ordered(PeopleFilter(query, identity=identity).narrow(everything(identity)), query.get("sort", ""))
    columns = chosen(identity, query.getlist("columns"))
    kept: frozenset[int] = frozenset()
    if full:
        columns = with_full_numbers(columns)
        kept = frozenset(Person.objects.kept_by(identity).values_list("pk", flat=True))
    rows = rows_of(posts, kept=kept)
    label = "人员名单(完整号码)" if full else "人员名单"
    detail = {"行数": len(rows), "完整号码": "是" if full else "否", **({"事由": reason} if full else {})}
    trail.record(actor_of(request), Action.EXPORTED, label=label, detail=detail)
    name = f"{identity.division_name}{label}{timezone.localdate():%Y%m%d}.xlsx"
    cells = ([column.cell(row) for column in columns] for row in rows)
    return xlsx_response(name, [column.label for column in columns], cells, sheet="人员")
