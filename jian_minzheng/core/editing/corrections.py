"""An edit of what holds from a day on: was the entry wrong, or has the thing changed since?

A correction moves the past as well; a change adds a dated row, and yesterday still shows yesterday. Only whoever
edits knows which of the two it is, so the form asks, and only when there is something to ask.
"""

import datetime
import json
from typing import Any, ClassVar

from django import forms

from jian_minzheng.core.editing.fields import as_posted
from jian_minzheng.core.editing.forms import EditForm
from jian_minzheng.core.editing.values import human_date

CORRECTS, CHANGES = "corrects", "changes"


class CorrectionOrChange(EditForm):
    """Form over a record of which the fields named in ``dated_fields`` are kept as dated rows.

    Whoever changes one of them that had a value is asked ``how``; ``portal.js`` shows the question then. A valid form
    sets ``changed_fields``, those that are others now, and ``changed_from``, the first day of what was entered; a
    correction has none. The record gets that day as ``holds_from``, for its ``save``.
    """

    dated_fields: ClassVar[tuple[str, ...]] = ()

    how = forms.ChoiceField(
        label="这次修改属于",
        choices=[(CORRECTS, "更正原来的登记"), (CHANGES, "自以下日期起变更")],
        required=False,
        widget=forms.RadioSelect,
        help_text="原来就登记错了的选更正，过去的情况一并改正；后来才变的选变更，这一天以前仍是原来的。",
    )
    changes_on = forms.DateField(label="自哪一天起变更", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changed_fields: tuple[str, ...] = ()
        self.changed_from: datetime.date | None = None
        if self.instance._state.adding:
            del self.fields["how"], self.fields["changes_on"]
            return
        was = {self.add_prefix(name): self._as_drawn(name) for name in self.dated_fields if name in self.fields}
        self.fields["how"].widget.attrs["data-asked-when"] = json.dumps(was, ensure_ascii=False)
        self.fields["changes_on"].widget.attrs |= {
            "data-shown-with": self.add_prefix("how"),
            "data-shown-for": CHANGES,
        }

    def held_since(self, name: str) -> datetime.date | None:
        """The day from which the present value of a dated field holds, or the first that makes sense; changes are
        later. A form that knows none lets every day pass."""
        return None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "how" in self.fields and self.opened_version == self.instance.version:  # else others come first: a conflict
            self.changed_fields = tuple(filter(self._has_changed, self.dated_fields))
        if any(getattr(self.instance, name) not in (None, "") for name in self.changed_fields):
            self._ask()
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        self.instance.holds_from = self.changed_from

    def _has_changed(self, name: str) -> bool:
        return name in self.cleaned_data and self.cleaned_data[name] != getattr(self.instance, name)

    def _ask(self) -> None:
        """Read the answer; what is wrong with it is said at its field."""
        how, day = self.cleaned_data.get("how"), self.cleaned_data.get("changes_on")
        if how == CHANGES and day is not None:
            self._require_later(day)
            self.changed_from = day
        elif how == CHANGES and not self.has_error("changes_on"):
            self.add_error("changes_on", "请填写自哪一天起变更。")
        elif not how and not self.has_error("how"):
            labels = "、".join(str(self.fields[name].label) for name in self.changed_fields)
            self.add_error("how", f"“{labels}”改了，请选择是更正原来的登记，还是自某一天起变更。")

    def _require_later(self, day: datetime.date) -> None:
        held = [since for name in self.changed_fields if (since := self.held_since(name))]
        if held and day <= max(held):
            self.add_error(
                "changes_on",
                f"现有的登记自{human_date(max(held))}起，变更的日期要在这一天之后；如果当时就登记错了，请选“更正原来的登记”。",
            )

    def _as_drawn(self, name: str) -> str:
        """What the field sends when nobody touches it."""
        value = self.get_initial_for_field(self.fields[name], name)
        return as_posted(self.fields[name].prepare_value(value))
