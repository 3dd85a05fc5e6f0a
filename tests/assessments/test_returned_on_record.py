"""Returned figures on record: of units below, against targets of the year, of lines that have left."""

import datetime

import pytest
from django.utils import timezone

from assessments.compliance.evaluate import evaluate
from assessments.compliance.refresh import refresh_all
from assessments.loading import standards_load
from assessments.models import Finding
from jian_minzheng.core import writes
from jian_minzheng.core.hooks import facts_changed
from jian_minzheng.core.periods import PeriodKind, Term
from offices.models import BusinessLine, Indicator, LineStanding, Period, Submission, UrbanMark, Value, YearTarget
from offices.returns.dictionary import indicators_load
from tests.standing import world_with

TODAY = timezone.localdate()
GREEN = ("org", "platform", "service", "council", "activity", "habitat")


world = world_with(indicators_load, standards_load)


@pytest.fixture
def opened(world):
    """The last year and the last half-year are due."""
    for term in (Term(PeriodKind.YEAR, TODAY.year - 1), half_year(), Term.of(PeriodKind.QUARTER, TODAY).later(-1)):
        values = {"kind": term.kind, "year": term.year, "number": term.number, "due_on": term.last_day}
        Period.objects.create(keeper=world["吉安市"], **values)
    return world


def half_year():
    return Term.of(PeriodKind.HALF_YEAR, TODAY).later(-1)


def put(world, unit, kind, **values):
    submission, _ = Submission.objects.get_or_create(division=world[unit], period=Period.objects.get(kind=kind))
    for code, value in values.items():
        content = {"answer": value} if isinstance(value, bool) else {"number": value}
        indicator = Indicator.objects.get(code=code)
        Value.objects.create(
            submission=submission,
            indicator=indicator,
            state="reported",
            filled_on=submission.period.last_day,
            **content,
        )


def target(world, unit, code, value):
    indicator = Indicator.objects.get(code=code)
    return YearTarget.objects.create(
        division=world[unit], indicator=indicator, year=half_year().year, value=value, paper="吉市民字3号"
    )


def outcomes(world, code, on=TODAY, **asked):
    found = evaluate([world["吉安市"]], on) if not asked else evaluate([], on, **asked)
    return {one.label: one.outcome for one in found if one.code == code}


def test_urban_communities_answer_for_themselves_and_their_county_is_judged(opened):
    assert outcomes(opened, "三(二)3-1")["吉安县"].outcome == "unknown", "nobody has said which are urban"
    UrbanMark.objects.create(division=opened["城南社区"], urban=True)
    answer = outcomes(opened, "三(二)3-1")["吉安县"]
    assert answer.missing == (f"1 个城市社区{TODAY.year - 1}年的绿色社区“六化”",)
    put(opened, "城南社区", "year", **{f"green_{name}": True for name in GREEN})
    refresh_all()
    Value.objects.filter(indicator__code="green_habitat").update(answer=False)
    facts_changed({opened["城南社区"].pk})
    finding = Finding.objects.get(standard__code="三(二)3-1", subject_label="吉安县")
    assert (finding.outcome, finding.gap) == ("unmet", 1)
    assert ("城南社区", "生活环境宜居化没有做到") in [
        (one["label"], one["value"]) for one in finding.explanation["inputs"]
    ]
    assert outcomes(opened, "三(二)3-1")["永新县"].outcome == "not_applicable"
    alone = outcomes(opened, "三(二)3-1", only=[opened["吉安县"]])
    assert alone["吉安县"] == outcomes(opened, "三(二)3-1", on=TODAY - datetime.timedelta(days=1))["吉安县"]


def test_the_city_sets_a_target_and_one_county_has_its_own(opened):
    for county in ("吉安县", "永新县"):
        put(opened, county, "half_year", villages_with_care=1, homes_medical=1, homes_total=1)
    assert outcomes(opened, "三(二)2-2")["永新县"].missing[0].endswith("（尚无年度目标）")
    target(opened, "吉安市", "homes_medical_share", 50)
    everywhere = target(opened, "吉安市", "villages_with_care_share", 100)
    target(opened, "吉安县", "villages_with_care_share", 30)
    assert {name: outcomes(opened, "三(二)2-2")[name].outcome for name in ("吉安县", "永新县")} == {
        "吉安县": "met", "永新县": "met",
    }  # fmt: skip
    YearTarget.objects.filter(division=opened["吉安县"]).update(value=60)
    assert outcomes(opened, "三(二)2-2")["吉安县"].outcome == ("not_due" if half_year().number == 1 else "unmet")
    assert writes.units_of(everywhere) == {opened[n].pk for n in ("吉安市", "吉安县", "永新县", "井冈山管理局")}


def test_a_station_s_standard_follows_its_county_s_line_of_business(opened):
    line = BusinessLine.objects.create(keeper=opened["吉安市"], code="preferential_care", label="优抚")
    put(opened, "敦厚镇", "quarter", care_entitled=10, care_paid_full=9, care_visited_ytd=10)
    refresh_all()
    found = Finding.objects.filter(standard__code="三(二)2-1", subject_label="敦厚镇民政所")
    assert (found.get().outcome, found.get().reason[:8]) == ("unmet", "3 项中 1 项")
    moved = LineStanding.objects.create(
        division=opened["吉安县"],
        line=line,
        since=datetime.date(2019, 3, 1),
        where="elsewhere",
        department="退役军人局",
    )
    for said, outcome in (({}, "unknown"), ({"confirmed": True, "township_serves": False}, "not_applicable")):
        LineStanding.objects.filter(pk=moved.pk).update(**said)
        facts_changed(writes.units_of(moved))
        assert found.get().outcome == outcome
    assert "优抚2019年3月1日起由退役军人局主管" in found.get().reason
    before = outcomes(opened, "三(二)2-1", on=TODAY - datetime.timedelta(days=1))
    assert before["敦厚镇民政所"].outcome == "not_applicable"
    assert before["禾川镇民政所"].outcome == "unknown"
