"""The audit trail, for 安全审计员."""

from django.urls import path

from offices.views import audit

urlpatterns = [
    path("", audit.trail_list, name="audit"),
    path("verify/", audit.trail_verify, name="audit_verify"),
    path("export/", audit.trail_export, name="audit_export"),
]
