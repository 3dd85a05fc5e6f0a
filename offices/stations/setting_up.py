"""Stations of townships that have none: what is proposed, one form for all of them, what is wrong with each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.editing.fields import PortalWidgets
from jian_minzheng.core.editing.plain_text import REFUSED
from jian_minzheng.core.editing.words import reworded
from jian_minzheng.core.masking import holds_personal_number
from jian_minzheng.core.texts import alteration, clean
from offices.models import Division, Station
from offices.models.divisions import Level
from offices.places import Places
from offices.stations.columns import running_stations

MOST = 500
"""Townships on one form."""


def townships_for(identity: Identity) -> Any:
    """Townships of today; one that exists for statistics only owes no station, but may have one."""
    return Division.objects.visible_to(identity).on(timezone.localdate()).filter(level=Level.TOWNSHIP)


def new_station(township: Division) -> Station:
    """The station that a township is proposed, with the name that 三(三)1-2 asks for."""
    return Station(township=township, name=f"{township.name}民政所")


SAME_NAME = "同一个县(市、区)里另有民政所叫这个名称(已在运行，或在这一批里)。请写明是哪个乡镇(街道)的民政所。"


def namesakes(stations: Sequence[Station]) -> set[int]:
    """The townships of those among the stations that bear the name of another running one, or of one another.

    A station is called as its township is (三(三)1-2), and no two townships of a county share a name; those of
    different counties may. Whoever names a station so learns that there is one, not where: names of offices are public.
    """
    running = Station.objects.all().live().filter(closed_on__isnull=True, name__in={one.name for one in stations})
    others = running.exclude(pk__in=[one.pk for one in stations if one.pk]).select_related("township")
    everyone = [*stations, *others]
    places = Places.of(one.township for one in everyone)
    called: dict[tuple[Any, str], set[int]] = {}
    for one in everyone:
        called.setdefault((places.at(one.township, Level.COUNTY), one.name), set()).add(one.township_id)
    alike = [townships for townships in called.values() if len(townships) > 1]
    return {one.township_id for one in stations if any(one.township_id in townships for townships in alike)}


class PaperForm(PortalWidgets, forms.Form):
    """What all of them share: the day, and the paper that says so."""

    opened_on = forms.DateField(label="设立日期")
    founded_by = forms.CharField(
        label="设立依据", max_length=200, required=False, help_text="批准设立的文件名称和文号，所选各所共用。"
    )


@dataclass(slots=True)
class Proposal:
    """One township: the station that it would get, whether it is chosen, what it had before, what is wrong with the
    name that was sent, and what became of that."""

    station: Station
    county: str
    chosen: bool
    former: list[Station] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    told: str = ""

    @property
    def key(self) -> str:
        """Name of the field of its name."""
        return f"name_{self.station.township_id}"


class SettingUp:
    """The form over all townships in an identity's scope that have no station in operation.

    A township that was sent back is kept even if somebody set one up meanwhile: it says so at its row.
    """

    def __init__(self, identity: Identity, data: Any = None) -> None:
        self.identity, self.data = identity, data
        self.ticked = set(data.getlist("township")) if data is not None else set()
        self.paper = PaperForm(data, initial={"opened_on": timezone.localdate()})
        self.refusal: list[str] = []
        self.proposals = list(self._proposals())

    @property
    def chosen(self) -> list[Proposal]:
        return [proposal for proposal in self.proposals if proposal.chosen]

    @property
    def faulty(self) -> list[Proposal]:
        return [proposal for proposal in self.proposals if proposal.errors]

    @property
    def also_said(self) -> str:
        """What became of what was typed, in words; empty where it stands as it was."""
        named = (f"“{one.station.name}”：{one.told}。" for one in self.chosen if one.told)
        return "".join([self.paper.also_said, *named])

    @property
    def stations(self) -> list[Station]:
        return [proposal.station for proposal in self.chosen]

    def is_valid(self) -> bool:
        """Whether all that are chosen could be set up; else every row says what is wrong with it."""
        if not self.paper.is_valid():
            return False
        if not self.ticked:
            self.refusal = ["请至少勾选一个乡镇(街道)。"]
        elif len(self.chosen) < len(self.ticked):
            self.refusal = ["所选乡镇(街道)中有的已不存在，或者您当前的身份无权查看。请重新勾选。"]
        for proposal in self.chosen:
            station = proposal.station
            station.opened_on = self.paper.cleaned_data["opened_on"]
            station.founded_by = self.paper.cleaned_data["founded_by"]
            proposal.errors = [REFUSED] if holds_personal_number(station.name) else _faults(station)
        self._tell_namesakes()
        return not self.refusal and not self.faulty

    def _tell_namesakes(self) -> None:
        alike = namesakes(self.stations)
        for proposal in self.chosen:
            if proposal.station.township_id in alike:
                proposal.errors.append(SAME_NAME)

    def _proposals(self) -> Iterator[Proposal]:
        lacking = townships_for(self.identity).real().exclude(pk__in=self._served()).order_by("path")
        townships = list(lacking[:MOST])
        places, former = Places.of(townships), self._former(townships)
        for township in townships:
            station = new_station(township)
            chosen = self.data is None or str(township.pk) in self.ticked
            proposal = Proposal(station, places.name(township, Level.COUNTY), chosen, former.get(township.pk, []))
            if self.data is not None:
                sent = self.data.get(proposal.key, station.name)
                station.name, proposal.told = clean(sent).strip(), alteration(sent)
            yield proposal

    def _served(self) -> list[int]:
        """Townships with a station in operation, but for those that the user has just sent."""
        served = running_stations(self.identity).values_list("township", flat=True)
        return [pk for pk in served if str(pk) not in self.ticked]

    def _former(self, townships: list[Division]) -> dict[int, list[Station]]:
        """Stations that a township had: one of them may be the same."""
        found: dict[int, list[Station]] = {}
        for station in Station.objects.visible_to(self.identity).filter(township__in=townships):
            found.setdefault(station.township_id, []).append(station)
        return found


def _faults(station: Station) -> list[str]:
    try:
        station.full_clean()
    except ValidationError as error:
        return list(reworded(Station, error).messages)
    return []
