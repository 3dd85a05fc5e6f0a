"""Every URL of the portal; each is listed in the role × scope matrix of the tests."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from jian_minzheng.core import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("assessments.urls.home")),
    path("", include("offices.urls.accounts")),
    path("offices/", include("offices.urls.offices")),
    path("imports/", include("intake.urls")),
    path("staffing/", include("staffing.urls")),
    path("assessments/", include("assessments.urls.assessments")),
    path("audit/", include("offices.urls.audit")),
    path("admin/", admin.site.urls),
    path("healthz", health.alive, name="healthz"),
]

handler400 = "jian_minzheng.core.errors.bad_request"
handler403 = "jian_minzheng.core.errors.forbidden"
handler404 = "jian_minzheng.core.errors.not_found"
handler500 = "jian_minzheng.core.errors.server_error"
