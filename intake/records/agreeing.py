"""Records that a table begins only once somebody agreed: asked about once for all rows of a file."""

import re
from collections.abc import Sequence
from typing import Any

from intake.issues import Severity
from intake.lines.books import SKIP, Question
from intake.lines.rows import Row
from intake.models import ImportBatch, ImportRow
from intake.records.known import KnownRecords
from intake.records.sameness import NAMED, YEAR
from intake.values import Option
from jian_minzheng.core.editing.values import human_date
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.registers.tables import TablePart

BEGIN = "begin"
"""The answer by which a record is begun, with the unit: said of one, it is not said of another that the row is put
right to.
"""
ANOTHER = "another"
"""The answer by which a row is not about a former record, with the key of that."""
_ANSWER = re.compile(rf"(?:{BEGIN}|{ANOTHER}|{YEAR}|{NAMED}):\d+", re.ASCII)
NOT_BEGUN = "not_begun"
FORMER = "was_on_record"
YEAR_DIFFERS = "year_differs"
_NAMED = 20


def is_agreement(answer: str) -> bool:
    """Does an answer say that something is to be begun, or which of two is meant?"""
    return _ANSWER.fullmatch(answer) is not None


def is_agreed(row: Row) -> bool:
    """Did somebody say that what this row is about is to be begun?"""
    return row.unit is not None and row.answer == _begin(row.unit.division_id)


def _begin(unit: int) -> str:
    return f"{BEGIN}:{unit}"


def ask_whether_to_begin(row: Row, part: TablePart, known: KnownRecords) -> None:
    """Ask at the row, where it may be answered for this one alone."""
    if part.agreement is None or row.unit is None:
        return
    before = part.agreement.before(known.actor, known.units[row.unit.division_id])
    said = f"还没有{part.register.noun}记录。是否按本表{part.agreement.verb}？{before}"
    options = (Option(_begin(row.unit.division_id), part.agreement.verb), Option(SKIP, "这一行不导入"))
    row.complain(row.kind.unit_field, NOT_BEGUN, said, severity=Severity.QUESTION, options=options)


def ask_whether_former(row: Row, part: TablePart, former: Sequence[Any]) -> None:
    """Ask whether what is not on record any more is what the row is about."""
    if not former or row.answer == f"{ANOTHER}:{former[-1].pk}":
        return
    last, noun = former[-1], part.register.noun
    said = f"登记过{noun}“{mask_text(str(last))}”，{_what_became(part, last)}。表里的是同一个吗？"
    options = (
        Option(f"{ANOTHER}:{last.pk}", f"是另一个，登记为新的{noun}"),
        Option(SKIP, "是同一个，这一行不导入(要恢复的，请先在页面上恢复再重新核对)"),
    )
    row.complain(row.kind.name_field, FORMER, said, severity=Severity.QUESTION, options=options)


def _what_became(part: TablePart, record: Any) -> str:
    if getattr(record, "is_void", False) or part.register.ending is None:
        return "已作废"
    last = getattr(record, part.register.ending.field)
    return f"已于{human_date(last)}{part.register.ending.verb}"


def ask_which_year(row: Row, key: str, years: tuple[int, int]) -> None:
    """Ask which counts where a row's own column of years and the name of another column differ."""
    whole, own = years
    said = f"这一行的“{row.kind.fields[key].label}”是{whole}年，列名里写的是{own}年。这些数是哪一年的？"
    options = (Option(f"{YEAR}:{whole}", f"{whole}年，以本行为准"), Option(f"{NAMED}:{whole}", f"{own}年，以列名为准"))
    row.complain(key, YEAR_DIFFERS, said, severity=Severity.QUESTION, options=options)


def questions_of(batch: ImportBatch, parts: Any) -> list[Question]:
    """The same question once, for all rows that ask it."""
    part = next((part for part in parts if part.agreement), None)
    if part is None or not batch.summary.get("codes", {}).get(NOT_BEGUN):
        return []
    rows = batch.rows.filter(outcome=ImportRow.Outcome.ASK).order_by("number")
    asked = [
        (number, values["_unit"]["division_id"], values["_unit"]["name"])
        for number, values, issues in rows.values_list("number", "values", "issues").iterator(chunk_size=2000)
        if any(issue["code"] == NOT_BEGUN for issue in issues)
    ]
    if not asked:
        return []
    names = list(dict.fromkeys(name for _, _, name in asked))
    more = f"等{len(names)}个" if len(names) > _NAMED else ""
    text = part.agreement.question.format("、".join(names[:_NAMED]) + more)
    answers = ((BEGIN, part.agreement.verb), (SKIP, f"不{part.agreement.verb}，这些行不导入"))
    numbers, units, _ = zip(*asked, strict=True)
    return [Question(NOT_BEGUN, text, answers, numbers, units)]
