"""核查结果: the list behind every number, and 为什么 for each of its rows."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments.compliance.since import since_shown
from assessments.dashboards.choice import findings_url
from assessments.dashboards.judged import judged_of
from assessments.dashboards.listing import FINDINGS
from assessments.entry_forms import EntryForms, JudgedSubject
from assessments.explanations import explained_inputs, explained_parts, subject_url
from assessments.models import Finding
from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.registers.listing import export_or_refuse
from offices.roles import Capability


@require_safe
@needs(Capability.VIEW_FINDINGS)
def finding_list(request: PortalRequest) -> HttpResponse:
    """Findings by standard, mechanism, outcome, unit, kind of subject and name."""
    context = {**FINDINGS.shown(request).context(), "urls": {"export": reverse("assessments:finding_download")}}
    context["judged"] = judged_of(context["page_obj"].object_list)
    return render(request, "assessments/finding_list.html", context)


@require_safe
@needs(Capability.VIEW_FINDINGS)
def finding_download(request: PortalRequest) -> HttpResponseBase:
    """The same rows as a workbook; goes to the audit trail."""
    shown = FINDINGS.shown(request)
    area = shown.filter.values.get("division") or identity_of(request).division_name
    url = reverse("assessments:finding_list")
    return export_or_refuse(request, shown, actor_of(request), list_url=url, name=f"{area}核查结果")


@require_safe
@needs(Capability.VIEW_FINDINGS)
def finding_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """为什么: one finding in plain words, with the figures it rests on."""
    identity = identity_of(request)
    finding = Finding.objects.select_related("standard", "division").fetch_or_404(identity, pk=pk)
    since_shown([finding])
    siblings = list(
        Finding.objects.visible_to(identity)
        .filter(subject_kind=finding.subject_kind, subject_id=finding.subject_id)
        .select_related("standard")
        .defer("explanation")
        .order_by("standard__order")
    )
    named = finding.explanation.get("enter", [])
    context = {
        "finding": finding,
        "explanation": finding.explanation,
        "entries": EntryForms(actor_of(request), named).links(JudgedSubject.of(finding), named, back=request.path),
        "inputs": explained_inputs(identity, finding),
        "parts": explained_parts(identity, finding),
        "subject_url": subject_url(identity, finding),
        "siblings": siblings,
        "judged": judged_of([finding, *siblings]),
        "way_back": FINDINGS.way_back(request.session),
        "same_standard_url": findings_url(standard=finding.standard.code, outcome=finding.outcome),
    }
    return render(request, "assessments/finding_detail.html", context)
