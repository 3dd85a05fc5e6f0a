"""What is known of returned figures, as rules see it: by whom, for which period, against which target, of which line.

``None`` in a fact means that nobody has said; it is neither zero nor no.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from assessments.compliance.outcome import Field, Input, Outcome, Record
from jian_minzheng.core.periods import Term


@dataclass(frozen=True, slots=True)
class Line:
    """A line of business that may not be asked of the county any more; ``reason`` names who has it, by which paper.

    ``elsewhere``: it lies with another department and townships do not serve it. ``None``: its county has not said.
    """

    label: str
    elsewhere: bool | None
    reason: str
    record: Record | None = None

    @property
    def missing(self) -> str:
        """What is wanting as long as the county has not said."""
        return f"{self.label}的业务线归属（待县确认）"

    @property
    def enter(self) -> Field:
        """The standing that the county is to confirm, or to register."""
        pk = self.record.pk if self.record else None
        return Field("line_standing", "confirmed" if pk else "line", pk=pk)

    def answer(self) -> Outcome:
        """What stands in the place of a judgement: it is not asked of the county, or the county is asked."""
        standing = "乡镇(街道)不再办理" if self.elsewhere else "待县确认"
        said = f"{self.reason or '归属未登记'}，{standing}"
        inputs = (Input(f"业务线“{self.label}”", said, record=self.record),)
        if self.elsewhere:
            return Outcome.not_applicable(f"{self.reason}，乡镇(街道)不再办理。", inputs=inputs)
        remedy = f"请县级民政部门在“业务线归属”中确认{self.label}的划转日期，并说明乡镇(街道)是否仍在办。"
        return Outcome.unknown(self.missing, remedy=remedy, inputs=inputs, enter=(self.enter,))


@dataclass(frozen=True, slots=True)
class Returned:
    """What a unit returned of one indicator for the period that counts, its ``term``; ``None`` where none does.

    Of a tick the ``answer``, of a figure the ``number``, a confirmed zero being one; neither where nothing was
    returned. What is not applicable has its ``reason``; ``open_line`` is a line of business of which the county has
    yet to say whether it is still asked. ``closes_on``: the due day of the last return of the term's year.
    ``year_before``: what was returned last in the year before.
    """

    term: Term | None
    number: Decimal | None = None
    answer: bool | None = None
    not_applicable: bool = False
    reason: str = ""
    record: Record | None = None
    late: bool = False
    open_line: Line | None = None
    closes_on: datetime.date | None = None
    year_before: "Returned | None" = None


@dataclass(frozen=True, slots=True)
class Below:
    """A unit below the subject and its returns; ``belongs`` to the group asked of, ``None`` if nobody has said."""

    id: int
    name: str
    returned: Mapping[str, Returned] = field(default_factory=dict)
    belongs: bool | None = True


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached in a year, by which paper; ``own``: set for the subject's county alone."""

    value: Decimal
    paper: str
    own: bool = False
    record: Record | None = None
