"""What holds for every rule: it answers whatever is missing, and its figures belong to its outcome."""

import datetime
import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assessments.compliance import defined, subjects
from assessments.compliance.evaluate import judge_all
from assessments.compliance.figures import Below, Line, Returned, Target
from assessments.compliance.outcome import Record
from assessments.compliance.parameters import ParameterSet
from assessments.compliance.rules import Rule, rules_by_code
from assessments.loading import definition_rows, parameter_rows, standard_rows
from assessments.models import Parameter, Standard
from assessments.values.definitions import definition_parse
from assessments.values.parts import BELOW, below_asked, indicators_asked, kinds_asked, target_asked
from assessments.vocabulary import Outcome
from jian_minzheng.core.periods import PeriodKind, Term
from offices.models import EQUIPMENT_KINDS
from offices.models.stations import PAPER_KINDS
from offices.vocabulary import Stock
from staffing import vocabulary as v
from tests.assessments.policy import DAY, PLACE, census

LAW = ParameterSet(DAY, [Parameter(**row) for row in parameter_rows()])
NO_LAW = ParameterSet(DAY, [])
STANDARDS = [Standard(pk=number, **row) for number, row in enumerate(standard_rows(), 1)]
DEFINED = {row["standard"]: definition_parse(row["body"]) for row in definition_rows()}
RULES = rules_by_code() | {
    code: Rule(code, lambda subject, parameters, parts=parts: defined.judge(subject, parts))
    for code, parts in DEFINED.items()
}

answers = st.none() | st.booleans()
counts = st.none() | st.integers(0, 60)
money = st.none() | st.decimals(0, 5000, places=2)
post = st.builds(
    subjects.Post,
    pk=st.integers(1, 9),
    position=st.sampled_from(v.Position.values),
    employment=st.sampled_from(["", *v.Employment.values]),
    working_mode=st.sampled_from(v.WorkingMode.values),
    post_elsewhere=st.booleans(),
    payer=st.sampled_from(["", *v.Payer.values]),
    insured=answers,
    pay=money,
    person=st.none() | st.integers(1, 3),
    since=st.none() | st.dates(datetime.date(2010, 1, 1), DAY),
    since_known=st.booleans(),
    channel=st.sampled_from(["", *v.Channel.values]),
    education=st.sampled_from(["", *v.Education.values]),
    social_work_title=st.sampled_from(["", *v.SocialWorkTitle.values]),
    filed_on=st.none() | st.dates(DAY - datetime.timedelta(days=60), DAY + datetime.timedelta(days=60)),
)
posts = st.lists(post, max_size=6).map(tuple)
population = st.none() | st.builds(subjects.Population, st.integers(0, 200_000), st.integers(2000, 2026), st.just(1))
profile = st.builds(
    subjects.Profile,
    pk=st.just(1),
    as_of=st.just(DAY),
    sign_hung=answers,
    notice_board=answers,
    publicity_board=answers,
    office_area=money,
    inside_nursing_home=answers,
)
equipment = st.lists(counts, min_size=7, max_size=7).map(
    lambda usable: tuple(
        subjects.EquipmentItem(kind.label, number, 1) for kind, number in zip(EQUIPMENT_KINDS, usable, strict=True)
    )
)
days = st.dates(DAY - datetime.timedelta(days=1500), DAY)
paper = st.builds(
    subjects.Evidence,
    kind=st.sampled_from(sorted(code for parts in DEFINED.values() for part in parts for code in kinds_asked(part))),
    since=days,
    since_known=st.booleans(),
    until=st.none() | st.dates(DAY - datetime.timedelta(days=60), DAY + datetime.timedelta(days=60)),
    renewed=days,
    record=st.just(Record("offices.OfficeDocument", 1)),
    says=st.fixed_dictionaries({"published": answers, "displayed": answers}),
)
papers = st.lists(paper, max_size=8).map(tuple)
lacking = st.sets(st.sampled_from([f"document:{kind}" for kind in PAPER_KINDS.values()])).map(
    lambda kinds: dict.fromkeys(kinds, Record("offices.StationProfile", 1))
)
records = st.just(Record("offices.Value", 1))
line = st.builds(Line, st.just("优抚"), st.none() | st.just(True), st.just("优抚2019年起由退役军人事务局主管"), records)
figure = st.builds(
    Returned,
    term=st.sampled_from([None, Term(PeriodKind.QUARTER, 2026, 1), Term(PeriodKind.YEAR, 2025)]),
    number=st.none() | st.integers(0, 90).map(Decimal),
    answer=answers,
    not_applicable=st.booleans(),
    reason=st.just("已划转"),
    late=st.booleans(),
    open_line=st.none() | line,
    closes_on=st.none() | st.just(DAY),
)
figure |= st.builds(lambda now, before: replace(now, year_before=before), figure, figure)
PARTS = [part for parts in DEFINED.values() for part in parts]


