"""After any edits, in any order, stored findings and counts are those of a recomputation from nothing."""

import datetime
import random
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from assessments.compliance.refresh import refresh_all
from assessments.loading import standards_load
from assessments.models import Finding, RollUp
from assessments.services import parameter_change
from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.records import EditConflict
from jian_minzheng.core.registers import writes
from offices.divisions.services import division_merge, division_rename
from offices.documents import kinds_load
from offices.identity import acting_as
from offices.models import DocumentKind, HomeCensus, OfficeDocument, PopulationFigure, ServiceWindow, StationProfile
from offices.registers.documents import DOCUMENTS
from offices.registers.homes import HOMES
from offices.registers.populations import POPULATIONS
from offices.registers.stations import STATIONS
from offices.registers.windows import WINDOWS
from staffing import posts
from staffing.models import Appointment, Person

TODAY = timezone.localdate()
BEFORE = TODAY - datetime.timedelta(days=40)
TOWNS, VILLAGES = ("敦厚镇", "永阳镇", "禾川镇"), ("高塘村", "城南社区", "江边村", "城东村")
COLUMNS = ["standard", "subject_kind", "subject_id", "division", "outcome", "measured", "required", "gap", "reason"]


def joins(world, chance):
    kind, places = chance.choice([("station_staff", TOWNS), ("village_specialist", VILLAGES)])
    unit = fresh(world[chance.choice(places)])
    terms = {"employment": chance.choice(["21", "30", ""]), "monthly_pay": chance.choice([None, 150, 260])}
    post = Appointment(kind=kind, work_division=unit, post_division=unit, from_date=BEFORE, **terms)
    post.position = "specialist" if kind == "village_specialist" else "staff"
    posts.person_create_with_appointment(keeper(world, unit), person=Person(name="测试人员"), appointment=post)


def leaves(world, chance):
    post = some(Appointment.objects.filter(to_date=None, voided_at=None), chance)
    yesterday = TODAY - datetime.timedelta(days=1)
    posts.appointment_end(
        keeper(world, post.work_division),
        appointment=post,
        opened_version=post.version,
        on=yesterday,
        reason="resigned",
    )


def was_never_there(world, chance):
    post = some(Appointment.objects.filter(voided_at=None), chance)
    posts.appointment_void(keeper(world, post.work_division), record=post, reason="录错")


def profile(world, chance):
    row = StationProfile(as_of=BEFORE + datetime.timedelta(days=chance.randrange(40)), sign_hung=answer(chance))
    row.office_area, row.inside_nursing_home = chance.choice([None, Decimal(8), Decimal(40)]), answer(chance)
    section(world, STATIONS, world.stations[chance.choice(TOWNS)], row)


def census(world, chance):
    row = HomeCensus(
        as_of=BEFORE + datetime.timedelta(days=chance.randrange(40)),
        residents=chance.choice([None, 0, 25]),
        county_funded=answer(chance),
    )
    section(world, HOMES, world.homes["敦厚镇"], row)


def population(world, chance):
    unit = fresh(world[chance.choice(TOWNS)])
    PopulationFigure.objects.filter(division=unit).exists() and skip()
    persons = chance.choice([9_000, 20_000, 70_000])
    new(world, POPULATIONS, PopulationFigure(division=unit, year=TODAY.year - 1, basis="registered", persons=persons))


def window(world, chance):
    unit = fresh(world[chance.choice(TOWNS)])
    new(world, WINDOWS, ServiceWindow(division=unit, place="township_hall", dedicated=answer(chance), opened_on=BEFORE))


def paper(world, chance):
    unit = fresh(world[chance.choice(["吉安市", "吉安县", *TOWNS])])
    kinds = chance.sample([*DocumentKind.objects.order_by("pk")], 3)
    document = OfficeDocument(keeper=unit, title="文件", dated=BEFORE, displayed=answer(chance), published=True)
    new(world, DOCUMENTS, document, also=lambda: document.kinds.set(kinds))


def paper_aside(world, chance):
    document = some(OfficeDocument.objects.filter(voided_at=None), chance)
    writes.record_put_aside(keeper(world, document.keeper), register=DOCUMENTS, record=document, reason="重复")


def law(world, chance):
    parameter_change(
        SYSTEM,
        key="established_staff_minimum",
        value=chance.randrange(4),
        valid_from=TODAY - datetime.timedelta(days=chance.randrange(60)),
        source="文件",
        county=chance.choice([None, fresh(world["吉安县"])]),
    )


def rename(world, chance):
    unit = fresh(world[chance.choice(TOWNS)])
    division_rename(SYSTEM, division=unit, name=f"{unit.name[:2]}新镇", on=TODAY, source="批复")


def merge(world, chance):
    one, other = chance.sample(["敦厚镇", "永阳镇"], 2)
    division_merge(SYSTEM, predecessors=[fresh(world[one])], successor=fresh(world[other]), on=TODAY, source="批复")


EDITS = [joins, joins, joins, leaves, was_never_there, profile, profile, census, population, window, paper, paper]
EDITS += [paper_aside, law, rename, merge]


class Skipped(Exception):
    """The edit makes no sense as things stand."""


def skip():
    raise Skipped


def answer(chance):
    return chance.choice([True, False, None])


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def some(rows, chance):
    found = [*rows.order_by("pk")]
    return chance.choice(found) if found else skip()


def keeper(world, unit):
    """Whoever keeps the registers of a unit."""
    county = "county_yongxin" if fresh(world["永新县"]).contains(fresh(unit)) else "county_jian"
    return acting_as(world.users["city_officer" if unit.level == "city" else county])


def new(world, register, record, **more):
    writes.record_save(keeper(world, register.unit_of(record)), register=register, record=record, **more)


def section(world, register, record, row):
    (part,) = register.sections
    setattr(row, part.owner, record)
    actor, record = keeper(world, register.unit_of(record)), fresh(record)
    writes.section_save(actor, register=register, section=part, record=record, row=row, base=None, opened_version=0)


def stored():
    counts = RollUp.objects.order_by("pk").values_list()
    return sorted(map(str, Finding.objects.values_list(*COLUMNS))), sorted(map(str, (row[1:] for row in counts)))


@pytest.mark.parametrize("seed", range(3))
def test_findings_follow_whatever_is_edited(world, seed):
    kinds_load()
    standards_load()
    refresh_all()
    chance, done = random.Random(seed), []
    while len(done) < 14:
        edit = chance.choice(EDITS)
        try:
            edit(world, chance)
        except (Skipped, EditConflict, ValidationError):
            continue
        done.append(edit.__name__)
        kept = stored()
        assert refresh_all() == 0, done
        assert stored() == kept, done
