"""What the portal gives out as a table goes in again and changes nothing: every kind, villages with namesakes too."""

import datetime

import pytest

from intake.kinds import KINDS
from intake.workbooks.export import current_workbook
from jian_minzheng.core import id_numbers
from offices.documents import kinds_load
from offices.models import (
    Activity,
    ActivityKind,
    BusinessLine,
    Contact,
    Division,
    DocumentKind,
    Exemplar,
    HomeCensus,
    LineStanding,
    NursingHome,
    OfficeDocument,
    PopulationFigure,
    ServiceWindow,
    Station,
    StationProfile,
    UrbanMark,
)
from offices.models.divisions import Level
from staffing.models import Appointment, Person
from tests.intake.engine import Engine, codes, outcomes
from tests.intake.namesakes import with_namesakes
from tests.staffing.people import number

pytestmark = pytest.mark.django_db

DAY = datetime.date(2025, 1, 31)
WINDOW_AT = {Level.COUNTY: "county_hall", Level.TOWNSHIP: "township_hall", Level.VILLAGE: "community"}


def _document(unit, serial):
    paper = OfficeDocument.objects.create(keeper=unit, title="工作规章", dated=DAY)
    paper.kinds.set(DocumentKind.objects.filter(code="work_rules"))


def _activity(unit, serial):
    held = Activity.objects.create(division=unit, title="宣传月", held_on=DAY, ended_on=DAY, participants=12)
    held.kinds.set(ActivityKind.objects.filter(code="resident_council"))


def _exemplar(unit, serial):
    Exemplar.objects.create(division=unit, category="moral_model", name="某某", named_by="民政局", named_on=DAY)


def _window(unit, serial):
    ServiceWindow.objects.create(division=unit, place=WINDOW_AT[unit.level], opened_on=DAY, dedicated=True)


def _contact(unit, serial):
    Contact.objects.create(division=unit, name="胡春兰", from_date=DAY)


def _figure(unit, serial):
    figure = {"division": unit, "year": 2024, "basis": "registered", "persons": 2000 + serial}
    PopulationFigure.objects.create(**figure, source="户籍年报")


def _urban_mark(unit, serial):
    UrbanMark.objects.create(division=unit, urban=True, class_code="121", source="县民政局认定")


def _line_standing(unit, serial):
    line = BusinessLine.objects.create(keeper=Division.objects.get_parent(unit), code="care", label="优抚")
    LineStanding.objects.create(division=unit, line=line)
    LineStanding.objects.create(division=unit, line=line, since=DAY, where="elsewhere", department="医疗保障局")


def _station(unit, serial):
    for station in unit.stations.all():
        StationProfile.objects.create(station=station, as_of=DAY, sign_hung=True)


def _home(unit, serial):
    home, _ = NursingHome.objects.get_or_create(
        township=unit, name=f"{unit.name}敬老院", defaults={"opened_on": datetime.date(2018, 1, 1)}
    )
    HomeCensus.objects.create(home=home, as_of=DAY, beds=40, residents=serial)
    return home


def _post(kind):
    def post(unit, serial):
        more = {"home": _home(unit, serial)} if kind == "nursing_home_staff" else {}
        if kind == "station_staff":
            Station.objects.get_or_create(township=unit, defaults={"name": f"{unit.name}民政所", "opened_on": DAY})
        own = number(serial + 1)
        facts = {"birth_date": id_numbers.birth_date(own), "sex": id_numbers.sex(own)}
        person = Person.objects.create(name="刘涛", id_number=own, **facts)
        Appointment.objects.create(
            person=person, kind=kind, work_division=unit, post_division=unit, from_date=DAY, **more
        )

    return post


MAKERS = {
    "document": _document,
    "activity": _activity,
    "exemplar": _exemplar,
    "window": _window,
    "contact": _contact,
    "village_list": _figure,
    "population": _figure,
    "urban_mark": _urban_mark,
    "line_standing": _line_standing,
    "station_profile": _station,
    "nursing_home": _home,
    **{kind: _post(kind) for kind in ("station_staff", "village_specialist", "nursing_home_staff")},
}
"""Makes one record of the kind for a unit; the number tells the units apart."""


def test_every_kind_that_is_declared_is_tried():
    assert set(MAKERS) == set(KINDS)


@pytest.mark.parametrize("place", ["吉安县", "敦厚镇", "永阳镇", "敦厚镇敦厚村委会"])
@pytest.mark.parametrize("kind", list(KINDS))
def test_what_goes_out_comes_in_unchanged(world, tmp_path, kind, place):
    with_namesakes(world)
    kinds_load()
    units = [unit for unit in world.divisions.values() if unit.path.startswith(world["吉安县"].path)]
    units = [unit for unit in units if unit.level in KINDS[kind].levels]
    for serial, unit in enumerate(units):
        MAKERS[kind](unit, serial)
    path = tmp_path / "现有.xlsx"
    path.write_bytes(current_workbook(KINDS[kind], world[place]).read())
    batch = Engine(world, division=place).preview(path, kind)
    here = [unit for unit in units if unit.path.startswith(world[place].path)]
    assert set(outcomes(batch)) <= {"same"}, (codes(batch), [row.issues for row in batch.rows.all()][:5])
    assert bool(outcomes(batch)) is bool(here)
    assert "unit_namesake" not in codes(batch)
