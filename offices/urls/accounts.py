from django.http import HttpResponse
from django.urls import path

urlpatterns = [
    path("login/", lambda r: HttpResponse("x"), name="login"),
    path("logout/", lambda r: HttpResponse("x"), name="logout"),
    path("password_change/", lambda r: HttpResponse("x"), name="password_change"),
]
