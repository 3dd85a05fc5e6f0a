"""Roster imports: the rows of a preview, and putting them right."""

from django.urls import path

from staffing.views import import_columns, import_left, import_preview, import_revisions

urlpatterns = [
    path("imports/<id:pk>/forget/", import_columns.import_forget, name="import_forget"),
    path("imports/<id:pk>/left/", import_left.import_left, name="import_left"),
    path("imports/<id:pk>/next/", import_preview.import_next, name="import_next"),
    path("imports/<id:pk>/skip/", import_revisions.import_rows_skip, name="import_rows_skip"),
    path("imports/<id:pk>/values/", import_revisions.import_values, name="import_values"),
    path("imports/<id:pk>/values/restore/", import_revisions.import_values_restore, name="import_values_restore"),
    path("imports/<id:pk>/rows/<id:number>/", import_preview.import_row, name="import_row"),
    path("imports/<id:pk>/rows/<id:number>/skip/", import_revisions.import_row_skip, name="import_row_skip"),
    path("imports/<id:pk>/rows/<id:number>/<slug:key>/", import_revisions.import_cell, name="import_cell"),
    path(
        "imports/<id:pk>/rows/<id:number>/<slug:key>/restore/",
        import_revisions.import_cell_restore,
        name="import_cell_restore",
    ),
]
