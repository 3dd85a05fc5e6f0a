"""Columns of tables made of model fields: what the model says of them is not said again."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jian_minzheng.core.registers.tables import TableColumn


def read_synonyms(file: Path) -> dict[str, list[str]]:
    """Key of a column → names that such columns bear, from a file with the columns ``field`` and ``synonyms``."""
    with file.open(encoding="utf-8", newline="") as lines:
        return {line["field"]: line["synonyms"].split("|") for line in csv.DictReader(lines)}


@dataclass(frozen=True, slots=True)
class NamedColumns:
    """Makes columns, each with the further names that ``synonyms`` has for it."""

    synonyms: Mapping[str, Sequence[str]]

    def column(self, key: str, label: str, model: Any = None, attribute: str = "", **said: Any) -> TableColumn:
        """One column. If it goes to an attribute of ``model``, that is called like the column unless said otherwise."""
        goes_to = model._meta.get_field(attribute or key) if model else None
        return TableColumn(key=key, label=label, column=goes_to, synonyms=self.synonyms.get(key, ()), **said)

    def columns(self, model: Any, *attributes: str, **said: Any) -> list[TableColumn]:
        """Columns called, and labelled, like the attributes that they go to."""
        labels = {name: str(model._meta.get_field(name).verbose_name) for name in attributes}
        return [self.column(name, label, model, **said) for name, label in labels.items()]


def attributes_of(columns: Iterable[TableColumn]) -> dict[str, str]:
    """Key of each column → the attribute that it goes to: what a ``TablePart`` says of its columns."""
    return {one.key: one.column.name for one in columns}
