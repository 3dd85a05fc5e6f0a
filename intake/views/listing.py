"""表格导入: the list of imports."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from intake.listing import IMPORTS
from jian_minzheng.core.access import needs
from jian_minzheng.core.acting import PortalRequest
from offices.roles import Capability


@require_safe
@needs(Capability.IMPORT_ROSTER)
def import_list(request: PortalRequest) -> HttpResponse:
    """Every import within the scope, colleagues' included; those that wait for somebody first."""
    return render(request, "intake/list.html", IMPORTS.shown(request).context())
