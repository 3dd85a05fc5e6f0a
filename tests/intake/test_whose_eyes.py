"""A preview says what its uploader may see: whoever sees less does not open it, whoever sees more learns no more."""

import pytest
from django.urls import reverse
from django.utils import timezone

from intake.decisions import Decisions
from intake.models import ImportBatch
from intake.preview.memory import remember
from intake.preview.scopes import as_uploader
from intake.todo import open_batches
from jian_minzheng.core.acting import SYSTEM
from offices.grants import grant_give
from offices.models import DivisionGrant
from offices.roles import Role
from staffing.models import Appointment
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.people import actor, employ
from tests.staffing.rosters.staff_rosters import HEADERS, number, person, save

LIST = reverse("intake:list")
PAGES = ("detail", "columns", "workbook", "next", "values", "progress")
DOORS = ("commit", "discard", "undo", "rows_skip", "question", "restart", "sheets")


def url(name, batch, *args):
    return reverse(f"intake:{name}", args=[batch.pk, *args])


@pytest.fixture
def elsewhere(world) -> Appointment:
    """One of the people of both files stands at another township of the county."""
    return employ(world, "王在永阳", "永阳镇", id_number=number(1))


@pytest.fixture
def by_county(world, elsewhere, tmp_path) -> ImportBatch:
    path = save(tmp_path / "县里.xlsx", [HEADERS, person(1, "王在永阳"), person(2, "李四")])
    return Engine(world, "county_jian", "敦厚镇").preview(path)


@pytest.fixture
def by_station(world, elsewhere, tmp_path) -> ImportBatch:
    path = save(tmp_path / "所里.xlsx", [HEADERS, person(1, "王在永阳"), person(2, "李四", 学历="某某")])
    return Engine(world, "clerk_dunhou", "敦厚镇").preview(path)


def test_the_preview_of_the_county_names_what_the_station_may_not_see(world, by_county):
    row = by_county.rows.get(number=2)
    assert any("永阳镇" in issue["message"] for issue in row.issues)
    assert "永阳镇" in world.client("county_jian").get(url("detail", by_county)).content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_a_station_opens_no_page_of_its_countys_import(world, by_county, name):
    assert world.client("clerk_dunhou").get(url(name, by_county)).status_code == 404


@pytest.mark.parametrize("name", DOORS)
def test_a_station_does_nothing_to_its_countys_import(world, by_county, name):
    assert world.client("clerk_dunhou").post(url(name, by_county)).status_code == 404
    by_county.refresh_from_db()
    assert by_county.state == ImportBatch.State.PREVIEWED
    assert not Appointment.objects.filter(work_division=world["敦厚镇"]).exists()


def test_rows_and_cells_neither(world, by_county):
    client = world.client("clerk_dunhou")
    assert client.get(url("row", by_county, 2)).status_code == 404
    assert client.get(url("cell", by_county, 2, "name")).status_code == 404
    assert client.post(url("cell", by_county, 2, "name"), {"text": "王五"}).status_code == 404


def test_it_stands_in_no_list_of_the_stations(world, by_county, by_station):
    page = world.client("clerk_dunhou").get(LIST).content.decode()
    assert "所里.xlsx" in page
    assert "县里.xlsx" not in page
    page = world.client("county_jian").get(LIST).content.decode()
    assert "所里.xlsx" in page
    assert "县里.xlsx" in page


def test_under_a_narrower_grant_the_own_import_waits_for_the_wider_one(world, by_county):
    user = world.users["county_jian"]
    grant_give(SYSTEM, user=user, role=Role.STATION_CLERK, division=world["敦厚镇"])
    client = world.client("county_jian")
    held = client.get(LIST).wsgi_request.identities
    assert client.get(url("detail", by_county)).status_code == 200
    session = client.session
    session["grant"] = next(one.grant_id for one in held if one.level == "township")
    session.save()
    assert client.get(url("detail", by_county)).status_code == 404


def test_the_county_opens_and_carries_out_what_its_station_uploaded(world, by_station):
    client = world.client("county_jian")
    assert client.get(url("detail", by_station)).status_code == 200
    client.post(url("cell", by_station, 3, "education"), {"text": "本科"})
    client.post(url("row_skip", by_station, 2), {"skip": "1"})
    client.post(url("commit", by_station))
    by_station.refresh_from_db()
    assert by_station.state == ImportBatch.State.COMMITTED
    assert list(Appointment.objects.filter(work_division=world["敦厚镇"]).values_list("person__name")) == [("李四",)]


