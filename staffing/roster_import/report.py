"""One import from file to report, for callers without a browser."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.db.models import Q

from jian_minzheng.core.scope import OutOfScope
from offices.identity import Identity, identities_of
from offices.models import Division, User
from offices.roles import Capability
from staffing.models import ImportBatch, ImportRow
from staffing.roster_import.decisions import BadDecisions, Decisions
from staffing.roster_import.fields import FIELDS, column_names
from staffing.roster_import.grid import UnreadableFile, read_workbook
from staffing.roster_import.issues import Issue, Severity
from staffing.roster_import.kinds import KINDS
from staffing.roster_import.layout.columns import NoHeader, choose_sheet, read_layout
from staffing.roster_import.layout.headers import column_index, normalise
from staffing.roster_import.previewing.preview import preview_build
from staffing.roster_import.writing.commit import CommitRefused, batch_commit

_COUNTS = ("rows", "new", "changed", "same", "ignored", "skipped", "error_rows", "to_confirm")


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for; ``mapping`` as typed, ``C=name`` or ``姓名=name``,
    without a field for 'do not read'. ``answers`` is a file with ``Decisions`` as JSON, outranked by the others."""

    path: Path
    division: str
    username: str
    kind: str = "station_staff"
    sheet: str | None = None
    mapping: Sequence[str] = field(default_factory=list)
    answers: Path | None = None
    commit: bool = False
    good_rows: bool = False


