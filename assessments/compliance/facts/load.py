"""Put the loaded pieces together, one frozen value per subject."""

import datetime
from typing import Any

from assessments.compliance.facts.places import Places
from assessments.compliance.facts.providers import Question, Reads, providers
from assessments.compliance.facts.shelves import shelves_of
from assessments.compliance.subjects import FACTS_OF, Facts
from assessments.subject_kinds import SUBJECTS
from assessments.vocabulary import SubjectKind


def load_facts(places: Places, day: datetime.date, reads: Reads) -> Facts:
    """The facts of all units on a day, as far as they are read.

    Args:
        places: the units, as they stood on the day.
        day: what is asked for.
        reads: the kinds of subjects, and what is to be known of them.
    """
    shelves = shelves_of(places, day, reads.subjects)
    question = Question(day, places, shelves, reads)
    for provider in providers().values():
        if question.asks(provider):
            for (kind, pk), fields in provider.load(question).items():
                if pk in shelves.get(kind, ()):
                    shelves[kind][pk].update(fields)
    loaded: dict[str, Any] = {
        SUBJECTS[SubjectKind(kind)].shelf: tuple(FACTS_OF[SubjectKind(kind)](day=day, **one) for one in shelf.values())
        for kind, shelf in shelves.items()
    }
    return Facts(**loaded)
