"""Who changed what, when, from what to what: django-simple-history read back in words."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

from django.db import models
from django.db.models import Case, OuterRef, Subquery, Value, When
from django.utils import timezone

from jian_minzheng.core.editing.values import EMPTY, human_date, human_value
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.naming import named, ways_to_places

FOR_ANOTHER = "代填"
"""How the reason begins, in the history, of what was written for a unit that keeps its own records."""

_NEVER_SHOWN = frozenset({"id", "version", "voided_at", "voided_by", "void_reason", "pinyin"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one record, changed once. ``record`` names the record, ``label`` the field; values are in words.

    ``old`` is empty where there was nothing to change from: the first entry of a record, an upload, a void.
    ``account`` is the primary key of ``who``, where that is an account.
    """

    when: datetime.datetime
    who: str
    record: str
    label: str
    old: str
    new: str
    account: int | None = None

    @property
    def told(self) -> str:
        """In a sentence of its own, after whose change it was."""
        if not self.old:
            return f"{self.label}：{self.new}" if self.new else self.label
        return f"把“{self.label}”由“{self.old}”改为“{self.new}”"

    @property
    def event(self) -> tuple[datetime.datetime, str, str]:
        """Changes of one save share it; templates group by it."""
        return (self.when, self.who, self.record)


def history_of(*records: models.Model) -> list[Change]:
    """Every change of these records, newest first; one query per model.

    A new row of a dated model (one with ``as_of``) is compared with the row before it among ``records``, so that only
    what really changed is listed; other new records list every filled field.
    """
    changes: list[Change] = []
    by_model: dict[type[models.Model], list[Any]] = defaultdict(list)
    for record in records:
        by_model[type(record)].append(record)
    for model, group in by_model.items():
        changes += _changes_of_model(model, group)
    return sorted(changes, key=lambda change: change.when, reverse=True)


Telling = Callable[[Any, list[Change]], list[Change]]
_tellings: list[Telling] = []


def told_by(telling: Telling) -> Telling:
    """Register whoever knows to which scope which account is named; called once, when the app that does is ready."""
    if telling not in _tellings:
        _tellings.append(telling)
    return telling


def as_told_to(scope: Any, changes: list[Change]) -> list[Change]:
    """The same changes, accounts named as far as they concern whoever looks under ``scope``."""
    for telling in _tellings:
        changes = telling(scope, changes)
    return changes


def named_to(scope: Any, account: Any) -> str:
    """An account as whoever looks under ``scope`` may know it; empty without one."""
    if account is None:
        return ""
    told = Change(timezone.now(), str(account), "", "", "", "", account=account.pk)
    return as_told_to(scope, [told])[0].who


def newest_history_id(record: Any) -> int | None:
    """Id of the last thing that history knows of a record: what a form has seen when it is opened."""
    newest: int | None = record.history.order_by("-history_id").values_list("history_id", flat=True).first()
    return newest


def as_last_written(rows: Any) -> Any:
    """Annotate records with ``seen``, the newest entry of their history, and ``for_another``: it is 代填."""
    newest = rows.model.history.filter(id=OuterRef("pk")).order_by("-history_id")
    marked = Case(When(last_reason__startswith=FOR_ANOTHER, then=Value(True)), default=Value(False))
    rows = rows.annotate(last_reason=Subquery(newest.values("history_change_reason")[:1]), for_another=marked)
    return rows.annotate(seen=Subquery(newest.values("history_id")[:1]))


def changes_between(record: Any, before: Any, after: Any) -> list[Change]:
    """What differs between two history rows of a record (``before`` may be ``None``: a new record)."""
    return list(_difference(type(record), record_label(record), before, after))


def record_label(record: Any) -> str:
    """``七有设施·电脑(2026年1月8日起)`` for dated rows, ``民政所 敦厚镇民政所`` for others."""
    name = str(record._meta.verbose_name)
    if not hasattr(record, "as_of"):
        return mask_text(f"{name} {record}")
    kind = f"·{record.get_kind_display()}" if hasattr(record, "get_kind_display") else ""
    return f"{name}{kind}({human_date(record.as_of)}起)"


