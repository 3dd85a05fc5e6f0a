"""How cells of a declared column are read: a field of the intake for each."""

import datetime
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from intake.fields import Field, Parse, Parsed
from intake.grid import Cell
from intake.values import Several, ValueProblem, WithNote, names_day, parse_choice, parse_date, parse_phone, parse_text
from intake.values.code_lists import CodeList, Undecided, plain_word
from intake.values.measures import parse_area, parse_count, parse_persons, parse_yes_no
from intake.values.openings import parse_opening
from intake.values.years import parse_year
from jian_minzheng.core.editing.values import masks_of
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.registers.tables import Choice, TableColumn
from jian_minzheng.core.values.single_names import insist_on_one_name


def _cell_alone(parse: Callable[[Cell], Any]) -> Parse:
    return lambda cell, _header: parse(cell)


def _one_name(cell: Cell) -> str:
    insist_on_one_name(cell.text)
    return parse_text(cell)


def _parse_ending(cell: Cell) -> Any:
    """The last day of something, which of a month alone is the last of that."""
    found = parse_date(cell, coming=True)
    if not isinstance(found, datetime.date) or names_day(cell):
        return found
    return found.replace(day=monthrange(found.year, found.month)[1])


_PARSERS: dict[str, Parse] = {
    "text": _cell_alone(parse_text),
    "name": _cell_alone(_one_name),
    "date": _cell_alone(parse_date),
    "coming": _cell_alone(partial(parse_date, coming=True)),
    "opened": _cell_alone(parse_opening),
    "ending": _cell_alone(_parse_ending),
    "phone": _cell_alone(parse_phone),
    "area": parse_area,
    "year": parse_year,
}
_HELP = {
    "yes_no": "是 或 否",
    "choices": "可以写几种，用顿号分开",
    "count": "没有的填 0",
    "date": "例如 2026-06-30 或 2026年6月",
    "coming": "例如 2026-06-30 或 2026年6月，可以是将来的日期",
    "opened": "例如 2026-06-30 或 2026年6月；只知道年份的写年份",
    "ending": "例如 2026-06-30，可以是将来的日期；只写年月的按该月最后一天",
}
_NONE_ANSWERS = frozenset({"yes_no", "count", "area", "persons", "year"})
"""What 无 answers; in any other column it says that there is nothing to say."""
_DAYS = frozenset({"date", "coming", "ending", "opened"})
_SAMPLES = {
    "date": "2026-06-30",
    "opened": "2026-06-30",
    "coming": "2026-06-30",
    "ending": "2026-06-30",
    "yes_no": "是",
    "count": "2",
    "year": "2025",
}


def fields_of(column: TableColumn) -> list[Field]:
    """The field of a column; figures of persons may bring the year or the day of them alone."""
    answers = _answers(column) if column.reads == "choice" else None
    listed = partial(_dictionary, column.dictionary) if column.dictionary else None
    parse = _read_when_opened if listed else _plainly(column)
    if answers is not None:
        parse = partial(_choice, answers, column.otherwise)
    elif column.reads == "persons":
        parse = partial(parse_persons, basis=column.key)
    elif column.reads == "yes_no":
        parse = partial(parse_yes_no, words=dict(column.alternatives))
    elif column.reads == "count":
        parse = partial(parse_count, what=f"“{column.label}”的数量", measures=column.measures)
    if parse is None:
        raise ValueError(f"nothing is read as {column.reads}")
    if column.says:
        parse = partial(_as_it_says, column, parse)
    own = Field(
        column.key,
        column.label,
        parse,
        column=column.column,
        answers=answers,
        listed=listed,
        dated=column.reads in _DAYS,
        measured=column.reads == "area",
        counted=column.reads == "count",
        amount="persons" if column.reads == "persons" else "",
        none_answers=column.reads in _NONE_ANSWERS,
        help=column.help or _HELP.get(column.reads, ""),
        mask=_mask(column),
        telephone=column.reads == "phone",
        sample=column.sample or _SAMPLES.get(column.reads, ""),
    )
    if column.reads != "persons":
        return [own]
    year = Field(f"{column.key}_year", f"{column.label}的年份", parse_year, none_answers=True)
    day = Field(f"{column.key}_counted_on", f"{column.label}的截至日期", _PARSERS["date"], dated=True)
    return [own, year, day]


def _plainly(column: TableColumn) -> Parse | None:
    return partial(parse_year, day_key=column.day_key) if column.day_key else _PARSERS.get(column.reads)


def _mask(column: TableColumn) -> Callable[[str], str]:
    """As pages show the field that the column goes to."""
    return masks_of(column.column.model).get(column.column.name, mask_text) if column.column else mask_text


def _read_when_opened(cell: Cell, header: str) -> Any:
    """A field whose list people keep reads nothing until it was opened, see ``Field.opened``."""
    raise TypeError("the list is looked up once for all cells of a file")


def _dictionary(choices: Callable[[], Sequence[Choice]]) -> CodeList:
    """The records of a dictionary by name. A word for several of them settles nothing."""
    known = CodeList()
    meant: dict[str, list[str]] = {}
    for choice in choices():
        known.add(choice.label, choice.label, [])
        for word in choice.words if choice.offered else ():
            meant.setdefault(plain_word(word), []).append(choice.label)
    for word, labels in meant.items():
        if word in known.codes:
            continue
        if len(labels) == 1:
            known.codes[word] = labels[0]
        else:
            known.undecided[word] = Undecided("", tuple(labels))
    return known


def _choice(answers: CodeList, otherwise: str, cell: Cell, _header: str) -> Any:
    try:
        return parse_choice(cell, answers)
    except ValueProblem as problem:
        if problem.code != "value_unknown":
            raise
        raise ValueProblem(problem.code, f"{problem.message}{otherwise}", problem.options) from None


def _as_it_says(column: TableColumn, otherwise: Parse, cell: Cell, header: str) -> Parsed:
    """A text that says more, or other things, than a word of the list does."""
    said = column.says(cell.text) if column.says else None
    if said is None:
        return otherwise(cell, header)
    if isinstance(said, WithNote):
        return WithNote(_told(column, said.value), said.code, said.message)
    return _told(column, said)


def _told(column: TableColumn, said: Mapping[str, Any]) -> Several:
    also = {key: value for key, value in said.items() if key != column.key}
    return Several(said.get(column.key), also, announced=column.key not in said)


def _answers(column: TableColumn) -> CodeList:
    choices = [(str(code), str(label)) for code, label in column.column.flatchoices if code not in ("", None)]
    return CodeList.of(choices, column.alternatives)
