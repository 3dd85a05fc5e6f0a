"""What the pages that end a record, or take its end back, say before it is done. Nothing here forbids anything."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.editing.values import human_date
from jian_minzheng.core.registers.declaration import Register

Told = Callable[[Acting, Any, bool], SafeString | str]
"""What an upper app has to say of a record that is to end, or (``True``) to come back; empty for nothing."""

_told: list[tuple[type[Model], Told]] = []


def tell_of_ending(model: type[Model], told: Told) -> None:
    """Register who has something to say; called once, when the app that owns it is ready."""
    if (model, told) not in _told:
        _told.append((model, told))


def ending_notice(actor: Acting, register: Register, record: Any, *, reopen: bool) -> SafeString:
    """The notice above the form, a paragraph for each that has something to say."""
    return format_html_join("", '<p class="mb-1">{}</p>', ((one,) for one in _said(actor, register, record, reopen)))


def _said(actor: Acting, register: Register, record: Any, reopen: bool) -> Iterator[SafeString | str]:
    ending = register.ending
    if ending is not None and reopen:
        yield _coming_back(record, ending.verb, getattr(record, ending.field))
    for model, told in _told:
        if isinstance(record, model) and (words := told(actor, record, reopen)):
            yield words


def _coming_back(record: Any, verb: str, day: Any) -> SafeString | str:
    if day is None:
        return f"“{record}”没有登记{verb}日期，不需要重新启用。"
    return format_html(
        "“{}”{}{}。重新启用即取消这个日期：视为从未{}，重新列入名册、参与核查和统计，原来填报的资料照旧有效。"
        "单独作废的记录不会随之恢复，需要时另行恢复。如果是隔了一段时间才重新设立，请另行登记，不要取消原来的日期。",
        record,
        human_date(day),
        verb,
        verb,
    )
