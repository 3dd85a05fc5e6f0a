"""Lines about records that registers describe: one that says by what its record is known is no total, no signature."""

import re
from collections.abc import Sequence

from intake.kinds import Kind
from intake.layout.columns import Layout
from intake.lines.sorting import Line, Sorting
from jian_minzheng.core.registers.tables import RegisterTable

_ONLY_A_SUM = re.compile(r"(合计|总计|小计|共计|累计)[:：]?")
_LABELLED = re.compile(r"^.{0,12}(人|单位|部门|公章|盖章|签字|签章|签名|领导|日期|时间):")
_OF_A_TIME = re.compile(r"(19|20)\d\d|^\d\d[.\-/年]\d{1,2}|^\d{5}$")
_OTHERS = 1
"""Columns beside the name and the time by which a line says that it is more than the foot of a form."""


class RecordsSorting(Sorting):
    def __init__(self, kind: Kind, table: RegisterTable) -> None:
        super().__init__(kind)
        known_by = dict.fromkeys(key for part in table.parts for key in part.identified_by)
        self.times = [key for key in known_by if kind.fields[key].dated] if kind.lexicon.named_by in known_by else []

    def by_words(self, cells: Line, texts: Sequence[str], layout: Layout) -> str | None:
        return None if self._is_known(cells, layout) else super().by_words(cells, texts, layout)

    def _is_known(self, cells: Line, layout: Layout) -> bool:
        """A name that is more than the word for a sum, the day, and something else, each in its own column."""
        name = self.name_in(cells, layout)
        if not self.times or not name or _ONLY_A_SUM.fullmatch(name) or _LABELLED.match(name):
            return False
        if not all(_OF_A_TIME.search(self.text_in(key, cells, layout)) for key in self.times):
            return False
        told = {self.lexicon.named_by, *self.times}
        others = [key for key in layout.by_field if key in self.kind.keys and key not in told]
        return sum(bool(self.text_in(key, cells, layout)) for key in others) >= _OTHERS
