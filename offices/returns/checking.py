"""What is wrong with a sheet: every fault at once, in words that name the indicator and what was got."""

from collections import defaultdict
from collections.abc import Mapping

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q
from django.utils import timezone

from jian_minzheng.core.parameters import storable
from jian_minzheng.core.periods import PeriodKind
from offices.models import Indicator, Submission
from offices.models.divisions import Level
from offices.models.returns import plain
from offices.returns.entries import Entry, Unreadable, read_entry, told


def check_sheet(submission: Submission, values: Mapping[str, str]) -> dict[Indicator, Entry]:
    """What is typed, understood, by its indicator.

    Raises:
        ValidationError: with the messages by the indicator's code; those about unit and period stand under no code.
    """
    faults: dict[str, list[str]] = defaultdict(list)
    if fault := _fault_of_place(submission):
        faults[NON_FIELD_ERRORS].append(fault)
    known = {one.code: one for one in Indicator.objects.filter(code__in=filter(storable, values))}
    entries: dict[Indicator, Entry] = {}
    for code, typed in values.items():
        try:
            indicator = _asked(submission, code, known.get(code))
            entries[indicator] = read_entry(indicator, typed)
        except Unreadable as wrong:
            label = known[code].label if code in known else told(code)
            faults[code].append(f"{label}：{wrong}。填的是{told(typed)}。")
    _check_ceilings(submission, entries, faults)
    if faults:
        raise ValidationError(dict(faults))
    return entries


def _fault_of_place(submission: Submission) -> str:
    """Why nothing can be filled in for this unit and period at all; empty where it can."""
    unit, period = submission.division, submission.period
    if period.first_day > timezone.localdate():
        return f"{period}还没有开始，不能填报。"
    if unit.virtual:
        return f"“{unit}”仅供统计，不填报业务报表。"
    if unit.valid_from > period.last_day:
        return f"“{unit}”{unit.valid_from}才设立，不填报{period}。"
    if unit.valid_to and unit.valid_to < period.first_day:
        return f"“{unit}”已于{unit.valid_to}撤销，不填报{period}。"
    return ""


def _asked(submission: Submission, code: str, indicator: Indicator | None) -> Indicator:
    """The indicator, if the period asks it of the unit and takes a value for it.

    Raises:
        Unreadable: it does not.
    """
    period, level = submission.period, submission.division.level
    if indicator is None:
        raise Unreadable("没有这个代码的指标")
    if not indicator.is_asked_of(level):
        levels = "、".join(Level(one).label for one in indicator.levels.split("|"))
        raise Unreadable(f"由{levels}填报，不由{Level(level).label}填报")
    if indicator.period_kind != period.kind:
        raise Unreadable(f"按{PeriodKind(indicator.period_kind).label}填报，不能填在{period}")
    if not indicator.is_in_use_on(period.last_day):
        raise Unreadable(f"{period}没有启用这项指标")
    if indicator.kind == Indicator.Kind.SHARE:
        raise Unreadable(f"由“{indicator.numerator}”和“{indicator.denominator}”算出，不用填报")
    return indicator


def _check_ceilings(
    submission: Submission, entries: Mapping[Indicator, Entry], faults: Mapping[str, list[str]]
) -> None:
    """No figure exceeds one that it is a part of, whichever of the two is typed now and which was stored before."""
    figures = {value.indicator_id: value.figure for value in submission.values.all()}
    figures |= {one.pk: entry.figure for one, entry in entries.items()}
    typed = {one.pk for one in entries}
    pairs = Indicator.ceilings.through.objects.filter(Q(from_indicator__in=typed) | Q(to_indicator__in=typed))
    for pair in pairs.select_related("from_indicator", "to_indicator"):
        part, whole = pair.from_indicator, pair.to_indicator
        figure, most = figures.get(part.pk), figures.get(whole.pk)
        if figure is not None and most is not None and figure > most:
            asked = part if part.pk in typed else whole
            faults[asked.code].append(f"{part}：填的是{plain(figure)}，不能大于“{whole}”的{plain(most)}。")
