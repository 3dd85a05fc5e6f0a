"""Established posts out of the importer's sight: no preview tells of them, an import refuses the row on record."""

import datetime

import pytest
from django.urls import reverse

from intake.preview.revise import cell_correct
from jian_minzheng.core.audit.models import Action, AuditEntry
from staffing.models import Appointment
from staffing.posts.unseen import TRIED_OFTEN
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import number, save
from tests.staffing.rosters.test_matching import BARE, employ

BEGAN, ENDED = datetime.date(2009, 5, 4), datetime.date(2014, 7, 19)
HEADERS = [*BARE, "到岗时间", "编制类型"]
SECOND = "同一时间已有一个在编任职"


@pytest.fixture
def world(lent_world):
    return lent_world


@pytest.fixture
def known(world):
    """Established at 敦厚镇 since 2018; before that at 禾川镇 in another county."""
    person = employ(world, "敦厚镇", employment="21")
    Appointment.objects.create(
        person=person, work_division=world["禾川镇"], post_division=world["禾川镇"], employment="21",
        kind="station_staff", from_date=BEGAN, to_date=ENDED,
    )  # fmt: skip
    return person


@pytest.fixture
def preview(world, tmp_path):
    def preview(day, *more):
        path = save(tmp_path / "a.xlsx", [HEADERS, ["张三", number(1), str(day), "事业编制"], *more])
        return Engine(world).preview(path)

    return preview


def commit(world, batch, **data):
    return world.client("county_jian").post(reverse("intake:commit", args=[batch.pk]), data, follow=True)


def entries(action=Action.POST_HELD):
    return list(AuditEntry.objects.filter(action=action).values_list("actor_name", "object_id"))


def starts(world):
    return Appointment.objects.get(work_division=world["敦厚镇"], person__name="张三").from_date


def test_a_preview_gives_one_answer_to_every_day_however_often(world, known, preview):
    batch = preview(ENDED)
    told = [(outcomes(batch), codes(batch))]
    for day in (BEGAN, ENDED + datetime.timedelta(days=1), datetime.date(2016, 1, 1)):
        cell_correct(Engine(world).actor, batch=batch, number=2, key="from_date", text=str(day))
        batch.refresh_from_db()
        told.append((outcomes(batch), codes(batch)))
    assert told == [(["changed"], [])] * 4
    assert entries() == []


def test_the_import_is_refused_on_record(world, known, preview):
    answer = commit(world, preview(ENDED)).content.decode()
    assert SECOND in answer
    assert "禾川" not in answer
    assert entries() == [("county_jian", str(known.pk))]
    assert starts(world).year == 2018


def test_with_the_good_rows_alone_it_is_left_out_on_record(world, known, preview):
    batch = preview(ENDED, ["李四", number(2), "2020-01-01", "事业编制"])
    assert SECOND in commit(world, batch, rows="good").content.decode()
    assert Appointment.objects.filter(person__name="李四").exists()
    assert starts(world).year == 2018
    assert entries() == [("county_jian", str(known.pk))]


def test_beyond_the_limit_every_day_is_refused_alike(world, known, preview, settings):
    settings.UNSEEN_POSTS_PER_PERSON_AND_DAY = 1
    commit(world, preview(ENDED))
    for day in (ENDED, datetime.date(2016, 1, 1)):
        assert TRIED_OFTEN in commit(world, preview(day)).content.decode()
    assert (len(entries()), len(entries(Action.LIMIT_REACHED))) == (1, 2)
    assert starts(world).year == 2018


def test_a_day_on_which_nothing_stands_in_the_way_is_imported(world, known, preview):
    commit(world, preview(datetime.date(2016, 1, 1)))
    assert starts(world) == datetime.date(2016, 1, 1)
    assert entries() == []
