"""From the bytes of a web page to its tags and texts, in one pass whose time grows with the length only."""

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from intake.grid.errors import corrupt

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_CHINESE = ("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "936", "hz-gb-2312")

# No alternative runs far past the next "<", so no text makes the search go over the same characters again and again.
_QUOTED = r"\"[^\"<]*+(?:<[^\"]{0,200}+)?\"|'[^'<]*+(?:<[^']{0,200}+)?'"
_TAG = re.compile(
    rf"<(?:(!--)|(/?)([a-zA-Z][^\s<>/]*)((?:[^<>\"']|{_QUOTED})*+>|[^<>]*>)|[!?][^<>]*>)",
)
_ATTRIBUTE = re.compile(r"([^\s=\"'/>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
_UNREAD = ("script", "style", "title", "rt", "rp", "xml", "noscript", "template", "comment")
"""Elements whose text nobody sees in the table."""


@dataclass(frozen=True, slots=True)
class Tag:
    """``name`` in lower case, without a prefix; ``closing`` for ``</td>``."""

    name: str
    closing: bool
    source: str

    def attributes(self) -> dict[str, str]:
        """Names in lower case; the first of two of the same name counts."""
        found: dict[str, str] = {}
        if len(self.source) < 3:
            return found
        for name, quoted, single, bare in _ATTRIBUTE.findall(self.source.rstrip("/>")):
            found.setdefault(name.lower(), html.unescape(quoted or single or bare))
        return found


def decode(content: bytes) -> str:
    """Text of a page by its byte order mark, by what it says about itself, or by what fits.

    Raises:
        UnreadableFile: nothing fits.
    """
    for encoding in _encodings(content):
        try:
            return content.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    raise corrupt()


def _encodings(content: bytes) -> list[str]:
    marked = [encoding for mark, encoding in _BOMS if content.startswith(mark)]
    if marked:
        return marked
    said = _CHARSET.search(content[:4096])
    declared = said.group(1).decode().lower() if said else "utf-8"
    if declared in _CHINESE:
        declared = "gb18030"
    try:
        known = codecs.lookup(declared)._is_text_encoding
    except LookupError:
        known = False
    # A page that calls itself GBK and is UTF-8 would decode as GBK to nonsense: UTF-8 proves itself, GBK does not.
    return ["utf-8", declared, "gb18030"] if known else ["utf-8", "gb18030"]


def tokens(page: str) -> Iterator[Tag | str]:
    """Tags and the texts between them, entities resolved; scripts, styles and comments are left out."""
    position = 0
    unread = ""
    while match := _TAG.search(page, position):
        begin, end = match.span()
        if begin > position and not unread:
            yield html.unescape(page[position:begin])
        position = end
        if match[1]:
            closed = page.find("-->", end)
            position = closed + 3 if closed >= 0 else len(page)
        elif match[3]:
            name = match[3].lower()
            if unread:
                unread = "" if match[2] and name == unread else unread
            elif name in _UNREAD and not match[2] and not match[4].endswith("/>"):
                unread = name
            else:
                yield Tag(name.rpartition(":")[2], bool(match[2]), match[4])
    if not unread:
        yield html.unescape(page[position:])
