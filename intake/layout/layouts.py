"""What an official decided about the columns of one layout, kept so that it can be offered the next time."""

import hashlib
from collections.abc import Mapping

from intake.headers import normalise
from intake.layout.columns import Layout
from jian_minzheng.core.masking import mask_text


def fingerprint(layout: Layout) -> str:
    """The same for sheets whose columns have the same names in the same order, however spaced: 32 hex digits."""
    names = "\n".join(_names(layout))
    return hashlib.blake2b(names.rstrip("\n").encode(), digest_size=16).hexdigest()


def by_name(layout: Layout, decided: Mapping[int, str | None]) -> dict[str, str | None]:
    """Decisions by column index → by the column's name, to be stored. Columns without a name of their own are left."""
    names = _names(layout)
    return {
        names[index]: field
        for index, field in decided.items()
        if index < len(names) and names[index] and names.count(names[index]) == 1
    }


def by_index(layout: Layout, remembered: Mapping[str, str | None]) -> dict[int, str | None]:
    """The inverse of ``by_name``, for the columns of another sheet."""
    names = _names(layout)
    return {
        index: remembered[name]
        for index, name in enumerate(names)
        if name and name in remembered and names.count(name) == 1
    }


def _names(layout: Layout) -> list[str]:
    """Of each column, as they are kept: numbers in them masked."""
    return [normalise(mask_text(column.header)) for column in layout.columns]
