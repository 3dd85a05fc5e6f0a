"""What standards ask of returned figures, of the period that counts: ticks of a list, and shares of two figures."""

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal

from assessments.compliance.outcome import Figures, Input, Outcome
from assessments.compliance.subjects import Returned, Subject
from assessments.values.definitions import Ratio, Ticks
from assessments.values.wording import apart, listing, plain

_NO_PERIOD = "到期的报表"


def ticks(subject: Subject, part: Ticks) -> Outcome:
    """So many of the items must be answered yes, all unless it says otherwise; what does not apply is left out."""
    found = {label: subject.returned.get(code) for code, label in part.indicators.items()}
    applying = {label: one for label, one in found.items() if one is None or not one.not_applicable}
    asked = (Input("应有项数", part.at_least, "项"),) if part.at_least else ()
    inputs = (*asked, *(_answer(label, one) for label, one in found.items()))
    if not applying:
        return Outcome.not_applicable(f"{part.label}都不适用：{_reasons(found.values())}。", inputs=inputs)
    yes = [label for label, one in applying.items() if one and one.answer]
    no = [label for label, one in applying.items() if one and one.answer is False]
    unsaid = [label for label in applying if label not in {*yes, *no}]
    required = min(part.at_least or len(applying), len(applying))
    term = _term(found.values())
    figures: Figures = {"required": required, "unit": "项", "inputs": inputs}
    if all(one is None for one in applying.values()):
        return Outcome.unknown(f"{part.label}（尚无{_NO_PERIOD}）", **figures)
    if len(yes) >= required:
        return Outcome.met(f"{term}{part.label} {len(yes)} 项，达到 {required} 项。", measured=len(yes), **figures)
    if len(yes) + len(unsaid) >= required:
        return Outcome.unknown(*(f"{term}{label}" for label in unsaid), **figures)
    said = f"；{listing(unsaid)}未填" if unsaid else ""
    return Outcome.unmet(
        f"{term}{part.label}应有 {required} 项，{listing(no)}没有{said}。",
        measured=None if unsaid else len(yes),
        gap=required - len(yes) - len(unsaid),
        remedy=f"落实{listing(no)}，并在下一期报表中填报。",
        **figures,
    )


def ratio(subject: Subject, part: Ratio) -> Outcome:
    """One figure of another, both of the same return; of nothing there is no share."""
    below, whole = subject.returned.get(part.part), subject.returned.get(part.whole)
    asked = {part.part_label: below, part.whole_label: whole}
    figures = (_number(label, one, part.unit) for label, one in asked.items())
    inputs = (Input("应达到", Decimal(str(part.percent)), "%"), *figures)
    if any(one and one.not_applicable for one in (whole, below)):
        return Outcome.not_applicable(f"{part.label}不适用：{_reasons((whole, below))}。", inputs=inputs)
    if below is None or whole is None:
        return Outcome.unknown(f"{part.label}（尚无{_NO_PERIOD}）", inputs=inputs)
    missing = [f"{one.term}{label}" for label, one in asked.items() if one and one.number is None]
    if below.number is None or whole.number is None:
        return Outcome.unknown(*missing, inputs=inputs)
    if whole.number == 0:
        return Outcome.not_applicable(f"{whole.term}{part.whole_label}为零，{part.label}不适用。", inputs=inputs)
    return _share(part, below.number, whole.number, whole.term, inputs)


def _share(part: Ratio, below: Decimal, whole: Decimal, term: str, inputs: tuple[Input, ...]) -> Outcome:
    target, share = Decimal(str(part.percent)), below * 100 / whole
    required = math.ceil(whole * target / 100)
    figures: Figures = {"measured": below, "required": required, "unit": part.unit, "inputs": inputs}
    sentence = f"{term}{part.label} {plain(below)}÷{plain(whole)}={apart(share, target)}%"
    if share >= target:
        return Outcome.met(f"{sentence}，不低于 {plain(target)}%。", **figures)
    gap = required - below
    return Outcome.unmet(
        f"{sentence}，低于 {plain(target)}%，差 {plain(gap)} {part.unit}。",
        gap=gap,
        remedy=f"使{part.part_label}再增加 {plain(gap)} {part.unit}。",
        **figures,
    )


def _term(found: Iterable[Returned | None]) -> str:
    """What the period is called, once for all that were asked."""
    return next((one.term for one in found if one and one.term), "")


def _reasons(found: Iterable[Returned | None]) -> str:
    return listing(dict.fromkeys(one.reason for one in found if one and one.reason))


_WORDS: Mapping[bool | None, str] = {True: "是", False: "否", None: "未填"}


def _answer(label: str, one: Returned | None) -> Input:
    said = _spared(one) or _WORDS[one.answer if one else None]
    return Input(label, said, record=one.record if one else None)


def _number(label: str, one: Returned | None, unit: str) -> Input:
    label, record = f"{one.term if one else ''}{label}", one.record if one else None
    if one is None or one.not_applicable or one.number is None:
        return Input(label, _spared(one) or "未填", record=record)
    return Input(label, one.number, unit, record)


def _spared(one: Returned | None) -> str:
    return f"不适用（{one.reason}）" if one and one.not_applicable else ""
