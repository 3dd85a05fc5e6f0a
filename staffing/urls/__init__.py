"""URLs of people and of roster imports."""

from staffing.urls import import_revisions, imports, people

app_name = "staffing"
urlpatterns = [*people.urlpatterns, *imports.urlpatterns, *import_revisions.urlpatterns]
