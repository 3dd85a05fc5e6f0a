"""What standards ask of a subject's own return for the period that counts: ticks, shares of figures, targets."""

from collections.abc import Iterable, Mapping

from assessments.compliance.figures import Returned
from assessments.compliance.goals import Reading, verdict
from assessments.compliance.outcome import Figures, Input, Outcome
from assessments.compliance.subjects import Subject
from assessments.values.parts import Ratio, Reach, Ticks
from assessments.values.wording import listing

NO_PERIOD = "尚无到期的报表"
_OPEN_LINE = "业务线归属待县确认"


def ticks(subject: Subject, part: Ticks) -> Outcome:
    """So many of the items must be answered yes, all unless it says otherwise; what does not apply is left out.

    A yes counts whoever has the line of business; without one, an item whose line the county has not settled is open.
    """
    found = {label: subject.returned.get(code) for code, label in part.indicators.items()}
    applying = {label: one for label, one in found.items() if one is None or not one.not_applicable}
    asked = (Input("应有项数", part.at_least, "项"),) if part.at_least else ()
    inputs = (*asked, *(_answer(label, one) for label, one in found.items()))
    if not applying:
        return Outcome.not_applicable(f"{part.label}都不适用：{_reasons(found.values())}。", inputs=inputs)
    yes = [label for label, one in applying.items() if one and one.answer]
    no = [label for label, one in applying.items() if one and one.answer is False and not one.open_line]
    unsaid = [label for label in applying if label not in {*yes, *no}]
    lines = {label: one.open_line for label in unsaid if (one := applying[label]) and one.open_line}
    enter = tuple(dict.fromkeys(line.enter for line in lines.values()))
    required = min(part.at_least or len(applying), len(applying))
    term = _term(found.values())
    figures: Figures = {"required": required, "unit": "项", "inputs": inputs}
    if all(one is None for one in applying.values()):
        return Outcome.unknown(f"{part.label}（{NO_PERIOD}）", **figures)
    if len(yes) >= required:
        return Outcome.met(f"{term}{part.label} {len(yes)} 项，达到 {required} 项。", measured=len(yes), **figures)
    if len(yes) + len(unsaid) >= required:
        wanting = (lines[label].missing if label in lines else f"{term}{label}" for label in unsaid)
        return Outcome.unknown(*wanting, enter=enter, **figures)
    blank = [label for label in unsaid if label not in lines]
    said = "".join(f"；{listing(one)}{words}" for one, words in ((blank, "未填"), (lines, f"的{_OPEN_LINE}")) if one)
    return Outcome.unmet(
        f"{term}{part.label}应有 {required} 项，{listing(no)}没有{said}。",
        enter=enter,
        measured=None if unsaid else len(yes),
        gap=required - len(yes) - len(unsaid),
        remedy=f"落实{listing(no)}，并在下一期报表中填报。",
        **figures,
    )


def ratio(subject: Subject, part: Ratio) -> Outcome:
    """One figure of another, both of the same return; of nothing there is no share."""
    return _ratio(subject, part, subject.returned.get(part.part), subject.returned.get(part.whole))


def _ratio(subject: Subject, part: Ratio, below: Returned | None, whole: Returned | None) -> Outcome:
    if said := unasked(part.label, (whole, below)):
        return said
    if below is None or whole is None:
        return Outcome.unknown(f"{part.label}（{NO_PERIOD}）")
    labels = ((part.part_label, below), (part.whole_label, whole))
    missing = [f"{one.term}{label}" for label, one in labels if one.number is None]
    inputs = tuple(number_input(label, one, part.unit) for label, one in labels)
    if below.number is None or whole.number is None:
        return Outcome.unknown(*missing, inputs=inputs)
    if whole.number == 0 and part.zero_lacks:
        return Outcome.unknown(part.zero_lacks, inputs=(*inputs, Input(part.zero_lacks, "未登记")))
    if whole.number == 0:
        return Outcome.not_applicable(f"{whole.term}{part.whole_label}为零，{part.label}不适用。", inputs=inputs)
    reading = Reading(below, below.number, whole.number, inputs, part.part_label)
    return verdict(subject, part, reading, lambda: _ratio(subject, part, below.year_before, whole.year_before).outcome)


def reach(subject: Subject, part: Reach) -> Outcome:
    """A figure against the target of its year."""
    return _reach(subject, part, subject.returned.get(part.indicator))


def _reach(subject: Subject, part: Reach, one: Returned | None) -> Outcome:
    if said := unasked(part.label, (one,)):
        return said
    if one is None:
        return Outcome.unknown(f"{part.label}（{NO_PERIOD}）")
    inputs = (number_input(part.label, one, part.unit),)
    if one.number is None:
        return Outcome.unknown(f"{one.term}{part.label}", inputs=inputs)
    reading = Reading(one, one.number, None, inputs, part.label)
    return verdict(subject, part, reading, lambda: _reach(subject, part, one.year_before).outcome)


def unasked(label: str, found: Iterable[Returned | None]) -> Outcome | None:
    """The answer where a figure does not apply, or nobody knows whether it is asked; ``None`` where it is asked."""
    there = [one for one in found if one]
    if any(one.not_applicable for one in there):
        reason = _reasons(there)
        return Outcome.not_applicable(f"{label}不适用：{reason}。", inputs=(Input(label, f"不适用（{reason}）"),))
    if lines := [one.open_line for one in there if one.open_line]:
        return lines[0].answer()
    return None


def number_input(label: str, one: Returned, unit: str) -> Input:
    """A figure with its period, and whether it came late."""
    said = f"{one.term or ''}{label}{'（迟报）' if one.late and one.number is not None else ''}"
    return Input(said, "未填", record=one.record) if one.number is None else Input(said, one.number, unit, one.record)


def _term(found: Iterable[Returned | None]) -> str:
    """What the period is called, once for all that were asked."""
    return next((str(one.term) for one in found if one and one.term), "")


def _reasons(found: Iterable[Returned | None]) -> str:
    return listing(dict.fromkeys(one.reason for one in found if one and one.reason))


_WORDS: Mapping[bool | None, str] = {True: "是", False: "否", None: "未填"}


def _answer(label: str, one: Returned | None) -> Input:
    word = _WORDS[one.answer if one else None]
    if one and one.open_line and not one.answer:
        word = f"{word}，{_OPEN_LINE}"
    said = f"不适用（{one.reason}）" if one and one.not_applicable else word
    late = "（迟报）" if one and one.late and one.answer is not None else ""
    return Input(f"{label}{late}", said, record=one.record if one else None)
