"""A few subjects on many days, each judged by no more than what its standard reads."""

import dataclasses
import datetime
from collections.abc import Collection, Mapping
from typing import NamedTuple

from assessments.compliance.evaluate import Judgement, judge_all
from assessments.compliance.facts import load_facts, places_among
from assessments.compliance.facts.providers import Question, providers
from assessments.compliance.facts.shelves import shelves_of, turns_of_shelves
from assessments.compliance.facts.tree import Tree
from assessments.compliance.law import Law
from assessments.compliance.walk import walk_back
from assessments.vocabulary import SubjectKind
from offices.models import HomePlace


class Case(NamedTuple):
    """A standard and one whom it judges, at the unit where that one lies."""

    code: str
    kind: str
    subject: int
    unit: int


class Ending(NamedTuple):
    """How a case stands: 未到期 of one period is another ending than 未到期 of the period before."""

    outcome: str
    due_on: datetime.date | None = None


def ending_of(judgement: Judgement) -> Ending:
    return Ending(judgement.outcome.outcome.value, judgement.outcome.due_on)


def case_of(judgement: Judgement) -> Case:
    return Case(judgement.code, judgement.subject_kind, judgement.subject_id, judgement.division_id)


def since_of(endings: Mapping[Case, Ending], day: datetime.date) -> dict[Case, datetime.date]:
    """The days from which cases have stood as they stand on ``day``, as the facts say: 自 …… 起为此结果.

    Where a case never stood otherwise, that is the first day on which there was anything to judge. The number of
    queries grows with the days on which the facts in question begin or end, not with the number of cases.
    """
    past = Past(endings, day)

    def otherwise(before: datetime.date, cases: Collection[Case]) -> list[Case]:
        found = past.endings(before, cases)
        return [case for case in cases if found.get(case) != endings[case]]

    return walk_back(past.turns(endings), otherwise)


class Past:
    """Cases up to a day. What all days share, the tree and the law, is read once."""

    def __init__(self, cases: Collection[Case], day: datetime.date) -> None:
        self._day = day
        self._units = {case.unit for case in cases} | _where_homes_lay(cases)
        self._tree = Tree.around(self._units)
        self._law = Law()

    def turns(self, cases: Collection[Case]) -> dict[Case, set[datetime.date]]:
        """The days up to the day on which the facts that each case's standard reads may have changed."""
        codes, kinds = frozenset(case.code for case in cases), frozenset(case.kind for case in cases)
        reads = dataclasses.replace(self._law.reads(codes, self._day), subjects=kinds)
        places = places_among(self._tree, self._day, self._units)
        shelves = shelves_of(places, self._day, kinds)
        question = Question(self._day, places, shelves, reads)
        facts = {name: one.turns(question) for name, one in providers().items() if question.asks(one)}
        stood = turns_of_shelves(self._tree, shelves)
        read = {code: self._law.reads(frozenset({code}), self._day).facts & facts.keys() for code in codes}
        found = {}
        for case in cases:
            key = case.kind, case.subject
            days = stood.get(key, set()) | self._law.turns(case.code)
            days = days.union(*(facts[name].get(key, ()) for name in read[case.code]))
            found[case] = {one for one in days if one <= self._day} or {self._day}
        return found

    def endings(self, day: datetime.date, cases: Collection[Case]) -> dict[Case, Ending]:
        """How cases stood on a day; one that was not judged then is missing."""
        codes = frozenset(case.code for case in cases)
        law = self._law.on(day)
        reads = dataclasses.replace(law.reads(codes), subjects=frozenset(case.kind for case in cases))
        facts = load_facts(places_among(self._tree, day, self._units), day, reads)
        standards = [one for code, one in law.standards.items() if code in codes]
        judged = judge_all(facts, standards, law.parameters, law.rules)
        stood = {(one.code, one.subject_kind, one.subject_id): ending_of(one) for one in judged}
        return {case: stood[case[:3]] for case in cases if case[:3] in stood}


def _where_homes_lay(cases: Collection[Case]) -> set[int]:
    """The townships in which the nursing homes among the subjects lay before they were moved."""
    homes = {case.subject for case in cases if case.kind == SubjectKind.NURSING_HOME}
    return (
        set(HomePlace.objects.filter(home__in=homes).live().values_list("township_id", flat=True)) if homes else set()
    )