def _changes_of_model(model: Any, group: list[Any]) -> Iterator[Change]:
    versions: dict[Any, list[Any]] = defaultdict(list)
    references = [field.name for field in model.history.model.tracked_fields if field.is_relation]
    references += ways_to_places(model)
    stored = model.history.filter(id__in=[record.pk for record in group]).select_related("history_user", *references)
    for version in stored.order_by("history_id"):
        versions[version.id].append(version)
    for record in group:
        steps = versions[record.pk]
        label = record_label(record)
        if steps:
            yield from _difference(model, label, _predecessor(record, group, versions, steps[0]), steps[0])
        for before, after in pairwise(steps):
            yield from _difference(model, label, before, after)


def _predecessor(record: Any, group: Iterable[Any], versions: dict[Any, list[Any]], first: Any) -> Any:
    """For a dated row, the row that held before it, as that one stood when this one was entered."""
    if not hasattr(record, "as_of"):
        return None
    kind = getattr(record, "kind", None)
    earlier = [row for row in group if row.as_of < record.as_of and getattr(row, "kind", None) == kind]
    for row in sorted(earlier, key=lambda row: row.as_of, reverse=True):
        known = [step for step in versions[row.pk] if step.history_id < first.history_id]
        if known:
            return known[-1]
    return None


def _difference(model: Any, label: str, before: Any, after: Any) -> Iterator[Change]:
    change = partial(Change, after.history_date, _who(after), label, account=after.history_user_id)
    if before is None and after.history_type != "+":
        yield change("修改", "此前的情况没有留痕", "从此次起逐项留痕")
        return
    if getattr(after, "voided_at", None) != getattr(before, "voided_at", None):
        voided = after.voided_at is not None
        yield change("作废" if voided else "恢复", "", mask_text(after.void_reason))
    for field in type(after).tracked_fields:
        if field.name in _NEVER_SHOWN or _names_owner(model, field):
            continue
        old, new = getattr(before, field.attname, None), getattr(after, field.attname)
        if old != new and (before is not None or new not in (None, "")):
            was = _words(model, field, before) if before is not None else ""
            name = str(field.verbose_name)
            yield change(name, was, _words(model, field, after))
    yield from _difference_of_choices(model, change, before, after)


def _difference_of_choices(model: Any, change: Callable[..., Change], before: Any, after: Any) -> Iterator[Change]:
    """Many-to-many fields that the history follows (``m2m_fields``)."""
    for field in model._meta.many_to_many:
        if not hasattr(type(after), field.name):
            continue
        old = _listed(before, model, field.name) if before is not None else ""
        new = _listed(after, model, field.name)
        if new != (old or EMPTY):
            was = old if before is not None else ""
            yield change(str(field.verbose_name), was, new)


def chosen_in(version: Any, model: Any, name: str) -> list[Any]:
    """What a many-to-many field held in a version of the history."""
    target = model._meta.get_field(name).m2m_reverse_field_name()
    return [getattr(row, target) for row in getattr(version, name).select_related(target)]


def _listed(version: Any, model: Any, name: str) -> str:
    chosen = {named(model, version, name, one) for one in chosen_in(version, model, name)}
    return "、".join(sorted(chosen)) or EMPTY


def _who(version: Any) -> str:
    """Whose change it was; marked where it was made for a unit that keeps its own records (代填)."""
    marked = (version.history_change_reason or "").startswith(FOR_ANOTHER)
    return f"{version.history_user or '系统'}{'(代填)' if marked else ''}"


def _names_owner(model: Any, field: Any) -> bool:
    """A dated row belongs to its station or home by a foreign key that goes without saying."""
    return hasattr(model, "as_of") and (field.is_relation or field.name in {"as_of", "kind"})


def _words(model: Any, field: Any, version: Any) -> str:
    if getattr(version, field.attname) is None:
        return EMPTY
    value = getattr(version, field.name)
    return human_value(
        model, field.name, named(model, version, field.name, value) if isinstance(value, models.Model) else value
    )
