"""清查: who is asked for which register, who answers, and which days can be true."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from jian_minzheng import urls  # noqa: F401  (declares the registers)
from jian_minzheng.core.todo import tasks_for
from offices.identity import acting_as
from offices.models import Stocktake
from offices.stocktakes import finished_on, stocktakes_begin
from offices.vocabulary import ROSTERS, Stock

TASK = "清查未完成"
FUTURE = "2040-01-01"


def asked(world, username):
    return [task.count for task in tasks_for(acting_as(world.users[username])) if task.label == TASK]


def send(world, username, place, stock, **values):
    address = reverse("offices:stocktake_create")
    return world.client(username).post(address, {"division": world[place].pk, "stock": stock, **values})


def test_every_county_and_township_is_asked_once_for_what_it_goes_through(world, capsys):
    call_command("begin_stocktakes")
    assert capsys.readouterr().out == "新增 27 项清查\n", (
        "three counties with six registers, three townships with three"
    )
    assert stocktakes_begin() == 0
    at = {name: set(world[name].stocktakes.values_list("stock", flat=True)) for name in ("吉安县", "敦厚镇")}
    assert at == {"吉安县": set(Stock) - ROSTERS, "敦厚镇": set(ROSTERS)}


def test_the_county_is_reminded_of_its_own_and_of_its_townships_until_they_are_done(world):
    stocktakes_begin()
    assert (asked(world, "county_jian"), asked(world, "county_yongxin")) == ([12], [9])
    assert not asked(world, "clerk_dunhou")
    assert not asked(world, "city_officer")
    Stocktake.objects.filter(division=world["敦厚镇"]).update(finished_on=timezone.localdate())
    assert asked(world, "county_jian") == [9]


@pytest.mark.parametrize(
    ("username", "place", "stock", "told"),
    [
        ("county_jian", "敦厚镇", "document", "“制度文件”不在敦厚镇这一级清查。"),
        ("county_jian", "吉安县", "station_staff", "“民政所人员花名册”不在吉安县这一级清查。"),
    ],
)
def test_a_register_is_gone_through_where_it_is_kept(world, username, place, stock, told):
    assert told in send(world, username, place, stock).content.decode()
    assert not world[place].stocktakes.exists()


def test_only_the_city_names_a_day_to_come(world):
    answer = send(world, "county_jian", "吉安县", "document", finished_on=FUTURE).content.decode()
    assert "不能填将来的日期" in answer
    assert not world["吉安县"].stocktakes.exists()
    send(world, "city_officer", "吉安市", "document", finished_on=FUTURE)
    assert str(world["吉安市"].stocktakes.get(stock="document").finished_on) == FUTURE


@pytest.mark.parametrize("name", ["started_on", "finished_on"])
def test_nothing_was_gone_through_before_anybody_asked(world, name):
    answer = send(world, "county_jian", "吉安县", "document", **{name: "1950-01-01"}).content.decode()
    assert "不能早于2018年" in answer
    assert not world["吉安县"].stocktakes.exists()


def test_what_has_been_finished_by_a_day_is_read_in_one_query(world, django_assert_num_queries):
    day = datetime.date(2025, 6, 1)
    for stock, finished in ((Stock.WINDOW, day), (Stock.STATION, None), (Stock.DOCUMENT, day + datetime.timedelta(1))):
        Stocktake.objects.create(division=world["吉安县"], stock=stock, finished_on=finished)
    with django_assert_num_queries(1):
        assert finished_on(day, [world["吉安县"].pk, world["永新县"].pk]) == {world["吉安县"].pk: {Stock.WINDOW}}
