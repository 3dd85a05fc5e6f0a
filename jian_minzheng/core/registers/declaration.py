"""A kind of record, declared once. From it come its screens, list, export, menu entry, tasks, URLs and tests.

How to add one: docs/how-to/add-a-record.md. What a declaration says is read by ``listing``, ``screens``, ``writes``,
``attachments`` and ``urls`` beside this file, by the menu and the pages of units, and by ``tests/registers/``.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models import Model, Q, TextChoices
from django.urls import reverse

from jian_minzheng.core.acting import Acting, Identity
from jian_minzheng.core.editing import Change, DatedEditForm, EditForm
from jian_minzheng.core.records import Voidable
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.registers.listing import Listing


@dataclass(frozen=True, kw_only=True)
class Section:
    """Facts of a record that hold from a day on, kept as rows of their own (``as_of``) and entered on a page of theirs.

    ``related`` leads from the record to its rows, ``owner`` back. ``earliest(record)`` is the first day that makes
    sense. ``title`` says what one does on the page (填报……), ``heading`` what the facts are called.
    """

    name: str
    title: str
    heading: str
    form: type[DatedEditForm]
    related: str
    owner: str
    earliest: Callable[[Any], datetime.date | None] = lambda record: None

    @property
    def model(self) -> Any:
        return self.form._meta.model

    @property
    def fields(self) -> list[str]:
        return [name for name in self.form._meta.fields or () if name != "as_of"]


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How a record ends: the field of its last day, and what this kind calls it (停办, 撤销, 停用)."""

    field: str = "closed_on"
    verb: str = "停办"
    help_text: str = "最后一天仍有效。之后资料保留，可以重新启用。"


@dataclass(frozen=True, slots=True)
class Link:
    """A way on from the head of a list."""

    label: str
    url: str
    icon: str = "arrow-right"


@dataclass(frozen=True, kw_only=True)
class Todo:
    """Something to be done about records of this kind: as many as the list shows for ``query``.

    ``levels`` are those that are reminded of it; every level that keeps such records, where it names none.
    """

    label: str
    query: str
    hint: str = ""
    order: int = 50
    levels: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """How records of a kind bear witness that something was done or is in force. All are field paths of the model.

    ``kind`` is the code that standards ask for. Of ``units``, whom a record speaks for, ``since``, the day from which,
    and ``renewed``, the day from which the time until its review runs, the first field with a value counts. ``until``
    is the last day on which it holds; ``says`` are questions that it answers yes, no or not at all, each with the day
    from which a yes holds, where one is kept. ``since_known`` says no where nobody wrote the first day, and the one on
    record is the latest that it can be. Before a review it did not count: from the fields ``unreviewed`` alone the
    model's ``last_day()`` says until when it held then.
    """

    kind: str
    units: tuple[str, ...]
    since: tuple[str, ...]
    since_known: str = ""
    until: str = ""
    renewed: tuple[str, ...] = ()
    unreviewed: tuple[str, ...] = ()
    says: Mapping[str, str] = field(default_factory=dict)
    where: Q | None = None

    @property
    def renewed_by(self) -> tuple[str, ...]:
        return (*self.renewed, *self.since)


