"""The admin site asks for the acting grant, not for ``is_staff``: one mechanism decides who may do what."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest

from offices.roles import Capability


class PortalAdminSite(AdminSite):
    site_header = "系统管理"
    site_title = "系统管理"
    index_title = "账号、授权与字典"

    def has_permission(self, request: HttpRequest) -> bool:
        identity = getattr(request, "identity", None)
        return identity is not None and identity.can(Capability.ADMINISTER)