class Refusal(Exception):
    """The file cannot be taken in at all, or the account may not import there; the two kinds of place look the same."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message

    def to_json(self) -> dict[str, Any]:
        """A report without rows and with this one error."""
        error = Issue("", 0, "", "", self.code, "", self.message).to_json()
        return {
            **dict.fromkeys(_COUNTS, 0),
            "errors": [error],
            "warnings": [],
            "columns": {},
            "committed": False,
        }


def run_import(request: Request) -> dict[str, Any]:
    """Preview, and commit when asked; with errors and without ``good_rows`` nothing is committed.

    Raises:
        Refusal: nothing could be previewed.
    """
    user, identity, division = find_target(request.username, request.division)
    try:
        batch = preview_build(
            identity=identity,
            user=user,
            path=request.path,
            file_name=request.path.name,
            kind=request.kind,
            division=division,
            decisions=read_decisions(request),
        )
    except UnreadableFile as problem:
        raise Refusal(problem.code, problem.message) from problem
    except NoHeader as problem:
        raise Refusal("no_header", str(problem)) from problem
    except OSError as problem:
        raise Refusal("unreadable_file", "文件不存在或无法打开。") from problem
    return _finish(batch, request, identity, user)


def find_target(username: str, division: str) -> tuple[User, Identity, Division]:
    """The account's grant that may import and reaches the division named, by name or by either code.

    Raises:
        Refusal: unknown account, no such grant, no such division: all in the same words.
    """
    user = User.objects.filter(username=username).first()
    for identity in identities_of(user) if user else []:
        if not identity.can(Capability.IMPORT_ROSTER):
            continue
        match = Q(name=division) | Q(stats_code=division) | Q(civil_affairs_code=division) | Q(own_code=division)
        found = list(Division.objects.visible_to(identity).filter(match, valid_to__isnull=True))
        if len(found) > 1:
            raise Refusal("unit_ambiguous", f"有{len(found)}个单位叫“{division}”，请改用代码。")
        if found and user:
            return user, identity, found[0]
    raise Refusal("unit_unknown", "没有找到这个单位，或这个账号不能往那里导入。")


def read_decisions(request: Request) -> Decisions:
    """The answers of the file, with what the command line itself says.

    Raises:
        Refusal: the file is no JSON, or its parts have another shape than ``Decisions``.
    """
    decisions = Decisions()
    if request.answers:
        try:
            decisions = Decisions.from_json(json.loads(request.answers.read_text(encoding="utf-8-sig")))
        except BadDecisions as problem:
            raise Refusal("bad_answers", f"答案文件：{problem}") from problem
        except (OSError, ValueError, AttributeError) as problem:
            raise Refusal("bad_answers", "答案文件不存在，或不是 JSON 对象。") from problem
    columns = {**decisions.columns, **(read_mapping(request) or {})}
    return replace(decisions, sheet=request.sheet or decisions.sheet, columns=columns)


def read_mapping(request: Request) -> dict[int, str | None] | None:
    """``--map`` by column index.

    Raises:
        Refusal: unknown field or column.
    """
    if not request.mapping:
        return None
    headers: dict[str, int] = {}
    mapping: dict[int, str | None] = {}
    for item in request.mapping:
        name, _, key = item.rpartition("=")
        if key and key not in FIELDS:
            raise Refusal("bad_mapping", f"没有叫“{key}”的字段。可用：{'、'.join(FIELDS)}。")
        index = column_index(name)
        if index < 0:
            headers = headers or _headers(request)
            index = headers.get(normalise(name), -1)
        if index < 0:
            raise Refusal("bad_mapping", f"没有名为“{name}”的列。")
        mapping[index] = key or None
    return mapping


def _headers(request: Request) -> dict[str, int]:
    try:
        with column_names(KINDS[request.kind].column_names):
            sheet = choose_sheet(read_workbook(request.path, request.path.name), request.sheet)
            columns = read_layout(sheet).columns
    except UnreadableFile as problem:
        raise Refusal(problem.code, problem.message) from problem
    except NoHeader as problem:
        raise Refusal("no_header", str(problem)) from problem
    return {normalise(column.header): column.index for column in reversed(columns) if column.header}


def _finish(batch: ImportBatch, request: Request, identity: Identity, user: User) -> dict[str, Any]:
    report = batch_report(batch)
    if not request.commit or (report["errors"] and not request.good_rows):
        return report
    try:
        batch_commit(batch=batch, identity=identity, user=user, good_rows_only=request.good_rows)
    except (CommitRefused, OutOfScope) as refused:
        message = str(refused)
        report["errors"].append(Issue(batch.sheet, 0, "", "", "commit_refused", "", message).to_json())
        return report
    return {**report, "committed": True}


def batch_report(batch: ImportBatch) -> dict[str, Any]:
    """What the portal understood of a file and made of its rows, as ``import_roster --json`` writes it.

    Keys: ``rows`` (people), ``new``, ``changed``, ``same``, ``skipped``, ``ignored``; ``error_rows`` (kept out) and of
    these ``to_confirm`` (kept out by questions alone); ``errors`` (questions included) and ``warnings`` (see
    ``Issue``); ``columns`` (letter → header, field, label, confidence, reason); ``left_out`` (row and reason);
    ``notes`` (what of the file was not read, or not as it stands there).
    """
    rows = batch.rows.order_by("number").values_list("number", "outcome", "issues", "changes")
    issues = [*batch.summary["issues"], *(issue for _, _, listed, _ in rows for issue in listed)]
    summary = batch.summary
    return {
        "batch": batch.pk,
        "sheet": batch.sheet,
        "header_row": batch.header_row,
        "rows": summary["rows"],
        "new": summary["new"],
        "changed": summary["changed"],
        "same": summary["same"],
        "error_rows": summary["error"] + summary["ask"],
        "to_confirm": summary["ask"],
        "skipped": summary["skipped"],
        "ignored": summary["ignored"],
        "errors": [issue for issue in issues if issue["severity"] != Severity.WARNING],
        "warnings": [issue for issue in issues if issue["severity"] == Severity.WARNING],
        "columns": {
            column["letter"]: {key: column[key] for key in ("header", "field", "label", "confidence", "reason")}
            for column in batch.columns["list"]
        },
        "left_out": [
            {"row": number, "reason": changes["left_out"]}
            for number, outcome, _, changes in rows
            if outcome == ImportRow.Outcome.IGNORED
        ],
        "notes": summary["notes"],
        "committed": False,
    }
