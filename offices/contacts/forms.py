"""The form of a contact."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.editing.typed import read_typed
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.parameters import whole_number
from jian_minzheng.core.values.telephones import read_phone
from offices.contacts.candidates import Candidate, candidates_for
from offices.contacts.terms import principals_at
from offices.models import Contact, Division

HIDDEN = "*"
"""Stands for each figure of a telephone that nobody is shown."""


class ContactForm(EditForm):
    """A village's specialist is proposed. Of telephones no more is shown than on pages: whoever leaves them as they are
    shown leaves them as they are on record.
    """

    two_columns, wide = True, ("note",)
    number_fields = frozenset({"phone"})
    actor: Acting | None = None

    class Meta:
        model = Contact
        fields = ["role", "name", "title", "phone", "from_date", "from_date_known", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["phone"] = mask_text(self.initial.get("phone") or "")
        self.fields["phone"].help_text = "手机号码保存后遮住中间四位，值班电话等固定电话照常显示。"
        if self.instance.from_date_known:
            del self.fields["from_date_known"]

    def offer_to(self, actor: Acting) -> None:
        self.actor = actor
        if self.instance.pk or self.is_bound:
            return
        offered: Any = self.fields["division"]
        unit = offered.queryset.filter(pk=whole_number(self.initial.get("division"))).first()
        if unit is not None:
            self._propose(unit, candidates_for(actor.scope, [unit]).get(unit.pk, []))

    def _propose(self, unit: Division, found: list[Candidate]) -> None:
        """The one candidate of a unit that has no contact; of several, who they are."""
        if holder := principals_at([unit.pk]).first():
            self.initial["role"] = Contact.Role.DEPUTY
            self.fields["role"].help_text = f"{unit}已有联络人{mask_text(holder.name)}。"
        elif len(found) == 1:
            one = found[0]
            self.initial.update(name=one.name, title=one.title, phone=one.shown_phone)
            self.fields["name"].help_text = f"已按{one.source}{one.name}预填姓名、职务和电话，请核对。"
        elif found:
            names = "、".join(one.name for one in found)
            self.fields["name"].help_text = f"{found[0].source}有{len(found)}名：{names}。请填写其中一名。"

    def clean_phone(self) -> str:
        """As the importer reads it; what is left as it was stays, whatever it is."""
        typed: str = self.cleaned_data["phone"]
        if HIDDEN in typed:
            return self._left_as_shown(typed)
        if not typed or typed == self.instance.phone:
            return typed
        return str(read_typed(read_phone, typed, partial(self.tell, "phone")))

    def clean(self) -> dict[str, Any]:
        """A day that somebody writes in place of the one that stood for it is known."""
        cleaned = super().clean()
        if "from_date_known" in self.fields and "from_date" in self.changed_data:
            cleaned["from_date_known"] = True
        return cleaned

    def _left_as_shown(self, typed: str) -> str:
        shown = {mask_text(known): known for known in self._known_phones() if HIDDEN not in known}
        if typed not in shown:
            raise ValidationError("号码有几位遮住了：不改的请原样留着，要改的请填写完整的号码。")
        return shown[typed]

    def _known_phones(self) -> Iterable[str]:
        """Those of the record, as somebody may have opened it; of a new one those of who is proposed by that name."""
        if self.instance.pk:
            former = self.instance.history.order_by("history_id").values_list("phone", flat=True)
            return [*former, self.instance.phone]
        unit = self.cleaned_data.get("division")
        if self.actor is None or unit is None:
            return []
        found = candidates_for(self.actor.scope, [unit]).get(unit.pk, [])
        return [one.phone for one in found if one.name == self.cleaned_data.get("name")]

    def _sent_again(self, name: str, latest: Any) -> str:
        return mask_text(super()._sent_again(name, latest))
