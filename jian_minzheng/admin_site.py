"""The admin site asks for the acting grant, not for ``is_staff``: one mechanism decides who may do what."""

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest, HttpResponse

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
