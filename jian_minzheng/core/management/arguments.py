"""What commands are given, read before they begin: a slip costs a sentence, no work that is lost at its end."""

import datetime
from argparse import ArgumentTypeError
from pathlib import Path


def a_day(text: str) -> datetime.date:
    """Raises:
    ArgumentTypeError: it is no date.
    """
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}”不是日期，请写成 2026-12-31 的样子。") from error


def a_file(text: str) -> Path:
    """Raises:
    ArgumentTypeError: there is no such file, or it may not be read.
    """
    path = Path(text)
    if path.is_dir():
        raise ArgumentTypeError(f"“{text}”是文件夹，请写出其中的文件。")
    try:
        path.open("rb").close()
    except FileNotFoundError as error:
        raise ArgumentTypeError(f"没有文件“{text}”。") from error
    except OSError as error:
        raise ArgumentTypeError(f"文件“{text}”无法读取，请检查权限。") from error
    return path


def a_new_file(text: str) -> Path:
    """The place of a file to be written; what lies there is replaced.

    Raises:
        ArgumentTypeError: its folder is not there, or it is itself a folder.
    """
    path = Path(text)
    if path.is_dir():
        raise ArgumentTypeError(f"“{text}”是文件夹，请写出其中的文件名。")
    if not path.parent.is_dir():
        raise ArgumentTypeError(f"没有文件夹“{path.parent}”，请先建立。")
    return path
