"""What the loader finds: the right rows for the day, in a number of queries that does not grow."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.compliance.evaluate import judge_all
from assessments.compliance.facts import load_facts, places_on
from assessments.compliance.facts.providers import Reads, providers
from assessments.compliance.judges import reads_of, rules_on
from assessments.compliance.parameters import ParameterSet
from assessments.loading import standards_load
from assessments.models import Standard
from jian_minzheng.core.records import Voidable
from offices.models import Division, DivisionEra, Equipment, HomeCensus, ServiceWindow, Station, UrbanMark
from staffing.models import ModeTerm, TreatmentTerm
from tests.assessments import facts_world as put
from tests.base import OPENED

TODAY = timezone.localdate()
YESTERDAY = TODAY - datetime.timedelta(days=1)


def everything(years=()):
    return Reads(facts=frozenset(providers()), years=frozenset(years))


def facts(world, *names, on=TODAY, years=()):
    return load_facts(places_on(on, [world[name] for name in names]), on, everything(years))


def station(world, township="敦厚镇", on=TODAY):
    return facts(world, township, on=on).stations[0]


def test_every_kind_of_subject_below_the_city(world):
    found = facts(world, "吉安市")
    assert {one.name for one in found.counties} == {"吉安县", "永新县", "井冈山管理局"}
    assert {one.name for one in found.townships} == {"敦厚镇", "永阳镇", "禾川镇"}
    assert {one.name for one in found.villages} == {"高塘村", "城南社区", "江边村", "城东村"}
    assert {one.name for one in found.halls} == {
        "吉安县", "永新县", "井冈山管理局", "敦厚镇", "永阳镇", "禾川镇", "城南社区",
    }  # fmt: skip
    assert [one.name for one in found.homes] == ["敦厚镇敬老院"]
    assert {one.county_id for one in found.stations} == {world["吉安县"].pk, world["永新县"].pk}


def test_units_for_statistics_only_and_what_lies_below_them_owe_nothing(world):
    Division.objects.filter(pk=world["敦厚镇"].pk).update(virtual=True)
    found = facts(world, "吉安县")
    assert {one.name for one in found.townships} == {"永阳镇"}
    assert {one.name for one in found.villages} == {"江边村"}
    assert [one.name for one in found.stations] == ["永阳镇民政所"]


def test_the_number_of_queries_does_not_grow_with_the_number_of_townships(world):
    def queries(*names):
        with CaptureQueriesContext(connection) as captured:
            facts(world, *names, years=[3])
        return len(captured)

    assert queries("永阳镇") <= queries("吉安市") <= 21
    few = queries("吉安市")
    for number in range(12):
        world["永新县"].refresh_from_db()
        township = Division.objects.add_child(
            world["永新县"], {"name": f"第{number}镇", "level": "township", "kind": "镇", "valid_from": OPENED}
        )
        Station.objects.create(township=township, name=f"第{number}镇民政所", opened_on=OPENED)
        Division.objects.add_child(
            township, {"name": f"第{number}村", "level": "village", "kind": "村", "valid_from": OPENED}
        )
    assert queries("吉安市") == few


def test_a_station_counts_from_its_opening_to_its_closing(world):
    closed = datetime.date(2025, 5, 31)
    Station.objects.filter(pk=world.stations["敦厚镇"].pk).update(closed_on=closed)
    assert facts(world, "敦厚镇", on=OPENED - datetime.timedelta(days=1)).townships == ()
    assert station(world, on=closed).id == world.stations["敦厚镇"].pk
    assert facts(world, "敦厚镇", on=closed + datetime.timedelta(days=1)).stations == ()
    assert facts(world, "敦厚镇").townships[0].station_id is None


def test_a_voided_station_was_never_there(world):
    a_station: Voidable = world.stations["敦厚镇"]
    a_station.void(by=world.users["county_jian"], reason="重复登记")
    assert facts(world, "敦厚镇").stations == ()


def test_the_profile_in_force_is_the_newest_not_after_the_day(world):
    one = world.stations["敦厚镇"]
    put.profile(one, datetime.date(2024, 1, 1), office_area=Decimal(20))
    put.profile(one, datetime.date(2025, 1, 1), office_area=Decimal(30))
    assert station(world, on=datetime.date(2023, 12, 31)).profile is None
    assert station(world, on=datetime.date(2024, 12, 31)).profile.office_area == 20
    assert station(world, on=datetime.date(2025, 1, 1)).profile.office_area == 30


def test_seven_haves_stand_by_kind_and_day(world):
    one = world.stations["敦厚镇"]
    put.seven_haves(one)
    Equipment.objects.create(station=one, kind="printer", as_of=datetime.date(2025, 1, 1), total=1, usable=0)
    usable = {item.label: item.usable for item in station(world).equipment}
    assert (usable["打印机"], usable["电脑"], len(usable)) == (0, 1, 7)
    assert all(item.usable == 1 for item in station(world, on=datetime.date(2024, 6, 1)).equipment)
    assert all(item.usable is None for item in station(world, "永阳镇").equipment)


def test_a_population_figure_counts_from_the_end_of_its_year_by_basis(world):
    put.population(world, "敦厚镇", 19_000, 2023)
    put.population(world, "敦厚镇", 21_000, 2025)
    put.population(world, "敦厚镇", 25_000, 2024, "resident")
    found = station(world, on=datetime.date(2025, 12, 30)).populations
    assert (found["registered"].persons, found["resident"].persons) == (19_000, 25_000)
    assert station(world, on=datetime.date(2025, 12, 31)).populations["registered"].persons == 21_000
    assert station(world, on=datetime.date(2023, 12, 30)).populations == {}


def test_posts_are_held_from_their_first_to_their_last_day(world):
    put.staff(world, "敦厚镇", to_date=datetime.date(2025, 6, 30))
    assert len(station(world, on=put.SINCE).staff) == 1
    assert len(station(world, on=datetime.date(2025, 6, 30)).staff) == 1
    assert station(world, on=datetime.date(2025, 7, 1)).staff == ()


def test_since_when_somebody_is_at_a_station(world):
    """A change of employment type goes on without a day between; who left and came back joined anew."""
    days = [datetime.date(2024, 2, 1), datetime.date(2024, 6, 30), datetime.date(2024, 7, 1), datetime.date(2025, 3, 1)]
    one = put.staff(world, "敦厚镇", employment="30", from_date=days[0], to_date=days[1])[0]
    put.staff(world, "敦厚镇", person=one.person, from_date=days[2], to_date=datetime.date(2024, 12, 31))
    put.staff(world, "敦厚镇", person=one.person, from_date=days[3], channel="07")
    put.staff(world, "永阳镇", from_date=TODAY, from_date_known=False)
    one.person.education, one.person.social_work_title = "30", "1"
    one.person.save()
    assert [station(world, on=day).staff[0].since for day in days] == [days[0], days[0], days[0], days[3]]
    now = station(world).staff[0]
    assert (now.since_known, now.channel, now.education, now.social_work_title) == (True, "07", "30", "1")
    assert not station(world, "永阳镇").staff[0].since_known


def test_a_post_may_have_begun_before_the_day_on_which_it_was_entered(world):
    entered = TODAY - datetime.timedelta(days=10)
    unwritten = {"from_date": entered, "from_date_known": False}
    put.staff(world, "敦厚镇")
    put.staff(world, "敦厚镇", **unwritten)
    put.staff(world, "敦厚镇", from_date=entered)
    put.specialist(world, "高塘村", **unwritten)
    put.home_staff(world, "敦厚镇", "director", **unwritten)
    before = facts(world, "吉安县", on=entered - datetime.timedelta(days=1), years=[3])
    here = {one.name: one for one in (*before.stations, *before.villages, *before.homes)}
    assert (len(here["敦厚镇民政所"].staff), len(here["敦厚镇民政所"].perhaps)) == (1, 1)
    assert [len(here[name].perhaps) for name in ("高塘村", "敦厚镇敬老院", "永阳镇民政所")] == [1, 1, 0]
    assert before.counties[0].undated == {3: 1}
    assert (len(station(world, on=entered).staff), station(world, on=entered).perhaps) == (3, ())


def test_a_voided_post_was_never_held(world):
    put.staff(world, "敦厚镇")[0].void(by=world.users["county_jian"], reason="录错")
    assert station(world).staff == ()


def test_people_on_loan_count_once_in_each_view(world):
    put.staff(world, "敦厚镇", working_mode="3", post_division=world["永阳镇"])
    put.staff(world, "敦厚镇", working_mode="2")
    here, there = station(world), station(world, "永阳镇")
    assert [(post.working_mode, post.post_elsewhere) for post in here.staff] == [("3", True), ("2", False)]
    assert (here.lent_out, there.lent_out, there.staff) == (1, 1, ())


def test_homes_with_their_census_and_staff(world):
    HomeCensus.objects.create(home=world.homes["敦厚镇"], as_of=put.SINCE, residents=40, dependent=None)
    put.home_staff(world, "敦厚镇", "director")
    home = facts(world, "敦厚镇").homes[0]
    assert (home.census.residents, home.census.dependent) == (40, None)
    assert [post.position for post in home.staff] == ["director"]


def test_windows_belong_to_the_place_they_stand_in(world):
    place = ServiceWindow.Place
    ServiceWindow.objects.create(division=world["敦厚镇"], place=place.TOWNSHIP_HALL, opened_on=OPENED, dedicated=True)
    ServiceWindow.objects.create(
        division=world["城南社区"], place=place.COMMUNITY, opened_on=OPENED, closed_on=YESTERDAY
    )
    halls = {one.name: one.windows for one in facts(world, "敦厚镇").halls}
    assert [window.dedicated for window in halls["敦厚镇"]] == [True]
    assert halls["城南社区"] == ()


def test_a_past_day_has_the_tree_of_that_day(world):
    moved = datetime.date(2025, 1, 1)
    township = world["禾川镇"]
    DivisionEra.objects.filter(division=township).update(
        name="禾川乡", valid_to=moved - datetime.timedelta(days=1), parent=world["吉安县"]
    )
    DivisionEra.objects.create(division=township, name="禾川镇", kind="镇", parent=world["永新县"], valid_from=moved)
    before = facts(world, "吉安县", on=datetime.date(2024, 12, 31))
    assert {one.name for one in before.townships} == {"敦厚镇", "永阳镇", "禾川乡"}
    assert {one.county_id for one in before.stations} == {world["吉安县"].pk}
    assert next(one for one in before.stations if "禾川" in one.name).township_name == "禾川乡"
    assert {one.name for one in facts(world, "吉安县", on=moved).townships} == {"敦厚镇", "永阳镇"}


def test_average_pay_now_and_years_ago(world):
    years_ago = TODAY.replace(day=1, year=TODAY.year - 5)
    former = put.specialist(world, "高塘村", "200", from_date=years_ago, to_date=YESTERDAY)
    put.paid(former, years_ago, "200")
    put.specialist(world, "高塘村", "300", from_date=TODAY)
    put.specialist(world, "江边村", None, from_date=TODAY)
    county = facts(world, "吉安县", years=[3]).counties[0]
    assert (county.pay_now.average, county.pay_now.known, county.pay_now.posts) == (300, 1, 2)
    assert (county.pay_before[3].average, county.pay_before[3].day.year) == (200, TODAY.year - 3)
    assert county.villages == 3


def test_pay_of_a_past_day_is_what_was_on_record_for_it(world):
    """A raise leaves the past alone, and the first entry stands for nothing before it; nor does whoever was away."""
    begun, raised = TODAY.replace(day=1, year=TODAY.year - 5), TODAY.replace(day=1, year=TODAY.year - 1)
    post = put.specialist(world, "高塘村", "260", from_date=begun)
    put.paid(post, raised, "260")
    before = facts(world, "吉安县", years=[3]).counties[0].pay_before[3]
    assert (before.posts, before.known, before.average) == (1, 0, None)
    put.paid(post, begun, "200")
    assert facts(world, "吉安县", years=[3]).counties[0].pay_before[3].average == 200
    ModeTerm.objects.create(appointment=post, working_mode="7")
    ModeTerm.objects.create(appointment=post, since=raised, working_mode="1")
    county = facts(world, "吉安县", years=[3]).counties[0]
    assert (county.pay_now.posts, county.pay_before[3].posts) == (1, 0)


def test_how_somebody_works_and_is_kept_is_asked_of_the_day(world):
    post = put.home_staff(world, "敦厚镇", "director", treatment="1")
    ModeTerm.objects.create(appointment=post, working_mode="7")
    ModeTerm.objects.create(appointment=post, since=TODAY, working_mode="1")
    TreatmentTerm.objects.create(appointment=post, since=TODAY, treatment="1")
    told = [facts(world, "吉安县", on=day).homes[0].staff[0] for day in (YESTERDAY, TODAY)]
    assert [(one.working_mode, one.treatment) for one in told] == [("7", ""), ("1", "1")]


@pytest.mark.parametrize("kind", ["bureau_staff", "village_specialist"])
def test_other_kinds_of_posts_are_no_station_staff(world, kind):
    post = put.staff(world, "敦厚镇")[0]
    type(post).objects.filter(pk=post.pk).update(kind=kind)
    assert station(world).staff == ()


def test_a_community_is_urban_from_the_day_that_its_county_said(world):
    def urban(on):
        return {one.name: one.urban for one in facts(world, "吉安县", on=on).halls}["城南社区"]

    assert urban(TODAY) is None
    UrbanMark.objects.create(division=world["城南社区"], since=YESTERDAY, urban=False)
    UrbanMark.objects.create(division=world["城南社区"], since=TODAY, urban=True)
    assert (urban(YESTERDAY), urban(TODAY)) == (False, True)


def test_only_what_is_asked_for_is_loaded(world, django_assert_num_queries):
    put.staff(world, "敦厚镇")
    places = places_on(TODAY, [world["吉安县"]])
    with django_assert_num_queries(1):
        found = load_facts(places, TODAY, Reads(subjects=frozenset({"station"})))
    assert (len(found.stations), found.townships, found.stations[0].staff) == (2, (), ())
    with django_assert_num_queries(3):
        found = load_facts(places, TODAY, Reads(subjects=frozenset({"station"}), facts=frozenset({"posts"})))
    assert {len(one.staff) for one in found.stations} == {0, 1}


def test_every_rule_reads_what_it_says_that_it_reads(world):
    """Judged with nothing but that it answers as with everything that there is."""
    standards_load()
    put.staff(world, "敦厚镇", 2)
    put.specialist(world, "高塘村", "150")
    put.profile(world.stations["敦厚镇"], sign_hung=True, office_area=Decimal(30))
    put.population(world, "敦厚镇", 25_000)
    law, places = ParameterSet.load(TODAY), places_on(TODAY, [world["吉安市"]])
    full = load_facts(places, TODAY, everything([3]))
    for standard in Standard.objects.filter(measure="computed"):
        rules = rules_on(TODAY, [standard])
        narrow = load_facts(places, TODAY, reads_of(rules, [standard], law))
        few, all_of_them = (
            [one.outcome for one in judge_all(known, [standard], law, rules)] for known in (narrow, full)
        )
        assert few == all_of_them, standard.code
