"""Every code that the import reports is explained, once, and the manual's page says the same."""

import ast
import re

from intake.codes import CODES, manual_page
from intake.kinds import KINDS
from tests.portal import ROOT

ROOMS = ("intake", "staffing/rosters", "staffing/values", "jian_minzheng/core/values")
SHAPE = re.compile(r"[a-z]+(_[a-z]+)+|encrypted|follows")


def modules() -> list[ast.Module]:
    paths = [path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts]
    paths.append(ROOT / "jian_minzheng" / "core" / "id_numbers.py")
    return [ast.parse(path.read_text(encoding="utf-8")) for path in paths]


def reporters(trees: list[ast.Module]) -> set[str]:
    """Functions that take a ``code``, and classes that hold one or are made of one."""
    found = set()
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and takes_or_holds_code(node):
            found.add(node.name)
    return found | {"_tell_duplicates"}


def takes_or_holds_code(node: ast.FunctionDef | ast.ClassDef) -> bool:
    return takes_code(node) if isinstance(node, ast.FunctionDef) else any(map(holds_code, node.body))


def takes_code(function: ast.FunctionDef) -> bool:
    return any(argument.arg == "code" for argument in [*function.args.args, *function.args.kwonlyargs])


def holds_code(part: ast.stmt) -> bool:
    if isinstance(part, ast.FunctionDef):
        return part.name == "__init__" and takes_code(part)
    return isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name) and part.target.id == "code"


def given_to(call: ast.Call, names: set[str]) -> list[ast.expr]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return [*call.args, *(word.value for word in call.keywords if word.arg == "code")] if name in names else []


def before_message(pair: ast.Tuple) -> list[ast.expr]:
    """``("two_facts", "从这一格…")``: what becomes a code and its message elsewhere."""
    said = pair.elts[1] if len(pair.elts) == 2 else None
    sentence = isinstance(said, ast.JoinedStr) or (isinstance(said, ast.Constant) and "。" in str(said.value))
    return pair.elts[:1] if sentence else []


def reported() -> set[str]:
    trees = modules()
    names, found = reporters(trees), set()
    for node in (node for tree in trees for node in ast.walk(tree)):
        given = given_to(node, names) if isinstance(node, ast.Call) else []
        given = before_message(node) if isinstance(node, ast.Tuple) else given
        found |= {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    fields = {key for kind in KINDS.values() for key in kind.fields}
    return {word for word in found if SHAPE.fullmatch(word)} - (fields - CODES.keys())


def test_the_codes_of_the_source_are_found_wherever_they_stand():
    """In calls that report, in what is declared of a column, in pairs that become a note."""
    assert {"value_unknown", "employment_unclear", "two_facts_unread", "numbers_closed"} <= reported()


def test_every_code_in_the_source_is_explained():
    assert not reported() - CODES.keys()


def test_the_page_of_the_manual_is_up_to_date():
    """``manage.py import_codes`` writes it."""
    assert (ROOT / "docs" / "manual" / "07-import-codes.md").read_text(encoding="utf-8") == manual_page()
