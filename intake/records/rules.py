"""What the form refuses, a table is told at its line: the rules are those of the registers themselves."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from intake.lines.rows import Row
from intake.records.steps import Step, written_as
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.registers.tables import TablePart

_NOT_HERE = "表格里没有这一栏，请在页面上登记这一项。"
_NO_VALUES = frozenset({"as_of"})
"""A day is read and judged as a day, see ``comparing``."""


def check_step(row: Row, step: Step, actor: Acting, told_by: str) -> None:
    """Ask of a record about to be made or changed what its form and its register ask; complain to the row.

    What hangs on other records (that there is one figure of a year) the comparison has seen to.
    """
    for name, value in _given(step).items():
        try:
            step.part.record_form.check_value(name, value, step.record)
        except ValidationError as refused:
            _complain(row, step, {name: refused.messages}, told_by)
    if _is_checked(step.part) and not row.kept_out():
        try:
            _check_whole(step, actor)
        except ValidationError as refused:
            _complain(row, step, _by_field(refused), told_by)


def _given(step: Step) -> dict[str, Any]:
    """What the row says of the record, as far as the form has fields for it."""
    given = {**step.owner, **{name: new for name, (_, new) in step.changes.items()}}
    known = step.part.record_form.base_fields.keys() - _NO_VALUES
    return {name: value for name, value in given.items() if name in known}


def _is_checked(part: TablePart) -> bool:
    """Is a record looked at as a whole, and not only value by value?"""
    return (part.section or part.register).check is not None


def _check_whole(step: Step, actor: Acting) -> None:
    part, record = step.part, written_as(step)
    if part.section is not None and part.section.check is not None:
        part.section.check(record, step.base)
    elif part.register.check is not None:
        part.register.check(actor, record)


def _by_field(refused: ValidationError) -> dict[str, list[str]]:
    return refused.message_dict if hasattr(refused, "error_dict") else {NON_FIELD_ERRORS: refused.messages}


def _complain(row: Row, step: Step, told: dict[str, list[str]], told_by: str) -> None:
    """At the column that holds the field; what no column can say has to be entered on the page."""
    columns = {attribute: key for key, attribute in {**step.part.attributes, **step.part.beside}.items()}
    columns |= {attribute: key for key, attribute in step.part.told_apart.items()}
    for name, messages in told.items():
        said = "".join(messages)
        elsewhere = name not in columns and name != NON_FIELD_ERRORS
        row.complain(columns.get(name, told_by), "refused_by_form", f"{said}{_NOT_HERE if elsewhere else ''}")
