"""Stream XML through expat with document type definitions refused: no entities, no external fetches, bounded depth."""

import re
from collections.abc import Iterable
from typing import Any, Protocol
from xml.parsers import expat

from intake.grid import limits
from intake.grid.budget import Budget, What
from intake.grid.errors import UnreadableFile, calls_below, corrupt


class Listener(Protocol):
    """Told of elements by their local name, whatever prefix the writing program chose."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


class Quiet:
    """A listener that hears nothing; for those that care for some of it."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        pass

    def end(self, name: str) -> None:
        pass

    def text(self, data: str) -> None:
        pass


class Shortcut(Listener, Protocol):
    """A listener that can also take elements of one everyday shape as they stand in the file, several times faster.

    ``pattern`` matches one such element whole, ``closing`` is its end tag. While ``expects`` says so, matches go to
    ``take`` instead of through expat; what looks the least bit different still goes through expat, in order.
    """

    pattern: re.Pattern[str]
    closing: bytes

    def expects(self) -> bool: ...

    def take(self, match: re.Match[str]) -> None: ...


class _LocalNames(dict[str, str]):
    """``x:row`` → ``row``, looked up instead of split at every element."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition(":")[2]
        if len(self) < 10_000:
            self[name] = local
        return local


class _Feed:
    """expat with the limits around it."""

    def __init__(self, listener: Listener, budget: Budget) -> None:
        self._parser = parser = expat.ParserCreate()
        self._budget = budget
        self._fed = self._elements = 0
        depth = 0
        local = _LocalNames()
        tell_start, tell_end = listener.start, listener.end

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            self._elements += 1
            if depth > limits.MAX_DEPTH:
                raise corrupt()
            tell_start(local[name], attributes)

        def end(name: str) -> None:
            nonlocal depth
            depth -= 1
            tell_end(local[name])

        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = listener.text
        parser.StartDoctypeDeclHandler = _refuse_dtd

    def __call__(self, chunk: bytes, *, last: bool = False) -> None:
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            raise corrupt() from error
        except (ValueError, LookupError) as error:
            if calls_below(error):
                raise  # a fault of the listener, no damage
            raise corrupt() from error  # an encoding it does not know
        self._budget.take(What.EXAMINED, self._elements)
        self._fed, self._elements = self._fed + len(chunk), 0
        if self._fed - self._parser.CurrentByteIndex > limits.MAX_TAG_BYTES:
            raise corrupt()  # one endless tag: expat would scan it again and again


def parse(chunks: Iterable[bytes], listener: Listener, budget: Budget) -> None:
    """Feed one part to a listener.

    Raises:
        UnreadableFile: not well-formed, or it carries a DTD (Office never writes one; attacks do).
    """
    feed = _Feed(listener, budget)
    for chunk in chunks:
        feed(chunk)
    feed(b"", last=True)


_PLAIN_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml [^>]*?\?>)?\s*<(?![?!])")
_OTHER_ENCODING = re.compile(rb"encoding\s*=\s*[\"'](?!utf-?8[\"'])", re.IGNORECASE)


def parse_quickly(chunks: Iterable[bytes], listener: Shortcut, budget: Budget) -> None:
    """As ``parse``, with the listener's shortcut for what is written in its everyday shape.

    Comments, CDATA sections, processing instructions and encodings other than UTF-8 switch the shortcut off for the
    rest of the part, since text inside them may look like elements.
    """
    feed = _Feed(listener, budget)
    held = b""
    quick: bool | None = None
    for chunk in chunks:
        if quick is None:
            start = _PLAIN_START.match(chunk)
            quick = start is not None and not _OTHER_ENCODING.search(start.group())
            if quick and start:
                feed(chunk[: start.end() - 1])
                chunk = chunk[start.end() - 1 :]
        if not quick:
            feed(chunk)
            continue
        held += chunk
        end = held.rfind(listener.closing) + len(listener.closing)
        if end >= len(listener.closing):
            quick = _take(held[:end], listener, feed)
            held = held[end:]
        if not quick or len(held) > limits.MAX_TAG_BYTES:
            feed(held)
            quick, held = False, b""
    feed(held, last=True)


def _take(content: bytes, listener: Shortcut, feed: _Feed) -> bool:
    """Hand over what has the everyday shape, feed the rest; false once the shape proves nothing."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise corrupt() from error
    done = 0
    for match in listener.pattern.finditer(text):
        begin = match.start()
        if begin != done:
            between = text[done:begin]
            if "<!" in between or "<?" in between:
                break
            feed(between.encode())
        if listener.expects():
            listener.take(match)
        else:
            feed(match.group().encode())
        done = match.end()
    rest = text[done:]
    feed(rest.encode())
    return "<!" not in rest and "<?" not in rest


def _refuse_dtd(*_: Any) -> None:
    raise UnreadableFile(
        "unreadable_file", "文件里含有外部引用定义(DTD)，为安全起见不予读取。请用 Excel 或 WPS 另存为 .xlsx 后再上传。"
    )
