"""Editing without loss: version-checked forms, dated rows, readable history, voiding with a reason.

How a screen uses it::

    class HomeForm(EditForm):                       # hidden version; radio buttons for 是/否/未填; date inputs
        class Meta:
            model, fields = NursingHome, ["name", "address"]

    def home_edit(request, pk):
        home = NursingHome.objects.fetch_or_404(identity, pk=pk)
        form = HomeForm(request.POST or None, instance=home)
        if request.method == "POST" and form.is_valid():
            save = lambda: home_update(home=form.instance, opened_version=form.opened_version)
            if save_or_explain(form, save, scope=identity):
                return redirect(…)
        return render(request, "…", {"form": form})

The template draws all of it, conflict included, with ``{% load editing %}{% edit_form form %}``.

The service inside ``save`` calls ``record.claim(opened_version)`` before ``record.save()``. ``history_of(*records)``
reads what was changed by whom; ``void_page`` and ``restore_page`` take an already authorised record. Numbers of persons
are masked in history and conflicts: ``id_number`` always, others where the model lists them in ``masked_fields``, e.g.
``masked_fields = {"phone": mask_phone}``. A form may state ``units = {"beds": "张"}``, ``clauses`` and
``two_columns = True``.
"""

from jian_minzheng.core.editing.corrections import CorrectionOrChange
from jian_minzheng.core.editing.dated import DatedEditForm, dated_row_save
from jian_minzheng.core.editing.forms import EditForm, save_or_explain
from jian_minzheng.core.editing.history import Change, history_of
from jian_minzheng.core.editing.voiding import record_restore, record_void, restore_page, void_page

__all__ = [
    "Change",
    "CorrectionOrChange",
    "DatedEditForm",
    "EditForm",
    "dated_row_save",
    "history_of",
    "record_restore",
    "record_void",
    "restore_page",
    "save_or_explain",
    "void_page",
]
