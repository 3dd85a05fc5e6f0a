"""花名册导入: the list of imports."""

from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.http import HttpResponse
from django.shortcuts import render

from jian_minzheng.core.access import identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from offices.roles import Capability
from staffing.models import ImportBatch
from staffing.views.import_steps import AT_WORK

BATCHES_PER_PAGE = 30
_STATES = ImportBatch.State
WAITING_FIRST = Case(When(state__in=(_STATES.READ, _STATES.PREVIEWED), then=Value(0)), default=Value(1))


@needs(Capability.IMPORT_ROSTER)
def import_list(request: PortalRequest) -> HttpResponse:
    """Every import within the scope, colleagues' included; those that wait for somebody first."""
    batches = ImportBatch.objects.visible_to(identity_of(request)).select_related("owner", "touched_by", "division")
    ordered = batches.annotate(at_work=AT_WORK).order_by(WAITING_FIRST, "-created_at")
    page = Paginator(ordered, BATCHES_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "staffing/import_list.html", {"page_obj": page})
