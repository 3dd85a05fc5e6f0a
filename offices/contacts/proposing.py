"""The contacts of all villages in an area, set at once: what would be written, and which villages are passed over."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.editing.fields import PortalWidgets
from offices.contacts.candidates import Candidate, candidates_for
from offices.contacts.terms import principals_at
from offices.models import Contact, Division
from offices.models.divisions import Level
from offices.places import Places

MOST = 500
"""Villages on one form."""

HAS_ONE, NOBODY, SEVERAL = "已有联络人", "没有在岗的专干", "在岗的专干不止一名"


class DayForm(PortalWidgets, forms.Form):
    """Since when those who are chosen are contacts."""

    from_date = forms.DateField(label="担任日期", help_text="所选各村(居)共用，默认今天。")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One village and whom it gets; ``why_not``: why it is passed over instead."""

    village: Division
    township: str
    candidate: Candidate | None = None
    why_not: str = ""

    @property
    def token(self) -> str:
        """What a tick says: the village, and whom the page showed for it."""
        return f"{self.village.pk}:{self.candidate.key if self.candidate else ''}"

    def contact(self, since: datetime.date) -> Contact:
        """The contact that the village would get."""
        one = self.candidate
        if one is None:
            raise ValueError(f"nobody is proposed for {self.village}")
        return Contact(division=self.village, name=one.name, title=one.title, phone=one.phone, from_date=since)


class Proposals:
    """The form over all villages in an identity's scope. What it writes is what it showed: where somebody else is
    proposed meanwhile, or the village has a contact, it says so and shows the present state.
    """

    def __init__(self, identity: Identity, data: Any = None) -> None:
        self.ticked = set(data.getlist("village")) if data is not None else None
        self.day = DayForm(data, initial={"from_date": timezone.localdate()})
        self.refusal: list[str] = []
        found = list(self._found(identity))
        self.ready = [one for one in found if one.candidate]
        self.passed_over = [one for one in found if one.why_not]

    @property
    def reasons(self) -> Mapping[str, list[Proposal]]:
        """The villages that are passed over, by reason."""
        return {
            why: some
            for why in (HAS_ONE, NOBODY, SEVERAL)
            if (some := [one for one in self.passed_over if one.why_not == why])
        }

    def is_valid(self) -> bool:
        """Whether what is ticked is what was shown, and there is anything."""
        if not self.ticked:
            self.refusal = ["请至少勾选一个村(居)。"]
        elif len(self.chosen) < len(self.ticked):
            self.refusal = ["打开页面以后专干或联络人有变化，没有登记任何一个。请核对下面的现状后再确认。"]
        return self.day.is_valid() and not self.refusal

    @property
    def chosen(self) -> list[Proposal]:
        """All of them on a page that is opened."""
        return [one for one in self.ready if self.ticked is None or one.token in self.ticked]

    @property
    def contacts(self) -> list[Contact]:
        """What is to be written, once all is valid."""
        since = self.day.cleaned_data["from_date"]
        return [one.contact(since) for one in self.chosen]

    def _found(self, identity: Identity) -> Iterator[Proposal]:
        today = timezone.localdate()
        below = Division.objects.visible_to(identity).on(today).real().filter(level=Level.VILLAGE)
        villages = list(below.order_by("path")[:MOST])
        held = set(principals_at([village.pk for village in villages]).values_list("division_id", flat=True))
        places, proposed = Places.of(villages), candidates_for(identity, villages)
        for village in villages:
            town, found = places.name(village, Level.TOWNSHIP), proposed.get(village.pk, [])
            if village.pk in held or len(found) != 1:
                why_not = HAS_ONE if village.pk in held else SEVERAL if found else NOBODY
                yield Proposal(village, town, why_not=why_not)
            else:
                yield Proposal(village, town, found[0])
