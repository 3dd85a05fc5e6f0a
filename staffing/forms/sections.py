"""Long forms fall into named sections."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.forms import BoundField, Select, TypedChoiceField

from jian_minzheng.core.editing import EditForm


class SectionedForm(EditForm):
    """An edit form that names its sections: ``sections = (("基本情况", ("name", …)), …)``; missing fields drop out."""

    sections: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, TypedChoiceField) and isinstance(field.widget, Select):
                _name_the_blank(field)

    def laid_out(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Title and fields of every section that has any."""
        for title, names in self.sections:
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                yield title, fields


def _name_the_blank(field: TypedChoiceField) -> None:
    """A blank choice reads 未填 instead of a row of hyphens."""
    choices: list[Any] = list(field.choices)  # type: ignore[arg-type]
    field.choices = [("", "未填") if choice[0] == "" else choice for choice in choices]
