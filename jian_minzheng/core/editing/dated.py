"""Rows that hold from a day on (``as_of``): correct one, add a later one, or enter an earlier one after the fact."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.days import IN_THE_FUTURE
from jian_minzheng.core.editing.forms import Conflict, EditForm
from jian_minzheng.core.editing.values import human_date, human_value
from jian_minzheng.core.parameters import whole_number
from jian_minzheng.core.records import EditConflict


class DatedEditForm(EditForm):
    """Form over a fresh row that starts as a copy of ``base``, the row in force when the form was opened.

    ``owner`` names what the rows belong to and tells rows of other owners apart, e.g. ``{"station": station}`` or
    ``{"station": station, "kind": "computer"}``. ``earliest`` is the first day that makes sense (the opening day).
    ``previous`` maps field names to the value now in force, in words.
    """

    base_pk = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, base: Any, owner: dict[str, Any], earliest: Any = None, **kwargs: Any) -> None:
        self.owner, self.earliest = owner, earliest
        data = args[0] if args else kwargs.get("data")
        if data is not None:
            base = self._opened_base(data, kwargs.get("prefix"))
        super().__init__(*args, instance=self._fresh_row(base), **kwargs)
        self.fields["as_of"].label = "以下情况自哪一天起属实"
        self._look_at(base)
        if base:
            self._remember(base)
            self.initial["base_pk"] = base.pk

    @classmethod
    def asking(cls) -> Self:
        """See ``EditForm.asking``."""
        return cls(base=None, owner={})

    def siblings(self) -> Any:
        return self._meta.model._default_manager.filter(**self.owner)

    @classmethod
    def wrong_with(cls, given: Mapping[str, Any], base: Any) -> dict[str, str]:
        """What is wrong with the values of a row taken together, and beside ``base``, the row in force: by field.

        Asked whatever way a row comes: by the form, by tables through the form, by services with ``require_right``.

        Args:
            given: by field; nothing of a field with which something is wrong already.
        """
        return {}

    @classmethod
    def require_right(cls, row: Any, base: Any) -> None:
        """Refuse a row about to be stored, for services.

        Raises:
            ValidationError: by field, see ``wrong_with``.
        """
        if wrong := cls.wrong_with({name: getattr(row, name) for name in cls._meta.fields or ()}, base):
            raise ValidationError(wrong)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, said in self.wrong_with(cleaned, self.base).items():
            self.add_error(name, said)
        return cleaned

    @property
    def touched(self) -> bool:
        """Did the user enter any fact that differs from what is in force? The date alone is none."""
        return bool((set(self._meta.fields or ()) - {"as_of"}) & set(self.changed_data))

    @property
    def idle(self) -> bool:
        """Nothing to save: the facts in force were sent back as they are, and for no earlier day."""
        return bool(self.base and not self.touched and self.instance.as_of >= self.base.as_of)

    def stale(self) -> bool:
        """Has anybody corrected the row that the user saw, or entered a newer one?"""
        if self.base is None:
            return bool(self.siblings().exists())
        current = self.siblings().get(pk=self.base.pk)
        return bool(current.version != self.opened_version or self._newer().exists())

    def _newer(self) -> Any:
        """Rows entered since, that hold between the row the user saw and the day the user gave; the newest first."""
        seen = self.base.as_of if self.base else datetime.date.min
        return self.siblings().filter(as_of__gt=seen, as_of__lte=self.instance.as_of).order_by("-as_of")

    def _opened_base(self, data: Any, prefix: str | None) -> Any:
        """The row that the user saw: not always the newest any more. A row of another owner counts as none."""
        posted = whole_number(data.get(f"{prefix}-base_pk" if prefix else "base_pk"))
        return self.siblings().filter(pk=posted).first() if posted else None

    def _fresh_row(self, base: Any) -> Any:
        model = self._meta.model
        values = {field.name: getattr(base, field.name) for field in model._meta.concrete_fields} if base else {}
        return model(**{**values, **self.owner, "id": None, "version": 1, "as_of": timezone.localdate()})

    def _look_at(self, base: Any) -> None:
        self.base = base
        self.fields["as_of"].help_text = self._as_of_help()
        names = [name for name in self._meta.fields or () if name != "as_of"]
        self.previous = {n: human_value(self._meta.model, n, getattr(base, n)) for n in names} if base else {}

    def clean_as_of(self) -> Any:
        day = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise ValidationError(IN_THE_FUTURE)
        if self.earliest and day < self.earliest:
            raise ValidationError(f"不能早于{human_date(self.earliest)}。")
        other = self.siblings().filter(as_of=day).exclude(pk=self.base.pk if self.base else None)
        if self.base and day < self.base.as_of and other.exists():
            raise ValidationError(f"{human_date(day)}起的情况已有登记，请在“历次情况”中打开那一条更正。")
        return day

    def explain_conflict(self, scope: Any, current: Any = None) -> None:
        corrected = self.siblings().filter(pk=self.base.pk if self.base else None)
        newest = self.siblings().order_by("-as_of")
        super().explain_conflict(scope, current or self._newer().first() or corrected.first() or newest.first())

    def _history_of(self, current: Any) -> Any:
        """What the user saw may have been another row of the same owner."""
        return self._meta.model.history.filter(**self.owner)

    def _rebase(self, conflict: Conflict, current: Any, opened: Any) -> None:
        super()._rebase(conflict, current, opened)
        self.data[self.add_prefix("base_pk")] = str(current.pk)  # type: ignore[index]
        self._look_at(current)

    def _as_of_help(self) -> str:
        if self.base is None:
            return "首次登记。默认今天；如早已属实，请填实际日期。"
        day = human_date(self.base.as_of)
        return (
            f"现有情况自{day}起。填{day}即更正那一条；填更晚的日期即登记新情况，原情况留作历史；"
            "填更早的日期即补录历史，不改变现有情况。"
        )


@dataclass(frozen=True, slots=True)
class DatedSave:
    """What saving did: ``corrected`` the row of that day, ``added`` a newer one, ``backfilled`` an older one."""

    row: Any
    how: str

    @property
    def action(self) -> Action:
        return Action.EDITED if self.how == "corrected" else Action.RECORDED

    @property
    def message(self) -> str:
        day = human_date(self.row.as_of)
        return {
            "corrected": f"已更正{day}起的情况。",
            "added": f"已登记{day}起的新情况，原情况留作历史。",
            "backfilled": f"已补录{day}起的历史情况；之后登记的现有情况不变。",
        }[self.how]


def dated_row_save(*, row: Any, base: Any, opened_version: int, owner: dict[str, Any]) -> DatedSave:
    """Store a row that was copied from ``base``; call inside a transaction.

    Args:
        row: unsaved, with ``as_of`` and every value.
        base: the row that the user saw, or ``None`` when there was none.
        opened_version: its version as the user saw it.
        owner: as given to ``DatedEditForm``.

    Raises:
        EditConflict: somebody changed ``base`` or added a row between it and the new one.
        ValidationError: the row breaks a constraint of its model.
    """
    _lock(owner)
    rows = type(row)._default_manager.filter(**owner)
    if base is None and rows.exists():
        raise EditConflict("在您打开之后已有人登记。")
    how = _how(row, base)
    if how == "corrected":
        base.claim(opened_version)
        row.pk, row.version, row._state.adding = base.pk, base.version, False
    elif base is not None:
        if rows.get(pk=base.pk).version != opened_version:
            raise EditConflict("您据以填写的情况在您打开之后已被他人更正。")
        if rows.filter(as_of__gt=base.as_of, as_of__lte=row.as_of).exists():
            raise EditConflict("在您打开之后已有人登记了新情况。")
    row.full_clean()
    row.save()
    return DatedSave(row, how)


def _how(row: Any, base: Any) -> str:
    if base is None or row.as_of > base.as_of:
        return "added"
    return "corrected" if row.as_of == base.as_of else "backfilled"


def _lock(owner: dict[str, Any]) -> None:
    """Two people who add rows to one owner do so one after the other (SQLite lets only one write anyway)."""
    for record in owner.values():
        if isinstance(record, Model):
            type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
