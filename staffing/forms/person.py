"""The particulars of a person. Numbers are entered here but never shown: an empty box leaves the stored one alone."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jian_minzheng.core.scope import Scope
from staffing.forms.sections import SectionedForm
from staffing.id_numbers import IdNumber, IdNumberError, check_id_number
from staffing.models import Person
from staffing.models.people import NOT_HERE
from staffing.number_limits import TOO_MANY_REFUSED
from staffing.phones import PhoneError, tidy_phone


class PersonForm(SectionedForm):
    """Particulars of a new or known person; ``scope`` decides what a duplicate number may tell.

    ``closed``: too many numbers were refused lately, so none is looked up any more. ``number_refused`` says afterwards
    that the one typed may not be registered here: for the caller to put on record.
    """

    id_number_typed = forms.CharField(label="身份证号", required=False, max_length=30)
    phone_typed = forms.CharField(label="联系电话", required=False, max_length=60)
    phone_cleared = forms.BooleanField(label="清除已登记的电话", required=False)

    number_fields = frozenset({"id_number_typed", "phone_typed"})

    sections = (
        ("基本情况", ("name", "id_number_typed", "sex", "birth_date", "ethnic_group", "politics")),
        ("学历与资格", ("education", "school", "social_work_title", "work_start")),
        ("联系方式", ("phone_typed", "phone_cleared")),
    )

    class Meta:
        model = Person
        fields = [
            "name", "sex", "birth_date", "ethnic_group", "politics",
            "education", "school", "social_work_title", "work_start",
        ]  # fmt: skip
        error_messages = {"name": {"required": "请填写姓名。"}}

    def __init__(self, *args: Any, scope: Scope | None, closed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope, self.closed = scope, closed
        self.number_refused = False
        self.checked: IdNumber | None = None
        for name in ("id_number_typed", "phone_typed"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self._explain_numbers()

    def _explain_numbers(self) -> None:
        number, phone = self.fields["id_number_typed"], self.fields["phone_typed"]
        number.help_text = "18位；填写后自动核对，并带出性别和出生日期。"
        if self.instance.id_number:
            number.help_text = f"已登记 {self.instance.masked_id_number}，不修改请留空。"
        if self.instance.phone:
            phone.help_text = f"已登记 {self.instance.masked_phone}，不修改请留空。"
        else:
            del self.fields["phone_cleared"]

    def clean_name(self) -> str:
        return "".join(self.cleaned_data["name"].split())

    def clean_id_number_typed(self) -> str:
        typed: str = self.cleaned_data["id_number_typed"]
        if not typed:
            return ""
        try:
            self.checked = check_id_number(typed)
        except IdNumberError as error:
            raise ValidationError(error.message, code=error.code) from None
        if self.closed:
            raise ValidationError(TOO_MANY_REFUSED)
        self._refuse_duplicate(self.checked.number)
        return self.checked.number

    def clean_phone_typed(self) -> str:
        try:
            return tidy_phone(self.cleaned_data["phone_typed"])
        except PhoneError as error:
            raise ValidationError(error.message, code=error.code) from None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.checked is not None:
            self._agree("sex", self.checked.sex, "性别与身份证号不符。")
            self._agree("birth_date", self.checked.birth_date, "出生日期与身份证号不符。")
            self.instance.id_number = self.checked.number
        if data.get("phone_typed"):
            self.instance.phone = data["phone_typed"]
        elif data.get("phone_cleared"):
            self.instance.phone = ""
        return data

    def _agree(self, name: str, from_number: Any, message: str) -> None:
        """What the number says fills an empty field and must not contradict a filled one."""
        if name in self.cleaned_data and self.cleaned_data[name] not in (None, "", from_number):
            self.add_error(name, message)
        elif name in self.cleaned_data:
            self.cleaned_data[name] = from_number

    def _refuse_duplicate(self, number: str) -> None:
        """Somebody in scope who holds the number is named; anybody else's existence is not told."""
        holder = Person.objects.filter(id_number=number).exclude(pk=self.instance.pk).first()
        if holder is None:
            return
        known = Person.objects.filter(pk=holder.pk)
        if known.off_the_books(self.scope).exists():
            return
        if known.visible_to(self.scope).exists():
            raise ValidationError(f"该身份证号已登记在“{holder.name}”名下，请在其人员页面修改或新增任职。")
        self.number_refused = True
        raise ValidationError(NOT_HERE)
