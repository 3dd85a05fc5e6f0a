"""自 …… 起为此结果: the day that the facts say, whenever somebody judged."""

import datetime
import re

import pytest
from django.core.management import call_command
from django.utils import timezone

from assessments.compliance import since as since_module
from assessments.compliance.facts.providers import _registry, providers
from assessments.compliance.refresh import refresh_all
from assessments.compliance.since import since_find_portion
from assessments.loading import standards_load
from assessments.models import Finding
from assessments.services import parameter_change
from jian_minzheng.core.days import FIRST
from jian_minzheng.core.editing.values import human_date
from jian_minzheng.core.hooks import facts_changed
from offices.documents import kinds_load
from offices.identity import acting_as
from offices.models import DocumentKind, OfficeDocument
from tests.assessments import facts_world as put
from tests.base import OPENED
from tests.standing import world_with

TODAY = timezone.localdate()
HEADCOUNT, SIGN = "三(三)2-1", "三(三)1-3"
IMMEDIATE = "django_tasks.backends.immediate.ImmediateBackend"
STATION = "敦厚镇民政所"


def days_ago(number):
    return TODAY - datetime.timedelta(days=number)


world = world_with(standards_load)


@pytest.fixture
def place(world):
    refresh_all()
    return world


def stored(code=SIGN, label=STATION):
    return Finding.objects.get(standard__code=code, subject_label=label)


def found(code, label=STATION):
    """As the worker stores it once the facts of a township were announced."""
    finding = stored(code, label)
    facts_changed({finding.division_id})
    while since_find_portion():
        pass
    finding = stored(code, label)
    return finding.outcome, finding.since


def test_every_provider_says_when_its_facts_turn():
    assert set(_registry.turns) == set(providers())


def test_a_profile_entered_today_counts_from_its_own_day(place):
    assert found(SIGN) == ("unknown", OPENED)
    put.profile(place.stations["敦厚镇"], days_ago(90), sign_hung=True)
    put.profile(place.stations["敦厚镇"], days_ago(30), sign_hung=True, office_area=12)
    assert found(SIGN) == ("met", days_ago(90))


def test_a_gap_begins_on_the_day_after_the_last_of_a_post_and_moves_when_the_past_is_corrected(place):
    put.population(place, "敦厚镇", 10_000, 2020)
    posts = put.staff(place, "敦厚镇", 2)
    assert found(HEADCOUNT) == ("met", put.SINCE)
    posts[0].to_date = days_ago(10)
    posts[0].save()
    assert found(HEADCOUNT) == ("unmet", days_ago(9))
    put.staff(place, "敦厚镇", from_date=days_ago(12), to_date=days_ago(5))
    assert found(HEADCOUNT) == ("unmet", days_ago(4))


def test_a_figure_of_a_year_counts_from_its_end_on(place):
    put.staff(place, "敦厚镇", 2)
    put.population(place, "敦厚镇", 10_000, TODAY.year - 2)
    put.population(place, "敦厚镇", 30_000, TODAY.year - 1)
    assert found(HEADCOUNT) == ("unmet", datetime.date(TODAY.year - 1, 12, 31))


def test_a_paper_stops_counting_on_the_day_after_its_last_or_when_its_review_is_overdue(place):
    kinds_load()
    paper = OfficeDocument.objects.create(keeper=place["吉安县"], title="办法", dated=OPENED, valid_to=days_ago(20))
    paper.kinds.set(DocumentKind.objects.filter(code="urgent_relief"))
    assert found("三(二)1-2", "吉安县") == ("unmet", days_ago(19))
    paper.kinds.set(DocumentKind.objects.filter(code__in=["integrity_rules", "integrity_risk_list"]))
    paper.valid_to, paper.reviewed_on = None, datetime.date(2020, 2, 29)
    paper.save()
    assert found("三(一)3-2", "吉安县") == ("unmet", datetime.date(2022, 3, 1))


