"""Why a file was not read. The message is for the person who uploaded it and says what to do."""


class UnreadableFile(Exception):
    """The file as a whole cannot be taken in.

    Codes: ``unreadable_file`` (corrupt, or no kind of spreadsheet), ``too_large``, ``unpacks_too_large``,
    ``encrypted``, ``empty_file``.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def put_on_record(self) -> None:
        """For whoever tells the user, once the transaction is rolled back: some refusals tell something themselves."""


def corrupt(what: str = "文件") -> UnreadableFile:
    return UnreadableFile(
        "unreadable_file", f"{what}已损坏，无法读取。请用 Excel 或 WPS 打开，“另存为”.xlsx 后再上传。"
    )


def encrypted() -> UnreadableFile:
    return UnreadableFile("encrypted", "文件有密码：请在 Excel 里“另存为”去掉密码后再上传。")


def too_many_blanks() -> UnreadableFile:
    """Far more cells than any roster fills: nearly all of them blank, with a border or a colour."""
    return UnreadableFile(
        "too_large", "工作表里有大量带格式的空白单元格。请把花名册的内容复制到新的工作簿里，保存后再上传。"
    )
