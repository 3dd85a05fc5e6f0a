"""The demonstration: plausible, lawful in form, the same at every load, and shut out wherever the data are real."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Sum
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.compliance.refresh import refresh_all
from assessments.loading import standards_load
from assessments.models import Finding
from jian_minzheng.core.id_numbers import check_id_number
from offices.demo.luck import luck
from offices.divisions import files
from offices.divisions.loader import load_units
from offices.models import (
    Activity,
    Contact,
    Division,
    NursingHome,
    PopulationFigure,
    Station,
    Submission,
    User,
    Value,
)
from offices.models.divisions import Level
from offices.passwords import DEMO_PASSWORD
from offices.returns.figures import figures_on
from staffing.demo.people import Crowd
from staffing.models import Appointment, Person

DUNHOU = "360821100000"
CODES = [*(f"channel_{number:02}" for number in range(1, 10)), "cases_finished", "villages_online", "villages_total"]


def load_demo(*arguments):
    out = StringIO()
    call_command("load_demo", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        rows = files.read_units(files.DIVISIONS, files.FUNCTIONAL_AREAS)
        kept = [row for row in rows if row.key.startswith(("360800", "360821"))]
        load_units(kept, on=None, source="区划代码表")
        yield load_demo("--county", "吉安县")
        transaction.set_rollback(True)


@pytest.fixture
def county(loaded, db):
    """吉安县 with its demonstration data, and what the loading said."""
    return loaded


def test_every_role_gets_an_account_that_signs_in_without_a_new_password(county):
    for username in ("city_officer", "city_leader", "county_jian", "clerk_dunhou", "gov_dunhou", "sysadmin", "auditor"):
        assert username in county
        assert sign_in(username).wsgi_request.user.is_authenticated
    assert DEMO_PASSWORD in county
    assert not User.objects.filter(must_change_password=True).exists()


def test_the_demonstration_password_is_refused_where_the_data_are_real(county, settings):
    settings.DEMO = False
    assert not sign_in("county_jian").wsgi_request.user.is_authenticated
    with pytest.raises(CommandError):
        load_demo()


def test_populations_add_up(county):
    unit = Division.objects.get(name="吉安县")
    for figure in unit.populations.filter(source="演示数据"):
        same = PopulationFigure.objects.filter(year=figure.year, basis=figure.basis)
        for below in (Division.objects.get_children(unit), Division.objects.filter(level="village")):
            assert same.filter(division__in=below).aggregate(all=Sum("persons"))["all"] == figure.persons


def test_identity_numbers_are_lawful_in_form_unique_and_marked(county):
    numbers = list(Person.objects.exclude(id_number=None).values_list("id_number", "birth_date", "sex"))
    for number, born, sex in numbers:
        checked = check_id_number(number)
        assert (checked.birth_date, checked.sex) == (born, sex)
        assert number.startswith("360821")
        assert number[14] == "9"


def test_the_tour_begins_with_a_station_that_lacks_one_person(county):
    place = Division.objects.get(stats_code=DUNHOU)
    assert all(20_000 < figure.persons < 50_000 for figure in place.populations.all())
    staff = Appointment.objects.filter(work_division=place, kind="station_staff", to_date=None)
    assert staff.count() == 2
    assert sum(post.established for post in staff) == 1


def test_returns_of_today_and_before_hold_all_that_can_be_said(county):
    """The newest period that is due counts today, whenever the demonstration is loaded."""
    place = Division.objects.get(name="吉安县")
    townships = Division.objects.get_children(place).real()
    found = figures_on(timezone.localdate(), [*townships.values_list("pk", flat=True), place.pk], CODES)
    said = [(key, figure) for key, one in found.items() for figure in (one.now, one.before)]
    assert {figure.state for (unit, _), figure in said if unit != place.pk} == set(Value.State)
    networks = [(figure.state, figure.number) for (unit, code), figure in said if unit == place.pk and "online" in code]
    assert networks[1] == ("zero", 0)
    assert 0 < networks[0][1] < found[place.pk, "villages_total"].now.number
    assert Submission.history.count() == Submission.objects.count() > 2 * (len(townships) + 1)


def test_standards_that_ask_for_returned_figures_show_their_outcomes(county):
    """Where a line of business has left altogether is seen in another county."""
    standards_load()
    refresh_all()
    found = Finding.objects.filter(standard__measure="returned")
    assert set(found.values_list("outcome", flat=True)) >= {"met", "unmet", "not_due", "unknown"}
    own = dict(found.filter(subject_label="吉安县").values_list("standard__code", "outcome"))
    assert "unknown" not in {own["三(二)2-2"], own["三(二)3-2"]}


def test_people_on_loan_keep_their_post_at_the_station(county):
    lent = Appointment.objects.filter(kind="bureau_staff", working_mode="3").first()
    assert lent.work_division.level == "county"
    assert lent.post_division.level == "township"


def test_every_level_has_contacts_and_some_villages_have_none(county):
    counts = {level: Contact.objects.filter(division__level=level, role="principal").count() for level in Level.values}
    assert (counts["city"], counts["county"]) == (1, 1)
    villages = Division.objects.real().filter(level="village").count()
    assert villages / 2 < counts["village"] < villages
    assert Contact.objects.filter(division__level="county", role="deputy").exists()


def test_every_record_has_its_first_line_of_history(county):
    for model in (PopulationFigure, Station, NursingHome, Activity, Contact, Person, Appointment):
        demo = model.objects.filter(source="演示数据") if model is PopulationFigure else model.objects.all()
        assert model.history.filter(history_type="+").count() >= demo.count() > 0


def test_of_the_stations_some_have_held_activities_and_some_have_not(county):
    held = Activity.objects.filter(kinds__code="integrity_education", division__level="township")
    assert 0 < held.values("division").distinct().count() < Station.objects.count()
    assert held.filter(division__stats_code=DUNHOU).exists()
    assert Activity.objects.filter(held_on__gt=timezone.localdate()).count() == 0
    for one in Activity.objects.select_related("division").prefetch_related("kinds"):
        assert all(kind.fits(one.division.level) for kind in one.kinds.all())
        assert one.history.get().kinds.count() == one.kinds.count() > 0


def test_a_second_load_is_refused_or_passed_over(county):
    before = Person.objects.count()
    with pytest.raises(CommandError, match="空库"):
        load_demo()
    assert "county_jian" in load_demo("--if-empty")
    assert Person.objects.count() == before


def test_a_load_yields_the_same_people_every_time(db):
    county = Division(name="吉安县", stats_code="360821000000")
    first, second = (Crowd().person(luck("staff", DUNHOU), county) for _ in range(2))
    assert (first.name, first.id_number) == (second.name, second.id_number)


def test_the_accounts_are_listed_again_on_demand(county):
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    assert "clerk_dunhou" in out.getvalue()


def sign_in(username):
    return Client().post(reverse("login"), {"username": username, "password": DEMO_PASSWORD})
