"""Ways to damage a file, all of them driven by one random generator, so that a seed says everything."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence

_NUMBER = re.compile(rb"\d+")
_ATTRIBUTE = re.compile(rb'="[^"]*"')
_TEXT = re.compile(rb">[^<>]+<")
_LINE = re.compile(rb"<(row|Row|tr|c|td|si|table:table-row|mergeCell)\b[^>]*>.*?</\1>", re.DOTALL)
_ELEMENT = re.compile(rb"<[^<>]+>")
_NASTY = [
    b"0", b"-1", b"1048577", b"16385", b"99999999999999999999", b"1e308", b"-1e400", b"NaN", b"inf", b"", b"9" * 400,
    b"2147483648", b"362427198501011000", b"0.1.2", b"1900-02-30", b"XFD1048576", b"A1:XFD1048576", b"\x00",
    b"\xff\xfe", b"&#0;", b"&#xD800;", b"&amp;", b"&lol;", b"_x0000_", b"<!--", b"-->", b"<![CDATA[", b"]]>",
    b"<!DOCTYPE x>", b"\xe2\x80\xae", "１２３".encode(), "²".encode(), "\u200b".encode(), b"\xf0\xa0\x80\x8b", b"=1+1",
]  # fmt: skip
_INTEGERS = [b"\x00" * 4, b"\xff" * 4, b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x00\x80", b"\x01\x00\x00\x00"]


def damaged(content: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:
    """One to six wounds; archives are more often hurt inside their parts than as a whole."""
    if content.startswith(b"PK") and rng.random() < 0.8:
        return _inside(content, rng)
    return _hurt(content, others, rng)


def _inside(content: bytes, rng: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    telling = [name for name in parts if "sheet" in name or "content" in name or "Strings" in name or "styles" in name]
    for _ in range(rng.randint(1, 3)):
        name = rng.choice(telling if rng.random() < 0.8 else list(parts))
        if rng.random() < 0.03:
            parts[name] = b""
        elif rng.random() < 0.03 and len(parts) > 2:
            parts[name] = rng.choice(list(parts.values()))
        else:
            parts[name] = _hurt(parts[name], list(parts.values()), rng)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


def _hurt(content: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:
    is_text = b"<" in content[:2000]
    ways: list[Callable[[bytes, random.Random], bytes]] = [_flip, _cut, _repeat, _insert, _overwrite]
    if is_text:
        ways += [_number, _number, _attribute, _word, _word, _line, _line, _element, _nest] * 3
    ways.append(lambda content, rng: _splice(content, rng.choice(others), rng))
    for _ in range(rng.choice([1, 1, 1, 2, 3, 6])):
        content = rng.choice(ways)(content, rng)
    return content[: rng.randrange(len(content) + 1)] if content and rng.random() < 0.05 else content


def _somewhere(content: bytes, rng: random.Random, most: int = 200) -> tuple[int, int]:
    begin = rng.randrange(len(content) + 1)
    return begin, min(begin + rng.randint(1, most), len(content))


def _flip(content: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.randint(1, 20)):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _cut(content: bytes, rng: random.Random) -> bytes:
    begin, end = _somewhere(content, rng)
    return content[:begin] + content[end:]


def _repeat(content: bytes, rng: random.Random) -> bytes:
    begin, end = _somewhere(content, rng)
    return content[:end] + content[begin:end] * rng.choice([1, 2, 50, 2000]) + content[end:]


def _insert(content: bytes, rng: random.Random) -> bytes:
    begin, _ = _somewhere(content, rng)
    return content[:begin] + rng.choice(_NASTY) + content[begin:]


def _overwrite(content: bytes, rng: random.Random) -> bytes:
    begin, _ = _somewhere(content, rng)
    number = rng.choice(_INTEGERS)
    return content[:begin] + number + content[begin + len(number) :]


def _splice(content: bytes, other: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content) + 1)] + other[rng.randrange(len(other) + 1) :]


def _one(pattern: re.Pattern[bytes], content: bytes, new: bytes, rng: random.Random) -> bytes:
    found = list(pattern.finditer(content))
    if not found:
        return content
    match = rng.choice(found)
    return content[: match.start()] + new + content[match.end() :]


def _number(content: bytes, rng: random.Random) -> bytes:
    return _one(_NUMBER, content, rng.choice(_NASTY[:19]), rng)


def _attribute(content: bytes, rng: random.Random) -> bytes:
    return _one(_ATTRIBUTE, content, b'="' + rng.choice(_NASTY) + b'"', rng)


def _word(content: bytes, rng: random.Random) -> bytes:
    return _one(_TEXT, content, b">" + rng.choice(_NASTY) + b"<", rng)


def _line(content: bytes, rng: random.Random) -> bytes:
    """A row or a cell dropped, doubled, or put in another's place; the markup stays whole."""
    lines = [match.group() for match in _LINE.finditer(content)]
    if not lines:
        return content
    return _one(_LINE, content, rng.choice([b"", rng.choice(lines), rng.choice(lines) * rng.choice([2, 300])]), rng)


def _element(content: bytes, rng: random.Random) -> bytes:
    elements = _ELEMENT.findall(content)
    return _one(_ELEMENT, content, rng.choice(elements) if elements and rng.random() < 0.7 else b"", rng)


def _nest(content: bytes, rng: random.Random) -> bytes:
    elements = _ELEMENT.findall(content)
    begin, _ = _somewhere(content, rng)
    return (
        content[:begin] + (rng.choice(elements) if elements else b"<a>") * rng.choice([2, 150, 5000]) + content[begin:]
    )
