"""Loads facts for many subjects at once; nothing else in ``compliance`` reads what the lower apps store.

The number of queries does not depend on the number of units.
"""

from assessments.compliance.facts.load import load_facts
from assessments.compliance.facts.places import Places, places_on

__all__ = ["Places", "load_facts", "places_on"]
