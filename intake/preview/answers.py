"""What may stand in a cell: the list behind a select, or names to propose while somebody types."""

from dataclasses import dataclass, field

from intake.lines.told import Problem
from intake.models import ImportBatch, ImportRow
from intake.units.book import load_units
from intake.units.columns import CODE
from intake.values.choices import with_pieces
from jian_minzheng.core.acting import Identity
from jian_minzheng.core.masking import mask_text


@dataclass(frozen=True, slots=True)
class Answers:
    """``choices``: one of these and nothing else; ``proposals``: likely texts, others are possible."""

    choices: list[str] = field(default_factory=list)
    proposals: list[str] = field(default_factory=list)


def answers_for(key: str, batch: ImportBatch, identity: Identity) -> Answers:
    """The answers for a field of the batch's kind; unit names only from the scope that is imported to."""
    kind = batch.table_kind
    if kind.fields[key].answers:
        return Answers(choices=kind.fields[key].choices)
    if kind.fields[key].listed:
        return Answers(proposals=kind.fields[key].choices)
    if not kind.lexicon.names_unit(key) or key == CODE:
        return Answers()
    book = load_units(identity, batch.division)
    register = {"village": book.villages, "home": book.homes}.get(key, book.townships)
    return Answers(proposals=sorted({unit.name for unit in register.units}))


def answers_instead(key: str, batch: ImportBatch, identity: Identity) -> Answers:
    """The answers for one text that was not understood: of a cell that holds several answers, it is one of them."""
    found, field = answers_for(key, batch, identity), batch.table_kind.fields[key]
    return Answers(choices=found.proposals) if field.listed else found


def meant_by(row: ImportRow, key: str, text: str) -> str:
    """What is to be read where one of the answers offered at a cell was chosen: they are shown with numbers masked.

    Where it answers for one of several that the cell holds, the others stay.
    """
    problem = Problem.at(row.values, key)
    if problem is None:
        return text
    chosen = next((option.text for option in problem.options if mask_text(option.text) == text), None)
    if chosen is None:
        return text
    return with_pieces(problem.text, {problem.about: chosen}) if problem.about else chosen
