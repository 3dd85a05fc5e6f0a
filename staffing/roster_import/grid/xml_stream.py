"""Stream XML through expat with document type definitions refused: no entities, no external fetches, bounded depth."""

from collections.abc import Iterable
from typing import Any, Protocol
from xml.parsers import expat

from staffing.roster_import.grid import limits
from staffing.roster_import.grid.errors import UnreadableFile, corrupt


class Listener(Protocol):
    """Told of elements by their local name, whatever prefix the writing program chose."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


class _LocalNames(dict[str, str]):
    """``x:row`` → ``row``, looked up instead of split at every element."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition(":")[2]
        if len(self) < 10_000:
            self[name] = local
        return local


def parse(chunks: Iterable[bytes], listener: Listener) -> None:
    """Feed one part to a listener.

    Raises:
        UnreadableFile: not well-formed, or it carries a DTD (Office never writes one; attacks do).
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = fed = 0
    room = limits.MAX_ELEMENTS
    local = _LocalNames()
    tell_start, tell_end = listener.start, listener.end

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, room
        depth += 1
        room -= 1
        if depth > limits.MAX_DEPTH:
            raise corrupt()
        if room < 0:
            raise _too_many_elements()
        tell_start(local[name], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        tell_end(local[name])

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = _refuse_dtd
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > limits.MAX_TAG_BYTES:
                raise corrupt()  # one endless tag: expat would scan it again and again
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise corrupt() from error


def _too_many_elements() -> UnreadableFile:
    return UnreadableFile(
        "too_large", "工作表里有大量带格式的空白单元格。请把花名册的内容复制到新的工作簿里，保存后再上传。"
    )


def _refuse_dtd(*_: Any) -> None:
    raise UnreadableFile(
        "unreadable_file", "文件里含有外部引用定义(DTD)，为安全起见不予读取。请用 Excel 或 WPS 另存为 .xlsx 后再上传。"
    )
