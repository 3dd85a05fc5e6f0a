"""People, their dated posts, and the numbers that rosters have tried."""

from staffing.models.numbers import RosterNumbers
from staffing.models.people import Appointment, Person

__all__ = ["Appointment", "Person", "RosterNumbers"]
