"""What the form refuses, a table is told at its line: the rules are those of the registers themselves."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint

from intake.lines.rows import Row
from intake.records.steps import Step, written_as
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.editing import EditForm
from offices.models import Division

_NOT_HERE = "表格里没有这一栏，请在页面上登记这一项。"
_NO_VALUES = frozenset({"as_of"})
"""A day is read and judged as a day, see ``comparing``."""


class Rules:
    """Asks of records about to be made or changed what their forms and registers ask; complains to the rows.

    What hangs on other records (that there is one figure of a year) the comparison has seen to.
    """

    def __init__(self, actor: Acting, units: Mapping[int, Division]) -> None:
        self.actor, self.units = actor, units
        self._forms: dict[type[EditForm], EditForm] = {}

    def check(self, row: Row, step: Step, name_field: str) -> None:
        """First value by value, and what is missing; then, where these are right, the record as a whole."""
        record = self._record(step)
        self._check_values(row, step, record, name_field)
        faults = self._faults(step, record, new=step.record is None and step.base is None)
        if row.kept_out():
            faults.pop(NON_FIELD_ERRORS, None)
        _complain(row, step, faults, name_field)
        if row.kept_out():
            return
        try:
            _check_whole(step, record, self.actor)
        except ValidationError as refused:
            _complain(row, step, _by_field(refused), name_field)

    def check_rest(self, row: Row, step: Step, name_field: str, *, new: bool) -> None:
        """What can be said of a record of a row that stays out, of which not all may be known."""
        record = self._record(step)
        self._check_values(row, step, record, name_field)
        faults = self._faults(step, record, new=new)
        faults.pop(NON_FIELD_ERRORS, None)
        _complain(row, step, faults, name_field)

    def _check_values(self, row: Row, step: Step, record: Any, name_field: str) -> None:
        for name, value in _given(step).items():
            try:
                step.part.record_form.check_value(name, value, step.record or record)
            except ValidationError as refused:
                _complain(row, step, {name: refused.messages}, name_field)

    def _record(self, step: Step) -> Any:
        """As it will stand, with its unit at hand, and itself for whoever compares it with others."""
        record, place = written_as(step), step.part.register.place
        if step.record is not None:
            record.pk = step.record.pk
        if not step.part.dated and getattr(record, f"{place}_id") in self.units:
            setattr(record, place, self.units[getattr(record, f"{place}_id")])
        return record

    def _faults(self, step: Step, record: Any, *, new: bool) -> dict[str, list[str]]:
        part = step.part
        form = self._forms.get(part.record_form) or part.record_form.asking()
        self._forms[part.record_form] = form
        if part.dated:
            form.base = step.base  # type: ignore[attr-defined]  # a ``DatedEditForm``
        model: Any = type(record)
        known = _attributes(model)
        values = {name: _value(step, record, name) for name in form.fields if name in known}
        return form.faults_of(record, values, new=new)


@cache
def _attributes(model: Any) -> frozenset[str]:
    return frozenset(one.name for one in (*model._meta.concrete_fields, *model._meta.many_to_many))


def _value(step: Step, record: Any, name: str) -> Any:
    if name in step.chosen:
        return step.chosen[name][1]
    if record._meta.get_field(name).many_to_many:
        return [*getattr(step.record, name).all()] if step.record else []
    return getattr(record, name, None)  # there is none of a dictionary that the row does not name rightly


def _given(step: Step) -> dict[str, Any]:
    """What the row says of the record, as far as the form has fields for it."""
    given = {**step.owner, **{name: new for name, (_, new) in step.own.items()}}
    known = step.part.record_form.base_fields.keys() - _NO_VALUES
    return {name: value for name, value in given.items() if name in known}


def _check_whole(step: Step, record: Any, actor: Acting) -> None:
    """What the database holds, and what the register looks at."""
    part = step.part
    for constraint in record._meta.constraints:
        if isinstance(constraint, CheckConstraint):
            constraint.validate(type(record), record)
    if not part.dated and part.register.check is not None:
        part.register.check(actor, record)


def _by_field(refused: ValidationError) -> dict[str, list[str]]:
    return refused.message_dict if hasattr(refused, "error_dict") else {NON_FIELD_ERRORS: refused.messages}


def _complain(row: Row, step: Step, told: dict[str, list[str]], name_field: str) -> None:
    """At the column that holds the field, unless something is wrong there already; what no column can say has to be
    entered on the page.
    """
    columns = {attribute: key for key, attribute in {**step.part.attributes, **step.part.beside}.items()}
    columns |= {attribute: key for key, attribute in step.part.identified_by.items()}
    wrong = {issue.field for issue in row.issues if issue.keeps_out}
    for name, messages in told.items():
        if columns.get(name) in wrong | row.unsettled:
            continue
        said = "".join(messages)
        elsewhere = name not in columns and name != NON_FIELD_ERRORS
        row.complain(columns.get(name, name_field), "refused_by_form", f"{said}{_NOT_HERE if elsewhere else ''}")
