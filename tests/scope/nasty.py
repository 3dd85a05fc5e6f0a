"""Values that nobody types by accident, and a way to learn which parameters a view reads: whatever it asks for."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html.parser import HTMLParser
from urllib.parse import quote_from_bytes

import pytest
from django.http import QueryDict

SQUARED, LONG = "²", "9" * 5000
TEXTS = [
    SQUARED, "٣", "９", "1" * 19, "9" * 18, "9223372036854775808", "2147483648", LONG, "-1", "0", "1e9", "1e999999999",
    "NaN", "Infinity", "0x10", "1_000", " 1 ", "1.5", "+1",
    "1\x00", "\x00", "%00", "../../etc/passwd", "/", "<script>alert(1)</script>", "'\"--", "{{ 7 }}", "%", "_", "\\",
    "😀", "\u202e\ufeff", "长" * 3334, "\r\nX-Header: 1",
    "2025-02-30", "0000-00-00", "99999-01-01", "0001-01-01", "9999-12-31", "1-1-1",
    "http://[", "a=1&a=2", "[]", "{}", "null", "True", "__all__",
]  # fmt: skip
BYTES = [b"\xed\xa0\x80", b"\xff\xfe", b"\xc0\x80"]
"""A lone surrogate, no UTF-8 at all, and a zero written over-long."""

VALUES: list[bytes] = [*(text.encode() for text in TEXTS), *BYTES]
HEADERS = [
    "http://[",
    "http://[::1",
    "//",
    "²",
    "http://a/?show=%00",
    "http://a/?show=" + "9" * 5000,
    "a\x00b",
    "9" * 5000,
]


@contextmanager
def noted() -> Iterator[set[str]]:
    """The names that are asked of any query or form while the block runs."""
    names: set[str] = set()

    def noting(method):
        def asked(self, key, *rest, **more):
            if isinstance(key, str):
                names.add(key)
            return method(self, key, *rest, **more)

        return asked

    with pytest.MonkeyPatch.context() as patch:
        for method in ("__getitem__", "_getlist", "__contains__"):
            patch.setattr(QueryDict, method, noting(getattr(QueryDict, method)), raising=False)
        yield names


def encoded(pairs: list[tuple[str, bytes]]) -> str:
    """A query string or a form's body of these pairs, in which a name may stand several times."""
    return "&".join(f"{quote_from_bytes(name.encode())}={quote_from_bytes(value)}" for name, value in pairs)


class _Fields(HTMLParser):
    """What a browser would send of a page's forms if its user changed nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "input" and name and given.get("type") not in {"submit", "file"}:
            ticked = given.get("type") not in {"radio", "checkbox"} or "checked" in given
            if ticked or name not in self.values:
                self.values[name] = given.get("value", "on")
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in given or not self.values.get(self.select)):
            self.values[self.select] = given.get("value", "")
        elif tag == "textarea":
            self.area = name
            self.values.setdefault(name, "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.values[self.area] += data


def fields_of(page: str) -> Mapping[str, str]:
    parser = _Fields()
    parser.feed(page)
    return {name: value for name, value in parser.values.items() if name and name != "csrfmiddlewaretoken"}
