"""自 …… 起 is what looking at every day one by one would say, whatever is on record."""

import datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from assessments.compliance.evaluate import evaluate
from assessments.compliance.past import case_of, ending_of, since_of
from assessments.loading import standards_load
from assessments.models import Parameter
from jian_minzheng.core.acting import SYSTEM
from offices.activities import kinds_load as activity_kinds_load
from offices.business_lines import lines_load
from offices.documents import kinds_load
from offices.models import (
    Activity,
    ActivityKind,
    BusinessLine,
    Contact,
    Division,
    DivisionEra,
    DocumentKind,
    Equipment,
    HomeCensus,
    HomePlace,
    Indicator,
    LineStanding,
    OfficeDocument,
    Period,
    ServiceWindow,
    Station,
    StationName,
    Stocktake,
    Submission,
    UrbanMark,
    Value,
    YearTarget,
)
from offices.registers.targets import with_yearly_targets
from offices.returns.dictionary import indicators_load
from offices.returns.opening import periods_open
from offices.vocabulary import ROSTERS, Stock
from staffing.models import ModeTerm, PayTerm, TreatmentTerm
from staffing.vocabulary import Treatment
from tests.assessments import facts_world as put
from tests.base import OPENED

LAST = datetime.date(2026, 1, 8)
SPAN = 10
"""Days that are looked at one by one: a new year lies among them."""


def day(at):
    return LAST - datetime.timedelta(days=at)


def ending(at, length):
    """Last day of something that begins so many days ago and lasts so long; it may last on."""
    return day(at - length) if length < at else None


@pytest.fixture
def place(world):
    kinds_load()
    activity_kinds_load()
    lines_load()
    indicators_load()
    standards_load()
    for year in (2024, 2025):
        periods_open(SYSTEM, year=year)
    return world


def a_profile(world, at, length, number):
    rows = world.stations["敦厚镇"].profiles
    rows.update_or_create(
        as_of=day(at), defaults={"sign_hung": [True, False, None][number % 3], "office_area": number * 4}
    )


def the_haves(world, at, length, number):
    Equipment.objects.filter(as_of=day(at)).delete()
    put.seven_haves(world.stations["敦厚镇"], day(at), usable=number % 2)


def a_population(world, at, length, number):
    world["敦厚镇"].populations.all().delete()
    put.population(world, "敦厚镇", 15_000 + 10_000 * (number % 3), 2025 + number % 2)


def a_post(world, at, length, number):
    employment = ["21", "31", "11"][number % 3]
    put.staff(world, "敦厚镇", from_date=day(at), to_date=ending(at, length), employment=employment)


def a_specialist(world, at, length, number):
    village = ["高塘村", "城南社区"][number % 2]
    put.specialist(world, village, ["150", "300", None][number % 3], from_date=day(at), to_date=ending(at, length))


def a_home_post(world, at, length, number):
    position = ["director", "accountant", "carer", "staff"][number % 4]
    put.home_staff(world, "敦厚镇", position, from_date=day(at), to_date=ending(at, length))


def a_census(world, at, length, number):
    values = {"residents": number * 5, "dependent": number, "county_funded": number % 2 == 0}
    HomeCensus.objects.update_or_create(home=world.homes["敦厚镇"], as_of=day(at), defaults=values)


def a_window(world, at, length, number):
    unit, where = [("敦厚镇", "township_hall"), ("城南社区", "community"), ("吉安县", "county_hall")][number % 3]
    ServiceWindow.objects.create(
        division=world[unit], place=where, dedicated=number % 2 == 0, opened_on=day(at), closed_on=ending(at, length)
    )


def a_mark(world, at, length, number):
    UrbanMark.objects.update_or_create(
        division=world["城南社区"], since=day(at), defaults={"urban": [True, False, None][number % 3], "source": "测试"}
    )


