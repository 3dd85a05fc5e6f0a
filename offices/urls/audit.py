from django.http import HttpResponse
from django.urls import path

urlpatterns = [
    path("audit/", lambda r: HttpResponse("x"), name="audit"),
]
