"""The stock admin, opened to 系统管理员 only."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default_site = "offices.admin_site.PortalAdminSite"
