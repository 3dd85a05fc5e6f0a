"""Rural nursing homes and how many residents they care for (三(三)2-7 … 2-10)."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils import timezone

from jian_minzheng.core.acting import Acting, Identity
from jian_minzheng.core.editing import CorrectionOrChange, DatedEditForm
from jian_minzheng.core.registers.columns import Column, linked
from jian_minzheng.core.registers.declaration import REGISTRY, Ending, Register, Section
from jian_minzheng.core.registers.filters import StateFilter
from jian_minzheng.core.registers.listing import Listing
from offices.homes.census import with_census
from offices.listing.filters import PlacedFilter, county_filter
from offices.listing.owed import owed_filter
from offices.models import Division, HomeCensus, NursingHome
from offices.models.divisions import Level
from offices.panels import home_panels
from offices.places import Places, full_name
from offices.registers.since import former_panel, held_since
from offices.roles import Capability
from offices.unit_fields import UnitField

STATES = {"open": "在运行", "blank": "在运行，情况未填", "closed": "已停办", "void": "已作废"}


def home_rows(identity: Identity, values: Mapping[str, Any]) -> Any:
    """Homes in one of ``STATES``; those in operation when none is asked for."""
    state, today = values.get("state"), timezone.localdate()
    rows = with_census(NursingHome.objects.visible_to(identity).select_related("township"))
    if state == "void":
        return rows.filter(voided_at__isnull=False)
    running = Q(closed_on__isnull=True) | Q(closed_on__gte=today)
    rows = rows.live().filter(~Q(running) if state == "closed" else running)
    return rows.filter(census_on__isnull=True) if state == "blank" else rows


def load_rows(identity: Identity, rows: list[Any], values: Mapping[str, Any]) -> None:
    """Attach county name and URL to the homes of one page."""
    places = Places.of(home.township for home in rows)
    for home in rows:
        home.county_name = places.name(home.township, Level.COUNTY)
        home.row_url = HOMES.url("detail", home.pk)


class HomeFilter(PlacedFilter):
    place, search = "township", ("name",)
    search_hint = "敬老院或乡镇名称、拼音首字母"

    county = county_filter("township__path")
    state = StateFilter(STATES.items(), label="状态", empty_label="在运行", method="as_rows")
    owed = owed_filter("nursing_home")

    def as_rows(self, rows: Any, name: str, value: str) -> Any:
        return rows  # ``home_rows`` has begun with those of the state


COLUMNS = [
    Column("county", "县(市、区)", lambda home: home.county_name, order=("township__path",)),
    Column("township", "乡镇(街道)", lambda home: home.township.name, order=("township__pinyin",)),
    Column(
        "name",
        "敬老院",
        lambda home: home.name,
        show=lambda home: linked(home.row_url, home.name),
        order=("name",),
        text=True,
        optional=False,
    ),
    Column("beds", "床位(张)", lambda home: home.beds, order=("beds",), number=True),
    Column("residents", "供养对象(人)", lambda home: home.residents, order=("residents",), number=True),
    Column("dependent", "其中失能(人)", lambda home: home.dependent, number=True),
    Column("funded", "经费由县级财政安排", lambda home: home.county_funded),
    Column("as_of", "情况自", lambda home: home.census_on, order=("census_on",)),
    Column("address", "地址", lambda home: home.address, hidden=True),
    Column("opened", "开办日期", lambda home: home.opened_on, order=("opened_on",), hidden=True),
    Column("closed", "停办日期", lambda home: home.closed_on, order=("closed_on",), hidden=True),
]


class HomeForm(CorrectionOrChange):
    """A new home gets its township from the page; one on record may be found, or have come, to lie in another."""

    dated_fields = ("township",)

    township = UnitField(Division.objects.none(), label="所在乡镇(街道)", required=False, empty_label=None)

    class Meta:
        model = NursingHome
        fields = ["name", "township", "address", "opened_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            del self.fields["township"]

    def offer_to(self, actor: Acting) -> None:
        """Townships for which whoever acts keeps homes; where there is no other, none is asked for."""
        if self.instance._state.adding:
            return
        units = HOMES.writable_units(actor) | Division.objects.filter(pk=self.instance.township_id)
        if units.count() > 1:
            self.fields["township"].queryset = units  # type: ignore[attr-defined]
            return
        for name in ("township", "how", "changes_on"):
            del self.fields[name]

    def clean_township(self) -> Division:
        """Whoever was shown no other township leaves it where it is."""
        township: Division = self.cleaned_data["township"] or self.instance.township
        return township

    def held_since(self, name: str) -> datetime.date | None:
        return held_since(self.instance, name)


class CensusForm(DatedEditForm):
    """Beds and residents from a day on; an empty figure means not yet reported, zero means none."""

    two_columns = True
    units = {"beds": "张", "residents": "人", "dependent": "人"}
    clauses = {"residents": "三(三)2-8", "dependent": "三(三)2-9", "county_funded": "三(三)2-10"}

    class Meta:
        model = HomeCensus
        fields = ["as_of", "beds", "residents", "dependent", "county_funded"]

    @classmethod
    def wrong_with(cls, given: Mapping[str, Any], base: HomeCensus | None) -> dict[str, str]:
        residents, dependent = given.get("residents"), given.get("dependent")
        if residents is None or dependent is None or dependent <= residents:
            return {}
        return {"dependent": f"失能人数({dependent})不能多于供养对象人数({residents})。"}


def panels_of(identity: Identity, home: NursingHome) -> list[dict[str, Any]]:
    """Where it lay before, if it ever lay elsewhere, and what other apps add."""
    return [*former_panel(home.places, "township", "历次所在乡镇(街道)"), *home_panels(identity, home)]


HOMES = REGISTRY.add(
    Register(
        model=NursingHome,
        name="home",
        slug="homes",
        app="offices",
        title="农村敬老院",
        noun="敬老院",
        icon="house-heart",
        menu=60,
        view=Capability.VIEW_OFFICES,
        kept_at={Level.TOWNSHIP: Capability.EDIT_OFFICES},
        place="township",
        units=lambda identity: Division.objects.visible_to(identity).on(timezone.localdate()).filter(level="township"),
        picker=UnitField,
        unit_path=full_name,
        listing=Listing(
            name="homes",
            title="农村敬老院名册",
            rows=home_rows,
            columns=COLUMNS,
            filters=HomeFilter,
            order=("township__path", "pk"),
            load=load_rows,
        ),
        form=HomeForm,
        sections=[
            Section(
                name="census",
                title="填报床位和供养情况",
                heading="床位和供养情况",
                form=CensusForm,
                related="censuses",
                owner="home",
                earliest=lambda home: home.opened_on,
            )
        ],
        ending=Ending(verb="停办", help_text="最后一天仍在运行。停办后资料保留，可以重新启用。"),
        bulk=("opened_on",),
        panels=panels_of,
        hint="辖区内有农村敬老院的，请逐所登记，再填报床位和供养情况。",
        hint_others="敬老院由县局业务员或民政所填报员登记。",
    )
)
