"""What a page showed of a record when it was opened, for what is done to the record as a whole: void, bring back, file.

The page carries the newest entry of the record's history (``seen``). Whoever sends it after others changed the record
is told what they changed, once: the page then carries the entry of that moment, and sending it again goes through.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from django.db.models import Max

from jian_minzheng.core.editing.history import Change, as_told_to, changes_between, newest_history_id
from jian_minzheng.core.records import EditConflict

_TOLD = 5


class ChangedMeanwhile(EditConflict):
    """Others changed records since they were shown; ``changes`` says what."""

    def __init__(self, changes: list[Change]) -> None:
        super().__init__("有记录在您打开之后已被他人修改。")
        self.changes = changes

    @property
    def told(self) -> str:
        """The first few of them in a sentence."""
        said = [f"{change.who}修改了{change.record}（{change.told}）" for change in self.changes[:_TOLD]]
        more = f"等{len(self.changes)}处" if len(self.changes) > _TOLD else ""
        return "；".join(said) + more


def seen_of(record: Any) -> int | None:
    """What the page of a record is to carry; nothing for records whose changes no history keeps (files, photos)."""
    return newest_history_id(record) if hasattr(record, "history") else None


def changes_since(record: Any, seen: int | None) -> list[Change]:
    """What others changed since the page was opened, step by step; empty as well when the page does not say.

    An entry that the record never had is no page of the portal's: then everything counts as unseen.
    """
    if not seen or not hasattr(record, "history"):
        return []
    steps = list(record.history.select_related("history_user").order_by("history_id"))
    if any(step.history_id == seen for step in steps):
        steps = [step for step in steps if step.history_id >= seen]
    return [change for before, after in pairwise(steps) for change in changes_between(record, before, after)]


def require_unchanged(records: Iterable[Any], seen: Mapping[int, int], *, scope: Any) -> None:
    """The same for many records of one model, by primary key; call it where they are locked.

    Args:
        scope: to which is told who changed what.

    Raises:
        ChangedMeanwhile: one of them was changed since.
    """
    by_key = {record.pk: record for record in records if seen.get(record.pk)}
    if not by_key:
        return
    history = type(next(iter(by_key.values()))).history
    newest = history.filter(id__in=list(by_key)).values_list("id").annotate(Max("history_id")).order_by()
    stale = [by_key[pk] for pk, last in newest if last != seen[pk]]
    if changes := [change for record in stale for change in changes_since(record, seen[record.pk])]:
        raise ChangedMeanwhile(as_told_to(scope, changes))
