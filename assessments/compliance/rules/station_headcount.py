"""三(三)2-1: enough people in post for the population of the township."""

import datetime

from assessments.compliance.outcome import Field, Input, Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.registry import at_least, rule
from assessments.compliance.rules.staffing import NEW_POST, at_work, heads, station_record
from assessments.compliance.subjects import StationFacts
from assessments.values.bands import band_of
from assessments.values.wording import BASIS, dated, plain
from offices.vocabulary import Stock


@rule(
    "三(三)2-1",
    "staff_headcount_bands",
    "population_basis",
    reads=("population", "posts"),
    rests_on=at_least(Stock.STATION_STAFF),
)
def judge(station: StationFacts, parameters: CountyParameters) -> Outcome:
    """Whoever works at the station counts: a borrowed person does, one who is lent out or on long leave does not.

    The band comes from the newest figure of the basis that the parameter names; the other basis never stands in for it,
    nor does a figure of before the township was last merged or split.
    """
    basis = parameters.word("population_basis")
    population = (station.populations or {}).get(basis)
    if population is None:
        unsaid = _unsaid(basis, station.redrawn)
        return Outcome.unknown(unsaid, enter=(Field("population", "persons", kind=basis),))
    band = band_of(parameters.bands("staff_headcount_bands"), population.persons)
    required, people = int(band.value), heads(at_work(station.staff))
    sentence = (
        f"{BASIS[basis]} {plain(population.persons)} 人（{population.when}）属 {band}档，"
        f"应配 {required} 人，在岗 {people} 人"
    )
    figures = {
        "measured": people,
        "required": required,
        "unit": "人",
        "inputs": (
            Input(
                f"{BASIS[basis]}（{population.when}）",
                population.persons,
                "人",
                Record("offices.PopulationFigure", population.pk),
            ),
            Input("在岗人数", people, "人", station_record(station)),
            Input("编制在所而人在外", station.lent_out, "人", station_record(station)),
        ),
    }
    if people >= required:
        return Outcome.met(f"{sentence}，已配足。", **figures)
    gap = required - people
    remedy = f"再配备工作人员 {gap} 人。"
    return Outcome.unmet(f"{sentence}，缺 {gap} 人。", gap=gap, remedy=remedy, enter=(NEW_POST,), **figures)


def _unsaid(basis: str, redrawn: datetime.date | None) -> str:
    since = f"（{dated(redrawn)}合并或分设以后的）" if redrawn else ""
    return f"{BASIS[basis]}数{since}"
