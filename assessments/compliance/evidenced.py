"""What standards ask of records that must be in force: something of each kind, reviewed, and saying yes of itself."""

import calendar
import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assessments.compliance.outcome import Field, Figures, Input, Outcome
from assessments.compliance.subjects import Evidence, Subject
from assessments.values.parts import OnFile
from assessments.values.wording import listing


def on_file(subject: Subject, part: OnFile) -> Outcome:
    """Each kind is there, or not as it should be, or there is none, as has been said, or it is not on record: that says
    no only of a complete register."""
    asked: dict[str, tuple[str, ...]] = {label: (code,) for code, label in part.kinds.items()}
    if part.either:
        asked = {"或".join(part.kinds.values()): tuple(part.kinds)}
    states = {label: _state(subject, part, codes, label) for label, codes in asked.items()}
    lacking = {label: one.words for label, one in states.items() if one.there is False}
    unsaid = {label: one.words for label, one in states.items() if one.there is None}
    enter = {answer: tuple(one.enter for one in states.values() if one.there is answer) for answer in (False, None)}
    inputs = _shown(subject, part)
    there = None if unsaid else len(states) - len(lacking)
    figures: Figures = {"measured": there, "required": len(states), "unit": "项"}
    if lacking:
        said = f"；{listing(f'{label}{words}' for label, words in unsaid.items())}" if unsaid else ""
        return Outcome.unmet(
            f"{listing(f'{label}{words}' for label, words in lacking.items())}{said}。",
            gap=len(lacking),
            remedy=_remedy({label: one for label, one in states.items() if one.there is False}),
            enter=enter[False],
            inputs=inputs,
            **figures,
        )
    if unsaid:
        missing = [f"{label}（{words}）" for label, words in unsaid.items()]
        remedy = _remedy({label: one for label, one in states.items() if one.there is None})
        return Outcome.unknown(
            *missing, remedy=remedy, enter=enter[None], inputs=inputs, unit="项", required=len(states)
        )
    return Outcome.met(f"{listing(states)}{'都' if len(states) > 1 else ''}在册有效。", inputs=inputs, **figures)


def _shown(subject: Subject, part: OnFile) -> tuple[Input, ...]:
    """All that decides: what is asked, and of each kind the records with what counts of them, or that there is none."""
    terms = [Input("要求", "有其中一种即可")] if part.either else []
    terms += [Input("复审期限", part.months, "个月")] if part.months is not None else []
    return (*terms, *(one for code, label in part.kinds.items() for one in _of_kind(subject, part, code, label)))


def _of_kind(subject: Subject, part: OnFile, code: str, label: str) -> list[Input]:
    """What holds on the day, else what ended last, else whether its absence says no."""
    found = of_kinds(subject, [code], below=part.below)
    begun = [one for one in found if one.since <= subject.day]
    undated = [one for one in found if one.since > subject.day and not one.since_known]
    waiting = [Input(label, "起始日期未登记", record=one.record) for one in undated[:1]]
    if not begun and not waiting and (said := subject.lacking.get(code)):
        return [Input(label, "没有", record=said)]
    if not begun and not waiting:
        complete = registers_of([code]) <= subject.complete
        return [Input(label, "没有登记"), Input(f"{label}是否已登记齐全", _ANSWERS[complete])]
    holding = [one for one in begun if _holds(one, subject.day)]
    papers = holding or sorted(begun, key=lambda one: one.since)[-1:]
    return [*(told for paper in papers for told in _told(label, paper, part)), *waiting]


def _told(label: str, paper: Evidence, part: OnFile) -> list[Input]:
    """A record with its day and whatever of it may decide."""
    told: dict[str, datetime.date | str] = {label: paper.since}
    if paper.until is not None:
        told[f"{label}有效期至"] = paper.until
    if part.months is not None:
        told[f"{label}复审起算日"] = paper.renewed
    if paper.reviewed_later is not None:
        told[f"{label}以后的复审"] = paper.reviewed_later
    for name, words in (part.says or {}).items():
        told[f"{label}已{words}"] = _ANSWERS[paper.says.get(name)]
    return [Input(said, value, record=paper.record) for said, value in told.items()]


_RENEWAL = "登记现行有效的{}"


@dataclass(frozen=True, slots=True)
class _State:
    """Whether something of the kinds is there, else the words for it, where it is entered, and what to do about it."""

    there: bool | None
    words: str = ""
    enter: Field | None = None
    remedy: str = _RENEWAL


