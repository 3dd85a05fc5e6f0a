"""What is asked before a number is shown whole, and before one is checked by its end."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError

from jian_minzheng.core.editing.fields import PortalWidgets, says_something
from jian_minzheng.core.editing.one_form import TypedInOneForm
from jian_minzheng.core.editing.words import PlainWords

_LAST_FOUR = re.compile(r"[0-9]{3}[0-9X]")


class ReasonForm(PortalWidgets, forms.Form):
    """Why whole numbers are needed; stands in the audit trail."""

    reason = forms.CharField(
        label="查看事由",
        validators=[says_something],
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "例如：核对参保信息"}),
        error_messages={"required": "请写明查看事由。"},
    )


class LastFourForm(PlainWords, TypedInOneForm, forms.Form):
    """The last four characters as the user has them on paper."""

    last_four = forms.CharField(
        label="号码的最后四位", max_length=10, error_messages={"required": "请填写号码的最后四位。"}
    )

    def clean_last_four(self) -> str:
        typed = unicodedata.normalize("NFKC", self.cleaned_data["last_four"]).upper()
        if not _LAST_FOUR.fullmatch(typed):
            raise ValidationError("请填写号码的最后四位：数字，末位可以是X。")
        return typed
