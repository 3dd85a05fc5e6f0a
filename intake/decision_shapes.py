"""Of which shape each part of ``Decisions`` is in JSON, where texts stand for the numbers of rows and columns."""

import re
from collections.abc import Callable, Mapping
from typing import Any

_NUMBER = re.compile(r"\d{1,10}", re.ASCII)
_ANSWER = re.compile(r"[a-z_]+(?::\d+)?(?: [a-z_]+(?::\d+)?)*", re.ASCII)

Read = Callable[[Any, str], Any]
"""Takes a part and where it stands, in words; raises ``BadDecisions``."""


class BadDecisions(ValueError):
    """The answers have another shape than the one described; the message says where."""


def flag(part: Any, where: str) -> bool:
    if not isinstance(part, bool):
        raise _bad(where, "true 或 false，不加引号")
    return part


def text(part: Any, where: str) -> str:
    if not isinstance(part, str):
        raise _bad(where, "加引号的文字")
    return part


def text_or_nothing(part: Any, where: str) -> str | None:
    return text(part, f"{where}(不读取的写 null)") or None if part is not None else None


def answer(part: Any, where: str) -> str:
    if not _ANSWER.fullmatch(text(part, where)):
        raise _bad(where, "“questions”里列出的回答之一")
    return str(part)


def one_of(choices: Any) -> Read:
    known = [str(choice) for choice in choices]

    def read(part: Any, where: str) -> str:
        if part not in known:
            raise _bad(where, f"{'、'.join(known)} 之一")
        return str(part)

    return read


def number(part: Any, where: str) -> int:
    """Of a row, a column or a record; as the key of an object it is a text."""
    whole = isinstance(part, int) and not isinstance(part, bool)
    if (whole and part >= 0) or (isinstance(part, str) and _NUMBER.fullmatch(part)):
        return int(part)
    raise _bad(where, "整数")


def numbers(part: Any, where: str) -> frozenset[int]:
    if not isinstance(part, list | tuple | frozenset | set):
        raise _bad(where, "整数的列表，例如 [5, 7]")
    if any(isinstance(one, str) for one in part):
        raise _bad(where, "整数的列表，整数不加引号")
    return frozenset(number(one, f"{where}里的每一个") for one in part)


def by_number(read: Read) -> Read:
    return lambda part, where: {
        number(key, f"{where}里的“{key}”"): read(value, f"{where}里“{key}”的内容")
        for key, value in _object(part, where).items()
    }


def by_name(read: Read) -> Read:
    return lambda part, where: {
        text(key, where): read(value, f"{where}里“{key}”的内容") for key, value in _object(part, where).items()
    }


def sheet_names(part: Any, where: str) -> tuple[str, ...]:
    """One name, or a list of them."""
    names = [part] if isinstance(part, str) else part
    if not isinstance(names, list | tuple):
        raise _bad(where, "一个工作表名称，或名称的列表")
    return tuple(dict.fromkeys(filter(None, (text(name, f"{where}里的每一个") for name in names))))


def header_rows(part: Any, where: str) -> dict[int, tuple[int, int]]:
    """A pair means the first sheet."""
    if part in ([], (), {}):
        return {}
    by_sheet = part if isinstance(part, Mapping) else {0: part}
    return {
        number(sheet, f"{where}里的“{sheet}”"): _pair(rows, where if sheet == 0 else f"{where}里“{sheet}”的内容")
        for sheet, rows in by_sheet.items()
    }


def _pair(part: Any, where: str) -> tuple[int, int]:
    if not isinstance(part, list | tuple) or len(part) != 2 or any(isinstance(one, str) for one in part):
        raise _bad(where, "首行和末行两个整数，例如 [3, 4]")
    first, last = (number(one, where) for one in part)
    return first, last


def _object(part: Any, where: str) -> Mapping[Any, Any]:
    if not isinstance(part, Mapping):
        raise _bad(where, "带花括号的对象")
    return part


def _bad(where: str, wanted: str) -> BadDecisions:
    return BadDecisions(f"{where}应是{wanted}。")
