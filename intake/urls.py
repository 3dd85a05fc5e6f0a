"""Imports of tables: the wizard, the rows of a preview and putting them right, and workbooks."""

from django.urls import path

from intake.views import actions, columns, kinds, listing, preview, progress, revisions, sheets, upload, workbooks

app_name = "intake"
urlpatterns = [
    path("", listing.import_list, name="list"),
    path("new/", upload.import_new, name="new"),
    path("template/<str:kind>/", workbooks.import_template, name="template"),
    path("current/<str:kind>/", workbooks.import_current, name="current"),
    path("<id:pk>/", preview.import_detail, name="detail"),
    path("<id:pk>/columns/", columns.import_columns, name="columns"),
    path("<id:pk>/sheets/", sheets.import_sheets, name="sheets"),
    path("<id:pk>/kind/", kinds.import_kind, name="kind"),
    path("<id:pk>/forget/", columns.import_forget, name="forget"),
    path("<id:pk>/progress/", progress.import_progress, name="progress"),
    path("<id:pk>/restart/", progress.import_restart, name="restart"),
    path("<id:pk>/give-up/", progress.import_give_up, name="give_up"),
    path("<id:pk>/commit/", actions.import_commit, name="commit"),
    path("<id:pk>/undo/", actions.import_undo, name="undo"),
    path("<id:pk>/again/", actions.import_again, name="again"),
    path("<id:pk>/discard/", actions.import_discard, name="discard"),
    path("<id:pk>/workbook/", workbooks.import_workbook, name="workbook"),
    path("<id:pk>/next/", preview.import_next, name="next"),
    path("<id:pk>/skip/", revisions.import_rows_skip, name="rows_skip"),
    path("<id:pk>/question/", revisions.import_question, name="question"),
    path("<id:pk>/values/", revisions.import_values, name="values"),
    path("<id:pk>/values/restore/", revisions.import_values_restore, name="values_restore"),
    path("<id:pk>/rows/<id:number>/", preview.import_row, name="row"),
    path("<id:pk>/rows/<id:number>/skip/", revisions.import_row_skip, name="row_skip"),
    path("<id:pk>/rows/<id:number>/reopen/", revisions.import_row_reopen, name="row_reopen"),
    path("<id:pk>/rows/<id:number>/<slug:key>/", revisions.import_cell, name="cell"),
    path("<id:pk>/rows/<id:number>/<slug:key>/restore/", revisions.import_cell_restore, name="cell_restore"),
]
