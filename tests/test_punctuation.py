"""Chinese texts have Chinese punctuation: a half-width colon, semicolon, comma, ? or ! after Chinese is a slip."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.portal import ROOT

APPS = ("assessments", "funding", "intake", "jian_minzheng", "offices", "staffing", "training")

_CHINESE = r"[一-龥）”】》]"
_GAP = "\ue000"
"""Stands where a text has a value put in: of a Chinese text, its neighbours are Chinese, too."""
_SLIP = re.compile(rf"{_CHINESE}[:;,?!](?![A-Z]\b)|{_GAP}\)?[:;,](?!\d)|[:;,?!]{_CHINESE}")
_PATTERN = re.compile(r"\\[a-zA-Z.(]|\(\?|\[[^\]]*\]|[\])一-龥]\?[一-龥]?|[{}]\d*,?\d*[{}]|\|")
"""What only regular expressions have."""
_CHINESE_AT_ALL = re.compile(r"[一-龥]")
_TAGS = re.compile(r"\{#.*?#\}|<script.*?</script>|<style.*?</style>|<!--.*?-->", re.DOTALL)


def slip_in(text: str) -> str:
    """The place in a text where its punctuation is not Chinese; empty where there is none."""
    found = _SLIP.search(text)
    return text[max(found.start() - 10, 0) : found.end() + 10] if found else ""


def texts_in(source: str) -> Iterator[tuple[int, str]]:
    """Texts of a module that people may read, with their lines: no documentation, no patterns, no keys."""
    tree = ast.parse(source)
    inside = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    silent = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(one.value if isinstance(one, ast.Constant) else _GAP for one in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in inside | silent:
            yield node.lineno, node.value


def text_of(template: str) -> str:
    """What a template says, its tags and values as gaps; attributes that are read stay."""
    bare = re.sub(r"\{\{.*?\}\}", _GAP, _TAGS.sub("", template), flags=re.DOTALL)
    bare = re.sub(r"\{%\s*(?:if|elif|else|endif|for|endfor|empty|with|endwith|block|endblock).*?%\}", "", bare)
    return re.sub(r"\{%.*?%\}", _GAP, bare, flags=re.DOTALL)


@pytest.mark.parametrize(
    "text", ["合计:3", f"{_GAP}达标:{_GAP}", "一;二", f"({_GAP}):人", "是吗?", "好,好", f"乡镇{_GAP}:三个"]
)
def test_slips_are_found(text: str) -> None:
    assert slip_in(text)


@pytest.mark.parametrize(
    "text", ["合计：3", "a:b", "三(三)1-2", "例如 0796-8412345", f"{_GAP}；{_GAP}", "10:30前", "县(市、区)"]
)
def test_good_texts_are_left_alone(text: str) -> None:
    assert not slip_in(text)


def test_texts_of_the_portal_have_chinese_punctuation() -> None:
    found = []
    for path in sorted(path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts):
        for line, text in texts_in(path.read_text(encoding="utf-8")):
            if _CHINESE_AT_ALL.search(text) and (slip := slip_in(text)) and not _PATTERN.search(text):
                found.append(f"{path.relative_to(ROOT)}:{line}: {slip}")
    assert not found


def test_templates_have_chinese_punctuation() -> None:
    found = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for number, line in enumerate(text_of(path.read_text(encoding="utf-8")).splitlines(), 1):
            if slip := slip_in(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {slip}")
    assert not found
