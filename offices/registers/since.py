"""What registers of facts that hold from a day on, or since ever, have in common."""

import datetime
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


def held_since(record: Any, name: str) -> datetime.date | None:
    """From which day the present value of a dated field of a station or home holds: it may change on a later one."""
    since: datetime.date | None = record.held_since(name) or record.opened_on
    return since


def former_panel(rows: Any, name: str, title: str) -> list[dict[str, Any]]:
    """A section of a record's page: what a dated field said from when to when; none where it never changed.

    Args:
        rows: the dated rows of the record.
        name: the field, as in its rows.
    """
    found = list(rows.live().with_next().order_by("begun"))
    shown = [(str(getattr(row, name)), row.since, row.last_day) for row in found]
    panel = {"slug": rows.field.related_query_name(), "title": title, "template": "offices/partials/former.html"}
    return [{**panel, "rows": shown}] if shown else []
