"""Pay, working mode and 待遇标准 of a post: a change holds from a day on, a correction moves the past."""

import ast
import datetime
import importlib
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jian_minzheng.core.scope import OutOfScope
from staffing import posts
from staffing.models import TERMS, Appointment, ModeTerm, PayTerm
from staffing.posts import dated, term_rows
from staffing.selectors import term_on
from tests.staffing.people import START, actor, employ

TODAY = timezone.localdate()
ONE_DAY = datetime.timedelta(days=1)


def on_record(world, pay="200", **values):
    """A post entered today, in force since ``START``."""
    post = employ(world, "刘一", monthly_pay=pay and Decimal(pay), **values)
    dated.write_terms([post], TERMS, dated.Writing(TODAY))
    return Appointment.objects.get(pk=post.pk)


def edit(world, post, changed_on=None, **values):
    for name, value in values.items():
        setattr(post, name, value)
    who = actor(world, "county_jian")
    return posts.appointment_update(who, appointment=post, opened_version=post.version, changed_on=changed_on)


def pay_on(post, day):
    return Appointment.objects.annotate(pay=term_on("monthly_pay", day)).get(pk=post.pk).pay


def earlier(world, post, since, pay):
    term_rows.term_add(
        actor(world, "county_jian"), term=PayTerm(appointment=post, since=since, monthly_pay=Decimal(pay))
    )
    post.refresh_from_db()


def test_what_is_entered_stands_for_nothing_before_it(world):
    post = on_record(world)
    assert (pay_on(post, TODAY), pay_on(post, TODAY - ONE_DAY)) == (200, None)
    assert ModeTerm.objects.get().since is None


def test_a_raise_leaves_the_past_alone_and_a_correction_moves_it(world):
    post = on_record(world)
    earlier(world, post, None, "150")
    raised = TODAY - 10 * ONE_DAY
    PayTerm.objects.filter(since=TODAY).update(since=TODAY - 30 * ONE_DAY)
    edit(world, post, changed_on=raised, monthly_pay=Decimal(300))
    assert [pay_on(post, day) for day in (START, raised - ONE_DAY, raised)] == [150, 200, 300]
    edit(world, post, monthly_pay=Decimal(310))
    assert [pay_on(post, day) for day in (START, raised - ONE_DAY, raised)] == [150, 200, 310]


def test_leave_from_a_day_on_is_a_change_of_the_working_mode(world):
    post = on_record(world)
    edit(world, post, changed_on=TODAY - 5 * ONE_DAY, working_mode="7")
    held = [Appointment.objects.annotate(mode=term_on("working_mode", TODAY - n * ONE_DAY)).get().mode for n in (6, 5)]
    assert held == ["1", "7"]


@pytest.mark.parametrize(("day", "said"), [(TODAY - ONE_DAY, "已有登记"), (START - ONE_DAY, "到岗日期")])
def test_nothing_changes_before_what_is_on_record_or_before_the_post(world, day, said):
    post = on_record(world)
    with pytest.raises(ValidationError, match=said):
        edit(world, post, changed_on=day, monthly_pay=Decimal(300))
    assert PayTerm.objects.get().monthly_pay == 200


def test_a_post_follows_its_newest_row(world):
    who, post = actor(world, "county_jian"), on_record(world)
    earlier(world, post, START, "150")
    newest = PayTerm.objects.select_related("appointment").get(since=TODAY)
    term_rows.term_void(who, record=newest, reason="录错了行")
    post.refresh_from_db()
    assert post.monthly_pay == 150
    term_rows.term_restore(who, record=PayTerm.objects.select_related("appointment").get(pk=newest.pk))
    post.refresh_from_db()
    assert post.monthly_pay == 200


def test_how_a_post_began_is_corrected_and_never_voided(world):
    on_record(world)
    first = ModeTerm.objects.select_related("appointment").get()
    with pytest.raises(ValidationError, match="更正"):
        term_rows.term_void(actor(world, "county_jian"), record=first, reason="录错了行")


def test_rows_of_posts_out_of_reach_are_nobody_else_s(world):
    post = on_record(world)
    term = PayTerm(appointment=post, since=START, monthly_pay=Decimal(100))
    with pytest.raises(OutOfScope):
        term_rows.term_add(actor(world, "county_yongxin"), term=term)


def test_a_whole_post_entered_after_its_end_says_what_was_paid_last(world):
    ended = on_record(world, to_date=START + 30 * ONE_DAY, end_reason="retired")
    assert PayTerm.objects.get().since == ended.to_date


DAYS = st.integers(0, 40).map(lambda number: TODAY - number * ONE_DAY)
PAYS = st.integers(1, 5).map(lambda number: Decimal(number * 100))
STEPS = st.one_of(
    st.tuples(st.just("change"), DAYS, PAYS),
    st.tuples(st.just("correct"), DAYS, PAYS),
    st.tuples(st.just("add"), st.one_of(st.none(), DAYS), PAYS),
    st.tuples(st.sampled_from(["void", "right"]), DAYS, PAYS),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=1, max_size=6))
