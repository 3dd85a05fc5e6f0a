"""Every code that the import reports is explained, once, and the manual's page says the same."""

import ast
import re

from intake.codes import CODES, manual_page
from tests.portal import ROOT

REPORTING = {
    "ValueProblem", "Issue", "complain", "warn", "WithNote", "Note", "LayoutNote", "Refusal", "UnreadableFile",
    "_tell_duplicates", "_ask", "IdNumberError",
}  # fmt: skip
NO_CODES = {"birth_date", "from_date", "id_number", "post_unit", "as_of", "work_start", "filed_on", "working_mode"}
"""Keys of fields, which stand beside the codes in the same calls."""


def reported() -> set[str]:
    found = set()
    rooms = ("intake", "staffing/rosters", "jian_minzheng/core/values")
    paths = [path for room in rooms for path in (ROOT / room).rglob("*.py")]
    for path in [*paths, ROOT / "jian_minzheng" / "core" / "id_numbers.py"]:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            words = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            found |= {word for word in words if name in REPORTING and re.fullmatch(r"[a-z]+(_[a-z]+)+|encrypted", word)}
    return found - NO_CODES


def test_every_code_in_the_source_is_explained():
    assert not reported() - CODES.keys()


def test_the_page_of_the_manual_is_up_to_date():
    """``manage.py import_codes`` writes it."""
    assert (ROOT / "docs" / "manual" / "07-import-codes.md").read_text(encoding="utf-8") == manual_page()
