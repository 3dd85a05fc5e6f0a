"""Room three's vocabulary: what one cell means. Each parser returns a value, plain or as
``Several`` or ``Noted``, or raises ``ValueProblem``, nothing else.

A message says what was expected, with an example; it never repeats what stands in the cell, which may be a personal
number in the wrong column.
"""

from staffing.roster_import.values.blanks import is_blank, says_nothing
from staffing.roster_import.values.choices import parse_choice
from staffing.roster_import.values.dates import names_day, parse_date
from staffing.roster_import.values.money import parse_money
from staffing.roster_import.values.numbers import parse_id_number
from staffing.roster_import.values.persons import parse_name
from staffing.roster_import.values.problems import Noted, Option, Several, ValueProblem
from staffing.roster_import.values.telephones import parse_phone
from staffing.roster_import.values.texts import parse_note, parse_text, parse_title, parse_unit

__all__ = [
    "Noted",
    "Option",
    "Several",
    "ValueProblem",
    "is_blank",
    "names_day",
    "parse_choice",
    "parse_date",
    "parse_id_number",
    "parse_money",
    "parse_name",
    "parse_note",
    "parse_phone",
    "parse_text",
    "parse_title",
    "parse_unit",
    "says_nothing",
]
