"""Long forms fall into named sections."""

from collections.abc import Iterator
from typing import ClassVar

from django.forms import BoundField

from jian_minzheng.core.editing import EditForm


class SectionedForm(EditForm):
    """An edit form that names its sections: ``sections = (("基本情况", ("name", …)), …)``; missing fields drop out."""

    sections: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = ()

    def laid_out(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Title and fields of every section that has any."""
        for title, names in self.sections:
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                yield title, fields
