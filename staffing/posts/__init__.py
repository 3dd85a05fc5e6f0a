"""Writes of people and posts: services, each one transaction, each checking rules and scope itself.

Those that change a record take the version that the user saw. Every write ends at the one door (``core.writes``), so
that findings are right before the transaction ends.
"""

from staffing.posts.filing import appointments_file
from staffing.posts.people import person_create_with_appointment, person_update
from staffing.posts.terms import (
    appointment_end,
    appointment_lend,
    appointment_reinstate,
    appointment_start,
    appointment_transfer,
    appointment_update,
)
from staffing.posts.voiding import appointment_restore, appointment_void

__all__ = [
    "appointment_end",
    "appointment_lend",
    "appointment_reinstate",
    "appointment_restore",
    "appointment_start",
    "appointment_transfer",
    "appointment_update",
    "appointment_void",
    "appointments_file",
    "person_create_with_appointment",
    "person_update",
]
