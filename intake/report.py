"""One import from file to report, for callers without a browser."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db.models import Q

from intake.addresses import column_address, line_of, sheet_of, table_of
from intake.answers_unused import answers_unused
from intake.decision_shapes import BadDecisions
from intake.decisions import Decisions
from intake.grid import UnreadableFile, read_workbook
from intake.headers import column_index, normalise
from intake.issues import Issue, Severity
from intake.kinds import KINDS, Kind
from intake.layout.columns import NoHeader
from intake.layout.tables import Table, lay_out
from intake.lines.books import BadAnswer, book_of
from intake.models import ImportBatch, ImportRow
from intake.preview.choosing import choose, look_at
from intake.preview.preview import preview_build
from intake.preview.skeleton import answers_given, skeleton_of
from intake.preview.stored_tables import Stored, columns_of_table, tables_of
from intake.units.book import load_units
from intake.writing.commit import CommitRefused, batch_commit
from jian_minzheng.core.acting import Acting, Identity
from jian_minzheng.core.scope import OutOfScope
from offices.identity import identities_of
from offices.models import Division, User
from offices.roles import Capability

_COUNTS = ("rows", "new", "changed", "same", "ignored", "skipped", "error_rows", "to_confirm")


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for.

    ``mapping`` as typed, ``C=name`` or ``名称=name``, without a field for 'do not read'; letters mean the first sheet,
    those of another go ``永阳镇!C``. ``answers`` is a file with ``Decisions`` as JSON, outranked by the others;
    ``skeleton`` where one is to be written, with what is still open.
    """

    path: Path
    division: str
    username: str
    kind: str
    sheets: Sequence[str] = ()
    mapping: Sequence[str] = field(default_factory=list)
    answers: Path | None = None
    skeleton: Path | None = None
    commit: bool = False
    good_rows: bool = False


