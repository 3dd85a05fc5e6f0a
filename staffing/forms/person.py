"""The particulars of a person. Numbers are entered here but never shown: an empty box leaves the stored one alone."""

from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html

from intake.grid.number_text import text_cell
from jian_minzheng.core.acting import Identity
from jian_minzheng.core.days import Span
from jian_minzheng.core.editing.typed import read_typed
from jian_minzheng.core.id_numbers import IdNumber, check_id_number
from jian_minzheng.core.values.telephones import read_phone
from staffing.forms.sections import SectionedForm
from staffing.models import Person
from staffing.models.people import NOT_HERE
from staffing.values.numbers import parse_id_number
from staffing.values.persons import name_alone


class PersonForm(SectionedForm):
    """Particulars of a new or known person; ``scope`` decides what a duplicate number may tell.

    ``closed`` says why no number is looked up any more, if so. The caller looks the number up (``number_is_free``) once
    nothing else stands in the way of saving: each look tells whether somebody has it, so each is counted.
    """

    id_number_typed = forms.CharField(label="身份证号", required=False, max_length=30)
    phone_typed = forms.CharField(label="联系电话", required=False, max_length=60)
    phone_cleared = forms.BooleanField(label="清除已登记的电话", required=False)

    number_fields = frozenset({"id_number_typed", "phone_typed"})
    day_spans = {"birth_date": Span.BIRTH}

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

    def __init__(self, *args: Any, scope: Identity | None, closed: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope, self.closed = scope, closed
        self.checked: IdNumber | None = None
        self.number_before, self.phone_before = self.instance.id_number, self.instance.phone
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
        """The importer's reading, so that one person is one person; a name that was left as it is stays so."""
        typed: str = self.cleaned_data["name"]
        if typed == self.instance.name:
            return typed
        name: str = read_typed(name_alone, typed, partial(self.tell, "name"))
        if name != "".join(typed.split()) and name != typed:
            self.tell("name", f"已按“{name}”读取")
        return name

    def clean_id_number_typed(self) -> str:
        typed: str = self.cleaned_data["id_number_typed"]
        if not typed:
            return ""
        number = read_typed(_id_number, typed, partial(self.tell, "id_number_typed"))
        self.checked = check_id_number(number)
        if self.closed:
            raise ValidationError(self.closed)
        return self.checked.number

    def clean_phone_typed(self) -> str:
        typed: str = self.cleaned_data["phone_typed"]
        typed = read_typed(read_phone, typed, partial(self.tell, "phone_typed")) if typed else ""
        if typed and self.phone_before and self.closed:
            raise ValidationError(self.closed)
        return typed

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.checked is not None:
            self._agree("sex", self.checked.sex, "性别与身份证号不符。")
            self._agree("birth_date", self.checked.birth_date, "出生日期与身份证号不符。")
            self.instance.id_number = self.checked.number
        born, at_work = data.get("birth_date"), data.get("work_start")
        if born and at_work and at_work < born:
            self.add_error("work_start", "不能早于出生日期。")
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

    @property
    def new_number(self) -> str:
        """The number that was typed, if it is another one than the person has."""
        return self.checked.number if self.checked and self.checked.number != self.number_before else ""

    @property
    def other_phone(self) -> bool:
        """Another telephone was typed than the one on record, of which a try may find out the hidden digits."""
        return self.phone_before not in ("", self.instance.phone) and bool(self.instance.phone)

    def number_is_free(self) -> bool:
        """Look the new number up, if there is one; of one that is taken the form then says so.

        Somebody whom the scope keeps is named as its holder, with the way to their page; of anybody else nothing is
        told.
        """
        if not self.new_number:
            return True
        known = Person.objects.filter(id_number=self.new_number).exclude(pk=self.instance.pk)
        if not known.exists() or known.off_the_books(self.scope).exists():
            return True
        message = NOT_HERE
        if holder := known.kept_by(self.scope).first():
            text = '该身份证号已登记在“{}”名下，请在<a class="alert-link" href="{}">其人员页面</a>修改或新增任职。'
            message = format_html(text, holder.name, reverse("staffing:person_detail", args=[holder.pk]))
        self.add_error("id_number_typed", message)
        return False


def _id_number(typed: str) -> Any:
    return parse_id_number(text_cell(typed))
