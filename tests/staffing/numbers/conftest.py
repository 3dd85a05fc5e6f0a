"""Somebody whose number is wanted."""

import pytest

from staffing.models import Appointment
from tests.staffing.numbers.walls import NUMBER, PHONE
from tests.staffing.people import employ


@pytest.fixture
def zeng(world) -> Appointment:
    return employ(world, "曾庆华", id_number=NUMBER, phone=PHONE)
