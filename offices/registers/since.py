"""What registers of facts that hold from a day on, or since ever, have in common."""

from typing import Any

from django.core.exceptions import ValidationError

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.editing.values import human_date
from jian_minzheng.core.registers.columns import Column


def check_since(actor: Acting, row: Any) -> None:
    """For a row about to be stored.

    Raises:
        ValidationError: it holds from a day before its unit existed.
    """
    begun = row.division.valid_from
    if row.since is not None and row.since < begun:
        raise ValidationError({"since": f"“{row.division}”{human_date(begun)}才设立，不能早于这一天。"})


def until_column() -> Column:
    """The last day of rows that were read ``with_next``."""
    return Column("until", "至", lambda row: row.last_day)
