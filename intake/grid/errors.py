"""Why a file was not read. The message is for the person who uploaded it and says what to do."""

from jian_minzheng.core.masking import mask_text


class UnreadableFile(Exception):
    """The file as a whole cannot be taken in.

    Codes: ``unreadable_file`` (corrupt, or no kind of spreadsheet), ``too_large``, ``unpacks_too_large``,
    ``encrypted``, ``empty_file``, ``reader_failed`` (a fault of the portal, not of the file).
    """

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = mask_text(message)  # it may name a sheet, and sheets are called after people
        super().__init__(self.message)

    def put_on_record(self) -> None:
        """For whoever tells the user, once the transaction is rolled back: some refusals tell something themselves."""


def calls_below(error: Exception) -> int:
    """From how many calls further down the exception came: a library meets damage by itself, a fault is in our code."""
    depth, trace = 0, error.__traceback__
    while trace := trace and trace.tb_next:
        depth += 1
    return depth


def corrupt(what: str = "文件") -> UnreadableFile:
    return UnreadableFile(
        "unreadable_file", f"{what}已损坏，无法读取。请用 Excel 或 WPS 打开，“另存为”.xlsx 后再上传。"
    )


def failed() -> UnreadableFile:
    return UnreadableFile(
        "reader_failed",
        "平台的读取程序出错，没有读成，出错的位置已记入系统日志；文件本身不一定有问题。"
        "请用 Excel 或 WPS 打开，“另存为”.xlsx 后再上传；仍不行请告诉系统管理员。",
    )


def encrypted() -> UnreadableFile:
    return UnreadableFile("encrypted", "文件有密码：请在 Excel 里“另存为”去掉密码后再上传。")
