"""Formulas whose result the file does not hold, because no spreadsheet has worked it out since a program wrote it."""

from intake.grid.layout import column_letters


class Unanswered:
    """Counts the formulas of one sheet that read as blanks though a spreadsheet would show something there."""

    def __init__(self) -> None:
        self._count = 0
        self._first = ""

    def add(self, row: int, column: int) -> None:
        """Both count from 0."""
        self._count += 1
        self._first = self._first or f"{column_letters(max(column, 0))}{row + 1}"

    def notes(self, sheet: str) -> list[str]:
        if not self._count:
            return []
        return [
            f"工作表“{sheet}”有{self._count:,}个公式没有保存计算结果（如 {self._first}），按空白读取。"
            "请用 Excel 或 WPS 打开文件，保存后重新上传。"
        ]