class Refusal(Exception):
    """The file cannot be taken in at all, or the account may not import there; the two kinds of place look the same."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message

    def to_json(self) -> dict[str, Any]:
        """A report without rows and with this one error."""
        error = Issue.of_sheet(self.code, self.message, severity=Severity.ERROR).to_json()
        return {
            **dict.fromkeys(_COUNTS, 0),
            "errors": [error],
            "warnings": [],
            "missing": [],
            "columns": {},
            "committed": False,
        }


def run_import(request: Request) -> dict[str, Any]:
    """Preview, and commit when asked; with errors and without ``good_rows`` nothing is committed.

    Returns:
        ``batch_report``, with ``missing``: who is on record at the units of the file, and not named by it.

    Raises:
        Refusal: nothing could be previewed.
    """
    actor, division = find_target(request.username, request.division)
    decisions = read_decisions(request, actor.scope, division)
    try:
        batch = preview_build(
            actor,
            path=request.path,
            file_name=request.path.name,
            kind=request.kind,
            division=division,
            decisions=decisions,
        )
    except UnreadableFile as problem:
        raise Refusal(problem.code, problem.message) from problem
    except NoHeader as problem:
        raise Refusal("no_header", str(problem)) from problem
    except OSError as problem:
        raise Refusal("unreadable_file", "文件不存在或无法打开。") from problem
    return _finish(actor, batch, request, decisions)


def find_target(username: str, division: str) -> tuple[Acting, Division]:
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
            return Acting(user, identity), found[0]
    raise Refusal("unit_unknown", "没有找到这个单位，或这个账号不能往那里导入。")


def read_decisions(request: Request, identity: Identity, division: Division) -> Decisions:
    """The answers of the file, with what the command line itself says.

    Raises:
        Refusal: the file is no JSON, or its parts have another shape than ``Decisions``, or name unknown fields.
    """
    decisions = Decisions()
    if request.answers:
        decisions = _filled_in(request.answers, KINDS[request.kind])
    decisions = replace(decisions, sheets=tuple(request.sheets) or decisions.sheets)
    mapping = _Mapping(request, decisions, identity, division).read()
    return replace(decisions, columns={**decisions.columns, **mapping})


def _filled_in(path: Path, kind: Kind) -> Decisions:
    """
    Raises:
        Refusal: ``bad_answers``, naming the part.
    """
    try:
        filled = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise Refusal("bad_answers", "答案文件不存在或无法打开。") from problem
    except (ValueError, RecursionError) as problem:
        raise Refusal("bad_answers", "答案文件不是 JSON，请检查引号、逗号和括号。") from problem
    if not isinstance(filled, dict):
        raise Refusal("bad_answers", "答案文件应是一个 JSON 对象，写在花括号里。")
    try:
        decisions = Decisions.from_json(answers_given(filled))
    except BadDecisions as problem:
        raise Refusal("bad_answers", f"答案文件：{problem}") from problem
    _insist_on_fields(decisions, kind)
    for row, answer in decisions.records.items():
        try:
            book_of(kind).join_answer("", answer)
        except BadAnswer as problem:
            raise Refusal("bad_answers", f"答案文件的“records”里“{row}”：{problem}") from problem
    return decisions


def _insist_on_fields(decisions: Decisions, kind: Kind) -> None:
    meant = [key.partition("=")[0] for key in decisions.columns.values() if key]
    named = {
        "columns": meant,
        "blanks": decisions.blanks,
        "values": decisions.values,
        "cells": [key for texts in decisions.cells.values() for key in texts],
    }
    for part, keys in named.items():
        if unknown := sorted({*keys} - kind.fields.keys()):
            known = "、".join(kind.fields)
            raise Refusal("bad_answers", f"答案文件的“{part}”：没有叫“{unknown[0]}”的字段。可用：{known}。")


class _Mapping:
    """``--map`` by column; the file is looked at only if a column is named by its header or its sheet."""

    def __init__(self, request: Request, decisions: Decisions, identity: Identity, division: Division) -> None:
        self.request, self.decisions = request, decisions
        self.identity, self.division = identity, division
        self.kind = KINDS[request.kind]

    def read(self) -> dict[int, str | None]:
        """
        Raises:
            Refusal: unknown field or column.
        """
        mapping: dict[int, str | None] = {}
        for item in self.request.mapping:
            name, _, key = item.rpartition("=")
            if key and key not in self.kind.fields:
                raise Refusal("bad_mapping", f"没有叫“{key}”的字段。可用：{'、'.join(self.kind.fields)}。")
            index = self._column(name)
            if index < 0:
                raise Refusal("bad_mapping", f"没有名为“{name}”的列。")
            mapping[index] = key or None
        return mapping

    def _column(self, name: str) -> int:
        sheet, _, column = name.rpartition("!")
        if sheet:
            position, index = self._positions.get(sheet, -1), column_index(column)
            return column_address(position, index) if position >= 0 and index >= 0 else -1
        index = column_index(name)
        return index if index >= 0 else self._headers.get(normalise(name), -1)

    @cached_property
    def _tables(self) -> list[Table]:
        try:
            book = read_workbook(self.request.path, self.request.path.name)
            units = load_units(self.identity, self.division)
            pages = look_at(book, self.kind)
            sheets = choose(book, pages, self.decisions.sheets, self.kind, units, self.division)
            return lay_out(sheets, self.decisions, self.kind.lexicon)[0]
        except UnreadableFile as problem:
            raise Refusal(problem.code, problem.message) from problem
        except NoHeader as problem:
            raise Refusal("no_header", str(problem)) from problem

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {table.sheet.name: sheet_of(table.number) for table in self._tables}

    @cached_property
    def _headers(self) -> dict[str, int]:
        """The first column of each name; those of further sheets follow it."""
        return {
            normalise(column.header): column_address(sheet_of(table.number), column.index)
            for table in reversed(self._tables)
            for column in reversed(table.layout.columns)
            if column.header
        }


def _finish(actor: Acting, batch: ImportBatch, request: Request, given: Decisions) -> dict[str, Any]:
    report = {**batch_report(batch), "missing": _missing(batch, actor.scope)}
    unused = answers_unused(batch, given, [one["id"] for one in report["missing"]])
    report["warnings"] = [*(issue.to_json() for issue in unused), *report["warnings"]]
    if request.skeleton:
        skeleton = json.dumps(skeleton_of(batch, actor.scope), ensure_ascii=False, indent=2)
        request.skeleton.write_text(f"{skeleton}\n", encoding="utf-8")
    if not request.commit or (report["errors"] and not request.good_rows):
        return report
    try:
        batch_commit(actor, batch=batch, good_rows_only=request.good_rows)
    except (CommitRefused, OutOfScope) as refused:
        if isinstance(refused, CommitRefused):
            refused.put_on_record()
        issue = Issue.of_sheet("commit_refused", str(refused), sheet=batch.sheet, severity=Severity.ERROR)
        report["errors"].append(issue.to_json())
        return report
    return {**report, "committed": True}


def _missing(batch: ImportBatch, identity: Identity) -> list[dict[str, Any]]:
    """Who is on record at the units of the file, and not named by it."""
    found = book_of(batch.table_kind).not_in_file(batch, identity)
    return [{name: said for name, said in one.items() if name != "options"} for one in found]


def batch_report(batch: ImportBatch) -> dict[str, Any]:
    """What the portal understood of a file and made of its rows, as ``import_roster --json`` writes it.

    Keys: ``rows`` (records), ``new``, ``changed``, ``same``, ``skipped``, ``ignored``; ``error_rows`` (kept out) and of
    these ``to_confirm`` (kept out by questions alone); ``errors`` (questions included) and ``warnings`` (see
    ``Issue``); ``columns`` (letter → header, field, label, confidence, reason) and ``header_row`` of the first table,
    ``sheets`` those of every one; ``left_out`` (sheet, row, reason and text); ``above`` (sheet, row and text of the
    lines down to the head, with ``head`` where they are part of it); ``notes`` (what of the file was not read, or not
    as it stands there) and ``outside`` (how the words outside of all tables begin). Rows are told as their sheet counts
    them.
    """
    tables = {table["number"]: table for table in tables_of(batch)}
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
        "columns": _columns(batch, next(iter(tables))),
        "sheets": [
            {"sheet": table["sheet"], "header_row": table["header_row"], "columns": _columns(batch, number)}
            for number, table in tables.items()
        ],
        "left_out": [
            {
                "sheet": tables[table_of(number)]["sheet"],
                "row": line_of(number),
                "reason": changes["left_out"],
                "text": changes.get("text", ""),
            }
            for number, outcome, _, changes in rows
            if outcome == ImportRow.Outcome.IGNORED
        ],
        "above": [
            {"sheet": table["sheet"], "row": line["number"], "text": line["text"], "head": line["head"]}
            for table in tables.values()
            for line in table["above"]["lines"]
        ],
        "notes": summary["notes"],
        "outside": summary["outside"],
        "committed": False,
    }


def _columns(batch: ImportBatch, table: int) -> dict[str, Stored]:
    shown = ("header", "field", "label", "confidence", "reason")
    return {column["letter"]: {key: column[key] for key in shown} for column in columns_of_table(batch, table)}
