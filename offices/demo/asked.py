"""What is asked of whom in the demonstration: targets of the year, lines of business, which communities are urban."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from offices.business_lines import lines_load, standings_begin
from offices.demo import SOURCE
from offices.demo.luck import in_county
from offices.demo.stations import TOUR
from offices.models import Division, Indicator, LineStanding, UrbanMark, YearTarget
from offices.models.divisions import Level
from offices.models.urban import COMMUNITY
from offices.urban import marks_load

TARGETS = {"villages_with_care_share": 70, "homes_medical_share": 60, "community_orgs": 60, "social_workers": 40,
           "joint_projects": 3}  # fmt: skip
"""What the city asks of every county in a year; one asks more of itself."""


def is_of_the_tour(unit: Division) -> bool:
    """Whether the unit lies in the county of the tour, or is that county."""
    return in_county(unit.stats_code) == in_county(TOUR)


def make_targets(units: Sequence[Division], counties: Sequence[Division]) -> None:
    """Of this year and the last; one county has set itself more."""
    asked = {one.code: one for one in Indicator.objects.filter(code__in=TARGETS)}
    cities = [unit for unit in units if unit.level == Level.CITY]
    year = timezone.localdate().year
    rows = [
        YearTarget(division=unit, indicator=asked[code], year=of, value=Decimal(value), paper=f"吉市民字〔{of}〕3号")
        for unit in cities
        for code, value in TARGETS.items()
        for of in (year - 1, year)
    ]
    own = {"indicator": asked["villages_with_care_share"], "year": year, "paper": f"县民字〔{year}〕5号"}
    rows += [YearTarget(division=county, value=Decimal(90), **own) for county in counties[1:2]]
    bulk_create_with_history(rows, YearTarget, default_change_reason=SOURCE)


def make_lines(counties: Sequence[Division]) -> None:
    """The county of the tour has said of every line whether its townships still serve it; another has handed 优抚 over;
    the others have yet to say."""
    lines_load()
    standings_begin()
    rows = LineStanding.objects.filter(division__in=counties, since__isnull=False).select_related("line", "division")
    said = []
    for row in rows:
        line = row.line.code
        if is_of_the_tour(row.division):
            row.confirmed, row.township_serves = True, line not in {"social_work", "volunteering", "resettlement"}
            said.append(row)
        elif row.division_id == counties[0].pk and line == "preferential_care":
            row.confirmed, row.township_serves = True, False
            said.append(row)
    fields = ["confirmed", "township_serves"]
    bulk_update_with_history(said, LineStanding, fields, default_change_reason=SOURCE)


def make_marks(units: Sequence[Division]) -> None:
    """The county of the tour has said of all its communities whether they are urban."""
    marks_load()
    own = [unit.pk for unit in units if is_of_the_tour(unit)]
    marks: list[Any] = list(UrbanMark.objects.filter(division__in=own, urban__isnull=True, division__kind=COMMUNITY))
    for mark in marks:
        mark.urban = mark.class_code.startswith("1")
    bulk_update_with_history(marks, UrbanMark, ["urban"], default_change_reason=SOURCE)
