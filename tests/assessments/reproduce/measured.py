"""Figures of returns: a share, a sum, a target of the year, and the units below that fulfil something."""

import math
from decimal import Decimal

from tests.assessments.reproduce.answers import NOTHING_ASKED, UNKNOWN, Answer
from tests.assessments.reproduce.shown import UNSAID, Shown

LIMITS = r"应达到|\d+年目标（.+）"
"""Who set what is to be reached: the definition, or the target of a year."""


def limit_of(shown: Shown) -> Decimal | None:
    return shown.number(LIMITS)


def _figures(shown: Shown) -> list[object]:
    """What stands before the limit, a deadline and what is wanting."""
    no_figure = {"应达到", "完成期限"}
    return [value for label, value in shown.inputs if label not in no_figure and "年目标（" not in label]


def share_of(shown: Shown, figure: Decimal, whole: Decimal, silent: int = 0) -> Answer:
    """So many percent of the whole, rounded up, are asked for; until the deadline there is time."""
    limit = limit_of(shown)
    return UNKNOWN if limit is None else _against(shown, figure, Decimal(math.ceil(whole * limit / 100)), silent)


def _against(shown: Shown, figure: Decimal, asked: Decimal, silent: int = 0) -> Answer:
    if figure >= asked:
        return Answer("met", figure, asked)
    if shown.values("完成期限"):
        return Answer("not_due", figure, asked)
    return Answer("unmet", figure, asked, asked - figure - silent)


def ratio(shown: Shown) -> Answer:
    """One figure of another."""
    figures = _figures(shown)
    if any(str(value).startswith("不适用") for value in figures):
        return NOTHING_ASKED
    if len(figures) < 2 or UNSAID in figures or "未登记" in figures:
        return UNKNOWN
    part, whole = (Decimal(str(value)) for value in figures)
    return share_of(shown, part, whole) if whole else NOTHING_ASKED


def reach(shown: Shown) -> Answer:
    """A figure against the target of its year."""
    figures = _figures(shown)
    if any(str(value).startswith("不适用") for value in figures):
        return NOTHING_ASKED
    limit = limit_of(shown)
    if not figures or UNSAID in figures or limit is None:
        return UNKNOWN
    return _against(shown, Decimal(str(figures[0])), limit)


def summed(shown: Shown) -> Answer:
    """Figures of the units below, added up; what falls short of all cannot be made good by those who have not said."""
    if any(str(value).startswith("不适用") for _, value in shown.inputs) or shown.value(r".+总数") == 0:
        return NOTHING_ASKED
    sums = [Decimal(str(value)) for value in shown.values(r"各.+合计")]
    if len(sums) < 2:
        return UNKNOWN
    (figure, whole), silent = sums, UNSAID_UNIT in [value for _, value in shown.inputs]
    if silent and not (limit_of(shown) == 100 and figure < whole):
        return UNKNOWN
    return share_of(shown, figure, whole) if whole else NOTHING_ASKED


def counted(shown: Shown) -> Answer:
    """Counted by the subject itself; all there are, the tree knows. More than there are cannot be."""
    if any(str(value).startswith("不适用") for _, value in shown.inputs):
        return NOTHING_ASKED
    whole = shown.count(r".+总数")
    if whole == 0:
        return NOTHING_ASKED
    figures = _figures(shown)
    if len(figures) != 2 or UNSAID in figures:
        return UNKNOWN
    figure = Decimal(str(figures[0]))
    return UNKNOWN if figure > whole else share_of(shown, figure, Decimal(whole))


UNSAID_UNIT = "未填报"


def answered(shown: Shown) -> Answer:
    """Each unit has answered for itself; units that are missing, or may not be asked at all, may turn the answer."""
    if any(str(value).startswith("不适用") for _, value in shown.inputs):
        return NOTHING_ASKED
    asked, limit = shown.count(r".+总数"), limit_of(shown)
    if asked is None:
        return UNKNOWN
    units = [value for label, value in shown.inputs if _is_words(value)]
    sure = [value for value in units if "未定" not in value]
    if not units and asked == 0:
        return NOTHING_ASKED
    no, silent = sum("没有做到" in value for value in sure), sum(value == UNSAID_UNIT for value in sure)
    yes = asked - no - silent
    may = [value for value in units if "未定" in value]
    may_no = sum("没有做到" in value for value in may)
    may_silent = sum(UNSAID_UNIT in value for value in may)
    if limit is None or not asked:
        return UNKNOWN
    in_favour = len(may) - may_no
    lowest = Decimal(yes * 100) / (asked + may_no + may_silent)
    highest = Decimal((yes + silent + in_favour) * 100) / (asked + in_favour)
    if lowest < limit <= highest:
        return UNKNOWN
    return share_of(shown, Decimal(yes), Decimal(asked), silent)


def _is_words(value: object) -> bool:
    return isinstance(value, str) and not value.replace(".", "").isdigit() and not value[:4].isdigit()
