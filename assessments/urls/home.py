"""首页."""

from django.urls import path

from assessments.views.home import home

urlpatterns = [
    path("", home, name="home"),
]
