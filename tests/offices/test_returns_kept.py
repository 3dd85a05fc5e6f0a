"""The tables of 业务报表 refuse by themselves what would merge reported, zero, missing and not applicable."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from offices.models import Indicator, Period, Submission, Value
from offices.returns.dictionary import INDICATORS, indicators_load
from tests.offices.returns_world import START, indicator, make_returns, period

DAY = datetime.date(2025, 10, 1)


@pytest.fixture
def asked(world):
    return make_returns(world)


@pytest.fixture
def submission(world, asked):
    return Submission.objects.create(division=world["敦厚镇"], period=period("2025-Q3"))


def breaks(row, words):
    """Form and database both refuse it."""
    with pytest.raises(ValidationError, match=words):
        row.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"state": "reported"}, "有且只有一个"),
        ({"state": "reported", "number": 3, "answer": True}, "有且只有一个"),
        ({"state": "reported", "number": 3, "text": "三"}, "有且只有一个"),
        ({"state": "reported", "number": 0}, "零报告"),
        ({"state": "reported", "number": -1}, "零报告"),
        ({"state": "zero", "number": 3}, "有且只有一个"),
        ({"state": "missing", "answer": False}, "有且只有一个"),
        ({"state": "missing"}, "未报的没有"),
        ({"state": "zero", "filled_on": None}, "须有填报日期"),
        ({"state": "not_applicable"}, "写明理由"),
        ({"state": "zero", "reason": "没有业务"}, "写明理由"),
    ],
)
def test_a_value_is_one_thing_only(submission, asked, content, words):
    row = Value(submission=submission, indicator=asked["finished"], **{"filled_on": DAY, **content})
    breaks(row, words)


def test_a_unit_says_a_thing_once(world, submission, asked):
    Value.objects.create(submission=submission, indicator=asked["finished"], state="zero", filled_on=DAY)
    again = Value(submission=submission, indicator=asked["finished"], state="reported", number=1, filled_on=DAY)
    breaks(again, "已经填了这一项")
    breaks(Submission(division=world["敦厚镇"], period=submission.period), "已经有了")
    breaks(Submission(division=world["永阳镇"], period=submission.period, state="filled"), "填完日期")
    breaks(Period(keeper=world["吉安市"], kind="quarter", year=2025, number=3, due_on=DAY), "已经开放")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"kind": "share"}, "分子和分母"),
        ({"kind": "tick"}, "所属清单"),
        ({"checklist": "channels"}, "所属清单"),
        ({"active_to": START - datetime.timedelta(days=1)}, "不能早于启用日期"),
        ({"active_from": None, "active_to": START}, "不能早于启用日期"),
    ],
)
def test_an_indicator_says_what_its_kind_needs(world, more, words):
    values = {"levels": "township", "period_kind": "quarter", "over_units": "add", "over_time": "last"}
    values |= {"code": "one", "label": "一项", "kind": "count", "active_from": START, **more}
    breaks(Indicator(keeper=world["吉安市"], **values), words)


def test_a_share_of_itself_and_a_level_that_is_none_are_refused(world, asked):
    share = asked["share"]
    share.numerator = share.denominator
    breaks(share, "不能是同一项")
    share.levels = "township|street"
    with pytest.raises(ValidationError, match="填报层级只能是"):
        share.clean()


# --- the dictionary ---


def test_the_file_is_whole_and_read_once(world):
    first, again = indicators_load(), indicators_load()
    assert len(first.added) == Indicator.objects.count() == 62
    assert [again.added, again.changed, again.retired, again.kept] == [[], [], [], []]
    channels = Indicator.objects.filter(checklist="channels")
    assert channels.count() == 9
    assert Indicator.objects.get(code="children_both").ceilings.count() == 2
    for one in Indicator.objects.all():
        one.full_clean()


def test_what_somebody_changed_stays_and_what_left_the_file_is_retired(world, tmp_path):
    indicators_load()
    changed = Indicator.objects.get(code="channel_01")
    changed.note = "本市另有规定"
    changed.save()
    by_hand = indicator(world, "own", "本市自己的")
    lines = INDICATORS.read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "indicators.csv"
    path.write_text("".join(line.replace("社会力量参与", "慈善参与") for line in lines if "online_victims" not in line))
    report = indicators_load(path)
    assert (report.added, report.changed) == ([], ["受理渠道已开通：慈善参与"])
    assert (report.kept, report.retired) == (["受理渠道已开通：最低生活保障"], ["可网上申办：灾民服务"])
    assert Indicator.objects.get(code="channel_01").note == "本市另有规定"
    assert Indicator.objects.get(pk=by_hand.pk).active_to is None
    assert indicators_load(path).retired == []
    assert indicators_load().changed == ["受理渠道已开通：社会力量参与", "可网上申办：灾民服务"]


def test_the_commands_need_a_city_first(db):
    for command in (["load_indicators"], ["open_periods", "2025"]):
        with pytest.raises(CommandError, match="请先运行 load_divisions"):
            call_command(*command)
