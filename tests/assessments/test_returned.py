"""Standards that ask for returned figures: ticks and shares; pure but for the last tests."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments.compliance import defined, subjects
from assessments.compliance.evaluate import evaluate
from assessments.compliance.figures import Line, Returned
from assessments.compliance.outcome import Record
from assessments.loading import standards_load
from assessments.values.parts import Ratio, Ticks
from assessments.vocabulary import Outcome
from jian_minzheng.core.periods import PeriodKind, Term
from offices.models import BusinessLine, Indicator, LineStanding, Period, Submission, Value
from offices.returns.dictionary import indicators_load
from tests.assessments.policy import DAY, PLACE
from tests.standing import world_with

CHANNELS = Ticks("受理渠道", {"one": "最低生活保障", "two": "临时救助"})
SHARE = Ratio("联网率", "online", "已联网的村", "all", "全部村", "个")
TERM = Term(PeriodKind.QUARTER, 2026, 1)


def said(term=TERM, **values):
    return Returned(term, **values)


def judged(part, **returned):
    county = subjects.CountyFacts(name="吉安县", day=DAY, returned=returned, **PLACE)
    return defined.judge(county, [part])


class TestTicks:
    def test_all_must_be_there(self):
        answer = judged(CHANNELS, one=said(answer=True), two=said(answer=True))
        assert (answer.outcome, answer.measured, answer.required) == (Outcome.MET, 2, 2)
        assert answer.reason == "2026年第1季度受理渠道 2 项，达到 2 项。"

    def test_a_no_is_unmet_and_named(self):
        answer = judged(CHANNELS, one=said(answer=True), two=said(answer=False))
        assert (answer.outcome, answer.gap, answer.measured) == (Outcome.UNMET, 1, 1)
        assert answer.reason == "2026年第1季度受理渠道应有 2 项，临时救助没有。"

    def test_what_was_not_filled_in_is_neither_yes_nor_no(self):
        answer = judged(CHANNELS, one=said(answer=True), two=said())
        assert (answer.outcome, answer.missing) == (Outcome.UNKNOWN, ("2026年第1季度临时救助",))
        answer = judged(CHANNELS, one=said(answer=False), two=said())
        assert (answer.outcome, answer.gap, answer.measured) == (Outcome.UNMET, 1, None)
        assert answer.reason.endswith("最低生活保障没有；临时救助未填。")

    def test_what_does_not_apply_is_not_asked_for(self):
        elsewhere = said(not_applicable=True, reason="已划转医保")
        assert judged(CHANNELS, one=said(answer=True), two=elsewhere).required == 1
        answer = judged(CHANNELS, one=elsewhere, two=elsewhere)
        assert (answer.outcome, answer.reason) == (Outcome.NOT_APPLICABLE, "受理渠道都不适用：已划转医保。")
        assert [one.value for one in judged(CHANNELS, one=elsewhere).inputs] == ["不适用（已划转医保）", "未填"]

    def test_a_no_whose_line_nobody_has_confirmed_was_filled_in_and_is_asked_of_the_county(self):
        line = Line("救灾", None, "救灾已由应急部门主管", Record("offices.LineStanding", 7))
        answer = judged(CHANNELS, one=said(answer=False), two=said(answer=False, open_line=line))
        assert answer.reason == "2026年第1季度受理渠道应有 2 项，最低生活保障没有；临时救助的业务线归属待县确认。"
        assert [(one.form, one.name, one.pk) for one in answer.enter] == [("line_standing", "confirmed", 7)]
        answer = judged(CHANNELS, one=said(answer=True), two=said(answer=False, open_line=replace(line, record=None)))
        assert (answer.outcome, answer.missing) == (Outcome.UNKNOWN, ("救灾的业务线归属（待县确认）",))
        assert [(one.form, one.name, one.pk) for one in answer.enter] == [("line_standing", "line", None)]

    def test_so_many_of_them_may_be_enough(self):
        some = Ticks("受理渠道", CHANNELS.indicators, at_least=1)
        assert judged(some, one=said(answer=True), two=said(answer=False)).outcome == Outcome.MET

    def test_before_any_period_is_due_nothing_is_known(self):
        assert judged(CHANNELS).missing == ("受理渠道（尚无到期的报表）",)


class TestRatio:
    def test_the_share_is_told_with_both_figures(self):
        answer = judged(SHARE, online=said(number=Decimal(9)), all=said(number=Decimal(10)))
        assert (answer.outcome, answer.gap, answer.required, answer.unit) == (Outcome.UNMET, 1, 10, "个")
        assert answer.reason == "2026年第1季度联网率 9÷10=90%，低于 100%，差 1 个。"
        assert judged(SHARE, online=said(number=Decimal(10)), all=said(number=Decimal(10))).outcome == Outcome.MET

    def test_of_nothing_there_is_no_share(self):
        answer = judged(SHARE, online=said(number=Decimal(0)), all=said(number=Decimal(0)))
        assert (answer.outcome, answer.reason) == (
            Outcome.NOT_APPLICABLE, "2026年第1季度全部村为零，联网率不适用。",
        )  # fmt: skip

    def test_a_missing_figure_is_named(self):
        answer = judged(SHARE, online=said(), all=said(number=Decimal(10)))
        assert (answer.outcome, answer.missing) == (Outcome.UNKNOWN, ("2026年第1季度已联网的村",))

    def test_a_figure_that_does_not_apply_takes_the_share_along(self):
        answer = judged(SHARE, online=said(not_applicable=True, reason="业务已划转"), all=said(number=Decimal(10)))
        assert (answer.outcome, answer.reason) == (Outcome.NOT_APPLICABLE, "联网率不适用：业务已划转。")

    @given(st.integers(0, 100_000), st.integers(1, 100_000), st.sampled_from([95, 99.5, 100]))
    def test_the_sentence_and_the_gap_tell_the_outcome(self, part, whole, percent):
        asked = Ratio("率", "online", "甲", "all", "乙", "个", percent=percent)
        part = min(part, whole)
        answer = judged(asked, online=said(number=Decimal(part)), all=said(number=Decimal(whole)))
        shown = Decimal(answer.reason.partition("=")[2].partition("%")[0].replace(",", ""))
        assert (shown >= Decimal(str(percent))) == (answer.outcome == Outcome.MET)
        if answer.outcome == Outcome.UNMET:
            nearer = judged(asked, online=said(number=Decimal(part + answer.gap)), all=said(number=Decimal(whole)))
            assert nearer.outcome == Outcome.MET


world = world_with(indicators_load, standards_load)


@pytest.fixture
def opened(world):
    today = timezone.localdate()
    term = Term.of(PeriodKind.QUARTER, today).later(-1)
    for kind, period in ((PeriodKind.QUARTER, term), (PeriodKind.YEAR, Term(PeriodKind.YEAR, today.year - 1))):
        Period.objects.create(
            keeper=world["吉安市"], kind=kind, year=period.year, number=period.number, due_on=period.last_day
        )
    return world


def put(world, unit, kind, **values):
    period = Period.objects.get(kind=kind)
    submission, _ = Submission.objects.get_or_create(division=world[unit], period=period)
    for code, value in values.items():
        content = {"answer": value} if isinstance(value, bool) else {"number": value}
        Value.objects.create(
            submission=submission,
            indicator=Indicator.objects.get(code=code),
            state="reported",
            filled_on=period.last_day,
            **content,
        )


def outcomes(world, code):
    found = evaluate([world["吉安市"]], timezone.localdate())
    return {one.label: one.outcome.outcome.value for one in found if one.code == code}


def test_stations_are_judged_by_what_their_township_returned(opened):
    put(opened, "敦厚镇", "quarter", **{f"channel_{number:02}": True for number in range(1, 10)})
    put(opened, "永阳镇", "quarter", **{f"channel_{number:02}": number != 4 for number in range(1, 10)})
    assert outcomes(opened, "三(二)1-4") == {
        "敦厚镇民政所": "met", "永阳镇民政所": "unmet", "禾川镇民政所": "unknown",
    }  # fmt: skip


def test_counties_are_judged_in_parts(opened):
    put(opened, "吉安县", "year", villages_online=3, townships_online=1)
    put(opened, "永新县", "year", villages_online=1)
    found = outcomes(opened, "三(二)5-1")
    assert (found["吉安县"], found["永新县"], found["井冈山管理局"]) == ("unmet", "unknown", "not_applicable")


def test_what_a_county_has_handed_over_is_not_asked_of_it(opened):
    line = BusinessLine.objects.create(keeper=opened["吉安市"], code="medical_assistance", label="医疗救助")
    put(opened, "敦厚镇", "quarter", **{f"channel_{number:02}": True for number in range(1, 10) if number != 4})
    assert outcomes(opened, "三(二)1-4")["敦厚镇民政所"] == "unknown"
    moved = LineStanding.objects.create(
        division=opened["吉安县"], line=line, since=datetime.date(2019, 3, 1), where="elsewhere", department="医保局",
        township_serves=False, confirmed=True, paper="吉编发〔2019〕2号",
    )  # fmt: skip
    found = evaluate([opened["敦厚镇"]], timezone.localdate())
    answer = next(one.outcome for one in found if one.code == "三(二)1-4")
    assert (answer.outcome, answer.required) == (Outcome.MET, 8)
    assert "医疗救助2019年3月1日起由医保局主管（吉编发〔2019〕2号）" in str(answer.inputs[3].value)
    for open_question in ({"confirmed": False}, {"confirmed": True, "township_serves": True}):
        LineStanding.objects.filter(pk=moved.pk).update(**open_question)
        assert outcomes(opened, "三(二)1-4")["敦厚镇民政所"] == "unknown", "asked until the county has confirmed"
