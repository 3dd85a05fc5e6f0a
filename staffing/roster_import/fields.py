"""What a roster may say about a person and a post: the one definition behind template, guidance, columns and checks."""

import csv
import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import TextChoices

from staffing import vocabulary as v
from staffing.models import Appointment, Person
from staffing.roster_import import values
from staffing.roster_import.grid import Cell
from staffing.roster_import.issues import masked
from staffing.roster_import.layout.headers import normalise
from staffing.roster_import.ledger import fields as ledger_fields

Value = str | datetime.date | Decimal | bool | int
"""What a parser makes of a cell; an empty cell has no value at all."""

Parsed = Value | values.Several | values.Noted

_DATA = Path(__file__).resolve().parents[1] / "data"
SYNONYMS_FILES = {"people": _DATA / "roster_column_synonyms.csv", "units": _DATA / "ledger_column_synonyms.csv"}
"""What columns are called, in tables about people and in tables about units: 电话 is not the same in both."""

_spoken: ContextVar[str] = ContextVar("column_names", default="people")


class Target(StrEnum):
    """What a field's value becomes."""

    PERSON = "person"
    APPOINTMENT = "appointment"
    FACT = "fact"
    UNIT = "unit"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a column can hold.

    ``key`` is the name used by ``--map``, in issues and in stored batches; for persons and appointments also the
    model's attribute. ``parse`` takes the cell and the column's header and raises ``values.ValueProblem``.
    ``memoize`` says that equal cells may share one parsed value: right for everything but near-unique columns.
    ``default`` is what an empty cell may be made to mean; ``length`` the most characters of a fact about a unit.
    """

    key: str
    label: str
    target: Target
    parse: Callable[[Cell, str], Parsed] = field(repr=False)
    choices: type[TextChoices] | None = None
    dated: bool = False
    memoize: bool = True
    default: Value | None = None
    help: str = ""
    length: int | None = None

    @property
    def max_length(self) -> int | None:
        """Of the model's column; ``None`` where a value's length is no concern."""
        if self.target is Target.FACT:
            return self.length
        if self.choices or self.dated or self.target not in (Target.PERSON, Target.APPOINTMENT):
            return None
        return getattr(self._column, "max_length", None)

    @property
    def clearable(self) -> bool:
        """May an empty cell empty what is known? Not where a person is told by it, nor where a post must have it."""
        if self.target not in (Target.PERSON, Target.APPOINTMENT) or self.key in ("name", "id_number"):
            return False
        return bool(self._column.blank)

    @property
    def empty(self) -> Any:
        """What the model holds when nothing is known."""
        return None if self._column.null else ""

    @property
    def _column(self) -> Any:
        model = Person if self.target is Target.PERSON else Appointment
        return model._meta.get_field(self.key)

    def to_json(self, value: Any) -> Any:
        """As stored in a batch."""
        return value if value is None or isinstance(value, str | bool | int) else str(value)

    def from_json(self, stored: Any) -> Any:
        """The inverse of ``to_json``."""
        if not isinstance(stored, str):
            return stored
        if self.dated:
            return datetime.date.fromisoformat(stored)
        return Decimal(stored) if self.key in _MEASURED else stored

    def show(self, value: Any) -> str:
        """As a person reads it; personal numbers are masked."""
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return "是" if value else "否"
        if self.choices:
            return str(dict(self.choices.choices).get(value, value))
        return masked(self.key, str(value))


_MEASURED = frozenset({"monthly_pay", "office_area"})


def _choice(key: str) -> Callable[[Cell, str], Parsed]:
    return lambda cell, _header: values.parse_choice(cell, key)


def _only_cell(parse: Callable[[Cell], Parsed]) -> Callable[[Cell, str], Parsed]:
    return lambda cell, _header: parse(cell)


_date, _text = _only_cell(values.parse_date), _only_cell(values.parse_text)

_P, _A, _U, _N = Target.PERSON, Target.APPOINTMENT, Target.UNIT, Target.NOTHING

FIELDS: dict[str, Field] = {
    declared.key: declared
    for declared in (
        Field("name", "姓名", _P, _only_cell(values.parse_name), memoize=False, help="两字姓名中间不用空格"),
        Field(
            "id_number",
            "身份证号",
            _P,
            _only_cell(values.parse_id_number),
            memoize=False,
            help="18位；单元格先设为“文本”格式再填，否则末几位会丢失",
        ),
        Field("sex", "性别", _P, _choice("sex"), v.Sex),
        Field("birth_date", "出生日期", _P, _date, dated=True, help="例如 1985-03-12 或 1985年3月"),
        Field("ethnic_group", "民族", _P, _choice("ethnic_group"), help="例如 汉族"),
        Field("politics", "政治面貌", _P, _choice("politics"), v.Politics),
        Field("education", "学历", _P, _choice("education"), v.Education),
        Field("school", "毕业院校及专业", _P, _text),
        Field("social_work_title", "社会工作职业资格", _P, _choice("social_work_title"), v.SocialWorkTitle),
        Field("phone", "联系电话", _P, _only_cell(values.parse_phone), memoize=False),
        Field("work_start", "参加工作时间", _P, _date, dated=True),
        Field("unit", "所在单位", _U, values.parse_unit, help="乡镇(街道)或民政所的名称"),
        Field("village", "村(居)", _U, _text, help="村(社区)的名称"),
        Field("home", "敬老院", _U, _text, help="敬老院的名称"),
        Field("post_unit", "编制所在单位", _U, _text, help="借调人员填编制所在的乡镇；不填为所在单位"),
        Field("title", "职务", _A, _only_cell(values.parse_title), help="例如 所长、民政专干、护理员"),
        Field("employment", "编制类型", _A, _choice("employment"), v.Employment),
        Field(
            "working_mode",
            "在岗方式",
            _A,
            _choice("working_mode"),
            v.WorkingMode,
            default=v.WorkingMode.REGULAR.value,
        ),
        Field("channel", "进入方式", _A, _choice("channel"), v.Channel),
        Field("monthly_pay", "月工资报酬(元)", _A, values.parse_money),
        Field("payer", "工资承担方", _A, _choice("payer"), v.Payer),
        Field("insured", "参加社会保险", _A, _choice("insured"), help="是 或 否"),
        Field("filed_on", "县局备案日期", _A, _date, dated=True),
        Field("from_date", "到岗日期", _A, _date, dated=True, help="到现单位工作的日期"),
        Field("note", "备注", _A, _only_cell(values.parse_note)),
        Field("sequence", "序号", _N, _text),
        Field("age", "年龄", _N, _text),
        Field("native_place", "籍贯", _N, _text),
        Field("party_date", "入党时间", _N, _text),
        Field("other_title", "职称", _N, _text),
        Field("residents", "供养情况", _N, _text),
        Field("certificate", "持证情况", _N, _text),
        Field("ignored", "其他情况", _N, _text),
        *(Field(target=Target.FACT, **declared) for declared in ledger_fields.declared()),
    )
}
"""Every known field by key. ``Target.NOTHING`` is recognised so that the official sees it was left out on purpose."""


@contextmanager
def column_names(of: str) -> Iterator[None]:
    """Inside, columns are called what tables of this sort call them: a key of ``SYNONYMS_FILES``."""
    before = _spoken.set(of)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken() -> str:
    """The sort of table now being read, for whoever remembers what a name meant."""
    return _spoken.get()


def synonyms() -> dict[str, str]:
    """Column name, normalised as ``headers.normalise`` does, → field key; for the sort of table now being read."""
    return _synonyms(_spoken.get())


@cache
def _synonyms(of: str) -> dict[str, str]:
    found: dict[str, str] = {}
    with SYNONYMS_FILES[of].open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            for name in (FIELDS[line["field"]].label, *line["synonyms"].split("|")):
                found.setdefault(normalise(name), line["field"])
    return found
