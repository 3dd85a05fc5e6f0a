"""What a spreadsheet shows for a value: all that formats made of text have left of it."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

from bench.roster_corpus.truth import Formula, Page, Styled


def filled(page: Page) -> Iterator[tuple[int, int, Any]]:
    """Row, column and value of every cell that is not empty, counted from 0."""
    for row, cells in enumerate(page.rows):
        for at, value in enumerate(cells):
            if value is not None:
                yield row, at, value


def shown(value: Any) -> str:
    """A value as text; long numbers in exponent form, as Excel saves them."""
    if value is None:
        return ""
    if isinstance(value, Formula):
        return shown(value.value)
    if isinstance(value, Styled):
        return _styled(value)
    if isinstance(value, datetime.date):
        return f"{value.year}/{value.month}/{value.day}"
    if isinstance(value, float):
        return f"{value:.5E}".replace("E+1", "E+1") if abs(value) >= 1e15 else f"{value:.11g}"
    return str(value)


def _styled(styled: Styled) -> str:
    value, code = styled.value, styled.number_format
    if isinstance(value, datetime.date):
        words = {"yyyy": f"{value.year}", "mm": f"{value.month:02}", "m": f"{value.month}", "dd": f"{value.day:02}"}
        words["d"] = f"{value.day}"
        return re.sub(r"yyyy|mm?|dd?", lambda found: words[found[0]], code.replace('"', ""))
    if code == "0.00":
        return f"{value:.2f}"
    return str(value)
