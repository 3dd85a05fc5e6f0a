"""三(三)1-8."""

import pytest

from assessments.compliance.rules.not_in_nursing_home import judge
from assessments.vocabulary import Outcome
from tests.assessments.policy import policy, profile, station


@pytest.mark.parametrize(("inside", "outcome"), [(False, Outcome.MET), (True, Outcome.UNMET), (None, Outcome.UNKNOWN)])
def test_an_office_inside_a_home_is_unmet(inside, outcome):
    assert judge(station(profile=profile(inside_nursing_home=inside)), policy()).outcome == outcome


def test_without_a_profile_nothing_is_known():
    assert judge(station(), policy()).outcome == Outcome.UNKNOWN
