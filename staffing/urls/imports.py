"""Roster imports."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def _placeholder(request: HttpRequest, pk: int = 0) -> HttpResponse:
    return HttpResponse(status=501)


urlpatterns = [
    path("imports/", _placeholder, name="import_list"),
    path("imports/new/", _placeholder, name="import_new"),
    path("imports/<int:pk>/", _placeholder, name="import_detail"),
]
