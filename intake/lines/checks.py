"""What is said of a single row whatever its records are."""

from collections.abc import Sequence

from intake.lines.rows import Row

_NAMED = 20


def tell_as_read(row: Row) -> None:
    """Say what reading found wrong, or worth a look."""
    for key, problem in row.problems.items():
        row.complain(key, problem.code, problem.message, options=problem.options)
    tell_notes(row)


def tell_notes(row: Row) -> None:
    """Say what reading made of cells beyond their plain text."""
    for note in row.notes:
        row.warn(note.key, note.code, note.message)


def tell_too_long(row: Row) -> None:
    """Say which texts do not fit their columns."""
    for key, value in row.values.items():
        limit = row.kind.fields[key].max_length
        if limit and isinstance(value, str) and len(value) > limit:
            row.complain(key, "text_too_long", f"最多{limit}个字，现在有{len(value)}个字，请缩短。")


def other_rows(numbers: Sequence[int], own: Row) -> str:
    """``第3、7行``: the others, the first few of them by name."""
    others = [number for number in numbers[: _NAMED + 1] if number != own.number][:_NAMED]
    more = f"等{len(numbers) - 1}" if len(numbers) - 1 > len(others) else ""
    return own.place.among.line_names(others, more)
