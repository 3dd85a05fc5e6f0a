"""What one file may cost, all of its sheets together: counted in what it holds, and in seconds of the processor."""

import math
import time
from enum import StrEnum

from intake.grid import limits
from intake.grid.errors import UnreadableFile

_STEPS = 10_000
"""After so many the clock is looked at."""


class What(StrEnum):
    """What is counted, as a file is told that brings too much of it."""

    SHEETS = "文件里的工作表（或网页里的表格）超过 {:,} 个的上限。请只保留要导入的工作表，另存为 .xlsx 后再上传。"
    CELLS = "文件里有内容的单元格超过 {:,} 个的上限。请按乡镇拆分成几份后分别上传。"
    EXAMINED = "工作表里有大量带格式的空白单元格。请把表格的内容复制到新的工作簿里，保存后再上传。"
    AREA = "各工作表的内容一共铺开得过大。请删除各表最右边和最下面的零星内容，或拆分后再上传。"
    MERGES = "文件里的合并单元格过多。请取消合并后再上传。"
    REPEATED = "文件里的合并单元格铺得过大。请取消合并后再上传。"
    HIDDEN = "文件里隐藏的行或列设置得过多。请取消隐藏，另存后再上传。"
    AHEAD = "文件里不成对的引号过多。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。"


def too_many(what: What) -> UnreadableFile:
    """The refusal of a file that brings more than the portal takes."""
    return UnreadableFile("too_large", what.value.format(ALLOWED[what]))


class Budget:
    """Handed to whoever reads some of the file; it need not know what others have used up.

    Some steps of a reader take longer than others, so counts alone do not hold the time: of that, ``seconds``.
    """

    def __init__(self, seconds: float = math.inf) -> None:
        self._left = dict(ALLOWED)
        self._seconds, self._ends = seconds, time.thread_time() + seconds
        self._steps = _STEPS

    def take(self, what: What, count: int = 1) -> None:
        """Raises UnreadableFile: there is nothing left of it, or no time."""
        self._left[what] -= count
        if self._left[what] < 0:
            raise too_many(what)
        self.spend(count)

    def spend(self, steps: int = 1) -> None:
        """Raises UnreadableFile: the time is up."""
        self._steps -= steps
        if self._steps < 0:
            self._steps = _STEPS
            self.look_at_clock()

    def look_at_clock(self) -> None:
        """For what takes long by itself. Raises UnreadableFile: the time is up."""
        if time.thread_time() > self._ends:
            raise UnreadableFile(
                "too_large",
                f"读取这份文件用了{self._seconds:g}秒还没有读完，已停止：里面重复或无关的内容太多。"
                "请把要导入的表格复制到新的工作簿里，或按乡镇拆分后再上传。",
            )


ALLOWED: dict[What, int] = {
    What.SHEETS: limits.MAX_SHEETS,
    What.CELLS: limits.MAX_FILLED_CELLS,
    What.EXAMINED: limits.MAX_EXAMINED,
    What.AREA: limits.MAX_AREAS,
    What.MERGES: limits.MAX_MERGES,
    What.REPEATED: limits.MAX_AREA,
    What.HIDDEN: limits.MAX_MARKS,
    What.AHEAD: limits.MAX_AHEAD,
}
