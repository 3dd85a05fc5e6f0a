"""The form of a post asks whether it corrects or changes, and the person's page shows since when what holds."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from staffing.models import TERMS, Appointment, ModeTerm, PayTerm
from staffing.posts import dated
from tests.staffing.people import START, employ
from tests.staffing.test_post_forms import send, terms

TODAY = timezone.localdate()
ONE_DAY = datetime.timedelta(days=1)
WEEK_AGO = TODAY - 7 * ONE_DAY


@pytest.fixture
def held(world) -> Appointment:
    post = employ(world, "曾庆华", employment="21", channel="01", monthly_pay=Decimal(2000))
    dated.write_terms([post], TERMS, dated.Writing(START))
    return post


def rows(model=PayTerm):
    return list(model.objects.filter(voided_at=None).order_by("since").values_list("since", model.fact))


def test_another_pay_is_not_taken_without_saying_how(world, held):
    answer = send(world, "post_edit", held, **terms(monthly_pay="2500"))
    assert "请选择是更正原来的登记" in answer.content.decode()
    assert rows() == [(START, 2000)]


def test_a_raise_adds_a_row_and_a_correction_does_not(world, held):
    send(world, "post_edit", held, **terms(monthly_pay="2500", how="changes", changes_on=WEEK_AGO))
    assert rows() == [(START, 2000), (WEEK_AGO, 2500)]
    held.refresh_from_db()
    send(world, "post_edit", held, **terms(monthly_pay="2600", how="corrects"))
    assert rows() == [(START, 2000), (WEEK_AGO, 2600)]


def test_a_working_mode_changes_from_a_day_on(world, held):
    send(world, "post_edit", held, **terms(monthly_pay="2000", working_mode="2", how="changes", changes_on=WEEK_AGO))
    assert set(rows(ModeTerm)) == {(None, "1"), (WEEK_AGO, "2")}


def post_term(world, name, *args, **data):
    return world.client("county_jian").post(reverse(f"staffing:{name}", args=args), data)


def test_earlier_pay_is_entered_corrected_voided_and_brought_back(world, held):
    PayTerm.objects.update(since=WEEK_AGO)
    post_term(world, "term_new", held.pk, "monthly_pay", monthly_pay="1500")
    first = PayTerm.objects.get(since=None)
    post_term(world, "term_edit", "monthly_pay", first.pk, since=START, monthly_pay="1600", version=first.version)
    assert rows() == [(START, 1600), (WEEK_AGO, 2000)]
    page = world.client("county_jian").get(reverse("staffing:person_detail", args=[held.person_id])).content.decode()
    assert "2020年3月1日起至" in page
    assert "1600" in page.replace(",", "")
    post_term(world, "term_void", "monthly_pay", first.pk, reason="录错了人")
    assert rows() == [(WEEK_AGO, 2000)]
    post_term(world, "term_restore", "monthly_pay", first.pk)
    assert rows() == [(START, 1600), (WEEK_AGO, 2000)]


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (START - datetime.timedelta(days=1), "到岗日期"),
        (START, "已经登记"),
        (TODAY + datetime.timedelta(days=1), "将来"),
    ],
)
def test_a_day_that_cannot_be_is_told(world, held, since, said):
    answer = post_term(world, "term_new", held.pk, "monthly_pay", since=since, monthly_pay="1500")
    assert said in answer.content.decode()
    assert rows() == [(START, 2000)]


def test_two_people_at_one_row_are_told(world, held):
    row = PayTerm.objects.get()
    PayTerm.objects.update(version=2)
    answer = post_term(world, "term_edit", "monthly_pay", row.pk, since=START, monthly_pay="1", version=1)
    assert "已被他人修改" in answer.content.decode()


def test_the_first_row_of_how_somebody_works_keeps_its_place(world, held):
    first = ModeTerm.objects.get()
    page = world.client("county_jian").get(reverse("staffing:term_edit", args=["working_mode", first.pk]))
    assert 'name="since"' not in page.content.decode()
    assert post_term(world, "term_new", held.pk, "salary").status_code == 404
