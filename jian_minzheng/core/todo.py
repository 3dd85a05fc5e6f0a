"""What is to be done, in one place: apps declare it, 首页 and whatever else reminds people read only this.

A source looks at the acting identity and says what waits for it: what, how much, by when, where it is done. A task is
done when its source does not name it any more; nothing is ticked off by hand.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, TextChoices, Value
from django.http import QueryDict

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.registers.declaration import REGISTRY, Register


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for whoever looks.

    ``kind`` groups tasks under a heading (see ``KINDS``); ``count`` says how many of it there are (0: it is one
    thing). ``url`` leads to the list of them, ``entry_url`` to where it is done, if that is another page, which lists
    ``entry_count`` of ``entry_unit``. ``due`` is the last day; ``order`` sorts within the kind, after the day.
    """

    kind: str
    label: str
    url: str
    count: int = 0
    unit: str = "条"
    hint: str = ""
    entry_url: str = ""
    entry_count: int = 0
    entry_unit: str = ""
    due: datetime.date | None = None
    order: int = 50


KINDS = {
    "waiting": "没有做完的",
    "missing": "待补资料",
    "unmet": "未达标",
}
"""The headings of 首页, in their order."""


@dataclass(frozen=True, slots=True)
class Source:
    """What names tasks of some kinds, for whoever has a capability; nobody else is asked about them."""

    tasks: Callable[[Acting], Iterable[Task]]
    kinds: tuple[str, ...]
    needs: TextChoices


_sources: list[Source] = []


def source(tasks: Callable[[Acting], Iterable[Task]], *, kinds: tuple[str, ...], needs: TextChoices) -> None:
    """Register what names tasks; called once, when the app that owns it is ready."""
    if (one := Source(tasks, kinds, needs)) not in _sources:
        _sources.append(one)


def kinds_for(actor: Acting) -> set[str]:
    """The kinds of which whoever acts may have tasks: only of these does having none mean that all is done."""
    kinds = {kind for one in _asked(actor) for kind in one.kinds}
    return kinds | {"missing"} if _kept(actor) else kinds


def tasks_for(actor: Acting) -> list[Task]:
    """Everything that waits for whoever acts: by kind, then by the day it is due."""
    found = [task for tasks in [*(one.tasks for one in _asked(actor)), of_registers] for task in tasks(actor)]
    kinds = list(KINDS)
    return sorted(found, key=lambda task: (kinds.index(task.kind), task.due or datetime.date.max, task.order))


def of_registers(actor: Acting) -> Iterable[Task]:
    """What registers declare about their records, for those who keep them; one query, however many registers."""
    level = actor.scope.level
    declared = [
        (register, todo) for register in _kept(actor) for todo in register.todos if level in (todo.levels or {level})
    ]
    counts = counted([register.listing.found(actor.scope, QueryDict(todo.query)) for register, todo in declared])
    for number, (register, todo) in enumerate(declared):
        if count := counts.get(number):
            url = f"{register.url('list')}?{todo.query}"
            yield Task("missing", todo.label, url, count=count, hint=todo.hint, order=todo.order)


def _asked(actor: Acting) -> list[Source]:
    return [one for one in _sources if actor.can(one.needs)]


def _kept(actor: Acting) -> list[Register]:
    """Registers with something to remind of that whoever acts keeps."""
    return [one for one in REGISTRY.all() if one.todos and keeping.levels_kept_by(actor.scope, one.kept_at)]


def counted(lists: list[QuerySet[Any]]) -> dict[int, int]:
    """How many rows each queryset has, by its place in the list; those with none are left out."""
    counts = [
        rows.order_by().annotate(place=Value(number)).values("place").annotate(count=Count("pk", distinct=True))
        for number, rows in enumerate(lists)
    ]
    counts = [rows.values_list("place", "count") for rows in counts]
    if not counts:
        return {}
    return dict(counts[0].union(*counts[1:], all=True) if len(counts) > 1 else counts[0])
