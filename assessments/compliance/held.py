"""What standards ask to be held in the year: so many records of some kinds, until the year ends."""

import calendar
import datetime
from decimal import Decimal

from assessments.compliance.evidenced import entry_of, of_kinds, registers_of, says_yes
from assessments.compliance.outcome import Figures, Input, Outcome, Progress
from assessments.compliance.subjects import Evidence, Subject
from assessments.values.parts import Held
from assessments.vocabulary import Outcome as Kind


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
        enter=(entry_of([*part.kinds], part.label),),
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
    happened = [one for one in of_kinds(subject, part.kinds, below=part.below) if one.since <= subject.day]
    return list({one.record: one for one in happened if says_yes(one, part.says)}.values())


def _outcome_of_year(subject: Subject, part: Held, count: int) -> Kind:
    """How a finished year stands: too little on record says no only of complete registers."""
    if count >= part.at_least:
        return Kind.MET
    return Kind.UNMET if registers_of(part.kinds) <= subject.complete else Kind.UNKNOWN