def test_a_parameter_dated_back_moves_the_day_of_all_whom_it_judges(place):
    put.staff(place, "敦厚镇", 2)
    assert found("三(三)2-2") == ("met", put.SINCE)
    officer = acting_as(place.users["city_officer"])
    parameter_change(
        officer, key="established_staff_minimum", value=3, valid_from=days_ago(40), source="市文件", county=None
    )
    assert found("三(三)2-2") == ("unmet", days_ago(40))


def test_once_a_change_is_stored_the_worker_finds_all_days_out(
    place, monkeypatch, django_capture_on_commit_callbacks, settings
):
    settings.TASKS = {"default": {"BACKEND": IMMEDIATE, "QUEUES": settings.TASK_QUEUES}}
    monkeypatch.setattr(since_module, "PORTION", 30)
    with django_capture_on_commit_callbacks(execute=True):
        facts_changed({place["敦厚镇"].pk})
    assert not Finding.objects.filter(since=None).exists()


def test_what_was_judged_anew_meanwhile_is_left_for_the_next_time(place, monkeypatch):
    put.profile(place.stations["敦厚镇"], days_ago(90), sign_hung=True)
    walk = since_module.since_found

    def slow(findings):
        days = walk(findings)
        put.profile(place.stations["敦厚镇"], days_ago(300), sign_hung=True)
        facts_changed({place["敦厚镇"].pk})
        return days

    facts_changed({place["敦厚镇"].pk})
    monkeypatch.setattr(since_module, "since_found", slow)
    assert since_find_portion()
    assert stored().since is None
    monkeypatch.undo()
    while since_find_portion():
        pass
    assert stored().since == days_ago(300)


def test_a_page_does_not_wait_for_the_worker(place):
    put.profile(place.stations["敦厚镇"], days_ago(90), sign_hung=True)
    facts_changed({place["敦厚镇"].pk})
    client, finding = place.client("clerk_dunhou"), stored()
    assert finding.since is None
    html = client.get(f"/assessments/findings/{finding.pk}/").content.decode()
    assert f"自 {human_date(days_ago(90))} 起为此结果。" in html
    rows = client.get(f"/assessments/findings/?standard={SIGN}").context["page_obj"].object_list
    assert [row.since for row in rows] == [days_ago(90)]


def test_where_there_are_too_many_the_list_says_that_they_are_being_found_out(place, monkeypatch):
    monkeypatch.setattr(since_module, "AT_ONCE", 1)
    html = place.client("clerk_dunhou").get("/assessments/findings/").content.decode()
    assert "正在推算" in html


def test_pages_say_when_the_oldest_of_what_they_show_was_judged(place):
    client, county = place.client("county_jian"), place["吉安县"].pk
    pages = ["/", *(f"/assessments/{name}/" for name in ("dashboard", "findings", "standards"))]
    pages += [f"/offices/divisions/{county}/", f"/assessments/dashboard/{county}/stations/"]

    def said():
        return {page: re.findall("核查于[^<]*", client.get(page).content.decode()) for page in pages}

    assert said() == {page: [f"核查于{human_date(TODAY)}。"] for page in pages}
    Finding.objects.filter(pk=stored("三(三)1-6", "吉安县").pk).update(judged_on=days_ago(1))
    older = f"核查于{human_date(days_ago(1))}。这是较早的核查结果，今天还没有重新核查。"
    assert said() == {page: [older] for page in pages}


def test_judging_anew_at_start_is_for_another_day_alone(place, capsys):
    call_command("evaluate", "--store", "--if-older")
    assert capsys.readouterr().out == ""
    Finding.objects.update(judged_on=days_ago(1), reason="昨天的")
    call_command("evaluate", "--store", "--if-older")
    assert stored().judged_on == TODAY


def test_what_never_was_otherwise_is_told_without_a_first_day(place):
    put.profile(place.stations["敦厚镇"], days_ago(90), sign_hung=True)
    facts_changed({place["敦厚镇"].pk})
    Finding.objects.filter(pk=stored().pk).update(since=FIRST)
    client = place.client("clerk_dunhou")
    assert "有登记以来一直为此结果。" in client.get(f"/assessments/findings/{stored().pk}/").content.decode()
    assert "有登记以来" in client.get(f"/assessments/findings/?standard={SIGN}").content.decode()
