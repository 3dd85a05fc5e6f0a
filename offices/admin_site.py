"""The admin site asks for the acting grant, not for ``is_staff``: one mechanism decides who may do what.

It takes no passwords of its own. Sign-in and the change of the own password have one door each, the portal's, where
guesses are counted, the first password is noticed and everything is on record.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from jian_minzheng.core.parameters import whole_number
from offices.roles import Capability


class _LabelledChoices(AutocompleteJsonView):
    """A model's admin may say by ``choice_label(object)`` how its objects are called in pickers."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        label = getattr(self.model_admin, "choice_label", str)
        return {**super().serialize_result(obj, to_field_name), "text": label(obj)}


class PortalAdminSite(AdminSite):
    site_header = "系统管理"
    site_title = "系统管理"
    index_title = "账号、授权与字典"

    def has_permission(self, request: HttpRequest) -> bool:
        identity = getattr(request, "identity", None)
        return identity is not None and identity.can(Capability.ADMINISTER)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast(HttpResponse, _LabelledChoices.as_view(admin_site=self)(request))

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Send visitors to the portal's sign-in; who is in without the right is told so, not sent in a circle."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index"))

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("password_change")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Every page of the site; parameters that mean nothing there are refused, whichever page reads them."""
        return super().admin_view(_understood(view), cacheable)


def _understood(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if any(whole_number(pk) is None for pk in request.POST.getlist("_selected_action")):
            raise BadRequest("an action on what is no record")
        try:
            return view(request, *args, **kwargs)
        except IncorrectLookupParameters as error:
            raise BadRequest("a filter that does not exist") from error

    return asked
