"""Lines of rosters that are nobody's: posts that are vacant."""

import re

from intake.layout.columns import Layout
from intake.lines.sorting import Line, Sorting

VACANT = "空缺的岗位"
_VACANT = re.compile(
    r"[(（]?(空缺|空编|空岗|缺编|缺额|暂缺|暂无|暂空|待定|待招聘?|待补充?|待配备?|无人|无|空|缺)[)）]?"
)

_TOTAL = re.compile(r"合计|总计|小计|共计|累计")


class PeopleSorting(Sorting):
    def is_surely_one(self, cells: Line, layout: Layout) -> bool:
        """However a name such as 单小计 reads; a damaged number is a number as well.

        What stands across columns is neither: 合计, and beside it 共13人，其中行政1人.
        """
        name = self.name_in(cells, layout)
        named = 1 < len(name) < 5 and not _TOTAL.fullmatch(name) and not _stands_across("name", cells, layout)
        numbered = [key for key in ("id_number", "phone") if not _stands_across(key, cells, layout)]
        numbers = (self.text_in(key, cells, layout) for key in numbered)
        return named and (any(len(one) > 7 for one in numbers) or self.text_in("sex", cells, layout) in ("男", "女"))

    def further_reason(self, cells: Line, layout: Layout) -> str:
        """空缺 in the place of a name, and nothing by which a person could be known."""
        nobody = _VACANT.fullmatch(self.name_in(cells, layout)) is not None
        known = any(self.text_in(key, cells, layout) for key in ("id_number", "phone", "birth_date"))
        return VACANT if nobody and not known else ""

    def may_sign(self, cells: Line, layout: Layout, index: int) -> bool:
        """负责人 may be somebody's post."""
        title = layout.by_field.get("title")
        return title is None or title.index != index


def _stands_across(key: str, cells: Line, layout: Layout) -> bool:
    """Is the text in the column of a field that of a range of columns?"""
    column = layout.by_field.get(key)
    if column is None or column.index >= len(cells):
        return False
    here, last = cells[column.index], column.index + 1
    beside = [*cells[max(0, column.index - 1) : column.index], *cells[last : last + 1]]
    return any(one.text == here.text and (one.merged or here.merged) for one in beside)
