"""Cells with nothing in them, and with marks that mean nothing."""

from random import Random

from bench.roster_corpus.draft import Draft, Spec
from bench.roster_corpus.layouts.common import SAYS, SURE, USUAL, crew, of, sample, title
from bench.roster_corpus.people import Person
from bench.roster_corpus.registry import layout
from bench.roster_corpus.spellings import Say
from bench.roster_corpus.truth import Said, Sample
from bench.roster_corpus.writers import NUMERIC, TEXTUAL

_MARKS = (None, "", " ", "/", "—", "-", "\u3000", "——", "//", "、", "暂无", "N/A", "空")


def _sometimes(say: Say) -> Say:
    def write(person: Person, rng: Random) -> Said:
        return Said(rng.choice(_MARKS)) if rng.random() < 0.4 else say(person, rng)

    return write


def _with_gaps(rng: Random) -> list[Spec]:
    fields = [field for field in USUAL if field not in ("unit", "name", "id_number")]
    return [*(of(rng, field) for field in SURE), *(of(rng, field, _sometimes(SAYS[field])) for field in fields)]


@layout("blanks")
def gaps_of_all_sorts(rng: Random) -> Sample:
    """Blank cells, strokes and dashes, 暂无: nothing is to be read there, and nothing to be complained about."""
    draft = Draft(rng, _with_gaps(rng))
    draft.banner(title(rng))
    draft.header()
    draft.people(crew(rng, 16))
    return sample(rng, draft, writers=(*NUMERIC, *TEXTUAL, "ods", "html"))


@layout("blanks")
def gaps_and_blank_lines(rng: Random) -> Sample:
    """The same with blank lines and rules of dashes between people."""
    draft = Draft(rng, _with_gaps(rng))
    draft.header()
    for number, person in enumerate(crew(rng, 12), 1):
        draft.person(person, number=number)
        if rng.random() < 0.3:
            draft.row(*rng.choice(([None], ["", " "], ["　"])))
    return sample(rng, draft, writers=(*NUMERIC, "csv_gb"))
