"""Carry a preview out. Once, whole or not at all, and only if nothing it rests on has changed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from intake.addresses import table_of
from intake.issues import Issue
from intake.kinds import Kind
from intake.lines.books import Written, book_of
from intake.lines.rows import Row
from intake.models import ImportBatch, ImportRow
from intake.preview.outcome import written_for
from intake.preview.scopes import as_uploader
from intake.preview.stored_tables import places_of
from intake.units.book import units_in_reach
from intake.writing.portions import Portions, portions_of
from jian_minzheng.core import writes
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.audit.refusals import RefusalOnRecord
from jian_minzheng.core.bulk.collecting import collector_held
from jian_minzheng.core.bulk.packing import Packed
from jian_minzheng.core.editing.history import named_to
from jian_minzheng.core.progress import Passes, Tell, silent
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.scope import OutOfScope
from offices.places import roots

State = ImportBatch.State
Outcome = ImportRow.Outcome
CHANGED = "record_changed"
_CHECKING, _WRITING = 2, 3
"""Passes over the rows: each by itself and against what is known; then what it writes, in up to three steps."""

_Work = Packed[tuple[int, Any]]
"""Key of an import row, and its plan. All rows are compared before the first is written."""


class CommitRefused(Exception):
    """Nothing was written. ``issues`` name the rows that stand in the way.

    ``told`` are refusals among them that go on record: by whoever catches this, once all is rolled back.
    """

    def __init__(self, message: str, issues: Sequence[Issue] = (), told: Sequence[RefusalOnRecord] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.issues = list(issues)
        self.on_record = list(told)

    def put_on_record(self) -> None:
        for told_of in self.on_record:
            told_of.put_on_record()


class AlreadyCommitted(CommitRefused):
    """Somebody was quicker, or the batch is not waiting for a commit any more; the message says who and when."""


@dataclass(frozen=True, slots=True)
class CommitResult:
    """How many rows were written and how; ``conflicts`` are rows left out because their records changed meanwhile.

    ``beside`` counts, in words, what was decided beside the rows and written with them.
    """

    new: int
    changed: int
    same: int
    left_in_error: int
    left_to_confirm: int = 0
    conflicts: list[Issue] = field(default_factory=list)
    beside: dict[str, int] = field(default_factory=dict)


@collector_held()
def batch_commit(
    actor: Acting,
    *,
    batch: ImportBatch,
    good_rows_only: bool,
    progress: Tell = silent,
) -> CommitResult:
    """Write a previewed batch in one transaction.

    Args:
        batch: fetched through the actor's identity; may be another official's of the same office.
        good_rows_only: leave rows in error, and rows in conflict, out instead of refusing.
        progress: hears how much of the work is done, in rows; see ``rows_written``.

    Raises:
        AlreadyCommitted: see there.
        CommitRefused: rows are in error, or records changed since the preview; or only good rows were asked for, rows
            are left out, and the others say nothing new: the batch is not used up by a commit that writes nothing.
        OutOfScope: a written row would not be visible to the writer; everything is rolled back.
    """
    try:
        with transaction.atomic():
            return _commit(actor, batch, good_rows_only, progress)
    except IntegrityError as clash:
        batch.refresh_from_db()
        raise CommitRefused("导入期间有人登记了相同的内容，本次没有写入任何内容。请重新预览后再提交。") from clash
    except (CommitRefused, OutOfScope):
        batch.refresh_from_db()  # it was claimed in memory too, and is free again
        raise


def _commit(actor: Acting, batch: ImportBatch, good_rows_only: bool, progress: Tell) -> CommitResult:
    take_turns()
    _claim(batch, actor)
    kind = batch.table_kind
    book = book_of(kind)
    portions = portions_of(batch, apart=book.apart)
    if not kind.kept_by(actor):
        raise CommitRefused(f"您当前的身份“{actor.identity}”不维护{kind.label}，本次没有写入任何内容。")
    bad, asking = portions.outcomes[Outcome.ERROR], portions.outcomes[Outcome.ASK]
    if (bad or asking) and not good_rows_only:
        raise CommitRefused(f"还有{_kept_out(bad, asking)}。请先改正或确认，或选择只导入正确的行。")
    if not len(portions):
        raise CommitRefused("没有一行可以导入。")
    passes = Passes(progress, len(portions), _CHECKING + _WRITING)
    settling = book.settling(actor, batch, book.file_rows(portions.proofs))
    gone_otherwise = settling.conflicts()
    work, outcomes, conflicts = _plan_again(
        batch, kind, portions, as_uploader(actor, batch), passes, settling.file_rows
    )
    conflicts += gone_otherwise
    refusals = settling.refusals()
    if conflicts and not good_rows_only:
        raise CommitRefused(_said_of(conflicts), conflicts, refusals)
    why = f"导入{kind.sort}：{batch.file_name}"
    written = Written()
    for part in work.parts():
        pairs = [(ImportRow(pk=pk), plan) for pk, plan in part]
        written.add(book.write(pairs, kind, actor=actor, why=why, advance=passes.advance))
    progress(len(portions), len(portions))
    result = CommitResult(
        **{outcome.value: outcomes[outcome] for outcome in ImportRow.GOING_IN},
        left_in_error=bad,
        left_to_confirm=asking,
        conflicts=conflicts,
        beside=settling.finish(written, why),
    )
    if not (result.new or result.changed or any(result.beside.values())) and (conflicts or bad or asking):
        raise CommitRefused(_nothing_new(result), conflicts, refusals)
    for told_of in refusals:
        told_of.put_on_record()
    _finish(actor, batch, written, result)
    return result


def _said_of(conflicts: Sequence[Issue]) -> str:
    return f"{_conflicting(conflicts)}，本次没有写入任何内容。{_ways_out(conflicts)}"


def _conflicting(conflicts: Sequence[Issue]) -> str:
    changed = sum(issue.code == CHANGED for issue in conflicts)
    said = f"预览之后有{changed}行对应的记录已被修改" if changed else ""
    more = f"有{len(conflicts) - changed}行现在不能登记" if changed < len(conflicts) else ""
    return "，".join(filter(None, [said, more]))


def _ways_out(conflicts: Sequence[Issue]) -> str:
    changed = any(issue.code == CHANGED for issue in conflicts)
    return "请重新预览后再提交。" if changed else "请核对这些行，改正后再提交，或选择不导入这些行。"


def _nothing_new(result: CommitResult) -> str:
    """Of a commit of the good rows alone that would leave every row out that has something to say."""
    same = f"{result.same}行与现有登记相同" if result.same else ""
    left = _kept_out(result.left_in_error, result.left_to_confirm)
    why = "，".join(filter(None, [same, left, _conflicting(result.conflicts)]))
    ways = _ways_out(result.conflicts) if result.conflicts else "请先改正或确认这些行，再提交。"
    return f"没有可以写入的内容：{why}。本次没有写入任何内容，表格仍待确认。{ways}"


def rows_written(done: int, total: int) -> int:
    """How many rows are written when ``progress`` is told ``done`` of ``total``; none while they are being checked."""
    return max(done * (_CHECKING + _WRITING) - total * _CHECKING, 0) // _WRITING


def take_turns() -> None:
    """Imports wait for one another until the transaction ends, so that two never make the same record twice."""
    list(roots().order_by("pk").select_for_update(no_key=True)[:1])


def _claim(batch: ImportBatch, actor: Acting) -> None:
    claimed = ImportBatch.objects.filter(pk=batch.pk, state=State.PREVIEWED).update(
        state=State.COMMITTED, committed_at=timezone.now(), committed_by_id=actor.scope.user_id
    )
    batch.refresh_from_db()
    if not claimed:
        raise AlreadyCommitted(_already(batch, actor))


def _already(batch: ImportBatch, actor: Acting) -> str:
    if batch.state == State.COMMITTED and batch.committed_at:
        when = timezone.localtime(batch.committed_at).strftime("%Y-%m-%d %H:%M")
        return f"这份表格已由{named_to(actor.scope, batch.committed_by)}于{when}导入，没有重复写入。"
    return f"这份表格现在的状态是“{batch.get_state_display()}”，不能提交。"


def _plan_again(
    batch: ImportBatch, kind: Kind, portions: Portions, actor: Acting, passes: Passes, file_rows: Any
) -> tuple[_Work, Counter[str], list[Issue]]:
    """Check and compare every row against the database of this moment; what no longer agrees is a conflict.

    Returns:
        What there is to write, how many rows agree by outcome, and the conflicts.
    """
    book, today = book_of(kind), timezone.localdate()
    places = places_of(batch)
    reach = units_in_reach(actor.scope, batch.division, homes=kind.unit_field == "home")
    work, outcomes = _Work(), Counter[str]()
    conflicts: list[tuple[int, Issue]] = []
    for stored in portions.of(batch):
        rows = [Row.from_json(row.number, places[table_of(row.number)], row.cells, row.values) for row in stored]
        for row in passes.over(rows):
            row.stay_within(reach)
            book.check(row, today)
        known = book.load(rows, kind, actor, today, file_rows, lock=True)
        for before, row in zip(stored, passes.over(rows), strict=True):
            plan = book.plan(row, known, kind, today)
            if plan.outcome != before.outcome or plan.seen != before.values.get("_seen"):
                if not any(issue.code in book.said_at_commit for issue in row.issues):
                    row.complain(kind.name_field, CHANGED, "预览之后，这一行的记录已被他人修改或登记。请重新预览。")
                conflicts.append((row.number, row.issues[-1]))
                continue
            outcomes[plan.outcome.value] += 1
            if plan.outcome != Outcome.SAME:
                plan.row = row.unit_alone()
                work.add((before.pk, plan))
        work.close_part()
    return work, outcomes, [issue for _, issue in sorted(conflicts, key=lambda conflict: conflict[0])]


def _kept_out(bad: int, asking: int) -> str:
    """How many rows hold a file up, each sort by itself: one asks, the other is wrong."""
    told = [f"{count}行{why}" for count, why in ((bad, "有错误"), (asking, "需确认")) if count]
    return "、".join(told)


_TRAIL_WORDS = {
    "new": "新增",
    "changed": "变更",
    "same": "无变化",
    "left_in_error": "错误未导入",
    "left_to_confirm": "待确认未导入",
    "conflicts": "冲突",
}


def _finish(actor: Acting, batch: ImportBatch, written: Written, result: CommitResult) -> None:
    """The rows written answer for all: what else was written hangs on them and is visible through them."""
    counts = {
        "new": result.new,
        "changed": result.changed,
        "same": result.same,
        "left_in_error": result.left_in_error,
        "left_to_confirm": result.left_to_confirm,
        "conflicts": len(result.conflicts),
    }
    committed = {**counts, "beside": result.beside}
    ImportBatch.objects.filter(pk=batch.pk).update(summary={**batch.summary, "committed": committed})
    kind = batch.table_kind
    level = written_for(actor, batch)
    detail: dict[str, Any] = {
        "批次": batch.pk,
        "单位": batch.division.name,
        "类别": kind.label,
        "文件指纹": batch.file_hash,
        **{_TRAIL_WORDS[key]: count for key, count in counts.items()},
        **result.beside,
        **(keeping.told(actor, level) if level else {}),
    }
    rows, units = {ImportBatch: {batch.pk}, **written.rows}, written.division_ids
    writes.finish_many(actor, Action.IMPORT_COMMITTED, rows, units=units, subject=batch, detail=detail)
