"""What standards ask of the units below: how many of all fulfil something. A unit that is missing is never a no.

Where units are missing, or nobody has said whether they are asked at all, the answer stands only if it would be the
same whatever they said; otherwise it is unknown, with their number, and each of them among its figures.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assessments.compliance.figures import Below, Returned
from assessments.compliance.goals import Reading, goal_of, no_goal, verdict
from assessments.compliance.outcome import Input, Outcome, Record
from assessments.compliance.returned import NO_PERIOD, number_input, unasked
from assessments.compliance.subjects import Subject
from assessments.values.parts import Share
from assessments.values.wording import listing
from assessments.vocabulary import Outcome as Kind


def share(subject: Subject, part: Share) -> Outcome:
    """Of the units below, those of which the subject's own return, or their own ones, say that they fulfil it."""
    units = [unit for unit in subject.below.get(part.of, ()) if unit.belongs is not False]
    if not units:
        inputs = (_all(subject, part, 0),)
        return Outcome.not_applicable(f"{subject.name}没有{part.group}，{part.label}不适用。", inputs=inputs)
    return counted(subject, part, units) if part.counted else answered(subject, part, units)


def counted(subject: Subject, part: Share, units: list[Below]) -> Outcome:
    """The subject has counted them; all there are, the tree knows, as it stands on the day."""
    return _counted(subject, part, units, subject.returned.get(part.counted))


def _counted(subject: Subject, part: Share, units: list[Below], one: Returned | None) -> Outcome:
    if said := unasked(part.label, (one,)):
        return said
    if one is None:
        return Outcome.unknown(f"{part.label}（{NO_PERIOD}）")
    label = f"{part.fulfils}{part.group}"
    inputs = (number_input(label, one, part.unit), _all(subject, part, len(units)))
    if one.number is None:
        return Outcome.unknown(f"{one.term}{label}", inputs=inputs)
    if open_ones := sum(unit.belongs is None for unit in units):
        open_input = Input(f"是否{part.group}未定的社区", open_ones, part.unit)
        return Outcome.unknown(_undecided(part, open_ones), inputs=(*inputs, open_input))
    if one.number > len(units):
        return Outcome.unknown(f"与区划相符的{one.term}{label}数", inputs=inputs, remedy=f"请核对并更正{label}数。")
    reading = Reading(one, one.number, Decimal(len(units)), inputs, label)
    return verdict(subject, part, reading, lambda: _counted(subject, part, units, one.year_before).outcome)


@dataclass(frozen=True, slots=True)
class _Answers:
    """Units by what they answered, ``None`` where they did not; ``open_ones`` may not be asked at all."""

    sure: Counter[bool | None]
    open_ones: Counter[bool | None]

    @property
    def asked(self) -> int:
        return self.sure.total()

    @property
    def lowest(self) -> Decimal:
        against = self.open_ones[False] + self.open_ones[None]
        return Decimal(self.sure[True] * 100) / (self.asked + against)

    @property
    def highest(self) -> Decimal:
        in_favour = self.open_ones[True] + self.open_ones[None]
        return Decimal((self.sure[True] + self.sure[None] + in_favour) * 100) / (self.asked + in_favour)


def answered(subject: Subject, part: Share, units: list[Below]) -> Outcome:
    """Each has answered for itself; one that says no to one of several things does not fulfil them."""
    told = next((one for unit in units for one in unit.returned.values() if one.term), None)
    if told is None or told.term is None:
        return Outcome.unknown(f"{part.group}的{part.label}（{NO_PERIOD}）")
    asked = [unit for unit in units if not _spared(unit)]
    if not asked:
        reasons = _reasons(units)
        spared = Input(f"{part.group}的{part.label}", f"不适用（{reasons}）")
        return Outcome.not_applicable(f"{part.group}的{part.label}都不适用：{reasons}。", inputs=(spared,))
    answers = _Answers(
        Counter(_fulfils(unit) for unit in asked if unit.belongs),
        Counter(_fulfils(unit) for unit in asked if unit.belongs is None),
    )
    inputs = (_all(subject, part, answers.asked), *_lacking(part, asked))
    goal = goal_of(subject, part, told.term.year)
    if goal is None:
        return no_goal(part, told.term.year, inputs)
    if not answers.asked or answers.lowest < goal.limit <= answers.highest:
        return Outcome.unknown(*_missing(part, answers, f"{told.term}"), inputs=(*inputs, goal.told))
    label = f"{part.fulfils}{part.group}"
    inputs = (Input(f"{told.term}{label}", answers.sure[True], part.unit), *inputs)
    reading = Reading(
        told, Decimal(answers.sure[True]), Decimal(answers.asked), inputs, label, silent=answers.sure[None]
    )
    return verdict(subject, part, reading, lambda: Kind.UNKNOWN)


def _fulfils(unit: Below) -> bool | None:
    answers = [None if one.open_line else one.answer for one in unit.returned.values() if not one.not_applicable]
    if False in answers:
        return False
    return None if None in answers else True


def _spared(unit: Below) -> bool:
    return bool(unit.returned) and all(one.not_applicable for one in unit.returned.values())


def _reasons(units: Iterable[Below]) -> str:
    return listing(dict.fromkeys(one.reason for unit in units for one in unit.returned.values() if one.reason))


def _missing(part: Share, answers: _Answers, term: str) -> list[str]:
    found = []
    if silent := answers.sure[None]:
        found.append(f"{silent} {part.unit}{part.group}{term}的{part.label}")
    if open_ones := answers.open_ones.total():
        found.append(_undecided(part, open_ones))
    return found


def _undecided(part: Share, number: int) -> str:
    return f"{number} {part.unit}社区是否{part.group}"


def _all(subject: Subject, part: Share, number: int) -> Input:
    return Input(f"{part.group}总数", number, part.unit, Record("offices.Division", subject.id))


def _lacking(part: Share, units: Iterable[Below]) -> Iterable[Input]:
    """Each unit that does not fulfil it, or of which it is not known, and what stands in the way."""
    for unit in units:
        answer = _fulfils(unit)
        if answer is True and unit.belongs:
            continue
        said = [] if unit.belongs else [f"是否{part.group}未定"]
        if answer is False:
            no = [label for code, label in part.indicators.items() if _says_no(unit, code)]
            said.append(f"{listing(no)}没有做到")
        elif answer is None:
            said.append("未填报")
        yield Input(unit.name, "，".join(said), record=Record("offices.Division", unit.id))


def _says_no(unit: Below, code: str) -> bool:
    one = unit.returned.get(code)
    return one is not None and one.answer is False
