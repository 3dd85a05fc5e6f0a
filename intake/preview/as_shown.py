"""What a page showed of a cell or of a question, so that nobody decides unseen over what a colleague decided since.

The page carries a mark of it (``seen``) in the addresses that it sends to; the mark is compared under the lock.
"""

from django.utils.crypto import salted_hmac

from intake.decisions import Decisions
from intake.lines.books import Question
from intake.models import ImportBatch, ImportRow
from intake.preview.stored_tables import addresses_of


class ShownOtherwise(Exception):
    """What was decided over has changed since it was shown; the message says to what. Nothing was decided."""


def mark_of_cell(decisions: Decisions, row: ImportRow, key: str) -> str:
    """The mark of what stands in a cell, and of what was answered at its row.

    It gives nothing away of what the cell holds, and differs where only figures do that are masked.
    """
    said = decisions.cells.get(row.number, {}).get(key)
    problem = row.values.get("_problems", {}).get(key)
    return _mark(key, said, row.values.get(key), problem, decisions.records.get(row.number, ""))


def mark_of_question(question: Question) -> str:
    """The mark of the rows that ask the question, and of their units."""
    return _mark(question.key, question.numbers, question.units)


def mark_of_reading(decisions: Decisions) -> str:
    """The mark of how the file's columns are read."""
    return _mark(decisions.sheets, decisions.header, decisions.columns, decisions.hidden, decisions.blanks)


def insist_on_cell(batch: ImportBatch, number: int, key: str, seen: str) -> None:
    """Without a mark there is nothing to compare: whoever decides has seen no page. Call it where the batch is locked.

    Raises:
        ShownOtherwise: the cell has changed.
    """
    if not seen:
        return
    row = batch.rows.get(number=number)
    if seen != mark_of_cell(Decisions.from_json(batch.decisions), row, key):
        where, label = addresses_of(batch).line_name(number), batch.table_kind.fields[key].label
        raise ShownOtherwise(f"{where}“{label}”在您打开之后有人改过或答过。您的没有保存，请看过现在的内容再改。")


def insist_on_question(question: Question, seen: str) -> None:
    """See ``insist_on_cell``."""
    if seen and seen != mark_of_question(question):
        raise ShownOtherwise(
            f"您打开页面之后，问到这个问题的行有变化（现为{len(question.numbers)}行）。没有作答，请看过再答。"
        )


def insist_on_reading(decisions: Decisions, seen: str) -> None:
    """See ``insist_on_cell``."""
    if seen and seen != mark_of_reading(decisions):
        raise ShownOtherwise("您打开这一页之后，这份文件的读法已经改过（例如在另一个页面里）。没有改动，请看过再改。")


def _mark(*parts: object) -> str:
    return salted_hmac("intake.as_shown", repr(parts)).hexdigest()[:16]