@dataclass(frozen=True, kw_only=True)
class Register:
    """A kind of record and all that is particular about it."""

    #: The model. Scoped (``scope_path``), versioned, with history; ``Voidable`` gives it 作废 and 恢复.
    model: Any
    #: Names its URLs: ``home`` gives ``offices:home_list``, ``offices:home_edit`` and so on.
    name: str
    #: First part of its addresses, and the namespace of the app whose URLs they are.
    slug: str
    app: str
    #: Heads the list; ``noun`` is what one record is called, by default as the model calls it.
    title: str
    noun: str = ""
    #: Icon (bootstrap-icons) in the menu and in empty lists; place in the menu (see ``offices/menu.py``), 0 for none.
    icon: str = "journal-text"
    menu: int = 0
    #: Who may see such records, and who keeps them: level of the record's unit → capability.
    view: TextChoices
    kept_at: keeping.KeptAt
    #: Foreign key to the unit that a record belongs to.
    place: str = "division"
    #: The units that may have such records, within the scope; the picker of a new record offers those it may write for.
    units: Callable[[Identity], Any]
    #: The form field that picks one of them.
    picker: type[forms.ModelChoiceField] = forms.ModelChoiceField  # type: ignore[type-arg]
    #: How the heading of a record's page names the unit.
    unit_path: Callable[[Any], str] = str
    #: A new record is begun at a unit's own page instead of choosing the unit in the form.
    begun_at_unit: bool = False
    #: The record that a form for a new one starts from.
    new: Callable[..., Any] | None = None
    #: List, filters, columns, search, export.
    listing: Listing
    #: The form of a record's own data, without its unit.
    form: type[EditForm]
    #: Dated facts.
    sections: Sequence[Section] = ()
    #: How a record ends, if it does.
    ending: Ending | None = None
    #: Fields of ``form`` that may be changed for many records at once.
    bulk: tuple[str, ...] = ()
    #: Whether files can be hung on a record.
    attachments: bool = False
    #: Fields shown on the record's page; by default those of the form.
    facts: tuple[str, ...] = ()
    #: Further sections of the record's page, by other apps.
    panels: Callable[[Identity, Any], list[dict[str, Any]]] | None = None
    #: A page of the record's own instead of the general one: template, and what it is drawn from.
    page: str = "core/registers/record.html"
    page_context: Callable[[Identity, Any], Mapping[str, Any]] | None = None
    #: All changes that a record's page lists, where they are more than its own and those of its dated rows.
    changes: Callable[[Identity, Any], list[Change]] | None = None
    #: What a form says above its fields about the record, as safe HTML: that the unit had such a record before.
    notice: Callable[[Identity, Any], str] | None = None
    #: Further ways on from the head of the list.
    links: Callable[[Acting], Sequence[Link]] | None = None
    #: Where somebody who saved a record goes, when not to its page.
    returns_to: Callable[[Any], str] | None = None
    #: Levels of units on whose pages the newest records stand as a panel.
    panel_levels: frozenset[str] = frozenset()
    todos: Sequence[Todo] = ()
    #: What an empty list says to those who may begin one, and to all others; a line above every list.
    hint: str = ""
    hint_others: str = "由负责登记的单位登记后在这里显示。"
    intro: str = ""
    #: Clause of the policy that the records serve.
    clause: str = ""
    #: What its records bear witness to, for standards that ask for evidence.
    evidence: Evidence | None = None
    #: Runs before a record is saved; raises ``ValidationError`` for what its form cannot know.
    check: Callable[[Acting, Any], None] | None = None
    #: What the records' own queryset needs to be drawn without a query per row.
    related: tuple[str, ...] = ()
    #: Annotates that queryset with what the records' own page says besides.
    annotate: Callable[[Any], Any] | None = None

    def __post_init__(self) -> None:
        if not self.noun:
            object.__setattr__(self, "noun", str(self.model._meta.verbose_name))

    def url(self, what: str, *args: Any) -> str:
        """Address of one of its screens: ``url("list")``, ``url("edit", record.pk)``."""
        return reverse(f"{self.app}:{self.name}_{what}", args=args)

    @property
    def voidable(self) -> bool:
        return issubclass(self.model, Voidable)

    @property
    def needs_to_write(self) -> set[TextChoices]:
        """Capabilities one of which whoever writes must have."""
        return set(self.kept_at.values())

    def unit_of(self, record: Any) -> Any:
        return getattr(record, self.place)

    def may_write(self, actor: Acting, record: Any) -> bool:
        """Whether whoever acts writes records of this record's unit. Says nothing of scope."""
        return keeping.may_write(actor, self.kept_at, self.unit_of(record).level)

    def writable_units(self, actor: Acting) -> Any:
        """The units for which whoever acts may begin a record."""
        levels = keeping.levels_written_by(actor, self.kept_at)
        return self.units(actor.scope).filter(level__in=levels)

    def start(self, unit: Any = None) -> Any:
        """A new, unsaved record."""
        if self.new is not None and unit is not None:
            return self.new(unit)
        return self.model(**({self.place: unit} if unit is not None else {}))

    def records(self) -> Any:
        """All records with what every screen draws."""
        related = [self.place, *self.related, *(["voided_by"] if self.voidable else [])]
        rows = self.model._default_manager.select_related(*related)
        return rows if self.annotate is None else self.annotate(rows)


@dataclass(slots=True)
class Registry:
    """Every register of the portal, in the order in which the apps declared them."""

    registers: dict[str, Register] = field(default_factory=dict)

    def add(self, register: Register) -> Register:
        """Declare a register; called once, where it is declared.

        Raises:
            ValueError: the name is taken.
        """
        key = f"{register.app}:{register.name}"
        if self.registers.setdefault(key, register) is not register:
            raise ValueError(f"two registers are called {key}")
        return register

    def all(self) -> list[Register]:
        return list(self.registers.values())

    def of(self, model: type[Model]) -> Register | None:
        """The register of a model, if it has one."""
        return next((register for register in self.all() if register.model is model), None)


REGISTRY = Registry()
