"""A share of figures that the units below have returned, each its own, added up for the subject above them."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from assessments.compliance.figures import Below, Returned
from assessments.compliance.goals import Reading, verdict
from assessments.compliance.outcome import Input, Outcome, Record
from assessments.compliance.returned import NO_PERIOD, unasked
from assessments.compliance.subjects import Subject
from assessments.values.parts import BELOW, Ratio
from assessments.values.wording import plain
from assessments.vocabulary import Outcome as Kind

Pair = tuple[Below, Returned | None, Returned | None]
"""A unit, its figure and what that is a part of."""


def summed(subject: Subject, part: Ratio) -> Outcome:
    """What falls short of all (100 %) somewhere cannot be made good elsewhere; else every unit must have returned."""
    pairs = [
        (unit, unit.returned.get(part.part), unit.returned.get(part.whole)) for unit in subject.below.get(part.of, ())
    ]
    asked = [pair for pair in pairs if not any(one and one.not_applicable for one in pair[1:])]
    if not asked:
        return unasked(part.label, (one for pair in pairs for one in pair[1:])) or _nobody(subject, part)
    if said := unasked(part.label, (one for pair in asked for one in pair[1:])):
        return said
    told = next((one for _, one, _ in asked if one and one.term), None)
    if told is None:
        return Outcome.unknown(f"{part.label}（{NO_PERIOD}）")
    return _added(subject, part, told, asked)


def _nobody(subject: Subject, part: Ratio) -> Outcome:
    group = BELOW[part.of]
    inputs = (Input(f"{group}总数", 0, "个", Record("offices.Division", subject.id)),)
    return Outcome.not_applicable(f"{subject.name}没有{group}，{part.label}不适用。", inputs=inputs)


def _added(subject: Subject, part: Ratio, told: Returned, asked: list[Pair]) -> Outcome:
    known = [numbers for _, one, whole in asked if (numbers := _numbers(one, whole))]
    figure, whole = (sum((numbers[place] for numbers in known), Decimal(0)) for place in (0, 1))
    silent, group = len(asked) - len(known), BELOW[part.of]
    inputs = (
        Input(f"各{group}{told.term}{part.part_label}合计", figure, part.unit),
        Input(f"各{group}{told.term}{part.whole_label}合计", whole, part.unit),
        *_singled_out(part, asked),
    )
    if silent and not (part.percent == 100 and figure < whole):
        missing = f"{silent} 个{group}{told.term}的{part.whole_label}和{part.part_label}"
        return Outcome.unknown(missing, inputs=(*inputs, Input("应达到", Decimal(str(part.percent)), "%")))
    if whole == 0:
        return Outcome.not_applicable(
            f"{told.term}各{group}{part.whole_label}都为零，{part.label}不适用。", inputs=inputs
        )
    return verdict(subject, part, Reading(told, figure, whole, inputs, part.part_label), lambda: Kind.UNKNOWN)


def _numbers(one: Returned | None, whole: Returned | None) -> tuple[Decimal, Decimal] | None:
    """Both figures, where both have been returned."""
    if one is None or whole is None or one.number is None or whole.number is None:
        return None
    return one.number, whole.number


def _singled_out(part: Ratio, asked: Iterable[Pair]) -> Iterator[Input]:
    """Each unit that has not returned both figures, or falls short itself."""
    for unit, one, whole in asked:
        record = (one and one.record) or (whole and whole.record) or None
        numbers = _numbers(one, whole)
        if numbers is None:
            yield Input(unit.name, "未填报", record=record)
        elif numbers[0] < numbers[1] * Decimal(str(part.percent)) / 100:
            yield Input(unit.name, f"{plain(numbers[0])}÷{plain(numbers[1])}", part.unit, record)
