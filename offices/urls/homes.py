"""敬老院."""

from django.urls import path

from offices.views import home_forms, homes

urlpatterns = [
    path("homes/", homes.home_list, name="home_list"),
    path("homes/export/", homes.home_export, name="home_export"),
    path("homes/new/", home_forms.home_create, name="home_create"),
    path("homes/<int:pk>/", homes.home_detail, name="home_detail"),
    path("homes/<int:pk>/edit/", home_forms.home_edit, name="home_edit"),
    path("homes/<int:pk>/census/", home_forms.home_census, name="home_census"),
    path("homes/<int:pk>/close/", home_forms.home_close, name="home_close"),
    path("homes/<int:pk>/reopen/", home_forms.home_reopen, name="home_reopen"),
    path("homes/<int:pk>/void/", home_forms.home_void, name="home_void"),
    path("homes/<int:pk>/restore/", home_forms.home_restore, name="home_restore"),
]
