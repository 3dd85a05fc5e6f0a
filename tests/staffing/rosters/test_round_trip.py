"""What the portal gives out as a roster it takes in again, and nothing changes."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.kinds import KINDS
from intake.models import ImportBatch
from intake.workbooks.export import current_workbook
from jian_minzheng.core import id_numbers
from staffing import vocabulary as v
from staffing.models import Appointment, Person
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.people import forget_everybody
from tests.staffing.rosters.staff_rosters import number

pytestmark = pytest.mark.django_db

NAMES = st.sampled_from(["刘涛", "欧阳·娜娜", "买买提·艾力", "王𬭎", "Anna Li", "郑〇一", "诸葛孔明"])
WORDS = st.sampled_from(
    ["", "江西师范大学 社会工作", "=1+1", "@办公室", "本科/学士", "0796", "张三(女)", "合计", "备注：无"]
)
PAST = st.dates(datetime.date(2001, 1, 1), datetime.date(2026, 1, 31))


@st.composite
def posts(draw):
    """Particulars of one person and one post, as forms would take them."""
    serial = draw(st.integers(0, 9))
    number_ = number(serial, sex=draw(st.sampled_from([1, 2]))) if draw(st.booleans()) else None
    person = {
        "name": draw(NAMES),
        "id_number": number_,
        "birth_date": id_numbers.birth_date(number_)
        if number_
        else draw(st.none() | st.just(datetime.date(1970, 5, 6))),
        "sex": id_numbers.sex(number_) if number_ else draw(st.sampled_from(["", *v.Sex.values])),
        "ethnic_group": draw(st.sampled_from(["", "汉族", "畲族"])),
        "politics": draw(st.sampled_from(["", *v.Politics.values])),
        "education": draw(st.sampled_from(["", *v.Education.values])),
        "school": draw(WORDS),
        "social_work_title": draw(st.sampled_from(["", *v.SocialWorkTitle.values])),
        "phone": draw(st.sampled_from(["", "13812345678", "0796-8412345", "13812345678、0796-8412345"])),
        "work_start": draw(st.none() | PAST),
    }
    post = {
        "title": draw(WORDS),
        "employment": draw(st.sampled_from(["", *v.Employment.values])),
        "working_mode": draw(st.sampled_from(v.WorkingMode.values)),
        "channel": draw(st.sampled_from(["", *v.Channel.values])),
        "monthly_pay": draw(st.none() | st.decimals(0, 99_999, places=2)),
        "payer": draw(st.sampled_from(["", *v.Payer.values])),
        "insured": draw(st.none() | st.booleans()),
        "from_date": draw(PAST),
        "from_date_known": draw(st.booleans()),
        "note": draw(WORDS),
    }
    return person, post


@given(lines=st.lists(posts(), min_size=1, max_size=4, unique_by=(lambda p: p[0]["name"], lambda p: p[0]["id_number"])))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("kind", ["station_staff", "village_specialist"])
def test_an_exported_roster_imports_back_unchanged(world, tmp_path, kind, lines):
    ImportBatch.objects.all().delete()  # numbers of earlier files count, and here every file has other people's
    forget_everybody()
    place = world["敦厚镇" if kind == "station_staff" else "高塘村"]
    for person, post in lines:
        Appointment.objects.create(
            person=Person.objects.create(**person), kind=kind, work_division=place, post_division=place, **post
        )
    path = tmp_path / "现有.xlsx"
    path.write_bytes(current_workbook(KINDS[kind], world["吉安县"]).read())
    batch = Engine(world, division="吉安县").preview(path, kind)
    assert set(outcomes(batch)) == {"same"}, (codes(batch), list(batch.rows.values_list("changes", flat=True)))
    assert batch.summary["same"] == len(lines)


def test_pay_keeps_its_cents(world, tmp_path):
    place = world["敦厚镇"]
    person = Person.objects.create(name="刘涛", id_number=number(1))
    Appointment.objects.create(
        person=person,
        kind="station_staff",
        work_division=place,
        from_date=datetime.date(2020, 1, 1),
        monthly_pay=Decimal("2500.55"),
    )
    path = tmp_path / "现有.xlsx"
    path.write_bytes(current_workbook(KINDS["station_staff"], place).read())
    assert "2500.55" in Engine(world).preview(path).rows.get(outcome="changed").cells.values()
