"""A file of values, stored as a whole or not at all; every line that cannot be taken is told."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.db import transaction

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.periods import Term
from offices.models import Division, Period
from offices.returns.entries import told
from offices.returns.filling import Refused, Sheet, submissions_fill
from offices.returns.keeping import admit
from offices.returns.tables import Line, read_lines
from offices.returns.units import UnitNotFound, UnitsInReach

At = tuple[Division, Period]
Fault = tuple[int, str]
"""The number of a line, and what is wrong with it."""


class BadLines(Exception):
    """Nothing was stored. ``faults``: what is wrong, by the number of the line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(f"第{number}行：{text}" for number, text in sorted(faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Report:
    """How many submissions and values were written, and how many lines said nothing and left all as it is."""

    submissions: int
    values: int
    blank: int


def values_import(actor: Acting, *, path: Path, declare: bool = False) -> Report:
    """Store a table of values, see ``tables``; an empty value leaves alone what is stored.

    Raises:
        BadTable: the file is no such table.
        BadLines: some of its lines cannot be taken.
        PermissionDenied: whoever acts holds no grant.
    """
    lines = read_lines(path)
    saying = [line for line in lines if line.value]
    placing, by_sheet = _Placing(actor), defaultdict[At, dict[str, Line]](dict)
    for line in saying:
        if (at := placing.place(line)) is not None and placing.is_first(line, by_sheet[at]):
            by_sheet[at][line.indicator] = line
    with transaction.atomic():
        written, faults = _stored(actor, by_sheet, declare=declare and not placing.faults)
        if faults := [*placing.faults, *faults]:
            raise BadLines(faults)
    return Report(written, len(saying), len(lines) - len(saying))


def _stored(actor: Acting, by_sheet: Mapping[At, dict[str, Line]], *, declare: bool) -> tuple[int, list[Fault]]:
    """How many submissions were written, or what is wrong with them; told together with what is wrong elsewhere."""
    sheets = [
        Sheet(unit, period, {code: line.value for code, line in lines.items()})
        for (unit, period), lines in by_sheet.items()
    ]
    try:
        return (len(submissions_fill(actor, sheets=sheets, declare=declare)) if sheets else 0), []
    except Refused as refused:
        return 0, _lines_of(refused, list(by_sheet.values()))


class _Placing:
    """Finds the unit and period of each line, and gathers what is wrong with lines."""

    def __init__(self, actor: Acting) -> None:
        self.actor, self.faults = actor, list[Fault]()
        self._units = UnitsInReach(actor)
        self._periods = {period.term: period for period in Period.objects.all()}
        self._known: dict[tuple[str, str], At | str] = {}

    def place(self, line: Line) -> At | None:
        key = line.unit, line.period
        if key not in self._known:
            self._known[key] = self._look(line)
        found = self._known[key]
        if isinstance(found, str):
            self.faults.append((line.number, found))
            return None
        return found

    def is_first(self, line: Line, before: Mapping[str, Line]) -> bool:
        other = before.get(line.indicator)
        if other is not None:
            text = f"与第{other.number}行重复：同一单位、同一期的{told(line.indicator)}。"
            self.faults.append((line.number, text))
        return other is None

    def _look(self, line: Line) -> At | str:
        """Unit and period, or what is wrong with them."""
        term = Term.read(line.period)
        if term is None:
            return f"报送期应写作 2026-09、2026-Q3、2026-H1 或 2026，写的是{told(line.period)}。"
        if term not in self._periods:
            return f"{term}的报送期还没有开放。"
        try:
            unit = self._units.find(line.unit, term.last_day)
            admit(self.actor, unit)
        except (UnitNotFound, PermissionDenied) as refused:
            return str(refused)
        return unit, self._periods[term]


def _lines_of(refused: Refused, sheets: Sequence[dict[str, Line]]) -> list[Fault]:
    """Messages by line; what is wrong with a whole sheet is told at its first."""
    found = []
    for place, faults in refused.faults.items():
        first = next(iter(sheets[place].values()))
        for code, texts in faults.items():
            line = first if code == NON_FIELD_ERRORS else sheets[place][code]
            found += [(line.number, text) for text in texts]
    return found
