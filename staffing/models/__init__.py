"""People, their dated posts with the terms that change while they run, and the numbers that rosters have tried."""

from staffing.models.numbers import RosterNumbers
from staffing.models.people import Appointment, Person
from staffing.models.terms import TERMS, ModeTerm, PayTerm, Term, TreatmentTerm

__all__ = ["TERMS", "Appointment", "ModeTerm", "PayTerm", "Person", "RosterNumbers", "Term", "TreatmentTerm"]
