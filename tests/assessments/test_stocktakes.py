"""清查: nothing is red that nobody was asked for (三(三)1-1, 1-6, rosters; evidence as well)."""

import datetime

import pytest

from assessments.compliance.evaluate import evaluate
from assessments.compliance.refresh import refresh_divisions
from assessments.compliance.rules import rules_by_code
from assessments.loading import standards_load
from assessments.models import Finding
from offices.models import Stocktake
from offices.vocabulary import ROSTERS, Stock
from tests.assessments import facts_world as put
from tests.assessments.judged import TODAY, judge
from tests.registers.samples import registers
from tests.standing import world_with

LONG_AGO = datetime.date(2022, 1, 1)
YESTERDAY = TODAY - datetime.timedelta(days=1)
HEADCOUNT, SPECIALIST, EXISTS, WINDOW, GROWTH = "三(三)2-1", "三(三)2-4", "三(三)1-1", "三(三)1-6", "三(三)2-6"


world = world_with(standards_load)


@pytest.fixture
def open_world(world):
    """Nobody has declared anything complete."""
    Stocktake.objects.all().delete()
    return world


def declare(world, place, stock, on=YESTERDAY):
    return Stocktake.objects.create(division=world[place], stock=stock, finished_on=on)


def outcomes(world, code, place="吉安市", on=TODAY):
    """By the unit in which each subject lies."""
    names = {one.pk: name for name, one in world.divisions.items()}
    return {names[one.division_id]: one.outcome.outcome for one in evaluate([world[place]], on) if one.code == code}


def test_on_an_empty_portal_nothing_is_red(open_world):
    open_world.stations["永阳镇"].void(by=open_world.users["county_jian"], reason="误登")
    red = [(one.code, one.label) for one in evaluate([open_world["吉安市"]], TODAY) if one.outcome.outcome == "unmet"]
    assert red == []


def test_what_a_county_declares_holds_for_its_own_townships_alone(open_world):
    declare(open_world, "吉安县", Stock.WINDOW)
    found = outcomes(open_world, WINDOW)
    assert {found[name] for name in ("吉安县", "敦厚镇", "永阳镇")} == {"unmet"}
    assert {found[name] for name in ("永新县", "禾川镇")} == {"unknown"}
    assert outcomes(open_world, EXISTS)["敦厚镇"] == "met"


def test_a_first_entry_alone_turns_nothing_else_red(open_world):
    put.specialist(open_world, "高塘村")
    assert outcomes(open_world, SPECIALIST, "敦厚镇") == {"高塘村": "met", "城南社区": "unknown"}


def test_a_roster_is_complete_township_by_township(open_world):
    declare(open_world, "敦厚镇", Stock.VILLAGE_SPECIALIST)
    assert outcomes(open_world, SPECIALIST) == {
        "高塘村": "unmet", "城南社区": "unmet", "江边村": "unknown", "城东村": "unknown",
    }  # fmt: skip


def test_from_the_city_s_last_day_on_everything_counts_as_complete_and_not_before(open_world):
    declare(open_world, "吉安市", Stock.VILLAGE_SPECIALIST, on=TODAY)
    assert set(outcomes(open_world, SPECIALIST).values()) == {"unmet"}
    assert set(outcomes(open_world, SPECIALIST, on=YESTERDAY).values()) == {"unknown"}


def test_one_that_was_voided_or_is_not_finished_says_nothing(open_world):
    declare(open_world, "敦厚镇", Stock.STATION_STAFF, on=None)
    declare(open_world, "吉安市", Stock.STATION_STAFF).void(by=open_world.users["city_officer"], reason="误填")
    put.population(open_world, "敦厚镇", 900, 2025)
    assert outcomes(open_world, HEADCOUNT)["敦厚镇"] == "unknown"


def a_raise(world):
    for day, pay in ((LONG_AGO, "200"), (YESTERDAY, "300")):
        put.paid(put.specialist(world, "高塘村", pay, from_date=day), day, pay)


def test_a_county_s_mean_waits_for_the_rosters_of_all_its_townships(open_world):
    a_raise(open_world)
    found = []
    for township in ("敦厚镇", "永阳镇"):
        found.append(outcomes(open_world, GROWTH)["吉安县"])
        declare(open_world, township, Stock.VILLAGE_SPECIALIST)
    assert (found, outcomes(open_world, GROWTH)["吉安县"]) == (["unknown", "unknown"], "met")
    assert outcomes(open_world, GROWTH, on=LONG_AGO)["吉安县"] == "unknown"


def test_the_last_roster_of_its_townships_judges_the_county_anew(open_world):
    a_raise(open_world)
    for township in ("敦厚镇", "永阳镇"):
        refresh_divisions(frozenset(declare(open_world, township, Stock.VILLAGE_SPECIALIST).fact_units()))
    assert Finding.objects.get(standard__code=GROWTH, division=open_world["吉安县"]).outcome == "met"


def test_an_empty_register_of_papers_says_no_only_once_it_is_complete(open_world):
    before = outcomes(open_world, "三(二)1-2")
    declare(open_world, "吉安县", Stock.DOCUMENT)
    assert (before["吉安县"], outcomes(open_world, "三(二)1-2")["吉安县"]) == ("unknown", "unmet")


@pytest.mark.parametrize("place", ["吉安县", "吉安市"])
def test_what_is_declared_above_is_judged_anew_below(world, place):
    Stocktake.objects.filter(stock=Stock.WINDOW).delete()
    judge(world)
    hall = Finding.objects.filter(standard__code=WINDOW, division=world["敦厚镇"])
    assert hall.get().outcome == "unknown"
    refresh_divisions(frozenset(declare(world, place, Stock.WINDOW).fact_units()))
    assert hall.get().outcome == "unmet"


def test_each_register_that_bears_witness_and_each_that_a_rule_rests_on_can_be_gone_through():
    witnesses = {register.name for register in registers() if register.evidence}
    rested_on = {rule.rests_on.stock for rule in rules_by_code().values() if rule.rests_on}
    assert witnesses | rested_on == set(Stock)
    assert rested_on >= ROSTERS
