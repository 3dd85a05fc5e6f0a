"""The intake knows tables, units and records, and no people: a walk over its sources, as ``docs/decisions/0038`` says.

Of Python files names, imports and texts are looked at, not comments and docstrings: people are also those who use the
portal. Of templates, scripts and styles everything. What stands there all the same is listed, each with its reason.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WORDS = re.compile(
    r"people|roster|(?<![a-z])persons?(?![a-z])|staff|appointment|[\d}]\s*人(?!口)|人员|花名册|姓名|身份证|离岗|任职",
    re.IGNORECASE,
)
APPS_ABOVE = {"staffing", "funding", "training", "assessments"}

EXCEPTIONS = {
    "IMPORT_ROSTER": "the capability is declared by offices.roles",
    "persons": "figures of inhabitants are counted in persons",
    "parse_persons": "the same",
    "_PERSONS": "the same",
    "_MOST_PEOPLE": "the same",
    "身份证|身份号|证件号|电话|手机|联系方式|号码": "columns called after numbers are masked in every table",
    "姓名": "a contact's name stands in tables of any sort: the end of a column's name tells two columns apart",
}
"""Names and texts, whole or as an alternative of a pattern, and why they stand there."""


ACCIDENTS = {"调离岗挂": "single characters in a row"}
"""Looked past."""


def _sources(*endings: str) -> list[Path]:
    places = (ROOT / "intake", ROOT / "templates" / "intake")
    found = [path for place in places for path in sorted(place.rglob("*")) if path.suffix in endings]
    return [path for path in found if "migrations" not in path.parts]


def _texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Names and texts of a module with their lines; docstrings, and texts that stand alone, are neither."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.lineno, node.value
        if isinstance(node, ast.JoinedStr):
            parts = (str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
            yield node.lineno, "".join(parts)
        for name in ("id", "attr", "arg", "name", "module"):
            if isinstance(said := getattr(node, name, None), str):
                yield getattr(node, "lineno", 0), said


def _is_listed(text: str) -> bool:
    for accident in ACCIDENTS:
        text = text.replace(accident, "")
    if text in EXCEPTIONS or not WORDS.search(text):
        return True
    rest = [part for part in re.split(r"[|()\[\]\n]", text) if WORDS.search(part)]
    return bool(rest) and all(part in EXCEPTIONS for part in rest)


def people_in(source: str) -> list[str]:
    """What a Python source says of people, each with its line."""
    return [
        f"{line}: {text[:60]}"
        for line, text in _texts(ast.parse(source))
        if WORDS.search(text) and not _is_listed(text)
    ]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from staffing.models import Person", 2),
        ("def roster_read(): pass", 1),
        ("x = '请核对花名册'", 1),
        ("x = {'people': 1}", 1),
        ("x = f'离开{count}人'", 1),
        ("row.person = 1", 1),
        ('"""What people do."""\nx = 1  # of a person', 0),
        ("@needs(Capability.IMPORT_ROSTER)\ndef view(): pass", 0),
        ("x = 'personal'", 0),
    ],
)
def test_the_walk_finds_what_it_is_to_find(source, found):
    assert len(people_in(source)) == found


def test_no_name_and_no_text_of_the_intake_is_about_people():
    found = {str(path.relative_to(ROOT)): people_in(path.read_text(encoding="utf-8")) for path in _sources(".py")}
    assert {name: said for name, said in found.items() if said} == {}


def test_nothing_above_is_imported():
    for path in _sources(".py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = node.module if isinstance(node, ast.ImportFrom) else None
            named = [module] if module else [one.name for one in node.names] if isinstance(node, ast.Import) else []
            assert not {name.split(".")[0] for name in named} & APPS_ABOVE, path


def test_no_page_script_or_style_of_the_intake_is_about_people():
    found = {
        str(path.relative_to(ROOT)): said
        for path in _sources(".html", ".js", ".css")
        if (said := [line for line in path.read_text(encoding="utf-8").splitlines() if WORDS.search(line)])
    }
    assert found == {}


def test_every_exception_still_stands_somewhere():
    sources = [path.read_text(encoding="utf-8") for path in _sources(".py")]
    assert [word for word in EXCEPTIONS if not any(word in source for source in sources)] == []
