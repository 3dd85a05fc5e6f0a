"""URLs of people and of roster imports."""

from staffing.urls import imports, people

app_name = "staffing"
urlpatterns = [*people.urlpatterns, *imports.urlpatterns]
