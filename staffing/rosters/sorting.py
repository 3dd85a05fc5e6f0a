"""Lines of rosters that are nobody's: posts that are vacant."""

import re

from intake.layout.columns import Layout
from intake.lines.sorting import Line, Sorting

VACANT = "空缺的岗位"
_VACANT = re.compile(
    r"[(（]?(空缺|空编|空岗|缺编|缺额|暂缺|暂无|暂空|待定|待招聘?|待补充?|待配备?|无人|无|空|缺)[)）]?"
)


class PeopleSorting(Sorting):
    def is_surely_one(self, cells: Line, layout: Layout) -> bool:
        """However a name such as 单小计 reads; a damaged number is a number as well."""
        named = 1 < len(self.name_in(cells, layout)) < 5
        numbers = (self.text_in(key, cells, layout) for key in ("id_number", "phone"))
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
