"""Take a whole import back, except where somebody has worked on since; those records are kept and named."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from intake.lines.books import book_of
from intake.models import ImportBatch
from intake.models.summaries import Undone
from intake.preview.outcome import written_for
from intake.preview.scopes import scope_of_readers
from intake.writing.commit import CommitRefused, take_turns
from intake.writing.kept_records import OUT_OF_SIGHT, Kept, as_readers_see, kept_issues, note_in_rows
from jian_minzheng.core import writes
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.bulk.chunks import chunks
from jian_minzheng.core.bulk.collecting import collector_held
from jian_minzheng.core.progress import Tell, silent
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.scope import OutOfScope
from offices.models.divisions import Level

Note = dict[str, Any]
"""``{"id", "version", "created", "old": {attribute: value}}`` of one record that an import wrote."""

Notes = Sequence[tuple[int, Note]]
"""Line of the file (0: none) and what was noted about a record."""

State = ImportBatch.State
_NAMED = 100
"""How many kept records stand in the summary by name; each row tells of its own."""


@dataclass(slots=True)
class UndoResult:
    """How many new records were taken away and how many put back to their old values; ``kept`` were left alone."""

    voided: int = 0
    restored: int = 0
    kept: list[Kept] = field(default_factory=list)


@collector_held()
def batch_undo(actor: Acting, *, batch: ImportBatch, progress: Tell = silent) -> UndoResult:
    """Undo a committed batch; ``progress`` hears how many of its rows have been taken back.

    What the import made goes as its book says, old values are put back. A record that stands otherwise than the import
    left it is kept, and it is said who changed it (see ``since``).

    Raises:
        CommitRefused: the batch is not in the state 已导入, or somebody else has just undone it, or has just registered
            what was to be put back; or not one record can be taken back, and the issues name what holds each. Then
            nothing is changed, and the batch stays what it was.
        OutOfScope: nothing is left within the actor's scope to be taken back; nothing is changed.
    """
    try:
        with transaction.atomic():
            return _undone(actor, batch, progress)
    except IntegrityError as clash:
        batch.refresh_from_db()
        raise CommitRefused("撤销期间有人登记了相同的内容，本次没有撤销。请再试一次。") from clash
    except (CommitRefused, OutOfScope):
        batch.refresh_from_db()  # it was claimed in memory too
        raise


def _undone(actor: Acting, batch: ImportBatch, progress: Tell) -> UndoResult:
    take_turns()
    claimed = ImportBatch.objects.filter(pk=batch.pk, state=State.COMMITTED).update(
        state=State.UNDONE, undone_at=timezone.now(), undone_by_id=actor.scope.user_id
    )
    batch.refresh_from_db()
    kind = batch.table_kind
    if not claimed:
        raise CommitRefused(f"这份表格现在的状态是“{batch.get_state_display()}”，不能撤销。")
    if not kind.kept_by(actor):
        raise CommitRefused(f"您当前的身份“{actor.identity}”不维护{kind.label}，不能撤销。")
    undo: Undo = book_of(kind).undo(actor, batch, progress)
    return undo.run()


class Undo:
    """Takes back what one batch wrote; the book's own knows how.

    Attributes:
        readers: with whose eyes is told what was kept.
        divisions: units whose facts change.
        out_of_reach: records have left the actor's scope; where nothing but those is left, there is nothing to undo.
    """

    def __init__(self, actor: Acting, batch: ImportBatch, progress: Tell) -> None:
        self.actor, self.batch = actor, batch
        self.tell = progress
        self.readers = scope_of_readers(actor.scope, batch)
        self.why = f"撤销导入：{batch.file_name}"
        self.level = written_for(actor, batch) or batch.table_kind.levels[0]
        self.result = UndoResult()
        self.divisions: set[int] = set()
        self.out_of_reach = False

    def run(self) -> UndoResult:
        self.take_all_back()
        if self.out_of_reach and not (self.result.voided or self.result.restored):
            raise OutOfScope
        if not (self.result.voided or self.result.restored):
            raise self._nothing()
        self._finish()
        return self.result

    def within_reach(self, model: Any, notes: Notes) -> list[tuple[int, Note]]:
        """Without records that have left the actor's scope: those are kept, and do not stand in the way of others."""
        keys = sorted({note["id"] for _, note in notes})
        reached: set[int] = set()
        for some in chunks(keys):
            reached.update(model.objects.visible_to(self.actor.scope).filter(pk__in=some).values_list("pk", flat=True))
        gone = [(number, note["id"]) for number, note in notes if note["id"] not in reached]
        self.result.kept += [Kept(number, "", OUT_OF_SIGHT, model(pk=pk)) for number, pk in gone]
        self.out_of_reach = self.out_of_reach or bool(gone)
        return [(number, note) for number, note in notes if note["id"] in reached]

    def take_all_back(self) -> None:
        """Take back what the rows wrote, filling ``result`` and ``divisions``."""
        raise NotImplementedError

    @property
    def reason(self) -> str:
        """As history tells it of what the rows were about."""
        return keeping.reason(self.actor, self.level, self.why, self.batch.table_kind.kept_at)

    @property
    def void_reason(self) -> str:
        """As a voided record tells it to all its readers: those of a township do not see what its county imports, nor
        what such a file is called."""
        scope = self.batch.scope
        if scope is None or scope.level == Level.TOWNSHIP:
            return self.why[:200]
        day = timezone.localdate(self.batch.committed_at).isoformat() if self.batch.committed_at else ""
        return f"撤销导入：{scope.name}{day}导入的{self.batch.table_kind.sort}"

    def _nothing(self) -> CommitRefused:
        """The import is not used up by an undo that takes nothing back: what holds it may be taken back first."""
        kept = as_readers_see(self.batch, self.result.kept, self.readers)
        if not kept:
            return CommitRefused("这次导入没有写入任何内容，没有可以撤销的。")
        issues = kept_issues(self.batch, kept)
        return CommitRefused(
            f"没有撤销：这次导入写入的{len(kept)}条记录现在都不能撤回，原因见下，登记没有改动。"
            "由后来的导入修改的，请先撤销后来那一次，再撤销这一次；其他的，请到登记里直接修改。",
            issues,
        )

    def _finish(self) -> None:
        result = self.result
        result.kept = as_readers_see(self.batch, result.kept, self.readers)
        counts: Undone = {"voided": result.voided, "restored": result.restored, "kept": len(result.kept)}
        kept = [[kept.number, kept.name, kept.reason] for kept in result.kept[:_NAMED]]
        codes = {**self.batch.summary.get("codes", {}), **note_in_rows(self.batch, result.kept)}
        self.batch.summary = {**self.batch.summary, "undone": counts, "kept": kept, "codes": codes}
        self.batch.save(update_fields=["summary"])
        detail: dict[str, Any] = {
            "批次": self.batch.pk,
            "作废": result.voided,
            "恢复原值": result.restored,
            "保留未撤销": len(result.kept),
            **keeping.told(self.actor, self.level, self.batch.table_kind.kept_at),
        }
        rows, units = {ImportBatch: [self.batch.pk]}, self.divisions
        writes.finish_many(self.actor, Action.IMPORT_UNDONE, rows, units=units, subject=self.batch, detail=detail)
