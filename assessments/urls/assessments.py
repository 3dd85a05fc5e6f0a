from django.http import HttpResponse
from django.urls import path

app_name = "assessments"
urlpatterns = [
    path("dashboard/", lambda r: HttpResponse("x"), name="dashboard"),
    path("finding_list/", lambda r: HttpResponse("x"), name="finding_list"),
    path("standard_list/", lambda r: HttpResponse("x"), name="standard_list"),
]
