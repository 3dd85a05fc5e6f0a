"""Of one thing the page, the export, ``evaluate --json`` and ``explain`` say the same."""

import io
import json
from decimal import Decimal

import openpyxl
import pytest
from django.core.management import call_command
from django.urls import reverse

from assessments.compliance.since import since_find_portion
from assessments.models import Finding
from assessments.values.wording import standing
from assessments.vocabulary import Outcome
from jian_minzheng.core.templatetags.portal import figure
from tests.assessments.test_entry_forms import fill
from tests.standing import world_with


def filled(world):
    """Something of every standard, its days found out as the worker does."""
    fill(world)
    while since_find_portion():
        pass


world = world_with(then=filled)


@pytest.fixture
def chosen(world):
    """The first finding of each standard and outcome."""
    found = {}
    for one in Finding.objects.select_related("standard", "division").order_by("pk"):
        found.setdefault((one.standard.code, one.outcome), one)
    assert len(found) > 60
    return list(found.values())


@pytest.fixture
def told_in_json(world, tmp_path):
    call_command("evaluate", "--json", str(tmp_path / "out.json"), stdout=io.StringIO())
    rows = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["findings"]
    return {(row["standard"], row["subject_kind"], row["subject_id"]): row for row in rows}


@pytest.fixture
def exported(world):
    response = world.client("city_officer").get(reverse("assessments:finding_download"))
    head, *rows = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active.values
    named = [dict(zip(head, row, strict=True)) for row in rows]
    return {(row["标准编号"], row["对象类别"], row["对象"], row["所在单位"]): row for row in named if row["标准编号"]}


def test_json_says_what_is_stored(chosen, told_in_json):
    for one in chosen:
        row = told_in_json[one.standard.code, one.subject_kind, one.subject_id]
        assert (row["outcome"], row["reason"], row["since"]) == (one.outcome, one.reason, one.since.isoformat())
        assert (row["gap"], row["measured"], row["required"]) == (*map(number, (one.gap, one.measured, one.required)),)
        assert (row["remedy"], row["missing"]) == (one.explanation["remedy"], one.explanation["missing"])


def test_the_export_says_what_is_stored(chosen, exported):
    for one in chosen:
        rows = [
            row
            for (code, kind, label, _), row in exported.items()
            if (code, kind, label) == (one.standard.code, one.get_subject_kind_display(), one.subject_label)
        ]
        assert any(
            (row["结果"], row["说明"], number(row["缺口"])) == (one.get_outcome_display(), one.reason, number(one.gap))
            for row in rows
        ), one


def test_page_and_command_say_what_is_stored(world, chosen):
    client = world.client("city_officer")
    for one in chosen:
        page = client.get(reverse("assessments:finding_detail", args=[one.pk]))
        shown = page.context["finding"]
        assert (shown.outcome, shown.reason, shown.standing) == (one.outcome, one.reason, standing(one.since))
        assert one.gap is None or f"<b>{figure(one.gap)}</b>" in page.content.decode()
        text = io.StringIO()
        call_command("explain", one.standard.code, called(one), stdout=text)
        lines = text.getvalue().splitlines()
        assert f"结果：{Outcome(one.outcome).label}（{standing(one.since)}）" in lines
        assert f"说明：{one.reason}" in lines


def called(one):
    return one.subject_label if one.subject_label == one.division.name else f"{one.division}/{one.subject_label}"


def number(value):
    return None if value in (None, "") else float(Decimal(str(value)))
