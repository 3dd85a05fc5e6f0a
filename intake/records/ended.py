"""Records of which a table says, in words beside them, that they are in force, or in use, no more: asked about."""

import re
import unicodedata
from collections.abc import Sequence

from intake.grid import Cell
from intake.headers import normalise
from intake.layout.columns import Layout
from intake.layout.naming import Column
from intake.layout.notes import UNREADABLE
from intake.lines.rows import Row
from intake.values import Option, ValueProblem
from jian_minzheng.core.registers.tables import Over, RegisterTable

_NO = re.compile("否|不是|×|无效|无")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)$")


class Ended:
    """Asks about lines whose remarks, columns that are not read included, say that the record has ended."""

    def __init__(self, table: RegisterTable, over: Over, layout: Layout) -> None:
        self.table, self.over = table, over
        texts = {column.key for column in table.columns if column.reads == "text"}
        unread = [column for column in layout.columns if not column.field and column.reason not in UNREADABLE]
        self._remarks = [*unread, *(column for column in layout.columns if column.field in texts)]
        self._asked = [column for column in unread if over.asked and over.asked.fullmatch(_last(column))]

    def ask(self, row: Row, cells: Sequence[Cell]) -> None:
        """Make a question of the first such words."""
        at = row.kind.fields[self.over.at]
        if at.dated and at.key in row.values:
            return
        said = next((text for column in self._remarks if self._says_over(text := _text(column, cells))), "")
        said = said or next((text for column in self._asked if _NO.fullmatch(text := _text(column, cells))), "")
        if not said:
            return
        known = "" if at.dated else str(row.values.get(at.key) or "")
        options = (Option(known or "—", self.over.still),)
        row.refuse(at.key, ValueProblem("record_over", self.over.question, options), known or said)

    def _says_over(self, text: str) -> bool:
        inside = _IN_BRACKETS.search(text)
        return any(self.over.words.fullmatch(one) for one in (text, inside[1] if inside else "") if one)


def _text(column: Column, cells: Sequence[Cell]) -> str:
    text = cells[column.index].text if column.index < len(cells) else ""
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip("。.;")


def _last(column: Column) -> str:
    return normalise(column.header.rpartition("/")[2])
