"""Roster imports: the rows of a preview, and putting them right."""

from django.urls import path

from staffing.views import import_columns, import_left, import_preview, import_revisions

urlpatterns = [
    path("imports/<int:pk>/forget/", import_columns.import_forget, name="import_forget"),
    path("imports/<int:pk>/left/", import_left.import_left, name="import_left"),
    path("imports/<int:pk>/next/", import_preview.import_next, name="import_next"),
    path("imports/<int:pk>/skip/", import_revisions.import_rows_skip, name="import_rows_skip"),
    path("imports/<int:pk>/values/", import_revisions.import_values, name="import_values"),
    path("imports/<int:pk>/values/restore/", import_revisions.import_values_restore, name="import_values_restore"),
    path("imports/<int:pk>/rows/<int:number>/", import_preview.import_row, name="import_row"),
    path("imports/<int:pk>/rows/<int:number>/skip/", import_revisions.import_row_skip, name="import_row_skip"),
    path("imports/<int:pk>/rows/<int:number>/<slug:key>/", import_revisions.import_cell, name="import_cell"),
    path(
        "imports/<int:pk>/rows/<int:number>/<slug:key>/restore/",
        import_revisions.import_cell_restore,
        name="import_cell_restore",
    ),
]
