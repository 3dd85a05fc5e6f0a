"""All layouts by name. A layout is a function from a source of chance to a sample; its docstring says what it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from bench.roster_corpus.truth import Sample

Make = Callable[[Random], Sample]


@dataclass(frozen=True, slots=True)
class Layout:
    """One sort of file; ``make`` gives another file for every seed, and the same one for the same seed."""

    name: str
    group: str
    make: Make

    def sample(self, seed: int) -> Sample:
        return self.make(Random(f"{self.name}-{seed}"))


LAYOUTS: dict[str, Layout] = {}


def layout(group: str) -> Callable[[Make], Make]:
    """Register the function under its own name."""

    def register(make: Make) -> Make:
        assert make.__name__ not in LAYOUTS, make.__name__
        LAYOUTS[make.__name__] = Layout(make.__name__, group, make)
        return make

    return register


def variants(
    group: str, stem: str, values: Iterator[str] | tuple[str, ...], make: Callable[[Random, str], Sample]
) -> None:
    """Register one layout for each value, ``stem_value``."""
    for value in values:
        name = f"{stem}_{value}"
        LAYOUTS[name] = Layout(name, group, lambda rng, value=value: make(rng, value))
