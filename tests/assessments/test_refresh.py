"""One edit changes the finding and the counts above it; nothing is left behind, nothing is lost side by side."""

import datetime
import threading
from contextlib import closing

import pytest
from django.db import connection, transaction
from django.utils import timezone

from assessments.compliance.refresh import refresh_all, refresh_divisions
from assessments.loading import standards_load
from assessments.models import Finding, Parameter, RollUp
from jian_minzheng.core.hooks import facts_changed
from offices.models import Division, Station
from tests.assessments import facts_world as put
from tests.base import make_world

TODAY = timezone.localdate()
HEADCOUNT = "三(三)2-1"


@pytest.fixture
def judged(world):
    """The world with standards loaded, two townships' populations, and everything judged."""
    standards_load()
    put.population(world, "敦厚镇", 30_000)
    put.population(world, "永阳镇", 10_000)
    put.staff(world, "敦厚镇", 2)
    put.staff(world, "永阳镇", 2)
    refresh_all()
    return world


def finding(code, label):
    return Finding.objects.get(standard__code=code, subject_label=label)


def counts(world, place, code=HEADCOUNT):
    row = RollUp.objects.get(division=world[place], standard__code=code)
    return row.met, row.unmet, row.unknown, row.not_applicable, row.gap


def recounted(world):
    """Every roll-up as it stands, to be compared with a full recount."""
    return sorted(
        RollUp.objects.values_list("division", "standard", "met", "unmet", "unknown", "not_applicable", "gap")
    )


def test_the_first_judgement_counts_every_level(judged):
    assert finding(HEADCOUNT, "敦厚镇民政所").gap == 1
    assert counts(judged, "敦厚镇") == (0, 1, 0, 0, 1)
    assert counts(judged, "吉安县") == (1, 1, 0, 0, 1)
    assert counts(judged, "吉安市") == (1, 1, 1, 0, 1)


def test_an_edit_changes_its_finding_and_all_counts_above(judged):
    put.staff(judged, "敦厚镇")
    facts_changed({judged["敦厚镇"].pk})
    assert finding(HEADCOUNT, "敦厚镇民政所").outcome == "met"
    assert counts(judged, "敦厚镇") == (1, 0, 0, 0, 0)
    assert counts(judged, "吉安县") == (2, 0, 0, 0, 0)
    assert counts(judged, "吉安市") == (2, 0, 1, 0, 0)
    stored = recounted(judged)
    refresh_all()
    assert recounted(judged) == stored


def test_a_village_s_first_specialist_concerns_its_county(judged):
    begun = datetime.date(2020, 1, 1)
    put.paid(put.specialist(judged, "高塘村", "250", from_date=begun), begun, "250")
    refresh_divisions(frozenset({judged["高塘村"].pk}))
    assert finding("三(三)2-4", "高塘村").outcome == "met"
    assert finding("三(三)2-4", "城南社区").outcome == "unmet"
    assert finding("三(三)2-6", "吉安县").outcome == "unmet"
    assert counts(judged, "吉安县", "三(三)2-4") == (1, 2, 0, 0, 2)


def test_a_day_that_passes_leaves_since_alone_and_facts_that_change_do_not(judged):
    long_ago = datetime.date(2025, 1, 1)
    Finding.objects.update(since=long_ago, judged_on=long_ago)
    refresh_all()
    assert not Finding.objects.exclude(since=long_ago, judged_on=TODAY).exists()
    put.staff(judged, "永阳镇", 1)
    facts_changed({judged["永阳镇"].pk})
    same, other = finding(HEADCOUNT, "永阳镇民政所"), finding(HEADCOUNT, "敦厚镇民政所")
    assert (same.outcome, same.since, same.turn, other.since) == ("met", None, 1, long_ago)


def test_nothing_is_written_when_nothing_changed(judged):
    assert refresh_all() == 0


def test_findings_of_a_closed_station_disappear_and_its_township_falls_short(judged):
    Station.objects.filter(pk=judged.stations["敦厚镇"].pk).update(closed_on=TODAY - datetime.timedelta(days=1))
    facts_changed({judged["敦厚镇"].pk})
    assert not Finding.objects.filter(subject_label="敦厚镇民政所").exists()
    assert finding("三(三)1-1", "敦厚镇").outcome == "unmet"
    assert not RollUp.objects.filter(division=judged["敦厚镇"], standard__code=HEADCOUNT).exists()
    assert counts(judged, "吉安县") == (1, 0, 0, 0, 0)


