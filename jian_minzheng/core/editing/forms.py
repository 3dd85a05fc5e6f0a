"""A form that notices when somebody else saved the record meanwhile, and says what they changed."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, Self

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.forms.utils import ErrorDict
from django.http import Http404

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.refusals import put_on_record
from jian_minzheng.core.days import fault
from jian_minzheng.core.editing.fields import PortalWidgets, as_posted
from jian_minzheng.core.editing.history import Change, as_told_to, changes_between, chosen_in, newest_history_id
from jian_minzheng.core.editing.plain_text import REFUSED, as_shown
from jian_minzheng.core.editing.seen import changes_since
from jian_minzheng.core.editing.values import human_value
from jian_minzheng.core.editing.words import reworded_value
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.records import EditConflict
from jian_minzheng.core.scope import OutOfScope


@dataclass(slots=True)
class Conflict:
    """What others changed since the form was opened. ``kept`` and ``taken`` are labels of fields: those that both sides
    changed stay as the user typed them, those that only the others changed now show the new value."""

    changes: list[Change] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)


def _nobody_to_tell(name: str, said: str) -> None:
    """A value that is asked about without a form was read before, and what that changed was told then."""


class EditForm(PortalWidgets, forms.ModelForm):  # type: ignore[type-arg]
    """Model form of a ``Versioned`` record. A new record needs no version.

    ``opened_version`` is what the service passes to ``record.claim``; after a conflict ``conflict`` is set, the form
    carries the new version, and sending it once more saves on top of it.
    """

    #: Fields that only count while another field has a value: name → (that field, the value). ``portal.js`` shows them
    #: then and hides them otherwise; what they hold otherwise is not stored, and ``dropped`` says so.
    shown_with: Mapping[str, tuple[str, str]] = {}

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflict: Conflict | None = None
        self.dropped: list[str] = []
        for name, (other, value) in self.shown_with.items():
            self.fields[name].widget.attrs |= {"data-shown-with": self.add_prefix(other), "data-shown-for": value}
        if self.instance.pk:
            self._remember(self.instance)

    @property
    def opened_version(self) -> int:
        """Version that the user saw; 0, which no record has, when the form does not say."""
        return self.cleaned_data.get("version") or 0

    def clean(self) -> dict[str, Any]:
        """Empty what does not go with the rest, whatever was wrong with it; ``dropped`` names what was filled in."""
        cleaned = super().clean() or self.cleaned_data
        for name, (other, value) in self.shown_with.items():
            if cleaned.get(other) in (None, value):
                continue
            if cleaned.get(name) not in (None, "") or name in self.errors:
                self.dropped.append(str(self.fields[name].label))
            self.errors.pop(name, None)
            cleaned[name] = "" if isinstance(self.fields[name], forms.CharField) else None
        return cleaned

    @property
    def also_said(self) -> str:
        """What was not stored as well as what was changed."""
        return f"{self.said_of_dropped}{super().also_said}"

    @property
    def said_of_dropped(self) -> str:
        """A word about what was not stored; empty where there is none."""
        return f"“{'、'.join(self.dropped)}”与所选的不相符，没有保存。" if self.dropped else ""

    @classmethod
    def check_value(cls, name: str, value: Any, record: Any = None) -> None:
        """Ask of one value what the form asks, without a form: for imports, which have thousands of them.

        ``record`` has the value or is about to get it. What the form asks of several values together is not asked.

        Raises:
            ValidationError: the form would refuse it at this field.
        """
        model, declared = cls._meta.model, cls.base_fields[name]
        try:
            value = model._meta.get_field(name).clean(value, record)
        except ValidationError as error:
            raise reworded_value(model, name, error) from error
        if isinstance(value, datetime.date) and (said := fault(value, cls.span_of(name))):
            raise ValidationError(said)
        if type(declared) is forms.CharField and name not in cls.number_fields and mask_text(value) != value:
            raise ValidationError(REFUSED)
        if (own := getattr(cls, f"clean_{name}", None)) is not None:
            alone = cls.__new__(cls)
            alone.instance, alone.cleaned_data = model() if record is None else record, {name: value}
            alone.tell = _nobody_to_tell  # type: ignore[method-assign]
            own(alone)

    @classmethod
    def asking(cls) -> Self:
        """A form that is asked about one record after the other, see ``faults_of``."""
        return cls({}, instance=cls._meta.model())

    def faults_of(self, record: Any, values: Mapping[str, Any], *, new: bool) -> dict[str, list[str]]:
        """Ask of a record what the form asks of its values together, and of a new one what it must have: for imports.

        Args:
            values: by field; what the record has, its several choices included.

        Returns:
            What the form would say, by field.
        """
        self.instance, self.dropped = record, []
        self._errors, self.cleaned_data = ErrorDict(), dict(values)
        for name in values:
            if new and self.fields[name].required and not values[name] and values[name] not in (0, False):
                self.add_error(name, self[name].field.error_messages["required"])
        self.clean()
        for other in dict.fromkeys(other for other, _ in self.shown_with.values()):
            if clash := self._clash_with(other):
                self.add_error(None, clash)
        return {name: [str(told) for told in errors] for name, errors in self._errors.items()}

    def _clash_with(self, other: str) -> str:
        """What does not go with the answer ``other``, in words for a line of a table; empty where all does."""
        labels = [str(self.fields[name].label) for name, (on, _) in self.shown_with.items() if on == other]
        clashing = "”“".join(label for label in labels if label in self.dropped)
        if not clashing:
            return ""
        answer, shown = self.fields[other].label, human_value(self._meta.model, other, self.cleaned_data[other])
        return f"“{answer}”是“{shown}”，与填写的“{clashing}”对不上：请改“{answer}”，或只填与它相符的一项。"

    def offer_to(self, actor: Acting) -> None:
        """Narrow what the form offers to what whoever acts may choose; for forms that have something to narrow."""

    def save_choices(self) -> None:
        """Store what of the form hangs on the saved record: its many-to-many choices."""
        self._save_m2m()  # type: ignore[attr-defined]

    def explain_conflict(self, scope: Any, current: Any = None) -> None:
        """Say to whoever writes under ``scope`` what changed since the form was opened; ``current`` is the record to
        save on top of."""
        current = current or type(self.instance)._default_manager.get(pk=self.instance.pk)
        seen = self.cleaned_data.get("seen")
        opened = self._history_of(current).filter(history_id=seen).first() if seen else None
        newest = current.history.order_by("-history_id").first()
        if opened and opened.id == current.pk:
            changes = changes_since(current, seen)  # by steps: one of two versions far apart shows if they are equal
        else:
            changes = changes_between(current, opened, newest) if newest else []
        self.conflict = Conflict(changes=as_told_to(scope, changes))
        self._rebase(self.conflict, current, opened)

    def _history_of(self, current: Any) -> Any:
        """Where to look up what the user saw."""
        return current.history

    def _rebase(self, conflict: Conflict, current: Any, opened: Any) -> None:
        """Carry the new version; where the user touched nothing, show what the others entered."""
        data = self.data.copy()  # type: ignore[attr-defined]
        for name in self._meta.fields or ():
            if current._meta.get_field(name).many_to_many:
                self._rebase_choices(conflict, data, name, current, opened)
                continue
            latest = getattr(current, name)
            if opened is None or name not in self.cleaned_data or getattr(opened, name) == latest:
                continue
            if as_shown(self.cleaned_data[name], getattr(opened, name)):
                data[self.add_prefix(name)] = self._sent_again(name, latest)
                conflict.taken.append(str(self.fields[name].label))
            elif self.cleaned_data[name] != latest:
                conflict.kept.append(str(self.fields[name].label))
        data[self.add_prefix("version")] = str(current.version)
        data[self.add_prefix("seen")] = as_posted(newest_history_id(current))
        self.data = data

    def _rebase_choices(self, conflict: Conflict, data: Any, name: str, current: Any, opened: Any) -> None:
        """The same for several choices: what others chose meanwhile is taken over, or told apart from one's own."""
        if opened is None or name not in self.cleaned_data:
            return
        seen, latest = set(chosen_in(opened, type(current), name)), set(getattr(current, name).all())
        mine, label = set(self.cleaned_data[name]), str(self.fields[name].label)
        if latest == seen:
            return
        if mine == seen:
            data.setlist(self.add_prefix(name), [str(choice.pk) for choice in latest])
            conflict.taken.append(label)
        elif mine != latest:
            conflict.kept.append(label)

    def _sent_again(self, name: str, latest: Any) -> str:
        """What others entered, as a form that is opened now would send it: a text with its numbers masked."""
        text = as_posted(latest.pk if isinstance(latest, models.Model) else latest)
        return mask_text(text) if name in self._plain_texts() else text

    def _remember(self, record: Any) -> None:
        self.initial["version"] = record.version
        self.initial["seen"] = newest_history_id(record)


