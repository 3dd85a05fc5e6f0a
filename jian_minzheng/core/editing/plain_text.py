"""Texts that many people read hold no personal numbers: refused when typed, masked where an older one is shown.

A form shows a stored text masked, and one that comes back as it was shown leaves the stored one alone.
"""

from typing import Any

from django import forms

from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.texts import clean

REFUSED = "这里不能写身份证号和手机号码：这段文字看得到的人多。号码请只填在专门的栏目里。"


class KeepsNumbersOut:
    """Form mixin. ``number_fields`` are those made for numbers, such as the telephone of an office."""

    number_fields: frozenset[str] = frozenset()

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._whole: dict[str, str] = {}
        initial: dict[str, Any] = self.initial  # type: ignore[attr-defined]
        for name in self._plain_texts():
            stored = initial.get(name)
            if isinstance(stored, str) and (shown := mask_text(stored)) != stored:
                self._whole[name], initial[name] = stored, shown

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        cleaned: dict[str, Any] = self.cleaned_data  # type: ignore[attr-defined]
        for name in self._plain_texts():
            if (typed := cleaned.get(name)) is None:
                continue
            stored = self._whole.get(name)
            if stored is not None and as_shown(typed, mask_text(stored)):
                cleaned[name] = stored
            elif mask_text(typed) != typed:
                self.add_error(name, REFUSED)  # type: ignore[attr-defined]

    def _plain_texts(self) -> list[str]:
        return [
            name
            for name, field in self.fields.items()
            if type(field) is forms.CharField and name not in self.number_fields
        ]


def as_shown(typed: Any, stored: Any) -> bool:
    """Is this the stored value as the form showed it?"""
    if not isinstance(typed, str) or not isinstance(stored, str):
        return bool(typed == stored)
    return _as_sent(typed) in {_as_sent(stored), _as_sent(mask_text(stored))}


def _as_sent(text: str) -> str:
    """As a text comes back from a form: older ones were stored before all took that one form (``core.texts``)."""
    return "\n".join(clean(text).strip().splitlines())
