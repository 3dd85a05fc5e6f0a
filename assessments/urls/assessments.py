"""Screens of the assessment: dashboards, findings, standards and parameters."""

from django.urls import path

from assessments.views import dashboard, findings, parameters, standards

app_name = "assessments"
urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/<id:pk>/", dashboard.division_dashboard, name="division_dashboard"),
    path("dashboard/<id:pk>/stations/", dashboard.station_list, name="station_standings"),
    path("dashboard/<id:pk>/download/", dashboard.heat_download, name="heat_download"),
    path("findings/", findings.finding_list, name="finding_list"),
    path("findings/download/", findings.finding_download, name="finding_download"),
    path("findings/<id:pk>/", findings.finding_detail, name="finding_detail"),
    path("standards/", standards.standard_list, name="standard_list"),
    path("standards/<id:pk>/", standards.standard_detail, name="standard_detail"),
    path("standards/parameters/", parameters.parameter_list, name="parameter_list"),
    path("standards/parameters/<str:key>/", parameters.parameter_detail, name="parameter_detail"),
    path("standards/parameters/<str:key>/change/", parameters.parameter_change, name="parameter_change"),
]
