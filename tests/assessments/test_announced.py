"""What an edit must have judged anew although its record does not lie there today."""

import datetime

import pytest
from django.utils import timezone

from assessments.compliance.evaluate import evaluate
from assessments.compliance.refresh import refresh_all
from assessments.loading import standards_load
from assessments.models import Finding
from jian_minzheng.core.registers.writes import record_save
from offices.business_lines import lines_load
from offices.documents import kinds_load
from offices.models import BusinessLine, LineStanding, NursingHome, OfficeDocument
from offices.registers.documents import DOCUMENTS
from staffing import posts
from tests.assessments import facts_world as put
from tests.staffing.people import actor
from tests.standing import world_with

TODAY = timezone.localdate()
LONG_AGO = datetime.date(2019, 1, 1)


world = world_with(kinds_load, lines_load, standards_load)


@pytest.fixture
def place(world):
    refresh_all()
    return world


def differing(world):
    """Stored findings that a fresh evaluation does not bear out."""
    fresh = {(one.code, one.subject_kind, one.subject_id): one.outcome for one in evaluate([world["吉安市"]], TODAY)}
    rows = Finding.objects.select_related("standard")
    told = {(row.standard.code, row.subject_kind, row.subject_id): (row.outcome, row.reason) for row in rows}
    return [key for key, one in fresh.items() if told[key] != (one.outcome.value, one.reason)]


@pytest.mark.parametrize("last", [TODAY + datetime.timedelta(days=9), TODAY - datetime.timedelta(days=9)])
def test_particulars_of_somebody_with_a_last_day(place, last):
    facts = {"from_date": LONG_AGO, "channel": "01", "employment": "21", "to_date": last}
    (post,) = put.staff(place, "敦厚镇", 1, **facts)
    refresh_all()
    Finding.objects.update(since=LONG_AGO)
    post.person.education = "20"
    posts.person_update(actor(place, "county_jian"), person=post.person, opened_version=post.person.version)
    assert differing(place) == []
    newcomers = Finding.objects.get(standard__code="三(三)4-3", division=place["敦厚镇"])
    assert newcomers.since is None, "the day is found out anew"


def test_the_paper_by_which_a_line_moved(place):
    paper = OfficeDocument.objects.create(keeper=place["吉安县"], title="划转通知", dated=LONG_AGO)
    line = BusinessLine.objects.get(code="preferential_care")
    LineStanding.objects.filter(line=line, division=place["吉安县"]).delete()
    LineStanding.objects.create(
        line=line, division=place["吉安县"], since=LONG_AGO, where="elsewhere", department="退役军人局",
        township_serves=False, confirmed=True, document=paper,
    )  # fmt: skip
    refresh_all()
    paper.title = "职责划转通知"
    record_save(actor(place, "county_jian"), register=DOCUMENTS, record=paper, opened_version=paper.version)
    assert differing(place) == []
    assert "职责划转通知" in Finding.objects.get(standard__code="三(二)2-1", division=place["敦厚镇"]).reason


def test_a_post_at_a_home_that_moved(place):
    post = put.home_staff(place, "敦厚镇", "director", from_date=LONG_AGO)
    NursingHome.objects.filter(pk=place.homes["敦厚镇"].pk).update(township=place["永阳镇"])
    refresh_all()
    post.refresh_from_db()
    posts.appointment_void(actor(place, "county_jian"), record=post, reason="录入错误")
    assert differing(place) == []
