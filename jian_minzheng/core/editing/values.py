"""How a stored value reads to people: 是/否/未填, choice labels, 2026年1月8日, masked personal numbers."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db import models

from jian_minzheng.core.masking import mask_id_number, mask_text

EMPTY = "未填"
_GROUPED = 10_000
"""From here on whole numbers read with their thousands apart; no year is so large."""


def human_date(day: datetime.date) -> str:
    """``2026年1月8日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def human_value(model: type[models.Model], name: str, value: Any) -> str:
    """The value of one field in words; ``未填`` where there is none."""
    if value is None or value == "":
        return EMPTY
    mask = masks_of(model).get(name)
    if mask is not None:
        return mask(str(value))
    field = model._meta.get_field(name)
    choices = dict(getattr(field, "flatchoices", ()))
    if choices:
        return str(choices.get(value, value))
    return human_text(value)


def masks_of(model: type[models.Model]) -> dict[str, Callable[[str], str]]:
    """Field names whose values are never shown whole; a model adds to them with its attribute ``masked_fields``."""
    return {"id_number": mask_id_number, **getattr(model, "masked_fields", {})}


def human_text(value: Any) -> str:
    """A value that has no field, in words, personal numbers in it masked; a dash where there is none."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.date):
        return human_date(value)
    if isinstance(value, Decimal):
        text = f"{value:,.2f}"
        return text.rstrip("0").rstrip(".")
    if isinstance(value, int) and value >= _GROUPED:
        return f"{value:,}"
    return mask_text(str(value))
