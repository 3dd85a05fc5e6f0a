from django.http import HttpResponse
from django.urls import path

app_name = "staffing"
urlpatterns = [
    path("person_list/", lambda r: HttpResponse("x"), name="person_list"),
    path("import_list/", lambda r: HttpResponse("x"), name="import_list"),
]
