"""Step 2 of the import wizard: how the sheets are laid out, what their columns mean, and what their empty cells do."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django import forms

from intake.addresses import COLUMNS, sheet_of
from intake.decisions import Blank, Decisions
from intake.fields import Field, Target
from intake.kinds import Kind
from intake.models import ImportBatch
from intake.preview.stored_tables import Stored, tables_of
from jian_minzheng.core.editing.words import PlainWords


class ColumnsForm(PlainWords, forms.Form):
    """How the sheets are laid out, one select per column with what the portal took it for, and what empty cells do.

    ``heads``: sheet's position → table as stored, for the two fields of each (see ``head_names``). Columns that follow
    one of their name on a sheet further in front have no select.
    """

    hidden = forms.BooleanField(label="隐藏的行和列也读取", required=False)

    def __init__(self, *args: Any, batch: ImportBatch, ticks: Collection[int] = (), **kwargs: Any) -> None:
        """``ticks`` are columns whose cells look like ticks."""
        super().__init__(*args, **kwargs)
        self.columns = [column for column in batch.columns.get("list", ()) if column.get("leads", True)]
        self.kind = batch.table_kind
        self.before = Decisions.from_json(batch.decisions)
        self.fields["hidden"].initial = self.before.hidden
        self.heads = {sheet_of(table["number"]): table for table in reversed(tables_of(batch))}
        self.header = {sheet: self._head_fields(sheet, table) for sheet, table in sorted(self.heads.items())}
        for column in self.columns:
            self.fields[f"column-{column['index']}"] = forms.ChoiceField(
                choices=meanings(column, self.kind, ticked=column["index"] in ticks),
                initial=chosen_meaning(column),
                required=False,
                label=f"{column['letter']}列 {column['header']}的含义",
                error_messages={"invalid_choice": "请从列表中选择。"},
            )
        for key in dict.fromkeys(column["field"] for column in self.columns if column["used"]):
            field = self.kind.fields[key]
            if choices := blank_choices(field):
                self.fields[f"blank-{key}"] = forms.ChoiceField(
                    label=f"{field.label}的空格",
                    choices=choices,
                    initial=self.before.blanks.get(key, Blank.KEEP),
                    required=False,
                )

    def _head_fields(self, sheet: int, table: Stored) -> tuple[int, int]:
        """Two fields for the head of a sheet; returns what they begin with."""
        first = table["header_row"] or 1
        heads = [line["number"] for line in (table["head"] or {}).get("lines", ()) if line["head"]]
        header = self.before.header.get(sheet) or ((heads[0], heads[-1]) if heads else (first, first))
        for name, label, line in zip(head_names(sheet), ("表头从第几行", "到第几行"), header, strict=True):
            self.fields[name] = forms.IntegerField(label=label, min_value=1, required=False, initial=line)
        return header

    def clean(self) -> dict[str, Any]:
        """A field may stand in one column only, unless the columns are its options, or were so found in the file."""
        cleaned = super().clean() or {}
        for sheet in self.header:
            first, last = (cleaned.get(name) for name in head_names(sheet))
            if first and last and last < first:
                self.add_error(head_names(sheet)[1], "表头的最后一行不能在第一行之前。")
        for (_, key), taken in self._columns_by_meaning(cleaned).items():
            changed = any(chosen_meaning(column) != key for column in taken)
            field = self.kind.fields.get(key)
            if len(taken) > 1 and changed and field and field.target != Target.NOTHING:
                letters = "、".join(column["letter"] for column in taken)
                self.add_error(None, f"“{field.label}”选了{len(taken)}列({letters}列)，只能选一列。")
        return cleaned

    def _columns_by_meaning(self, cleaned: dict[str, Any]) -> dict[tuple[int, str], list[dict[str, Any]]]:
        """By table and meaning."""
        found: dict[tuple[int, str], list[dict[str, Any]]] = {}
        for column in self.columns:
            if meaning := cleaned.get(f"column-{column['index']}"):
                found.setdefault((column.get("table", 0), meaning), []).append(column)
        return found

    def decide(self, before: Decisions) -> Decisions:
        """What was decided ``before``, with what this form says."""
        cleaned = self.cleaned_data
        said = {sheet: tuple(cleaned.get(name) or 0 for name in head_names(sheet)) for sheet in self.header}
        moved = {sheet: (first, last) for sheet, (first, last) in said.items() if first and last}
        moved = {sheet: header for sheet, header in moved.items() if header != self.header[sheet]}
        columns = {index: key for index, key in self._columns().items() if index // COLUMNS not in moved}
        blanks = {
            name.removeprefix("blank-"): choice
            for name, choice in cleaned.items()
            if name.startswith("blank-") and choice not in ("", Blank.KEEP)
        }
        return replace(
            before,
            header={**before.header, **moved},
            hidden=cleaned["hidden"],
            columns=columns,
            blanks=blanks,
        )

    def _columns(self) -> dict[int, str | None]:
        """Column index → meaning for every column that the official decided, now or before; ``None``: do not read."""
        decided: dict[int, str | None] = {}
        for column in self.columns:
            chosen = self.cleaned_data[f"column-{column['index']}"]
            if column["decided"] or chosen != chosen_meaning(column):
                decided[column["index"]] = chosen or None
        return decided


def head_names(sheet: int) -> tuple[str, str]:
    """The names of the two fields for the head of a sheet."""
    end = f"-{sheet}" if sheet else ""
    return f"header_first{end}", f"header_last{end}"


def chosen_meaning(column: dict[str, Any]) -> str:
    """What a column was taken for: a field, ``field=option`` for ticks, or nothing."""
    tick = column.get("tick")
    return f"{column['field']}={tick}" if tick else column["field"] or ""


def meanings(column: dict[str, Any], kind: Kind, *, ticked: bool) -> list[Any]:
    """The choices for one column; the options of fields, as columns of ticks, only where cells look like ticks."""
    own: list[Any] = [(key, kind.fields[key].label) for key in kind.keys]
    taken, tick = column["field"], column.get("tick")
    if taken and not column["used"]:
        own.insert(0, (taken, f"{column['label']}(认识，本类表格不用)"))
    options = {kind.fields[key]: tick_choices(kind.fields[key]) for key in kind.lexicon.ticks if key in kind.keys}
    if tick or ticked:
        own += [(f"{field.label}(打√的列)", choices) for field, choices in options.items()]
    if tick and chosen_meaning(column) not in {meaning for choices in options.values() for meaning, _ in choices}:
        own.insert(0, (chosen_meaning(column), f"{column['label']}(按√判断)"))
    return [("", "不读取"), *own]


def tick_choices(field: Field) -> list[tuple[str, str]]:
    """``field=option`` and its name for every option of a field."""
    labels = field.answers.labels if field.answers else {}
    return [(f"{field.key}={code}", f"{field.label}＝{label}(打√)") for code, label in labels.items()]


def blank_choices(field: Field) -> list[tuple[str, str]]:
    """What an empty cell of a field may do, in words; nothing where it can only leave alone."""
    choices = []
    if field.default is not None:
        choices.append((Blank.DEFAULT.value, f"空格：填“{field.show(field.default)}”"))
    if field.clearable:
        choices.append((Blank.CLEAR.value, "空格：清空原值"))
    return [(Blank.KEEP.value, "空格：保持原值"), *choices] if choices else []
