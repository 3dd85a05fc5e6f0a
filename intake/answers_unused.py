"""What a file of answers says of rows, columns and records that the table does not have: nothing came of it."""

from collections.abc import Iterable

from intake.decisions import Decisions
from intake.issues import Issue
from intake.models import ImportBatch
from intake.preview.stored_tables import addresses_of, columns_of_table, sheets_of, tables_of

UNUSED = "answer_unused"
_NAMED = 10


def answers_unused(batch: ImportBatch, given: Decisions, missing: Iterable[int]) -> list[Issue]:
    """One warning for each part of ``given`` of which something applies to nothing; ``missing`` are the records that
    the file does not name."""
    rows = set(batch.rows.exclude(outcome="ignored").values_list("number", flat=True))
    columns = {column["index"] for table in tables_of(batch) for column in columns_of_table(batch, table["number"])}
    named = addresses_of(batch)
    gone: dict[str, list[str]] = {
        "header": [str(at) for at in given.header if at >= len(sheets_of(batch))],
        "columns": [str(index) for index in sorted(given.columns) if index not in columns],
        **{
            part: [named.line_name(number) for number in sorted(numbers) if number not in rows]
            for part, numbers in (("cells", given.cells), ("skipped", given.skipped), ("records", given.records))
        },
        "absent": [str(pk) for pk in sorted(set(given.absent) - set(missing))],
    }
    return [
        Issue.of_sheet(UNUSED, f"答案文件的“{part}”里，{_listed(where)}在表里没有对应的内容，没有起作用，请核对。")
        for part, where in gone.items()
        if where
    ]


def _listed(where: list[str]) -> str:
    more = f"等{len(where)}处" if len(where) > _NAMED else ""
    return f"{'、'.join(where[:_NAMED])}{more}"
