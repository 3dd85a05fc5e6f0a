"""In which encoding a text was saved. A few bytes that fit none are no reason to refuse it: their lines are told."""

import codecs
from dataclasses import dataclass, field
from pathlib import Path

from intake.grid.errors import UnreadableFile

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_USUAL = ("utf-8", "gb18030")
_UNMARKED = ("utf-16-le", "utf-16-be")
_SAMPLE, _CHUNK = 50_000, 1024 * 1024
_FEW = 20
"""As many bytes may be wrong; a text with more is in another encoding."""

_ODD_SHARE = 200
WRONG = "\ufffd"
"""Stands for bytes that are no character."""


@dataclass(slots=True)
class Encoding:
    """``sample`` is how the text begins; ``wrong`` counts its bytes that are no character."""

    name: str
    sample: str = field(repr=False)
    wrong: int = 0


def find_encoding(path: Path) -> Encoding:
    """The encoding that the whole file follows, but for a few bytes.

    Raises:
        UnreadableFile: none does, or the text is full of control characters.
    """
    with path.open("rb") as file:
        head = file.read(4)
    marked = [name for mark, name in _BOMS if head.startswith(mark)]
    tried = [_tried(path, name) for name in marked or _USUAL]
    good = [one for one in tried if one.wrong <= _FEW and not _looks_binary(one.sample)]
    if not good and not marked:
        good = [one for name in _UNMARKED if _is_text((one := _tried(path, name)).sample) and one.wrong <= _FEW]
    if not good:
        raise UnreadableFile(
            "unreadable_file",
            "文件不是 Excel 工作簿，也不是能识别的文本表格。请用 Excel 或 WPS 另存为 .xlsx 后再上传。",
        )
    return min(good, key=lambda one: one.wrong)


def _tried(path: Path, name: str) -> Encoding:
    """How the file reads in an encoding; no further than to a byte too many that is wrong."""
    decoder = codecs.getincrementaldecoder(name)(errors="replace")
    found = Encoding(name, "")
    with path.open("rb") as file:
        while found.wrong <= _FEW and (chunk := file.read(_CHUNK)):
            text = decoder.decode(chunk)
            found.sample = found.sample or text[:_SAMPLE]
            found.wrong += text.count(WRONG)
        found.wrong += decoder.decode(b"", final=True).count(WRONG)
    return found


def _looks_binary(text: str) -> bool:
    """Control characters other than line breaks and tabs do not occur in a table."""
    sample = text[:20_000]
    odd = sum(1 for character in sample if ord(character) < 32 and character not in "\r\n\t\x0b\x0c")
    return odd > len(sample) // _ODD_SHARE


def _is_text(text: str) -> bool:
    """Of bytes that any encoding of two bytes a character takes: are these lines in everyday characters?"""
    sample = text[:20_000]
    usual = sum(
        " " <= each <= "~" or "\u3000" <= each <= "\u9fff" or each in "\r\n\t" or each > "\uff00" for each in sample
    )
    return "\n" in sample and usual >= 0.95 * len(sample)
