"""Standards over findings: the same answer in the whole city, after an edit, on a past day and in a what-if."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from assessments.compliance.evaluate import evaluate
from assessments.compliance.outcome import Outcome as Answer
from assessments.compliance.refresh import refresh_all
from assessments.compliance.rules import registry
from assessments.loading import standards_load
from assessments.models import Finding, RollUp, Standard
from assessments.what_if import parameter_effect
from jian_minzheng.core.hooks import facts_changed
from tests.assessments import facts_world as put

TODAY = timezone.localdate()
YESTERDAY = TODAY - datetime.timedelta(days=1)
OVER, ABOVE = "测试-1", "测试-2"


@pytest.fixture
def judged(world, monkeypatch):
    """Two standards over findings that ask how many findings are unmet in the area."""
    monkeypatch.setattr(registry, "_rules", dict(registry._rules))
    standards_load()
    for number, code in enumerate((OVER, ABOVE)):
        registry.rule(code, over_findings=True)(no_unmet)
        Standard.objects.create(
            code=code, clause="四2", title="都已达标", requirement="没有未达标", measure="computed", mechanism="测试",
            subject_kinds=["city", "county", "station"], unit="项", order=9000 + number,
        )  # fmt: skip
    put.staff(world, "敦厚镇", 2)
    put.population(world, "敦厚镇", 30_000)
    refresh_all()
    return world


def no_unmet(subject, parameters):
    unmet = sum(counts.get("unmet", 0) for counts in subject.findings.values())
    figures = {"measured": unmet, "required": 0, "unit": "项"}
    if unmet:
        return Answer.unmet(f"{unmet} 项未达标。", gap=unmet, remedy="逐项整改。", **figures)
    return Answer.met("没有未达标。", **figures)


def unmet_below(place):
    found = Finding.objects.filter(division__path__under=place.path, outcome="unmet")
    return found.exclude(standard__code__in=(OVER, ABOVE)).count()


def stored(label, code=OVER):
    return Finding.objects.get(standard__code=code, subject_label=label).measured


def everything():
    rows = Finding.objects.values_list("standard__code", "subject_label", "outcome", "measured", "reason")
    counts = RollUp.objects.values_list("standard__code", "division__name", "met", "unmet", "unknown")
    return sorted(rows, key=str), sorted(counts)


def test_they_count_the_others_and_neither_themselves_nor_one_another(judged):
    for name in ("吉安市", "吉安县", "永新县"):
        assert stored(name) == stored(name, ABOVE) == unmet_below(judged[name]) > 0
    assert stored("敦厚镇民政所") == unmet_below(judged["敦厚镇"])
    assert RollUp.objects.get(division=judged["永新县"], standard__code=OVER, subject_kind="county").unmet == 1


def test_an_edit_below_is_counted_up_to_the_city_as_a_recount_from_nothing_would(judged):
    before = stored("吉安市")
    put.staff(judged, "敦厚镇")
    put.specialist(judged, "高塘村", "150")
    facts_changed({judged["敦厚镇"].pk, judged["高塘村"].pk})
    assert stored("吉安市") == unmet_below(judged["吉安市"]) != before
    after = everything()
    assert refresh_all() == 0
    assert everything() == after


def test_a_past_day_is_answered_from_its_own_judgements(judged):
    put.specialist(judged, "江边村", "150", from_date=TODAY)
    refresh_all()
    Finding.objects.all().delete()
    RollUp.objects.all().delete()
    found = evaluate([judged["吉安市"]], YESTERDAY)
    unmet = sum(one.outcome.outcome == "unmet" for one in found if one.code not in (OVER, ABOVE))
    told = {(one.code, one.label): one.outcome.measured for one in found if one.code in (OVER, ABOVE)}
    assert told[OVER, "吉安市"] == told[ABOVE, "吉安市"] == unmet
    out = StringIO()
    call_command("explain", OVER, "吉安市", on=YESTERDAY, stdout=out)
    assert f"{unmet} 项未达标" in out.getvalue()


def test_a_what_if_carries_through_to_them(judged):
    standard = Standard.objects.get(code="三(三)2-2")
    change = {"value": 9, "valid_from": TODAY, "source": "测试"}
    effects = {
        one.standard.code: one for one in parameter_effect([standard], key="established_staff_minimum", **change)
    }
    assert set(effects) == {"三(三)2-2", OVER, ABOVE}
    # The station meets everything that is known of it today.
    assert ("敦厚镇民政所", "met", "unmet") in effects["三(三)2-2"].changes
