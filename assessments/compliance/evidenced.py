"""What standards ask of records: papers that must be in force, and what must have been held in the year."""

import calendar
import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal

from assessments.compliance.outcome import Figures, Input, Outcome, Progress
from assessments.compliance.subjects import Evidence, Subject
from assessments.values.definitions import Held, OnFile
from assessments.values.wording import listing
from assessments.vocabulary import Outcome as Kind


def on_file(subject: Subject, part: OnFile) -> Outcome:
    """Each kind is there, or not as it should be, or not on record: that says no only of a complete register."""
    asked: dict[str, tuple[str, ...]] = {label: (code,) for code, label in part.kinds.items()}
    if part.either:
        asked = {"或".join(part.kinds.values()): tuple(part.kinds)}
    states = {label: _state(subject, part, codes) for label, codes in asked.items()}
    lacking = {label: words for label, (is_there, words) in states.items() if is_there is False}
    unsaid = {label: words for label, (is_there, words) in states.items() if is_there is None}
    inputs = _shown(subject, part)
    there = None if unsaid else len(states) - len(lacking)
    figures: Figures = {"measured": there, "required": len(states), "unit": "项"}
    if lacking:
        said = f"；{listing(f'{label}{words}' for label, words in unsaid.items())}" if unsaid else ""
        return Outcome.unmet(
            f"{listing(f'{label}{words}' for label, words in lacking.items())}{said}。",
            gap=len(lacking),
            remedy=f"登记现行有效的{listing(lacking)}。",
            inputs=inputs,
            **figures,
        )
    if unsaid:
        missing = [f"{label}（{words}）" for label, words in unsaid.items()]
        return Outcome.unknown(*missing, inputs=inputs, unit="项", required=len(states))
    return Outcome.met(f"{listing(states)}{'都' if len(states) > 1 else ''}在册有效。", inputs=inputs, **figures)


def _shown(subject: Subject, part: OnFile) -> tuple[Input, ...]:
    """All that decides: what is asked, and of each kind the records with what counts of them, or that there is none."""
    terms = [Input("要求", "有其中一种即可")] if part.either else []
    terms += [Input("复审期限", part.months, "个月")] if part.months is not None else []
    return (*terms, *(one for code, label in part.kinds.items() for one in _of_kind(subject, part, code, label)))


def _of_kind(subject: Subject, part: OnFile, code: str, label: str) -> list[Input]:
    """What holds on the day, else what ended last, else whether its absence says no."""
    begun = [one for one in _of(subject, [code], below=part.below) if one.since <= subject.day]
    if not begun:
        complete = _registers([code]) <= subject.complete
        return [Input(label, "没有登记"), Input(f"{label}是否已登记齐全", _ANSWERS[complete])]
    holding = [one for one in begun if _holds(one, subject.day)]
    papers = holding or [max(begun, key=lambda one: one.since)]
    return [told for paper in papers for told in _told(label, paper, part)]


def _told(label: str, paper: Evidence, part: OnFile) -> list[Input]:
    """A record with its day and whatever of it may decide."""
    told: dict[str, datetime.date | str] = {label: paper.since}
    if paper.until is not None:
        told[f"{label}有效期至"] = paper.until
    if part.months is not None:
        told[f"{label}复审起算日"] = paper.renewed
    for name, words in (part.says or {}).items():
        told[f"{label}已{words}"] = _ANSWERS[paper.says.get(name)]
    return [Input(said, value, record=paper.record) for said, value in told.items()]


def _state(subject: Subject, part: OnFile, codes: tuple[str, ...]) -> tuple[bool | None, str]:
    """Whether something of the kinds is there, with the words for it if it is not."""
    papers = _of(subject, codes, below=part.below)
    valid = [one for one in papers if _holds(one, subject.day) and not _overdue(one, part.months, subject.day)]
    answers = [_says(one, part.says) for one in valid]
    if True in answers:
        return True, ""
    if valid:
        return (None, f"是否{_words(part.says)}未填") if None in answers else (False, f"未{_words(part.says)}")
    if past := [one for one in papers if one.since <= subject.day]:
        return False, _ended(max(past, key=lambda one: one.since), part.months, subject.day)
    return (False, "没有") if _registers(codes) <= subject.complete else (None, "尚未登记")


def _ended(paper: Evidence, months: int | None, day: datetime.date) -> str:
    if paper.until is not None and paper.until < day:
        return f"已于 {paper.until} 失效"
    return f"自 {paper.renewed} 起超过 {months} 个月未复审"


def held(subject: Subject, part: Held) -> Outcome:
    """Counted in the running year: met once there are enough, else not due until the year ends."""
    day = subject.day
    found = _counted(subject, part)
    now = [one for one in found if one.since.year == day.year]
    before = [one for one in found if one.since.year == day.year - 1]
    inputs = (
        Input("应有次数", part.at_least, "次"),
        Input(f"{day.year}年已登记{part.label}", len(now), "次"),
        Input(f"{day.year - 1}年登记的{part.label}", len(before), "次"),
        *(Input(part.kinds[one.kind], one.since, record=one.record) for one in now),
    )
    figures: Figures = {"measured": len(now), "required": part.at_least, "unit": "次", "inputs": inputs}
    if len(now) >= part.at_least:
        return Outcome.met(f"{day.year}年已登记{part.label} {len(now)} 次。", **figures)
    last = datetime.date(day.year, 12, 31)
    return Outcome.not_due(
        f"{day.year}年应有{part.label} {part.at_least} 次，已登记 {len(now)} 次，年底前完成即可。",
        due_on=last,
        remedy=f"年底前开展并登记{part.label} {part.at_least - len(now)} 次。",
        progress=Progress(
            done=(Decimal(len(now)) / part.at_least).quantize(Decimal("0.01")),
            gone=(Decimal(day.timetuple().tm_yday) / (366 if calendar.isleap(day.year) else 365)).quantize(
                Decimal("0.01")
            ),
            before=f"{day.year - 1}年",
            ended=_outcome_of_year(subject, part, len(before)),
        ),
        **figures,
    )


def _counted(subject: Subject, part: Held) -> list[Evidence]:
    """What took place by the day and says what is asked of it; a record of several of the kinds counts once."""
    happened = [one for one in _of(subject, part.kinds, below=part.below) if one.since <= subject.day]
    return list({one.record: one for one in happened if _says(one, part.says)}.values())


def _outcome_of_year(subject: Subject, part: Held, count: int) -> Kind:
    """How a finished year stands: too little on record says no only of complete registers."""
    if count >= part.at_least:
        return Kind.MET
    return Kind.UNMET if _registers(part.kinds) <= subject.complete else Kind.UNKNOWN


def _registers(codes: Iterable[str]) -> set[str]:
    """Names of the registers in which records of these kinds are kept."""
    return {code.partition(":")[0] for code in codes}


def _of(subject: Subject, kinds: Iterable[str], *, below: bool) -> list[Evidence]:
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


def _says(paper: Evidence, says: Mapping[str, str] | None) -> bool | None:
    """One no is enough for no; without a no, one missing answer leaves it open."""
    answers = [paper.says.get(name) for name in says or ()]
    if False in answers:
        return False
    return None if None in answers else True


def _words(says: Mapping[str, str] | None) -> str:
    return listing((says or {}).values())


_ANSWERS: Mapping[bool | None, str] = {True: "是", False: "否", None: "未填"}
