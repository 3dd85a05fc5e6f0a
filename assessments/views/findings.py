"""核查结果: the list behind every number, and 为什么 for each of its rows."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from assessments.dashboards import listing as lists
from assessments.dashboards.choice import findings_url
from assessments.dashboards.workbooks import FINDING_HEADERS, finding_rows
from assessments.explanations import explained_inputs, subject_url
from assessments.models import Finding
from assessments.vocabulary import SubjectKind
from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.spreadsheets import xlsx_response
from offices.roles import Capability

PAGE_SIZE = 50


@needs(Capability.VIEW_FINDINGS)
def finding_list(request: PortalRequest) -> HttpResponse:
    """Findings by standard, mechanism, outcome, unit, kind of subject and name, 50 a page."""
    identity = identity_of(request)
    listing = lists.read_listing(identity, request.GET)
    page = Paginator(lists.listed_findings(identity, listing), PAGE_SIZE).get_page(request.GET.get("page"))
    places = lists.places_of(page)
    context = {
        "listing": listing,
        "choice": listing.choice,
        "page_obj": page,
        "divisions": lists.division_options(identity, listing.division),
        "outcomes": lists.OUTCOMES,
        "kinds": SubjectKind.choices,
        "sorts": lists.SORTS,
        "rows": [(finding, places[finding.division_id]) for finding in page],
    }
    return render(request, "assessments/finding_list.html", context)


@needs(Capability.VIEW_FINDINGS)
def finding_download(request: PortalRequest) -> HttpResponseBase:
    """The same rows as a workbook; goes to the audit trail."""
    identity = identity_of(request)
    listing = lists.read_listing(identity, request.GET)
    found = lists.listed_findings(identity, listing)
    label = f"{listing.division.name}核查结果"
    trail.record(actor_of(request), Action.EXPORTED, label=label, detail={"行数": found.count()})
    return xlsx_response(f"{label}.xlsx", FINDING_HEADERS, finding_rows(found.iterator(2000)), sheet="核查结果")


@needs(Capability.VIEW_FINDINGS)
def finding_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """为什么: one finding in plain words, with the figures it rests on."""
    identity = identity_of(request)
    finding = Finding.objects.select_related("standard", "division").fetch_or_404(identity, pk=pk)
    siblings = (
        Finding.objects.visible_to(identity)
        .filter(subject_kind=finding.subject_kind, subject_id=finding.subject_id)
        .select_related("standard")
        .defer("explanation")
        .order_by("standard__order")
    )
    context = {
        "finding": finding,
        "explanation": finding.explanation,
        "inputs": explained_inputs(identity, finding),
        "subject_url": subject_url(identity, finding),
        "siblings": siblings,
        "same_standard_url": findings_url(standard=finding.standard.code, outcome=finding.outcome),
    }
    return render(request, "assessments/finding_detail.html", context)
