"""Explanations are complete: from the figures shown alone follow outcome, measure, requirement, gap and cost."""

import json
import os
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from assessments.compliance.evaluate import judge_all
from assessments.models import Finding
from tests.assessments.policy import DAY
from tests.assessments.reproduce import CASES, Answer, reproduced
from tests.assessments.test_rules_together import LAW, NO_LAW, RULES, STANDARDS, anything

SAMPLE = "PROVE" not in os.environ
PROVIDED = ("load_divisions", "load_standards", "load_document_kinds", "load_activity_kinds", "load_indicators",
            "load_business_lines", "load_urban_rural", "load_demo")  # fmt: skip


def test_the_second_reader_knows_nothing_of_the_rules_and_reads_every_standard():
    folder = Path(__file__).parent / "reproduce"
    assert not [path.name for path in folder.glob("*.py") if "from assessments" in path.read_text(encoding="utf-8")]
    assert CASES.keys() == {standard.code for standard in STANDARDS}


@settings(max_examples=60, phases=(Phase.explicit, Phase.generate))  # shrinking takes long; the message tells enough
@given(anything(), st.sampled_from([LAW, LAW, LAW, NO_LAW]))
def test_whatever_is_known_the_figures_shown_are_enough(facts, law):
    for judgement in judge_all(facts, STANDARDS, law, RULES):
        explanation = json.loads(json.dumps(judgement.explanation()))
        told = judgement.outcome
        assert reproduced(judgement.code, explanation, DAY.isoformat()) == Answer(
            told.outcome.value, told.measured, told.required, told.gap, _cost(explanation)
        ), f"{judgement.code}: {told.reason} {explanation['inputs']}"


def _cost(explanation):
    cost = explanation["yearly_cost"]
    return None if cost is None else Decimal(str(cost))


@pytest.mark.skipif(SAMPLE, reason="make prove explanations")
@pytest.mark.django_db
def test_every_finding_of_the_demonstration_city_reproduces_itself():
    """As stored: figures are rounded to hundredths, never onto the one that they are compared with."""
    for command in PROVIDED:
        call_command(command, verbosity=0)
    wrong = []
    for finding in Finding.objects.select_related("standard").iterator():
        answer = reproduced(finding.standard.code, finding.explanation, finding.judged_on.isoformat())
        if not _agrees(finding, answer):
            wrong.append(f"{finding}: {answer} {finding.explanation['inputs']}")
    assert not wrong, "\n".join([f"{len(wrong)} of {Finding.objects.count()}", *wrong[:20]])
    assert CASES.keys() == {*Finding.objects.values_list("standard__code", flat=True)}


def _agrees(finding, answer):
    pairs = [(finding.measured, answer.measured), (finding.required, answer.required), (finding.gap, answer.gap)]
    pairs.append((_cost(finding.explanation), answer.cost))
    near = [one is not None and other is not None and abs(one - other) < Decimal("0.011") for one, other in pairs]
    neither = [one is None and other is None for one, other in pairs]
    return finding.outcome == answer.outcome and all(a or b for a, b in zip(near, neither, strict=True))
