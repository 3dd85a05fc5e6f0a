"""URLs of the division tree; ``offices.urls.offices`` includes them in the namespace ``offices``."""

from django.urls import path

from offices.views import division_changes, divisions

urlpatterns = [
    path("divisions/", divisions.division_list, name="division_list"),
    path("divisions/search/", divisions.division_search, name="division_search"),
    path("divisions/export/", divisions.division_export, name="division_export"),
    path("divisions/<id:pk>/", divisions.division_detail, name="division_detail"),
    path("divisions/<id:pk>/children/", divisions.division_children, name="division_children"),
    path("division-changes/", division_changes.division_change_list, name="division_change_list"),
    path("division-changes/<id:pk>/", division_changes.division_changes, name="division_changes"),
    path("division-changes/<id:pk>/<slug:change>/", division_changes.division_change, name="division_change"),
]