def _remedy(states: Mapping[str, _State]) -> str:
    """What is to be done alike is said once."""
    by_remedy: dict[str, list[str]] = {}
    for label, one in states.items():
        by_remedy.setdefault(one.remedy, []).append(label)
    return f"{'；'.join(remedy.format(listing(labels)) for remedy, labels in by_remedy.items())}。"


def _state(subject: Subject, part: OnFile, codes: tuple[str, ...], label: str) -> _State:
    found = of_kinds(subject, codes, below=part.below)
    papers = [one for one in found if one.since <= subject.day]
    holding = [one for one in papers if _holds(one, subject.day)]
    valid = [one for one in holding if not _overdue(one, part.months, subject.day)]
    reviewed = [one for one in papers if one.reviewed_later and one not in valid]
    answers = {says_yes(one, part.says): one for one in valid}
    if True in answers:
        return _State(True)
    if valid:
        answer, paper = next((answer, answers[answer]) for answer in (None, False) if answer in answers)
        words = f"是否{_words(part.says)}未填" if answer is None else f"未{_words(part.says)}"
        remedy = f"登记{{}}是否{_words(part.says)}" if answer is None else f"{_words(part.says)}{{}}，并登记"
        return _State(answer, words, entry_of(codes, label, _not_said(paper, part.says, answer), paper), remedy)
    if reviewed:
        words = f"{reviewed[0].reviewed_later} 以前是否复审过没有记录"
        return _State(None, words, entry_of(codes, label, paper=reviewed[0]), "登记{}以前的复审")
    if waiting := [one for one in found if one.since > subject.day and not one.since_known]:
        words = "起始日期未登记，不能确定当日是否已有"
        return _State(None, words, entry_of(codes, label, paper=waiting[0]), "登记{}的起始日期")
    if papers:
        words = _ended(max(papers, key=lambda one: one.since), part.months, subject.day)
        newest = max(holding, key=lambda one: one.renewed, default=None)
        remedy = "复审{}，并登记" if newest else _RENEWAL
        return _State(False, words, entry_of(codes, label, paper=newest), remedy)
    if all(code in subject.lacking or registers_of([code]) <= subject.complete for code in codes):
        return _State(False, "没有", entry_of(codes, label))
    return _State(None, "尚未登记", entry_of(codes, label), "登记{}；确实没有的，清查完成后按没有核查")


def entry_of(codes: Sequence[str], label: str, name: str = "", paper: Evidence | None = None) -> Field:
    """A new record, of the kind if there is one only; of a paper that is there the field, or its review."""
    register, _, kind = codes[0].partition(":")
    return Field(register, name, paper.record.pk if paper else None, kind if len(codes) == 1 else "", label)


def _not_said(paper: Evidence, says: Mapping[str, str] | None, answer: bool | None) -> str:
    """The first question that the paper answers so."""
    return next(name for name in says or () if paper.says.get(name) is answer)


def _ended(paper: Evidence, months: int | None, day: datetime.date) -> str:
    if paper.until is not None and paper.until < day:
        return f"已于 {paper.until} 失效"
    return f"自 {paper.renewed} 起超过 {months} 个月未复审"


def registers_of(codes: Iterable[str]) -> set[str]:
    """Names of the registers in which records of these kinds are kept."""
    return {code.partition(":")[0] for code in codes}


def of_kinds(subject: Subject, kinds: Iterable[str], *, below: bool) -> list[Evidence]:
    """Of these kinds; another standard may ask for the same kind counting the units below, or not counting them."""
    wanted = {*kinds}
    return [one for one in subject.evidence if one.kind in wanted and one.below == below]


def _holds(paper: Evidence, day: datetime.date) -> bool:
    return paper.since <= day and (paper.until is None or day <= paper.until)


def _overdue(paper: Evidence, months: int | None, day: datetime.date) -> bool:
    """More than so many months after its last review; the day of the same number is still in time."""
    if months is None:
        return False
    gone = (day.year - paper.renewed.year) * 12 + day.month - paper.renewed.month
    last = min(paper.renewed.day, calendar.monthrange(day.year, day.month)[1])
    return gone > months or (gone == months and day.day > last)


def says_yes(paper: Evidence, says: Mapping[str, str] | None) -> bool | None:
    """One no is enough for no; without a no, one missing answer leaves it open."""
    answers = [paper.says.get(name) for name in says or ()]
    if False in answers:
        return False
    return None if None in answers else True


def _words(says: Mapping[str, str] | None) -> str:
    return listing((says or {}).values())


_ANSWERS: Mapping[bool | None, str] = {True: "是", False: "否", None: "未填"}