def a_paper(world, at, length, number):
    keeper, code = [("敦厚镇", "power_list"), ("吉安县", "integrity_risk_list"), ("吉安县", "urgent_relief")][
        number % 3
    ]
    begun = day(at) if number < 3 else day(at).replace(year=2024 if day(at).year == 2026 else 2023)
    reviewed = day(max(at - length, 0)) if number % 2 else None
    cycle = (
        {"expires_by": "months", "review_months": 1 + 12 * (number % 3), "reviewed_on": reviewed} if length % 2 else {}
    )
    told = {"published": True, "published_on": day(at // 2)}
    one = OfficeDocument.objects.create(
        keeper=world[keeper], title="文件", dated=begun, valid_to=ending(at, length), **cycle, **told
    )
    one.kinds.set(DocumentKind.objects.filter(code=code))


def an_activity(world, at, length, number):
    one = Activity.objects.create(division=world[["敦厚镇", "吉安县"][number % 2]], title="活动", held_on=day(at))
    one.kinds.set(ActivityKind.objects.filter(code__in=["integrity_education", "four_musts", "style_efficiency"]))


def a_parameter(world, at, length, number):
    key, county = [("established_staff_minimum", world["吉安县"]), ("office_area_per_person", None)][number % 2]
    rows = Parameter.objects.filter(key=key, county=county)
    if not rows.filter(valid_from__gt=OPENED).exists():
        rows.update(valid_to=day(at + 1))
        Parameter.objects.create(key=key, label=key, value=number + 1, county=county, valid_from=day(at), source="测试")


def a_closing(world, at, length, number):
    open_then = Station.objects.filter(township=world["永阳镇"], closed_on=None, opened_on__lte=day(at))
    if open_then.update(closed_on=day(at)) and length % 2:
        Station.objects.create(township=world["永阳镇"], name="永阳镇民政所", opened_on=day(max(at - length, 0)))


def a_transfer(world, at, length, number):
    """高塘村 lay in 永阳镇 until the day before, or 敦厚镇 in the other county under another name."""
    unit, above, name = [("高塘村", "永阳镇", "高塘村"), ("敦厚镇", "永新县", "敦厚乡")][number % 2]
    if DivisionEra.objects.filter(division=world[unit], valid_from=OPENED, valid_to=None).update(valid_from=day(at)):
        era = {"valid_from": OPENED, "valid_to": day(at + 1), "name": name, "kind": world[unit].kind}
        DivisionEra.objects.create(division=world[unit], parent=world[above], **era)


def a_unit_begins(world, at, length, number):
    Division.objects.filter(pk=world["城南社区"].pk).update(valid_from=day(at))


def a_line_moves(world, at, length, number):
    for line in BusinessLine.objects.all():
        LineStanding.objects.update_or_create(
            division=world["吉安县"],
            line=line,
            since=day(at),
            defaults={
                "where": "elsewhere",
                "department": "应急局",
                "township_serves": False,
                "confirmed": number % 2 == 0,
            },
        )


def a_return(world, at, length, number):
    period = Period.objects.filter(kind="quarter").order_by("due_on")[number % 8]
    Period.objects.filter(pk=period.pk).update(due_on=day(at))
    for unit in ("敦厚镇", "吉安县"):
        submission, _ = Submission.objects.get_or_create(division=world[unit], period=period)
        for indicator in Indicator.objects.filter(period_kind="quarter"):
            said = {"answer": number % 3 > 0} if indicator.kind in ("yes_no", "tick") else {"number": number + 1}
            Value.objects.get_or_create(
                submission=submission, indicator=indicator, defaults={"state": "reported", "filled_on": day(at), **said}
            )


def a_name(world, at, length, number):
    station = world.stations["敦厚镇"]
    StationName.objects.update_or_create(
        station=station, since=day(at), defaults={"name": ["敦厚镇民政所", "敦厚民政办"][number % 2]}
    )
    if length % 2:
        StationName.objects.update_or_create(station=station, since=None, defaults={"name": "敦厚所"})


def a_home_moves(world, at, length, number):
    """The home of 敦厚镇 lay in 永阳镇 before the day."""
    home = world.homes["敦厚镇"]
    for since, unit in ((None, "永阳镇"), (day(at), "敦厚镇")):
        HomePlace.objects.update_or_create(home=home, since=since, defaults={"township": world[unit]})


def terms(world, at, length, number):
    """Pay, mode and treatment of a post that has been there for long change on the day."""
    post = put.specialist(world, "江边村", "150", from_date=OPENED, to_date=ending(0, length))
    PayTerm.objects.update_or_create(appointment=post, since=day(at), defaults={"monthly_pay": number * 100})
    ModeTerm.objects.update_or_create(
        appointment=post, since=day(at), defaults={"working_mode": ["1", "2"][number % 2]}
    )
    director = put.home_staff(world, "敦厚镇", "director", from_date=OPENED, to_date=ending(0, length))
    treatment = Treatment.values[number % len(Treatment.values)]
    TreatmentTerm.objects.update_or_create(appointment=director, since=day(at), defaults={"treatment": treatment})


def a_stocktake(world, at, length, number):
    unit = ["吉安县", "吉安市", "敦厚镇"][number % 3]
    stocks = ROSTERS if unit == "敦厚镇" else [one for one in Stock if one not in ROSTERS]
    for stock in stocks:
        Stocktake.objects.update_or_create(division=world[unit], stock=stock, defaults={"finished_on": day(at)})


def a_contact(world, at, length, number):
    unit = ["吉安市", "吉安县", "敦厚镇", "高塘村"][number % 4]
    Contact.objects.filter(division=world[unit]).delete()
    Contact.objects.create(division=world[unit], name="联络人甲", from_date=day(at), to_date=ending(at, length))


def a_yearly_return(world, at, length, number):
    """Of all units, as shares of those below ask; the last one of the year before closes on the day."""
    for period in Period.objects.exclude(kind="quarter").filter(due_on__year=2025 + number % 2)[:2]:
        Period.objects.filter(pk=period.pk).update(due_on=day(at))
        for unit in ("吉安县", "敦厚镇", "高塘村", "江边村", "城南社区"):
            submission, _ = Submission.objects.get_or_create(division=world[unit], period=period)
            for indicator in Indicator.objects.filter(period_kind=period.kind):
                said = {"answer": number % 3 > 0} if indicator.kind in ("yes_no", "tick") else {"number": number}
                Value.objects.get_or_create(
                    submission=submission,
                    indicator=indicator,
                    defaults={"state": "reported", "filled_on": day(at), **said},
                )


def a_target(world, at, length, number):
    for indicator in with_yearly_targets():
        YearTarget.objects.update_or_create(
            division=world[["吉安市", "吉安县"][number % 2]],
            indicator=indicator,
            year=2025 + length % 2,
            defaults={"value": number * 20, "paper": "测试"},
        )


FACTS = [
    a_profile, the_haves, a_population, a_post, a_specialist, a_home_post, a_census, a_window, a_mark, a_paper,
    an_activity, a_parameter, a_closing, a_transfer, a_unit_begins, a_line_moves, a_return, a_name, a_home_moves,
    terms, a_stocktake, a_contact, a_yearly_return, a_target,
]  # fmt: skip
entries = st.tuples(st.sampled_from(FACTS), st.integers(0, SPAN - 1), st.integers(0, SPAN), st.integers(0, 5))


@given(st.lists(entries, min_size=4, max_size=24))
@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_walk_says_what_looking_at_every_day_says(place, recorded):
    city = [place["吉安市"]]
    with transaction.atomic():
        for put_fact, *when in recorded:
            put_fact(place, *when)
        looked_at = [{case_of(one): ending_of(one) for one in evaluate(city, day(at))} for at in range(SPAN + 1)]
        found = since_of(looked_at[0], LAST)
        transaction.set_rollback(True)
    # A nursing home is the same one wherever it lay.
    stood = [{case[:3]: ending for case, ending in then.items()} for then in looked_at]
    for case, now in looked_at[0].items():
        otherwise = (at for at in range(1, SPAN + 1) if stood[at].get(case[:3]) != now)
        first = next(otherwise, None)
        if first is None:
            assert found[case] <= day(SPAN), case
        else:
            assert found[case] == day(first - 1), (case, now)