def returned_of(codes):
    return st.dictionaries(st.sampled_from(sorted(codes)), figure, max_size=len(codes)) if codes else st.just({})


figures_returned = returned_of({code for part in PARTS for code in indicators_asked(part)})
groups = {group: codes for part in PARTS for group, codes in below_asked(part).items() if codes}
below = st.fixed_dictionaries({
    group: st.lists(
        st.builds(Below, st.just(9), st.just("高塘村"), returned_of(groups.get(group, ())), answers), max_size=4
    ).map(tuple)
    for group in BELOW
})  # fmt: skip
targets = st.dictionaries(
    st.tuples(st.sampled_from(sorted({target_asked(part) for part in PARTS} - {""})), st.sampled_from([2025, 2026])),
    st.builds(Target, st.integers(1, 100).map(Decimal), st.just("吉市民字〔2026〕3号"), st.booleans(), records),
)
lines = st.dictionaries(st.sampled_from(["preferential_care", "disaster_relief"]), line)
complete = st.frozensets(st.sampled_from(Stock))


@st.composite
def anything(draw):
    """Facts of one subject of each kind, anything of them missing."""
    people, perhaps = draw(posts), draw(posts)
    average = st.none() | st.builds(subjects.PayAverage, st.just(DAY), st.just(3), st.just(2), money)
    found, place = draw(population), draw(st.sampled_from(["county_hall", "township_hall", "community"]))
    shown = {
        "day": DAY,
        "evidence": draw(papers),
        "complete": draw(complete),
        "lacking": draw(lacking),
        "returned": draw(figures_returned),
        "below": draw(below),
        "targets": draw(targets),
        "lines": draw(lines),
    } | PLACE
    figures = draw(st.none() | st.builds(lambda r, d: census(residents=r, dependent=d), counts, counts))
    return subjects.Facts(
        cities=(subjects.CityFacts(name="市", **shown),),
        counties=(
            subjects.CountyFacts(
                name="县",
                villages=draw(st.integers(0, 2)),
                pay_now=draw(average),
                pay_before={3: draw(average)},
                **shown,
            ),
        ),
        townships=(subjects.TownshipFacts(name="镇", station_id=draw(st.none() | st.just(1)), **shown),),
        stations=(
            subjects.StationFacts(
                name="镇民政所",
                township_name=draw(st.sampled_from(["镇", "乡", ""])),
                populations={"registered": found} if found else {},
                profile=draw(st.none() | profile),
                equipment=draw(equipment),
                staff=people,
                perhaps=perhaps,
                **shown,
            ),
        ),
        halls=(
            subjects.HallFacts(
                name="镇",
                place=place,
                functional_area=draw(st.booleans()),
                urban=draw(answers) if place == "community" else True,
                windows=tuple(subjects.Window(1, answer) for answer in draw(st.lists(answers, max_size=3))),
                **shown,
            ),
        ),
        villages=(subjects.VillageFacts(name="村", specialists=people, perhaps=perhaps, **shown),),
        homes=(subjects.HomeFacts(name="院", census=figures, staff=people, perhaps=perhaps, **shown),),
    )


@given(anything())
def test_every_rule_answers_and_its_figures_agree(facts):
    judgements = judge_all(facts, STANDARDS, LAW, RULES)
    assert {one.code for one in judgements} == {standard.code for standard in STANDARDS}
    for judgement in judgements:
        outcome = judgement.outcome
        assert 0 < len(outcome.reason) <= 300
        assert outcome.reason.endswith("。")
        assert (outcome.gap is not None) == (outcome.outcome == Outcome.UNMET)
        assert bool(outcome.missing) == (outcome.outcome == Outcome.UNKNOWN)
        assert bool(outcome.remedy) == (outcome.outcome in {Outcome.UNMET, Outcome.UNKNOWN, Outcome.NOT_DUE})
        assert (outcome.due_on is not None) == (outcome.outcome == Outcome.NOT_DUE)
        assert outcome.gap is None or Decimal(outcome.gap) >= 0
        assert outcome.unit in {"", judgement.standard.unit}
        json.dumps(judgement.explanation(), allow_nan=False)


@given(anything())
def test_without_any_parameter_in_force_no_rule_that_needs_one_decides(facts):
    for judgement in judge_all(facts, STANDARDS, NO_LAW, RULES):
        if set(judgement.standard.parameter_keys) - {"specialist_pay_superior"}:
            assert judgement.outcome.outcome == Outcome.UNKNOWN