def test_the_newest_row_is_what_the_post_says_whatever_was_done(world, steps):
    with transaction.atomic():
        post = on_record(world, from_date=TODAY - 60 * ONE_DAY)
        for step in steps:
            before = said_by_rows(post)
            what, day, pay = step
            done = attempt(world, post, what, day, pay)
            post = Appointment.objects.get(pk=post.pk)
            after = said_by_rows(post)
            assert post.monthly_pay == after[TODAY], step
            assert all(pay_on(post, one) == after[one] for one in (TODAY - ONE_DAY, TODAY - 20 * ONE_DAY)), step
            if what == "change" and done:
                assert {one: said for one, said in after.items() if one < day} == {
                    one: said for one, said in before.items() if one < day
                }, step
        transaction.set_rollback(True)


def said_by_rows(post):
    """Pay by day of the last weeks, told by the live rows alone."""
    rows = sorted(
        ((row.since or datetime.date.min, row.monthly_pay) for row in PayTerm.objects.filter(voided_at=None)),
        key=lambda one: one[0],
    )
    days = [TODAY - number * ONE_DAY for number in range(50)]
    return {day: next((pay for since, pay in reversed(rows) if since <= day), None) for day in days}


def attempt(world, post, what, day, pay):
    """Whether it was accepted."""
    row = PayTerm.objects.filter(voided_at=None).select_related("appointment").order_by("since").first()
    who = actor(world, "county_jian")
    try:
        with transaction.atomic():
            if what in ("change", "correct"):
                edit(world, post, changed_on=day if what == "change" else None, monthly_pay=pay)
            elif what == "add":
                term_rows.term_add(who, term=PayTerm(appointment=post, since=day, monthly_pay=pay))
            elif row and what == "void":
                term_rows.term_void(who, record=row, reason="录错了行")
            elif row:
                row.since, row.monthly_pay = day, pay
                term_rows.term_correct(who, term=row, opened_version=row.version)
    except ValidationError:
        return False
    return True


def test_history_becomes_rows_from_the_day_of_each_change():
    """A first entry holds from the day it was made: of an ended post from its last day, never before a post began."""
    migration = importlib.import_module("staffing.migrations.0003_dated_terms")
    noon = datetime.datetime(2024, 3, 1, 4, tzinfo=datetime.UTC)

    def days(steps, now, begun=START, ended=None):
        post = SimpleNamespace(monthly_pay=now, from_date=begun, to_date=ended)
        return migration.pay_days(post, [(noon + at * ONE_DAY, pay) for at, pay in steps])

    first, second = noon.date(), noon.date() + 9 * ONE_DAY
    assert days([(0, 200), (5, 200), (9, 300)], 300) == [(first, 200), (second, 300)]
    assert days([(0, None), (9, 300)], 300) == [(second, 300)]
    assert days([(0, 200)], 200, begun=second) == [(second, 200)]
    assert days([(0, 200)], 200, ended=START) == [(START, 200)]
    assert days([], 200) == [(TODAY, 200)]


WRITERS = {
    "models/people.py::save": "a person's spelling",
    "posts/dated.py": "posts and their rows together",
    "posts/term_rows.py::_store": "a row, which its post follows",
    "posts/term_rows.py::_finish": "the post that follows",
    "posts/filing.py::appointments_file": "the filing date alone",
    "posts/people.py": "persons",
    "posts/releasing.py": "persons",
    "demo/contacts.py": "contacts",
    "demo/loading.py::make_people": "persons",
    "rosters/write.py::_write_persons": "persons",
    "rosters/undo.py::_take_back": "persons; posts go through dated.change_posts",
}
"""Whatever stores whole records in ``staffing``, and what: a post is stored by ``posts.dated`` alone."""

STORES = {"save", "create", "bulk_create", "bulk_insert", "bulk_change"}
STORES |= {"bulk_create_with_history", "bulk_update_with_history"}


def test_nobody_writes_a_post_without_its_rows():
    root = Path(posts.__file__).parents[1]
    found = {
        f"{file.relative_to(root).as_posix()}::{function.name}"
        for file in root.rglob("*.py")
        if "migrations" not in file.parts
        for function in ast.walk(ast.parse(file.read_text()))
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and _stores(call)
    }
    known = {name for name in found if name in WRITERS or name.partition("::")[0] in WRITERS}
    assert found - known == set()
    assert {name for name in WRITERS if not any(one.startswith(name) for one in known)} == set()


def _stores(call: ast.Call) -> bool:
    """Does it store whole records? ``update_fields`` names what is no term of a post."""
    if isinstance(call.func, ast.Name):
        return call.func.id in STORES - {"save"}
    named = any(word.arg == "update_fields" for word in call.keywords)
    return isinstance(call.func, ast.Attribute) and call.func.attr in STORES and not named
