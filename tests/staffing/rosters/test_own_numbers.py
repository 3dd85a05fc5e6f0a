"""Whoever sent a roster and may see numbers sees the own ones whole where they are asked about, on record once."""

import pytest
from django.urls import reverse

from intake.models import ImportBatch
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.roles import CAPABILITIES, Capability, Role
from staffing.models import Person
from staffing.rosters.own_numbers import WHAT
from tests.intake.steps import read_as, upload
from tests.staffing.people import employ
from tests.staffing.rosters.staff_rosters import HEADERS, number, person, save

WRONG = number(1)[:-1] + ("1" if number(1)[-1] != "1" else "2")
SHORT = number(2)[:-1]
FINE = number(3)
NOTED = "只对您显示，已记入审计日志"
HTMX = {"HX-Request": "true", "X-Rows": "2,3,4"}


def url(name, batch, *args):
    return reverse(f"intake:{name}", args=[batch.pk, *args])


@pytest.fixture
def batch(world, tmp_path) -> ImportBatch:
    lines = [person(1, "刘涛", 身份证号码=WRONG), person(2, "王军", 身份证号码=SHORT), person(3, "李强")]
    return upload(world.client("clerk_dunhou"), save(tmp_path / "a.xlsx", [HEADERS, *lines]), world["敦厚镇"])


def page(client, name, batch, *args, **options):
    return client.get(url(name, batch, *args), **options).content.decode()


def looks():
    return AuditEntry.objects.filter(action=Action.NUMBER_REVEALED)


def test_the_uploader_sees_the_numbers_that_are_asked_about_and_no_others(world, batch):
    client = world.client("clerk_dunhou")
    shown = page(client, "detail", batch)
    assert WRONG in shown
    assert SHORT in shown
    assert FINE not in shown
    assert shown.count(NOTED) == 2
    row = page(client, "row", batch, 2)
    assert WRONG in row
    assert NOTED in row
    assert FINE not in page(client, "row", batch, 4)
    box = page(client, "cell", batch, 2, "id_number")
    assert f'value="{WRONG}"' in box, "a digit is put right without typing the others again"
    assert FINE not in page(client, "cell", batch, 4, "id_number")


def test_one_entry_for_the_file_however_often_it_is_looked_at(world, batch):
    client = world.client("clerk_dunhou")
    for _ in range(2):
        page(client, "detail", batch)
        page(client, "row", batch, 3)
    client.post(url("columns", batch), read_as(batch, at_7=""))
    client.post(url("cell_restore", batch, 2, "title"))
    assert WRONG in page(client, "detail", batch)
    entry = looks().get()
    assert (entry.actor_id, entry.object_id) == (world.users["clerk_dunhou"].pk, str(batch.pk))
    assert (entry.detail["内容"], entry.object_type) == (WHAT, "intake.ImportBatch")
    assert not [text for text in (WRONG, SHORT) if text in str(entry.detail)]
    assert trail.verify() == []


def test_where_nothing_is_asked_nothing_is_shown_or_recorded(world, tmp_path):
    client = world.client("clerk_dunhou")
    batch = upload(client, save(tmp_path / "a.xlsx", [HEADERS, person(3, "李强", 学历="读过书")]), world["敦厚镇"])
    for name, args in (("detail", []), ("row", [2]), ("cell", [2, "id_number"])):
        assert FINE not in page(client, name, batch, *args)
    assert not looks().exists()


def test_a_number_that_contradicts_another_cell_is_asked_about(world, tmp_path):
    client = world.client("clerk_dunhou")
    batch = upload(client, save(tmp_path / "a.xlsx", [HEADERS, person(3, "李强", 性别="女")]), world["敦厚镇"])
    assert FINE in page(client, "detail", batch)


def test_colleagues_see_nothing_of_it_and_leave_no_entry(world, batch):
    client = world.client("county_jian")
    for name, args in (("detail", []), ("row", [2]), ("cell", [2, "id_number"])):
        shown = page(client, name, batch, *args)
        assert not [text for text in (WRONG, SHORT, FINE) if text in shown]
        assert NOTED not in shown
    assert not looks().exists()


def test_without_the_right_they_stay_masked(world, batch, monkeypatch):
    less = CAPABILITIES[Role.STATION_CLERK] - {Capability.REVEAL_NUMBERS}
    monkeypatch.setitem(CAPABILITIES, Role.STATION_CLERK, less)
    shown = page(world.client("clerk_dunhou"), "detail", batch)
    assert WRONG not in shown
    assert not looks().exists()


def test_beyond_the_limit_of_looks_they_stay_masked(world, batch, settings):
    settings.NUMBER_LOOKS_PER_HOUR = 0
    shown = page(world.client("clerk_dunhou"), "detail", batch)
    assert WRONG not in shown
    assert not looks().exists()


def test_what_a_colleague_typed_over_it_is_not_repeated(world, batch):
    typed = WRONG[:-2] + WRONG[-1]
    world.client("county_jian").post(url("cell", batch, 2, "id_number"), {"text": typed})
    client = world.client("clerk_dunhou")
    shown = page(client, "detail", batch) + page(client, "row", batch, 2) + page(client, "cell", batch, 2, "id_number")
    assert typed not in shown
    assert WRONG not in shown
    assert SHORT in shown


def test_put_right_it_is_masked_again_and_after_the_import_all_are(world, batch):
    client = world.client("clerk_dunhou")
    page(client, "detail", batch)
    after = client.post(url("cell", batch, 2, "id_number"), {"text": number(1)}, headers=HTMX).content.decode()
    assert not [text for text in (WRONG, number(1)) if text in after]
    client.post(url("commit", batch), {"rows": "good"})
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.COMMITTED
    assert SHORT not in page(client, "detail", batch)


def test_of_who_stands_elsewhere_only_the_own_writing_is_shown(world, tmp_path):
    """The record that is met keeps its number masked."""
    post = employ(world, "李强", "敦厚镇", id_number=number(4))
    Person.objects.filter(pk=post.person_id).update(birth_date="1985-03-12")
    client = world.client("clerk_dunhou")
    batch = upload(client, save(tmp_path / "a.xlsx", [HEADERS, person(3, "李强")]), world["敦厚镇"])
    shown = page(client, "detail", batch)
    assert FINE in shown
    assert number(4) not in shown
