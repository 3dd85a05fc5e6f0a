"""One honest roster in every format that arrives."""

from random import Random

from bench.roster_corpus.layouts.common import plain_page, sample, usual
from bench.roster_corpus.registry import variants
from bench.roster_corpus.truth import Sample
from bench.roster_corpus.writers import WRITERS


def _format(rng: Random, writer: str) -> Sample:
    return sample(rng, plain_page(rng, usual(rng)), writers=[writer])


variants("formats", "format", tuple(WRITERS), _format)
