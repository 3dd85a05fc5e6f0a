"""What the forms of stations and of nursing homes have in common: a dated section, and opening one of its rows."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages

from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.editing import DatedEditForm, save_or_explain
from jian_minzheng.core.editing.dated import DatedSave
from jian_minzheng.core.parameters import whole_number


def row_to_open(rows: Any, chosen: str) -> tuple[Any, dict[str, Any]]:
    """The row to start from and the form's initial values: the newest row and today, or the chosen one and its day.

    Args:
        rows: the dated rows of one station or home.
        chosen: ``?row=`` of the page; a row of anybody else is ignored.
    """
    pk = whole_number(chosen)
    row = rows.filter(pk=pk).first() if pk else None
    if row is not None:
        return row, {"as_of": row.as_of}
    return rows.order_by("-as_of").first(), {}


def section_saved(request: PortalRequest, form: DatedEditForm, save: Callable[[], DatedSave]) -> bool:
    """Save a posted section and tell the user what that did; ``False`` shows the form (again)."""
    if request.method != "POST" or not form.is_valid():
        return False
    if form.idle:
        messages.info(request, "没有变化，未保存。")
        return True
    done: list[DatedSave] = []
    if not save_or_explain(form, lambda: done.append(save())):
        return False
    messages.success(request, done[0].message)
    return True
