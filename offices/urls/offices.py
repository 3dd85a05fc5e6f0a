from django.http import HttpResponse
from django.urls import path

app_name = "offices"
urlpatterns = [
    path("division_list/", lambda r: HttpResponse("x"), name="division_list"),
    path("station_list/", lambda r: HttpResponse("x"), name="station_list"),
    path("home_list/", lambda r: HttpResponse("x"), name="home_list"),
]
