"""The people on the books as a roster that can be corrected and imported again."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from intake.kinds import KINDS
from intake.views.workbooks import hand_out_current
from jian_minzheng.core.access import identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from offices.models import Division
from offices.roles import Capability
from staffing.rosters.current_lines import posts_on_record
from staffing.views.reasons import given_reason, reason_page


@require_POST
@needs(Capability.REVEAL_NUMBERS)
def roster_current(request: PortalRequest, kind: str) -> HttpResponseBase:
    """It holds whole numbers: a reason is asked for, and goes on record with how many people it names."""
    declared = KINDS.get(kind)
    if declared is None or not declared.whole_numbers:
        raise Http404
    identity = identity_of(request)
    reason = given_reason(request)
    if reason is None:
        begun_at = "intake:new" if identity.can(Capability.IMPORT_ROSTER) else "staffing:person_list"
        return reason_page(request, title=f"下载现有{declared.title}", back=reverse(begun_at))
    division = get_object_or_404(Division.objects.visible_to(identity), pk=identity.division_id)
    people = posts_on_record(declared, division).count()
    return hand_out_current(request, declared, {"完整号码": "是", "行数": people, "事由": reason})
