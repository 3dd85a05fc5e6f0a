"""Filling in 业务报表: what is taken, what is refused and in which words, and what stays apart."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from jian_minzheng.core import hooks
from jian_minzheng.core.audit.models import AuditEntry
from jian_minzheng.core.records import EditConflict
from jian_minzheng.core.scope import OutOfScope
from offices.identity import acting_as
from offices.models import Division, Indicator, Submission, Value
from offices.returns.entries import Entry, Unreadable, read_entry
from offices.returns.filling import missing_in, submission_declare
from tests.offices.returns_world import fill, indicator, make_returns, period

WHOLE = {
    "finished": "12",
    "on_time": "零",
    "paid": "1,200.50",
    "visited": "3",
    "channel": "否",
    "published": "是",
    "told": "无",
}


@pytest.fixture
def asked(world):
    return make_returns(world)


def refused(world, values, **more):
    with pytest.raises(ValidationError) as caught:
        fill(world, values, **more)
    return caught.value.message_dict


def said(submission):
    rows = submission.values.select_related("indicator")
    return {row.indicator.code: (row.state, row.number, row.answer, row.text) for row in rows}


def test_every_kind_of_value_is_kept_as_what_it_is(world, asked):
    assert said(fill(world, WHOLE)) == {
        "finished": ("reported", Decimal(12), None, ""),
        "on_time": ("zero", None, None, ""),
        "paid": ("reported", Decimal("1200.50"), None, ""),
        "visited": ("reported", Decimal(3), None, ""),
        "channel": ("reported", None, False, ""),
        "published": ("reported", None, True, ""),
        "told": ("reported", None, None, "无"),
    }


def test_a_confirmed_zero_is_a_figure_and_what_does_not_apply_is_none(world, asked):
    fill(world, {"finished": "零", "visited": "不适用：没有优抚对象", "paid": "未报"})
    rows = {row.indicator.code: row for row in Value.objects.all()}
    assert set(rows) == {"finished", "visited"}
    assert (rows["finished"].figure, rows["visited"].figure) == (0, None)
    assert rows["visited"].reason == "没有优抚对象"


@pytest.mark.parametrize(
    ("code", "typed", "words"),
    [
        ("finished", "3.5", "办结件数：应填整数，以件为单位。填的是“3.5”。"),
        ("finished", "十二", "办结件数：应填数字，不带单位，以件为单位。填的是“十二”。"),
        ("finished", "-2", "办结件数：不能是负数。填的是“-2”。"),
        ("finished", "0", "确实为零的请填“零”"),
        ("finished", "9" * 40, "这个数太大"),
        ("finished", " ", "没有填写"),
        ("finished", "5²", "应填数字"),
        ("paid", "3.333", "发放金额：最多两位小数，以元为单位。填的是“3.333”。"),
        ("paid", "1.2万", "应填数字，不带单位，以元为单位"),
        ("published", "零", "应填“是”或“否”"),
        ("published", "好", "应填“是”或“否”"),
        ("visited", "不适用", "须写明理由"),
        ("told", "联系13812345678", "不能写身份证号和手机号码"),
        ("told", "长" * 501, "不能超过500个字"),
        ("share", "50", "由“按时办结件数”和“办结件数”算出，不用填报"),
        ("online", "5", "由县(市、区)填报，不由乡镇(街道)填报"),
        ("nothing", "5", "“nothing”：没有这个代码的指标。填的是“5”。"),
        ("no\x00thing", "5", "没有这个代码的指标"),
    ],
)
def test_what_cannot_be_taken_is_named_with_what_was_got(world, asked, code, typed, words):
    (message,) = refused(world, {code: typed})[code]
    assert words in message
    assert "13812345678" not in message
    assert not Submission.objects.exists()


def test_every_fault_is_told_at_once_and_nothing_is_stored(world, asked):
    assert set(refused(world, {"finished": "x", "paid": "y", "visited": "3"})) == {"finished", "paid"}
    assert not Value.objects.exists()


def test_a_monthly_figure_is_not_taken_for_a_quarter(world, asked):
    indicator(world, "monthly", "月报数", period_kind="month")
    indicator(world, "retired", "已停用的", active_to=datetime.date(2025, 9, 29))
    indicator(world, "not_begun", "还没有启用的", active_from=None)
    faults = refused(world, {"monthly": "1", "retired": "1", "not_begun": "1"})
    assert "按月填报，不能填在2025年第3季度" in faults["monthly"][0]
    assert "2025年第3季度没有启用这项指标" in faults["retired"][0]
    assert "没有启用" in faults["not_begun"][0]


def test_a_part_exceeds_its_whole_neither_now_nor_against_what_was_stored(world, asked):
    assert "不能大于“办结件数”的3" in refused(world, {"on_time": "5", "finished": "3"})["on_time"][0]
    fill(world, {"on_time": "5", "finished": "5"})
    assert "填的是5，不能大于“办结件数”的4" in refused(world, {"finished": "4"})["finished"][0]
    assert "不能大于" in refused(world, {"finished": "零"})["finished"][0]
    fill(world, {"finished": "未报"})


def test_a_period_that_has_not_begun_is_not_filled_in(world, asked):
    next_year = timezone.localdate().year + 1
    ahead = period("2025")
    ahead.year, ahead.due_on = next_year, datetime.date(next_year + 1, 1, 20)
    ahead.pk, ahead._state.adding = None, True
    ahead.save()
    faults = refused(world, {"online": "5"}, by="county_jian", at="吉安县", of=str(next_year))
    assert faults == {NON_FIELD_ERRORS: [f"{next_year}年还没有开始，不能填报。"]}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"virtual": True}, "仅供统计"),
        ({"valid_from": datetime.date(2025, 10, 1)}, "2025-10-01才设立"),
        ({"valid_to": datetime.date(2025, 6, 30)}, "已于2025-06-30撤销"),
    ],
)
def test_a_unit_that_was_not_there_returns_nothing(world, asked, change, words):
    Division.objects.filter(pk=world["敦厚镇"].pk).update(**change)
    world["敦厚镇"].refresh_from_db()
    assert words in refused(world, {"finished": "1"})[NON_FIELD_ERRORS][0]


def test_a_unit_closed_within_the_period_still_returns_it(world, asked):
    Division.objects.filter(pk=world["敦厚镇"].pk).update(valid_to=datetime.date(2025, 7, 1))
    world["敦厚镇"].refresh_from_db()
    assert said(fill(world, {"finished": "1"}))


@pytest.mark.parametrize(
    ("by", "at", "error"),
    [
        ("clerk_dunhou", "永阳镇", OutOfScope),
        ("county_yongxin", "敦厚镇", OutOfScope),
        ("city_officer", "敦厚镇", PermissionDenied),
        ("clerk_dunhou", "吉安县", OutOfScope),
        ("gov_dunhou", "敦厚镇", PermissionDenied),
        ("finance_jian", "敦厚镇", PermissionDenied),
        ("sysadmin", "敦厚镇", PermissionDenied),
    ],
)
def test_only_who_keeps_a_unit_or_its_county_fills_in(world, asked, by, at, error):
    """Whoever may not is refused before anything is said of the values."""
    with pytest.raises(error):
        fill(world, {"finished": "x"}, by=by, at=at)


def test_a_village_fills_in_its_own(world, asked):
    indicator(world, "green", "绿色社区：环境", "tick", levels="village", period_kind="year", checklist="green")
    own = fill(world, {"green": "是"}, by="village_gaotang", at="高塘村", of="2025")
    assert not own.values.get().for_another
    by_township = fill(world, {"green": "否"}, by="clerk_dunhou", at="高塘村", of="2025")
    assert by_township.values.get().for_another


def test_what_a_county_fills_in_is_marked_and_never_late(world, asked):
    county = fill(world, WHOLE, by="county_jian", declare=True)
    assert county.for_another
    assert county.days_late(timezone.localdate()) == 0
    assert county.history.first().history_change_reason.startswith("代填：吉安县")
    assert set(Value.history.values_list("history_change_reason", flat=True)) == {"代填：吉安县·县局业务员"}
    assert AuditEntry.objects.order_by("-sequence").first().detail["代填"] == "吉安县·县局业务员"


def test_what_is_late_follows_from_the_days(world, asked):
    own = fill(world, {"finished": "1"})
    assert own.days_late(own.period.due_on) == 0
    assert own.days_late(own.period.due_on + datetime.timedelta(days=3)) == 3


def test_a_correction_keeps_the_day_and_leaves_a_trace(world, asked):
    fill(world, {"finished": "5", "paid": "1"})
    Value.objects.update(filled_on=datetime.date(2025, 10, 2))
    fill(world, {"finished": "6", "paid": "1"})
    row = Value.objects.get(indicator__code="finished")
    assert (row.number, row.filled_on) == (6, datetime.date(2025, 10, 2))
    assert list(row.history.values_list("number", flat=True)) == [6, 5]
    assert Value.objects.get(indicator__code="paid").history.count() == 1
    assert {one.history_user for one in row.history.all()} == {world.users["clerk_dunhou"]}


def test_the_second_of_two_people_is_told(world, asked):
    fill(world, {"finished": "5"}, opened_version=0)
    for opened in (0, 2):
        with pytest.raises(EditConflict):
            fill(world, {"finished": "6"}, opened_version=opened)
    assert fill(world, {"finished": "6"}, opened_version=1).version == 2


def test_whole_is_what_lacks_nothing(world, asked):
    part = fill(world, {"finished": "5", "visited": "不适用：没有对象"})
    assert [one.code for one in missing_in(part)] == ["on_time", "paid", "channel", "published", "told"]
    words = refused(world, {"paid": "1"}, declare=True)[NON_FIELD_ERRORS][0]
    assert "还有4项没有填：按时办结件数、受理渠道已开通：低保、结果已公示、工作亮点" in words
    assert not Value.objects.filter(indicator__code="paid").exists()
    fill(world, {code: typed for code, typed in WHOLE.items() if code != "visited"})
    clerk = acting_as(world.users["clerk_dunhou"])
    whole = submission_declare(clerk, submission=Submission.objects.get(), opened_version=2)
    assert (whole.state, whole.filled_on, whole.filled_by) == ("filled", timezone.localdate(), clerk.user)


def test_a_correction_leaves_a_whole_return_whole_and_taking_back_does_not(world, asked):
    fill(world, WHOLE, declare=True)
    assert fill(world, {"finished": "13"}).state == "filled"
    again = fill(world, {"finished": "未报"})
    assert (again.state, again.filled_on) == ("filling", None)


def test_the_unit_whose_facts_changed_is_announced(world, asked, monkeypatch):
    told = []
    monkeypatch.setattr(hooks, "_listeners", [told.append])
    fill(world, {"finished": "5"})
    assert told == [frozenset({world["敦厚镇"].pk})]


COUNT, MONEY = Indicator(kind="count", measure="件"), Indicator(kind="money", measure="元")
TYPED = st.one_of(st.text(), st.from_regex(r"-?[0-9０-９,.]{1,30}"), st.decimals().map(str))


def read_or_not(of, typed):
    try:
        return read_entry(of, typed)
    except Unreadable:
        return None


@given(TYPED, st.sampled_from([COUNT, MONEY]))
def test_whatever_is_typed_is_a_number_above_zero_a_state_or_refused(typed, of):
    entry = read_or_not(of, typed)
    assert entry is None or (entry.number is not None) is (entry.state == Value.State.REPORTED)
    assert entry is None or entry.number is None or (entry.number > 0 and entry.number == round(entry.number, 2))


@given(st.integers(1, 10**12), st.sampled_from(["{}", "{:,}", " {} ", "{}.0"]))
def test_numbers_are_read_as_people_write_them(number, written):
    assert read_entry(COUNT, written.format(number)) == Entry(Value.State.REPORTED, number=Decimal(number))