def test_a_closed_unit_owes_nothing_any_more(judged):
    Division.objects.filter(pk=judged["江边村"].pk).update(valid_to=TODAY - datetime.timedelta(days=1))
    facts_changed({judged["江边村"].pk})
    assert not Finding.objects.filter(division=judged["江边村"]).exists()
    assert counts(judged, "吉安县", "三(三)2-4") == (0, 2, 0, 0, 2)


def test_a_county_and_the_city_stand_for_themselves_alone(judged):
    Finding.objects.update(reason="")
    facts_changed({judged["吉安县"].pk})
    assert finding("三(三)1-6", "吉安县").reason
    assert not finding("三(三)1-1", "敦厚镇").reason
    facts_changed({judged["吉安市"].pk})
    assert finding("三(二)5-3", "吉安市").reason
    assert not finding("三(三)1-6", "永新县").reason


def test_a_township_that_moved_is_counted_where_it_is_now(judged):
    judged["敦厚镇"].refresh_from_db()
    Division.objects.move(judged["敦厚镇"], judged["永新县"], pos="last-child")
    facts_changed({judged["敦厚镇"].pk, judged["吉安县"].pk, judged["永新县"].pk})
    assert counts(judged, "吉安县") == (1, 0, 0, 0, 0)
    assert counts(judged, "永新县") == (0, 1, 1, 0, 1)


def test_a_parameter_of_one_county_changes_that_county_alone(judged):
    Parameter.objects.create(
        key="established_staff_minimum",
        label="在编人员下限",
        value=3,
        county=judged["吉安县"],
        valid_from=TODAY,
        source="县文件",
    )
    refresh_all()
    row = finding("三(三)2-2", "永阳镇民政所")
    assert (row.outcome, row.gap) == ("unmet", 1)
    assert row.explanation["parameters"][0]["county_override"] is True
    assert row.explanation["parameters"][0]["since"] == TODAY.isoformat()


def test_the_explanation_says_what_went_in(judged):
    why = finding(HEADCOUNT, "敦厚镇民政所").explanation
    bands, basis = why["parameters"]
    assert (bands["value"], bands["since"]) == ("不足2万人 2 人；2万以上不足5万人 3 人；5万人以上 5 人", "2017-01-01")
    assert (basis["value"], basis["clause"]) == ("户籍人口", "三(三)2")
    assert why["inputs"][0] | {"pk": 0} == {
        "label": "户籍人口（2025年）",
        "value": 30_000,
        "unit": "人",
        "model": "offices.PopulationFigure",
        "pk": 0,
    }
    assert (why["clause"], why["missing"], why["remedy"]) == ("三(三)2", [], "再配备工作人员 1 人。")


def test_a_write_that_fails_takes_its_findings_back(judged):
    with transaction.atomic():
        put.staff(judged, "敦厚镇")
        facts_changed({judged["敦厚镇"].pk})
        assert finding(HEADCOUNT, "敦厚镇民政所").outcome == "met"
        transaction.set_rollback(True)
    assert finding(HEADCOUNT, "敦厚镇民政所").outcome == "unmet"
    assert counts(judged, "吉安市") == (1, 1, 1, 0, 1)


@pytest.mark.django_db(transaction=True)
def test_two_edits_side_by_side_lose_nothing():
    world = make_world()
    standards_load()
    for township in ("敦厚镇", "永阳镇"):
        put.population(world, township, 10_000)
        put.staff(world, township, 1)
    refresh_all()
    first_has_judged, first_may_commit = threading.Event(), threading.Event()

    def first():
        with closing(connection), transaction.atomic():
            put.staff(world, "敦厚镇", 1)
            facts_changed({world["敦厚镇"].pk})
            first_has_judged.set()
            first_may_commit.wait(20)

    def second():
        first_has_judged.wait(20)
        with closing(connection), transaction.atomic():
            put.staff(world, "永阳镇", 1)
            facts_changed({world["永阳镇"].pk})

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    for thread in threads:
        thread.start()
    wait_until_one_waits_for_the_other()
    first_may_commit.set()
    for thread in threads:
        thread.join()
    assert counts(world, "吉安县") == (2, 0, 0, 0, 0)
    assert counts(world, "吉安市") == (2, 0, 1, 0, 0)


def wait_until_one_waits_for_the_other():
    """PostgreSQL tells who is blocked; SQLite lets nobody else begin, so there is nothing to wait for."""
    if connection.vendor != "postgresql":
        return
    for _ in range(400):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
        threading.Event().wait(0.05)
    pytest.fail("the second writer never had to wait")
