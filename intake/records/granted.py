"""What records are given that no row says: told once for the table."""

from collections.abc import Iterator

from django.db.models import NOT_PROVIDED

from intake.issues import Issue
from intake.kinds import Kind
from intake.lines.tallying import Lines
from jian_minzheng.core.registers.tables import RegisterTable, TablePart

AS_OF = "as_of"


def taken_for_granted(table: RegisterTable, lines: Lines, kind: Kind) -> list[Issue]:
    """Of the columns in which some rows are silent, and of parts that make more of a row than it says."""
    told: dict[str, str] = {}
    for part in table.parts:
        for key, message in _of_part(part, lines, kind):
            told.setdefault(message, key)
    return [Issue.of_sheet("taken_for_granted", message, sheet=lines.sheet, key=key) for message, key in told.items()]


def _of_part(part: TablePart, lines: Lines, kind: Kind) -> Iterator[tuple[str, str]]:
    spoken_of = [key for key in part.attributes if lines.said[key]]
    if not spoken_of:
        return
    if part.dated and _silent(AS_OF, lines):
        yield AS_OF, f"没有写“{kind.fields[AS_OF].label}”的行，自导入当天起登记；不是的请补填。"
    if part.assumes:
        yield spoken_of[0], part.assumes
    yield from ((key, message) for key, message in part.silence.items() if _silent(key, lines))
    if len(part.attributes) == 1:
        return  # a row that is silent about it says nothing of such a record
    for key, attribute in {**part.attributes, **part.beside}.items():
        default = part.record_model._meta.get_field(attribute).default
        if default not in (NOT_PROVIDED, None, "") and _silent(key, lines):
            shown = kind.fields[key].show(default)
            label = kind.fields[key].label
            yield key, f"没有写“{label}”、从别处也看不出来的行，新登记的一律按“{shown}”登记；不是的请补填。"


def _silent(key: str, lines: Lines) -> bool:
    return lines.said[key] < lines.records
