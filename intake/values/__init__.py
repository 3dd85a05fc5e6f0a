"""What one cell means. A parser returns a value, plain or as ``Several`` or ``WithNote``, or raises ``ValueProblem``,
nothing else.

A message says what was expected, with an example; it never repeats what stands in the cell, which may be a personal
number in the wrong column.
"""

from intake.values.blanks import is_blank, says_nothing
from intake.values.choices import parse_choice
from intake.values.dates import names_day, parse_date
from intake.values.money import parse_money
from intake.values.telephones import parse_phone
from intake.values.texts import parse_text
from jian_minzheng.core.values.problems import Option, Several, ValueProblem, WithNote

__all__ = [
    "Option",
    "Several",
    "ValueProblem",
    "WithNote",
    "is_blank",
    "names_day",
    "parse_choice",
    "parse_date",
    "parse_money",
    "parse_phone",
    "parse_text",
    "says_nothing",
]
