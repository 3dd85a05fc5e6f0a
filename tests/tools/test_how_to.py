"""The developers' documents: links lead somewhere, and the example of answers is one that the command understands."""

import json
import re
from dataclasses import fields

import pytest

from intake.decisions import Decisions
from staffing.rosters.lexicon import PEOPLE
from tests.portal import ROOT

PAGES = [
    ROOT / "README.md",
    *(ROOT / name / "README.md" for name in ("bench", "deploy")),
    *sorted((ROOT / "docs" / "how-to").glob("*.md")),
    *sorted((ROOT / "docs" / "decisions").glob("*.md")),
]
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / link).exists(), link


def test_the_example_of_answers_names_every_part_and_is_understood():
    text = (ROOT / "docs" / "how-to" / "answer-an-import.md").read_text(encoding="utf-8")
    example = json.loads(re.search(r"```json\n(.*?)```", text, flags=re.DOTALL)[1])
    assert example.keys() == {"sheet" if part.name == "sheets" else part.name for part in fields(Decisions)}
    decisions = Decisions.from_json(example)
    named = {*decisions.values, *decisions.blanks, *decisions.columns.values()} - {None}
    assert named <= PEOPLE.fields.keys()
