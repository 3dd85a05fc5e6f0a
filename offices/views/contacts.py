"""What of contacts is more than a register: the contacts of all villages at once, out of their specialists."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from jian_minzheng.core.acting import Acting, PortalRequest
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.registers.reaching import keeper
from jian_minzheng.core.scope import OutOfScope
from offices.contacts.proposing import Proposals
from offices.models import Contact
from offices.models.divisions import Level
from offices.registers.contact_writes import contacts_set
from offices.registers.contacts import CONTACTS


@require_http_methods(["GET", "POST"])
def contact_proposals(request: PortalRequest) -> HttpResponse:
    """Every village with whom it would get, and why others get nobody; confirmed, all that are ticked or none."""
    actor = keeper(request, CONTACTS)
    if not keeping.may_write(actor, CONTACTS.kept_at, Level.VILLAGE):
        raise PermissionDenied(f"您当前的身份“{actor.identity}”不维护村(居)的联络人。")
    proposals = Proposals(actor.scope, request.POST if request.method == "POST" else None)
    if request.method == "POST" and proposals.is_valid():
        contacts = proposals.contacts
        if _set(actor, proposals, contacts):
            messages.success(request, f"已登记{len(contacts)}个村(居)的联络人。{proposals.day.also_said}")
            return redirect(CONTACTS.url("list"))
    context = {"proposals": proposals, "back": CONTACTS.url("list")}
    return render(request, "offices/contact_proposals.html", context)


def _set(actor: Acting, proposals: Proposals, contacts: list[Contact]) -> bool:
    """All or none; what stands in the way is said on the form.

    Raises:
        Http404: a village lies outside the scope.
    """
    try:
        contacts_set(actor, contacts=contacts)
    except ValidationError as error:
        proposals.refusal = ["没有登记任何一个。", *error.messages]
    except IntegrityError:
        proposals.refusal = ["刚刚有人登记了其中的联络人，没有登记任何一个。请重新打开页面核对。"]
    except OutOfScope as error:
        raise Http404(str(error)) from error
    else:
        return True
    return False
