"""The layouts, one module per group. Importing this package registers them all."""

from bench.roster_corpus.layouts import (
    blanks,
    formats,
    grouped,
    headers,
    kinds,
    meanings,
    mixtures,
    sheets,
    ticks,
    traps,
    two_facts,
    values,
)

__all__ = [
    "blanks",
    "formats",
    "grouped",
    "headers",
    "kinds",
    "meanings",
    "mixtures",
    "sheets",
    "ticks",
    "traps",
    "two_facts",
    "values",
]
