"""People and their posts."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def _placeholder(request: HttpRequest, pk: int = 0) -> HttpResponse:
    return HttpResponse(status=501)


urlpatterns = [
    path("people/", _placeholder, name="person_list"),
    path("people/<int:pk>/", _placeholder, name="person_detail"),
]
