"""The kinds of table that registers declare, as the intake reads them."""

from collections.abc import Mapping, Sequence
from functools import partial

from intake.headers import normalise
from intake.kinds import (
    Default,
    Find,
    Kind,
    by_code,
    find_any,
    find_lowest,
    find_township,
    find_village,
    if_level,
    if_levels,
)
from intake.lexicon import SEQUENCE, Lexicon
from intake.lines.books import declare
from intake.records.book import RecordsBook
from intake.records.reads import fields_of
from intake.units.columns import CODE, UNIT_PATTERNS, code_field, unit_fields
from jian_minzheng.core.registers.tables import RegisterTable
from offices.models.divisions import Level

_TIMES = frozenset({"date", "coming", "ending", "opened", "year"})
"""Columns by which records are told apart, but not by the words that stand there."""


def declare_kind(table: RegisterTable) -> Kind:
    """Make a kind of a table, and give it its book."""
    fields = {one.key: one for one in (*unit_fields(), *([code_field()] if table.by_code else []))}
    for column in table.columns:
        fields |= {one.key: one for one in fields_of(column)}
    synonyms: dict[str, Sequence[str]] = {SEQUENCE: ("编号", "No.", "NO", "行号"), **table.synonyms}
    synonyms |= {column.key: column.synonyms for column in table.columns}
    unit_field, find, default = _placing(table)
    names = ("unit", "village") if unit_field == "village" or table.villages_apart else ("unit",)
    names = (*names, CODE) if table.by_code else names
    times = {column.key for column in table.columns if column.reads in _TIMES}
    named = dict.fromkeys(key for part in table.parts for key in part.identified_by if key not in times)
    kind = Kind(
        key=table.key,
        label=table.label,
        title=table.title or f"{table.label}表",
        group=table.group,
        lexicon=Lexicon(
            fields=fields,
            synonyms=synonyms,
            wanted=table.wanted,
            anchors=frozenset({"unit", "village", CODE, *filter(None, [table.named_by])}),
            named_by=table.named_by,
            identified_by=tuple(named),
            spelt=frozenset(named),
            value_patterns=UNIT_PATTERNS,
            weak={normalise(name): said for name, said in table.weak.items()},
            refuses=partial(_refused, frozenset(map(normalise, table.unlike))),
            of_a_year=any(column.reads == "persons" for column in table.columns),
        ),
        keys=(*names, *(column.key for column in table.columns if not column.unshown)),
        unit_field=unit_field,
        find=by_code(find, table.levels) if table.by_code else find,
        default=default,
        kept_at=tuple(part.register.kept_at for part in table.parts),
        levels=tuple(table.levels),
        required=(table.named_by,) if table.named_by else (),
        unit_in_name=table.named_by if table.unit_in_name else "",
        taken_back="删除新登记的",
    )
    return declare(kind, RecordsBook(table))


def _refused(unlike: frozenset[str], whole: str, last: str, _known: Mapping[str, str]) -> str:
    return "像是另一项内容，不读取" if {whole, last} & unlike else ""


def _placing(table: RegisterTable) -> tuple[str, Find, Default]:
    """Field of the unit, and how a row's unit is found."""
    if tuple(table.levels) == (Level.VILLAGE,):
        return "village", find_village, if_level(Level.VILLAGE)
    if tuple(table.levels) == (Level.TOWNSHIP,):
        return "unit", find_township, if_level(Level.TOWNSHIP)
    return "unit", find_lowest if table.villages_apart else find_any, if_levels(table.levels)