class Explains(Protocol):
    """A form, or a grid of forms, that can say why it was not saved."""

    fields: Any

    def explain_conflict(self, scope: Any) -> None: ...

    def add_error(self, field: Any, error: Any) -> None: ...


def save_or_explain(form: Explains, save: Callable[[], Any], *, scope: Any) -> bool:
    """Run ``save`` in one transaction; where it cannot be done, put the reason on the form and return ``False``.

    Args:
        scope: under which whoever saves acts: what others changed meanwhile is told to them.

    Raises:
        Http404: what was written lies outside the writer's scope.
    """
    try:
        with transaction.atomic():
            save()
    except EditConflict:
        form.explain_conflict(scope)
    except ValidationError as error:
        put_on_record(error)
        form.add_error(None, _messages(form, error))
    except IntegrityError:
        form.add_error(None, "刚刚有人保存了相同的记录，请刷新页面核对后再保存。")
    except OutOfScope as error:
        raise Http404(str(error)) from error
    else:
        return True
    return False


def _messages(form: Explains, error: ValidationError) -> ValidationError:
    """Errors by field where the form has the field; the others go to the top."""
    if not hasattr(error, "error_dict"):
        return error
    known: dict[str, Any] = {}
    for name, errors in error.error_dict.items():
        known.setdefault(name if name in form.fields else NON_FIELD_ERRORS, []).extend(errors)
    return ValidationError(known)
