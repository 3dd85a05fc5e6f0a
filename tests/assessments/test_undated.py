"""A start day that nobody wrote makes every answer that hangs on it unknown (engine.md, point 6)."""

import datetime
from decimal import Decimal

import pytest

from assessments.compliance import defined
from assessments.compliance.outcome import Record
from assessments.compliance.rules import (
    established_staff,
    home_worker_ratio,
    others_purchased,
    specialist_pay,
    station_headcount,
    village_specialist,
)
from assessments.compliance.rules.specialist_pay_growth import judge as growth
from assessments.compliance.subjects import CountyFacts, Evidence, PayAverage, Population
from assessments.values.definitions import OnFile
from assessments.vocabulary import Outcome
from tests.assessments.policy import DAY, PLACE, census, home, policy, posts, station, village

LATER = DAY + datetime.timedelta(days=30)


def perhaps(number=1, **facts):
    return posts(number, since=LATER, since_known=False, **facts)


def headcount(sure, undated):
    people = {"registered": Population(30_000, 2025, 1)}
    facts = station(staff=posts(sure), perhaps=perhaps(undated), populations=people)
    return station_headcount.judge(facts, policy())


@pytest.mark.parametrize(
    ("sure", "undated", "outcome", "gap"),
    [(3, 1, Outcome.MET, None), (2, 1, Outcome.UNKNOWN, None), (1, 1, Outcome.UNMET, 1), (0, 2, Outcome.UNMET, 1)],
    ids=["enough anyway", "enough if they were there", "too few anyway", "nobody for certain"],
)
def test_a_headcount_hangs_on_them_only_where_they_decide(sure, undated, outcome, gap):
    answer = headcount(sure, undated)
    assert (answer.outcome, answer.gap) == (outcome, gap)
    told = [one.value for one in answer.inputs if one.label == "到岗日期未登记，不能确定当日是否在岗"]
    assert told == [undated]


def test_what_is_missing_is_their_first_days():
    answer = headcount(2, 1)
    assert answer.missing == ("到岗日期（1 人未登记，不能确定当日是否在岗）",)


def test_what_is_asked_of_each_is_open_where_one_of_them_would_fail():
    bad = {"employment": "33", "payer": "township"}
    good = {"employment": "30", "payer": "county_purchase"}

    def judged(sure, undated):
        return others_purchased.judge(station(staff=posts(1, **sure), perhaps=perhaps(**undated)), policy())

    assert judged(good, good).outcome == Outcome.MET
    assert judged(good, bad).outcome == Outcome.UNKNOWN
    assert (judged(bad, bad).outcome, judged(bad, bad).gap) == (Outcome.UNMET, 1)


def test_villages_and_homes_are_answered_alike():
    facts = village(perhaps=perhaps(pay=Decimal(250)))
    for rule in (village_specialist, specialist_pay):
        assert rule.judge(facts, policy()).outcome == Outcome.UNKNOWN
    short = home(staff=posts(1), perhaps=perhaps(), census=census(residents=20))
    assert home_worker_ratio.judge(short, policy()).outcome == Outcome.UNKNOWN


def test_somebody_who_is_there_anyway_is_no_further_head():
    facts = station(staff=posts(1, person=1), perhaps=perhaps(person=1))
    answer = established_staff.judge(facts, policy())
    assert (answer.outcome, answer.gap) == (Outcome.UNMET, 1)


def test_growth_of_pay_hangs_on_who_was_in_post():
    means = {"pay_now": PayAverage(DAY, 9, 9, Decimal(260)), "pay_before": {3: PayAverage(DAY, 8, 8, Decimal(200))}}
    facts = CountyFacts(name="吉安县", villages=9, undated={3: 1}, **means, **PLACE)
    assert growth(facts, policy()).missing == ("专干的到岗日期（1 人未登记，不能确定 3 年前是否在岗）",)


@pytest.mark.parametrize("complete", [frozenset(), frozenset({"contact"})])
def test_a_contact_since_a_day_that_nobody_wrote_is_neither_there_nor_wanting(complete):
    asked = [OnFile("联络人", {"contact:principal": "联络人"})]
    one = Evidence("contact:principal", LATER, None, LATER, Record("offices.Contact", 1), since_known=False)
    facts = CountyFacts(name="吉安县", day=DAY, evidence=(one,), complete=complete, **PLACE)
    assert defined.judge(facts, asked).missing == ("联络人（起始日期未登记，不能确定当日是否已有）",)
    there = CountyFacts(name="吉安县", day=LATER, evidence=(one,), complete=complete, **PLACE)
    assert defined.judge(there, asked).outcome == Outcome.MET
