"""Marks of quotation within others: what is quoted may quote something itself (“‘救急难’工作机制文件”)."""

import re

_WITHIN = re.compile("“[^”]*“")


def nested(text: str) -> str:
    """The text with single marks for what is quoted within a quotation; as it stands where its marks do not pair."""
    if not _WITHIN.search(text):
        return text
    depth, found = 0, []
    for character in text:
        depth += character == "“"
        inner = {"“": "‘", "”": "’"} if depth > 1 else {}
        found.append(inner.get(character, character))
        depth -= character == "”"
        if depth < 0:
            return text
    return "".join(found) if depth == 0 else text


def within(text: str) -> str:
    """A text about to stand between marks of quotation."""
    return text.replace("“", "‘").replace("”", "’")