def test_who_sees_more_leaves_no_more_in_a_stations_preview(world, by_station):
    before = [(row.number, row.outcome, row.issues) for row in by_station.rows.order_by("number")]
    assert "永阳镇" not in str(before)
    client = world.client("county_jian")
    client.post(url("cell", by_station, 2, "title"), {"text": "工作员"})
    client.post(url("cell_restore", by_station, 2, "title"))
    row = by_station.rows.get(number=2)
    assert "永阳镇" not in str(row.issues)
    assert row.outcome == before[0][1]
    page = world.client("clerk_dunhou").get(url("detail", by_station)).content.decode()
    assert "李四" in page
    assert "永阳" not in page.replace("王在永阳", "")


def test_with_whose_eyes(world, by_station, by_county):
    county, clerk = actor(world, "county_jian"), actor(world, "clerk_dunhou")
    assert as_uploader(county, by_county) is county
    assert as_uploader(clerk, by_station) is clerk
    seen = as_uploader(county, by_station)
    assert (seen.user, seen.scope.path, seen.scope.level) == (county.user, world["敦厚镇"].path, "township")
    assert seen.scope.capabilities == county.scope.capabilities


def test_a_colleague_of_the_same_office_goes_on(world, by_county):
    user = type(world.users["county_jian"]).objects.create_user(
        "colleague", full_name="同事", must_change_password=False
    )
    grant_give(SYSTEM, user=user, role=Role.COUNTY_OFFICER, division=world["吉安县"])
    world.users["colleague"] = user
    assert world.client("colleague").get(url("detail", by_county)).status_code == 200
    assert outcomes(by_county)[1] == "new"
    assert codes(by_county)


def test_an_import_of_unknown_eyes_is_nobodys(world, by_county):
    ImportBatch.objects.update(scope=None)
    assert world.client("county_jian").get(url("detail", by_county)).status_code == 404
    assert list(open_batches(actor(world, "county_jian"))) == []


def test_what_was_decided_under_a_wider_grant_is_not_recalled_under_a_narrower_one(world, tmp_path):
    """The account keeps the township only: what it said of other units stays with what it sent as the county."""
    user, lines = world.users["county_jian"], [["单位", *HEADERS], ["某某处", *person(2, "李四")]]
    path = save(tmp_path / "a.xlsx", lines)
    county = Engine(world, "county_jian", "敦厚镇")
    batch = county.preview(path, decisions=Decisions(values={"unit": {"某某处": "敦厚镇"}}))
    remember(county.actor, batch=batch)
    assert county.preview(path).decisions["values"]
    DivisionGrant.objects.filter(user_id=user.pk).delete()
    grant_give(SYSTEM, user=user, role=Role.STATION_CLERK, division=world["敦厚镇"])
    station = Engine(world, "county_jian", "敦厚镇")
    assert station.preview(path).decisions == {}
    assert world.client("county_jian").get(url("detail", batch)).status_code == 404
    own = station.preview(path, decisions=Decisions(values={"unit": {"某某处": "敦厚"}}))
    remember(station.actor, batch=own)
    assert station.preview(path).decisions["values"] == {"unit": {"某某处": "敦厚"}}


@pytest.mark.parametrize(("username", "told"), [("county_jian", False), ("clerk_dunhou", True)])
def test_a_voided_record_names_the_file_only_to_those_who_see_the_import(world, tmp_path, username, told):
    engine = Engine(world, username, "敦厚镇")
    batch = engine.take_in(save(tmp_path / "内部名单.xlsx", [HEADERS, person(2, "李四")]))
    engine.undo(batch)
    post = Appointment.objects.get(person__name="李四")
    page = world.client("clerk_dunhou").get(reverse("staffing:person_detail", args=[post.person_id])).content.decode()
    assert ("内部名单" in page) is told
    assert "撤销导入" in page
    if not told:
        assert f"撤销导入：吉安县{timezone.localdate()}导入的花名册" in page
