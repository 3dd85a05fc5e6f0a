"""自 …… 起为此结果: the day that the facts say, whenever somebody judged."""

import datetime

import pytest
from django.utils import timezone

from assessments.compliance.facts.providers import _registry, providers
from assessments.compliance.refresh import refresh_all
from assessments.compliance.since import since_find_portion
from assessments.loading import standards_load
from assessments.models import Finding
from offices.activities import kinds_load as activity_kinds_load
from offices.documents import kinds_load
from tests.assessments import facts_world as put
from tests.base import OPENED

TODAY = timezone.localdate()
ONE_DAY = datetime.timedelta(days=1)


def days_ago(number):
    return TODAY - number * ONE_DAY


@pytest.fixture
def place(world):
    kinds_load()
    activity_kinds_load()
    standards_load()
    return world


def since(code, label):
    """As the worker stores it."""
    refresh_all(past_changed=True)
    while since_find_portion():
        pass
    found = Finding.objects.get(standard__code=code, subject_label=label)
    return found.outcome, found.since


def test_every_provider_says_when_its_facts_turn():
    assert set(_registry.turns) == set(providers())


def test_a_profile_entered_later_counts_from_its_own_day(place):
    station = place.stations["敦厚镇"]
    assert since("三(三)1-3", "敦厚镇民政所") == ("unknown", OPENED)
    put.profile(station, days_ago(90), sign_hung=True)
    put.profile(station, days_ago(30), sign_hung=True, office_area=12)
    assert since("三(三)1-3", "敦厚镇民政所") == ("met", days_ago(90))


def test_a_post_that_ended_leaves_a_gap_from_the_day_after_its_last(place):
    put.population(place, "敦厚镇", 10_000, 2020)
    posts = put.staff(place, "敦厚镇", 2)
    assert since("三(三)2-1", "敦厚镇民政所") == ("met", put.SINCE)
    posts[0].to_date = days_ago(10)
    posts[0].save()
    assert since("三(三)2-1", "敦厚镇民政所") == ("unmet", days_ago(9))
    put.staff(place, "敦厚镇", from_date=days_ago(12), to_date=days_ago(5))
    assert since("三(三)2-1", "敦厚镇民政所") == ("unmet", days_ago(4))
