"""Where a line of a batch stands: in which of the tables read, and on which line of its sheet.

A batch may read several sheets, and several tables side by side on one of them. Each line and each column has one
number in the batch; those of the first sheet's first table are what the spreadsheet counts, so that batches and answer
files of one sheet say what they always said. PostgreSQL's integers end at 2,147,483,647: room for ``MOST_SHEETS``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

LINES = 2_000_000
"""Line numbers of one table: more than a worksheet has."""
TABLES = 5
"""Tables side by side on one sheet."""
COLUMNS = 100_000
"""Column numbers of one sheet, its tables together."""
MOST_SHEETS = 200


def table_at(sheet: int, beside: int = 0) -> int:
    """The number of a table: ``sheet`` is its sheet's position among those chosen, ``beside`` its own from the left."""
    return sheet * TABLES + beside


def line_address(table: int, line: int) -> int:
    """The number in the batch of a line as the spreadsheet counts it."""
    return table * LINES + line


def line_of(address: int) -> int:
    """The line as the spreadsheet counts."""
    return address % LINES


def table_of(address: int) -> int:
    """The table that a line belongs to."""
    return address // LINES


def sheet_of(table: int) -> int:
    """The position of the table's sheet among those chosen."""
    return table // TABLES


def column_address(sheet: int, index: int) -> int:
    """The number in the batch of a column, ``index`` counting from 0."""
    return sheet * COLUMNS + index


def columns_of(numbered: Mapping[int, str | None], sheet: int) -> dict[int, str | None]:
    """What is said about the columns of one sheet, by their index there."""
    return {address % COLUMNS: said for address, said in numbered.items() if address // COLUMNS == sheet}


@dataclass(frozen=True, slots=True)
class Addresses:
    """How lines are named to people: by the sheet's name as well where there are several.

    ``labels``: what is said before the line's number, by table; tables without one are named by the number alone.
    """

    labels: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Iterable[tuple[int, str, str]]) -> "Addresses":
        """Of tables given as number, name of the sheet, letter of the column from which it stands beside another."""
        known = list(tables)
        several = len({sheet_of(table) for table, _, _ in known}) > 1
        return cls({table: label(name if several else "", start) for table, name, start in known})

    def line_name(self, address: int) -> str:
        """``第3行``, or ``“永阳镇”第3行``."""
        return f"{self.labels.get(table_of(address), '')}第{line_of(address)}行"

    def line_names(self, addresses: Sequence[int], more: str = "") -> str:
        """``第3、7行``, or ``“敦厚镇”第3行、“永阳镇”第5、7行``; ``more`` follows the last number."""
        groups = [
            (self.labels.get(table, ""), "、".join(str(line_of(address)) for address in some))
            for table, some in groupby(addresses, key=table_of)
        ]
        ends = [""] * (len(groups) - 1) + [more]
        return "、".join(f"{name}第{lines}{end}行" for (name, lines), end in zip(groups, ends, strict=True))

    def span(self, first: int, last: int) -> str:
        """``第 3–98 行``, or from a line of one table to one of another."""
        if not any(self.labels.values()):
            return f"第 {line_of(first)}–{line_of(last)} 行"
        return f"{self.line_name(first)}至{self.line_name(last)}"


def label(sheet: str, start: str) -> str:
    """What names a table: the sheet where there are several, the first column where it stands beside another."""
    return f"{f'“{sheet}”' if sheet else ''}{f'{start}列起' if start else ''}"


ALONE = Addresses()
"""Of a batch that reads one table."""
