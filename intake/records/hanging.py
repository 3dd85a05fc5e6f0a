"""What was entered since about records that an import made: these cannot go without it."""

from collections.abc import Iterator, Sequence
from typing import Any

from jian_minzheng.core.bulk.chunks import chunks
from jian_minzheng.core.registers.attachments import attachments_of_many
from jian_minzheng.core.registers.tables import TablePart


def hanging_on(part: TablePart, pks: Sequence[int]) -> dict[int, str]:
    """By key, of records on which anything hangs: what that is called.

    What the import made itself has gone before.
    """
    found: dict[int, str] = {}
    for model, name in _ways_back(part.record_model):
        for some in chunks(pks):
            held = model._base_manager.filter(**{f"{name}__in": some}).values_list(name, flat=True)
            found |= dict.fromkeys(held, str(model._meta.verbose_name))
    if part.record_model is part.register.model:
        found |= dict.fromkeys(attachments_of_many(part.register, pks), "附件")
    return found


def _ways_back(model: Any) -> Iterator[tuple[Any, str]]:
    """Models that point to this one, and by which field. Its own many-to-many choices and its history are its own."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.field is None:
            continue
        other = relation.related_model
        own = other._meta.auto_created is model or hasattr(other, "instance_type")
        if not own:
            yield other, relation.field.name
