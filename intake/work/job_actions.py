"""What a job can do with a batch, and how each is put into words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from intake.addresses import label
from intake.decisions import Decide, Decisions
from intake.grid import Workbook
from intake.issues import Issue
from intake.models import ImportBatch, ImportJob
from intake.preview.preview import preview_rebuild
from intake.preview.stored_files import stored_workbook
from intake.preview.stored_tables import sheets_of
from intake.writing.commit import batch_commit, rows_written
from intake.writing.undo import batch_undo
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.progress import Tell

_CONFLICTS_NAMED = 10
_FINDINGS = "正在重新评定达标情况 …"

Said = tuple[str, list[str]]
"""The outcome in a sentence, and further notes."""


@dataclass(frozen=True, slots=True)
class Work:
    """Everything an action needs; ``workbook`` is what it opened beforehand."""

    actor: Acting
    batch: ImportBatch
    options: dict[str, Any]
    tell: Tell
    workbook: Workbook | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """``do`` works and says how it ended; ``words`` puts rows done and rows in all into words.

    ``open`` comes first, outside the transaction: as long as a file is being opened nobody waits for it.
    """

    do: Callable[[Work], Said]
    words: Callable[[int, int], str]
    open: Callable[[ImportBatch], Workbook] | None = None


class DecidedMeanwhile(Exception):
    """What was asked for rests on decisions that stand no more: carried out, it would take back what others decided."""

    def __init__(self) -> None:
        super().__init__("提出这项要求之后，又有人改过这份表格，改动都还在，没有按原来的要求重新读取。请看过再改。")


def _read(work: Work) -> Said:
    options = work.options
    preview_rebuild(
        work.actor,
        batch=work.batch,
        decisions=_decided(options),
        progress=work.tell,
        workbook=work.workbook,
        kind=options.get("kind", ""),
    )
    return options.get("told", ""), []


def _decided(options: dict[str, Any]) -> Decide:
    """Asked with the batch locked. A first reading, and one begun again that was done after all, leave all as it is."""

    def decide(standing: Decisions) -> Decisions:
        wanted = Decisions.from_json(options.get("decisions", standing.to_json()))
        if standing not in (wanted, Decisions.from_json(options.get("instead_of", standing.to_json()))):
            raise DecidedMeanwhile
        return wanted

    return decide


def _commit(work: Work) -> Said:
    result = batch_commit(
        work.actor,
        batch=work.batch,
        good_rows_only=work.options.get("good_rows_only", False),
        progress=work.tell,
    )
    absent, ended = work.batch.table_kind.absent, sum(result.beside.values())
    beside = f"，{absent.alone.format(ended)}" if absent and ended else ""
    said = f"导入完成：新增{result.new}行，变更{result.changed}行，无变化{result.same}行{beside}。"
    return said, conflict_notes(result.conflicts, several=len(sheets_of(work.batch)) > 1)


def _undo(work: Work) -> Said:
    result = batch_undo(work.actor, batch=work.batch, progress=work.tell)
    taken_back = work.batch.table_kind.taken_back
    said = f"已撤销：{taken_back}{result.voided}条，恢复原值{result.restored}条。"
    kept = [f"有{len(result.kept)}条记录在导入之后又被修改，保留现状，名单见下。"] if result.kept else []
    return said, kept


def conflict_notes(issues: list[Issue], *, several: bool = False) -> list[str]:
    """One note per row, the first few of them; with the name of its sheet where there are ``several``."""
    notes = [
        f"{label(issue.sheet if several else '', '')}{f'第{issue.row}行：' if issue.row else ''}{issue.message}"
        for issue in issues[:_CONFLICTS_NAMED]
    ]
    if len(issues) > _CONFLICTS_NAMED:
        notes.append(f"另有{len(issues) - _CONFLICTS_NAMED}行情况相同。")
    return notes


def _commit_words(done: int, total: int) -> str:
    written = rows_written(done, total)
    if not written:
        return "正在与现有记录核对 …"
    return _FINDINGS if done == total else f"已写入 {written:,}/{total:,} 行"


def _counted(verb: str, before: str, after: str) -> Callable[[int, int], str]:
    """Words for the time before the first row, between, and after the last one."""

    def words(done: int, total: int) -> str:
        if done == 0:
            return before
        return after if done == total else f"{verb} {done:,}/{total:,} 行"

    return words


ACTIONS = {
    ImportJob.Action.READ: Action(_read, _counted("已核对", "正在打开文件 …", "正在保存预览 …"), stored_workbook),
    ImportJob.Action.COMMIT: Action(_commit, _commit_words),
    ImportJob.Action.UNDO: Action(_undo, _counted("已撤回", "正在核对现有记录 …", _FINDINGS)),
}
