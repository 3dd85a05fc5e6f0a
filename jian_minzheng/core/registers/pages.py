"""What the page of one record says: its facts in words, its dated sections, its files, what may be done with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.editing import Change, history_of
from jian_minzheng.core.editing.history import FOR_ANOTHER, as_told_to
from jian_minzheng.core.editing.values import EMPTY, human_value
from jian_minzheng.core.naming import named
from jian_minzheng.core.registers.attachments import files_of
from jian_minzheng.core.registers.declaration import Register, Section

_NEWEST = 5


@dataclass(frozen=True, slots=True)
class Fact:
    """One field in words. ``missing``: nobody has said yet."""

    label: str
    words: str
    missing: bool = False


@dataclass(slots=True)
class ShownSection:
    """A dated section: the row in force with its facts, and the earlier rows."""

    section: Section
    url: str
    current: Any = None
    facts: list[Fact] = field(default_factory=list)
    earlier: list[tuple[Any, list[Fact]]] = field(default_factory=list)
    rows: list[Any] = field(default_factory=list)


def record_page(actor: Acting, register: Register, record: Any, *, back: str) -> dict[str, Any]:
    """Variables of ``core/registers/record.html``; ``back`` leads to the list as it was left.

    Sections and history are read when a page draws them: one that has a template of its own may draw others.
    """
    sections: Any = SimpleLazyObject(lambda: [_section(register, section, record) for section in register.sections])
    changes: Any = SimpleLazyObject(
        lambda: record_history(actor, register, record, [row for shown in sections for row in shown.rows])
    )
    more = register.page_context(actor.scope, record) if register.page_context else {}
    return {
        "register": register,
        "record": record,
        "unit_path": register.unit_path(register.unit_of(record)),
        "facts": facts_of(record, register.facts or tuple(register.form._meta.fields or ())),
        "sections": sections,
        "files": _files(register, record),
        "panels": register.panels(actor.scope, record) if register.panels else [],
        "may_write": register.may_write(actor, record) and any(map(actor.can, register.needs_to_write)),
        "ended": getattr(record, register.ending.field) if register.ending else None,
        "urls": {name: register.url(name, record.pk) for name in _offered(register)},
        "back": back,
        "for_another": SimpleLazyObject(lambda: _for_another(changes)),
        "changes": changes,
        **more,
    }


def record_history(actor: Acting, register: Register, record: Any, rows: Iterable[Any] | None = None) -> list[Change]:
    """Every change of the record and of its dated rows (or what the register says belongs to it), newest first.

    Args:
        rows: the dated rows, where they are at hand.
    """
    if register.changes is not None:
        return as_told_to(actor.scope, register.changes(actor.scope, record))
    if rows is None:
        rows = (row for section in register.sections for row in getattr(record, section.related).all())
    dated = (row for rows in getattr(record, "dated_rows", {}).values() for row in getattr(record, rows).all())
    return as_told_to(actor.scope, history_of(record, *rows, *dated))


def newest_at(actor: Acting, register: Register, unit: Any) -> dict[str, Any]:
    """Variables of ``core/registers/panel.html``: the newest live records of one unit that have not ended."""
    rows = register.records().visible_to(actor.scope).filter(**{register.place: unit})
    live = rows.filter(voided_at__isnull=True) if register.voidable else rows
    if register.ending:
        last = register.ending.field
        live = live.filter(Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": timezone.localdate()}))
    newest = list(live.order_by("-pk")[: _NEWEST + 1])
    listed = [(record, register.url("detail", record.pk)) for record in newest[:_NEWEST]]
    begin = not register.begun_at_unit and register.may_write(actor, register.start(unit))
    return {
        "listed": listed,
        "more": len(newest) > _NEWEST,
        "list_url": register.url("list"),
        "begin_url": f"{register.url('create')}?{register.place}={unit.pk}" if begin else "",
        "noun": register.noun,
    }


def facts_of(record: Any, names: tuple[str, ...] | list[str]) -> list[Fact]:
    """Fields of a record or row in words, in this order."""
    return [_fact(record, name) for name in names]


def _fact(record: Any, name: str) -> Fact:
    model = type(record)
    model_field = model._meta.get_field(name)
    value = getattr(record, name)
    if model_field.many_to_many:
        words = "、".join(dict.fromkeys(named(model, record, name, one) for one in value.all())) or EMPTY
    else:
        words = human_value(model, name, named(model, record, name, value) if isinstance(value, Model) else value)
    return Fact(str(model_field.verbose_name), words, missing=words == EMPTY)


def _section(register: Register, section: Section, record: Any) -> ShownSection:
    rows = list(getattr(record, section.related).order_by("-as_of"))
    shown = ShownSection(section, register.url(section.name, record.pk), rows=rows)
    if rows:
        shown.current, shown.facts = rows[0], facts_of(rows[0], section.fields)
        shown.earlier = [(row, facts_of(row, section.fields)) for row in rows[1:]]
    return shown


def _files(register: Register, record: Any) -> list[dict[str, Any]]:
    if not register.attachments:
        return []
    return [
        {
            "file": one,
            "url": register.url("file", record.pk, one.pk),
            "change_url": register.url("file_restore" if one.is_void else "file_void", record.pk, one.pk),
        }
        for one in files_of(register, record)
    ]


def _for_another(changes: list[Change]) -> str:
    """Who wrote the record last, if that was done for the unit that keeps it; else empty."""
    who = changes[0].who if changes else ""
    return who if who.endswith(f"({FOR_ANOTHER})") else ""


def _offered(register: Register) -> list[str]:
    names = ["edit", *(section.name for section in register.sections)]
    if register.ending:
        names += ["close", "reopen"]
    if register.voidable:
        names += ["void", "restore"]
    return [*names, "attach"] if register.attachments else names
