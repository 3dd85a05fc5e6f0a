"""Roster imports."""

from django.urls import path

from staffing.views import (
    import_actions,
    import_columns,
    import_preview,
    import_progress,
    import_sheets,
    import_upload,
    imports,
    roster_files,
)

urlpatterns = [
    path("imports/", imports.import_list, name="import_list"),
    path("imports/new/", import_upload.import_new, name="import_new"),
    path("imports/template/<str:kind>/", roster_files.import_template, name="import_template"),
    path("imports/current/<str:kind>/", roster_files.import_current, name="import_current"),
    path("imports/<id:pk>/", import_preview.import_detail, name="import_detail"),
    path("imports/<id:pk>/columns/", import_columns.import_columns, name="import_columns"),
    path("imports/<id:pk>/sheets/", import_sheets.import_sheets, name="import_sheets"),
    path("imports/<id:pk>/progress/", import_progress.import_progress, name="import_progress"),
    path("imports/<id:pk>/restart/", import_progress.import_restart, name="import_restart"),
    path("imports/<id:pk>/commit/", import_actions.import_commit, name="import_commit"),
    path("imports/<id:pk>/undo/", import_actions.import_undo, name="import_undo"),
    path("imports/<id:pk>/discard/", import_actions.import_discard, name="import_discard"),
    path("imports/<id:pk>/workbook/", roster_files.import_workbook, name="import_workbook"),
]
