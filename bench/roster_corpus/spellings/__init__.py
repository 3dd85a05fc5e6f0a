"""How people write one fact into a cell. Every function takes a person and a source of chance and returns ``Said``.

The words are this package's own, gathered from rosters and forms, and not read from the importer's tables: what
the importer has never heard of must show in the score.
"""

from collections.abc import Callable
from random import Random

from bench.roster_corpus.people import Person
from bench.roster_corpus.truth import Said

Say = Callable[[Person, Random], Said]

__all__ = ["Say"]
