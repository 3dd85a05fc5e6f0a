"""Columns whose cells name kinds of a dictionary that the city keeps."""

from typing import Any

from jian_minzheng.core.registers.tables import Choice


def kinds_of(model: Any) -> list[Choice]:
    """The dictionary. An everyday name with a remark in brackets (不能代替) is another thing's."""
    return [Choice(kind.pk, str(kind), _everyday(kind), offered=not kind.is_void) for kind in model.objects.all()]


def _everyday(kind: Any) -> list[str]:
    return [name for name in kind.everyday_names.split("|") if name and not name.endswith((")", "）"))]
