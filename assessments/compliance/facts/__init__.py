"""Loads facts for many subjects at once; nothing else in ``compliance`` reads what the lower apps store.

Each module here provides some facts (see ``providers``), or says on which days they turn. The number of queries does
not depend on the number of units.
"""

from assessments.compliance.facts import (
    below,
    evidence,
    lines,
    offices,
    offices_turns,
    people,
    people_turns,
    returns,
    stocktakes,
)
from assessments.compliance.facts.load import load_facts
from assessments.compliance.facts.places import Places, lineage, places_among, places_on
from assessments.compliance.facts.providers import Reads

__all__ = [
    "Places",
    "Reads",
    "below",
    "evidence",
    "lineage",
    "lines",
    "load_facts",
    "offices",
    "offices_turns",
    "people",
    "people_turns",
    "places_among",
    "places_on",
    "returns",
    "stocktakes",
]
