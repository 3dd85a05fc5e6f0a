"""The list of stations: every township with its station in operation, or with the gap where there is none."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.records import latest_on
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.registers.columns import Column, linked
from jian_minzheng.core.registers.filters import ListFilter, StateFilter, text_holds
from jian_minzheng.core.registers.listing import Listing
from offices.listing.filters import county_filter
from offices.listing.owed import OwedFilter
from offices.models import EQUIPMENT_KINDS, Division, Equipment, Photo, Station, StationProfile
from offices.models.divisions import Level
from offices.places import Places
from offices.roles import Capability

KEPT_AT: keeping.KeptAt = {Level.TOWNSHIP: Capability.EDIT_OFFICES}

PROFILE_FACTS = ("sign_hung", "notice_board", "publicity_board", "office_area", "inside_nursing_home")
"""What a profile has to say for a station to count as filled in."""

STATES = {
    "none": ("unmet", "未设立", "x-circle-fill"),
    "not_owed": ("not_applicable", "不要求设立", "dash-circle"),
    "blank": ("unknown", "未填报", "question-circle-fill"),
    "partial": ("unknown", "有缺项", "question-circle-fill"),
    "full": ("met", "已填齐", "check-circle-fill"),
}
"""How far a township's station is filled in: key → (outcome colour, word, icon)."""

ENDED_STATES = {
    "closed": ("not_applicable", "已撤销", "dash-circle"),
    "void": ("not_applicable", "已作废", "slash-circle"),
}
"""Townships with stations out of operation: for those who may bring one back."""

_WORDS = {**STATES, **ENDED_STATES}


def states_for(identity: Identity) -> list[tuple[str, str]]:
    """The states that the identity may narrow the list to."""
    offered = {**STATES, **(ENDED_STATES if keeping.levels_written_by(identity, KEPT_AT) else {})}
    return [(key, word) for key, (_, word, _) in offered.items()]


def running_stations(identity: Identity) -> Any:
    """Stations that are neither voided nor closed."""
    today = timezone.localdate()
    return Station.objects.visible_to(identity).live().filter(Q(closed_on__isnull=True) | Q(closed_on__gte=today))


def ended_stations(identity: Identity, state: str) -> Any:
    """Stations of one of ``ENDED_STATES``."""
    mine = Station.objects.visible_to(identity)
    if state == "void":
        return mine.filter(voided_at__isnull=False)
    return mine.live().filter(closed_on__lt=timezone.localdate())


def township_rows(identity: Identity, values: Mapping[str, Any]) -> Any:
    """Every township-level unit, with ``station_id`` and ``profile_id`` (``None`` where there is none).

    Units that exist for statistics only are listed too, as owing none: somebody may have set up a station there.
    For ``ENDED_STATES`` the station is the last one out of operation, and townships that are no more are listed too.
    """
    state = values.get("state", "")
    townships = Division.objects.visible_to(identity).filter(level="township")
    if state in ENDED_STATES:
        stations = ended_stations(identity, state)
    else:
        townships, stations = townships.on(timezone.localdate()), running_stations(identity)
    station = stations.filter(township=OuterRef("pk")).order_by("-opened_on", "-pk")
    profile = StationProfile.objects.filter(station=OuterRef("station_id")).order_by("-as_of")
    return townships.annotate(
        station_id=Subquery(station.values("pk")[:1]),
        station_name=Subquery(station.values("name")[:1]),
        opened_on=Subquery(station.values("opened_on")[:1]),
    ).annotate(
        profile_id=Subquery(profile.values("pk")[:1]),
        as_of=Subquery(profile.values("as_of")[:1]),
        office_area=Subquery(profile.values("office_area")[:1]),
    )


def with_state(rows: QuerySet[Division], state: str) -> QuerySet[Division]:
    """Narrow to one of ``STATES`` or ``ENDED_STATES``; anything else changes nothing."""
    if state in ENDED_STATES:
        return rows.filter(station_id__isnull=False)
    missing = Q()
    for fact in PROFILE_FACTS:
        missing |= Q(**{f"{fact}__isnull": True})
    incomplete = Exists(StationProfile.objects.filter(missing, pk=OuterRef("profile_id")))
    conditions = {
        "none": Q(station_id__isnull=True, virtual=False),
        "not_owed": Q(station_id__isnull=True, virtual=True),
        "blank": Q(station_id__isnull=False, profile_id__isnull=True),
        "partial": Q(profile_id__isnull=False) & Q(incomplete),
        "full": Q(profile_id__isnull=False) & ~Q(incomplete),
    }
    return rows.filter(conditions[state]) if state in conditions else rows


def load_rows(identity: Identity, rows: list[Any], values: Mapping[str, Any]) -> None:
    """Attach station, profile, county name, equipment and photo counts, state and URL to the rows of one page."""
    state = values.get("state", "")
    stations = {s.pk: s for s in Station.objects.filter(pk__in=[row.station_id for row in rows if row.station_id])}
    profiles = {p.pk: p for p in StationProfile.objects.filter(pk__in=[r.profile_id for r in rows if r.profile_id])}
    places = Places.of(rows)
    usable: dict[int, set[str]] = {}
    equipment = Equipment.objects.filter(station__in=stations, usable__gt=0)
    for station_id, kind in latest_on(equipment, timezone.localdate(), by=("station", "kind")).values_list(
        "station", "kind"
    ):
        usable.setdefault(station_id, set()).add(kind)
    pictured = Photo.objects.filter(station__in=stations, voided_at__isnull=True).values_list("station", flat=True)
    photos = list(pictured)
    ended = list(ended_stations(identity, state).filter(township__in=rows)) if state in ENDED_STATES else []
    may_write = keeping.may_write(identity, KEPT_AT, Level.TOWNSHIP)
    for row in rows:
        row.ended = [station for station in ended if station.township_id == row.pk]
        row.station, row.profile = stations.get(row.station_id), profiles.get(row.profile_id)
        row.county_name = places.name(row, Level.COUNTY)
        row.usable_kinds = len(usable.get(row.station_id, ())) if row.station else None
        row.photo_count = photos.count(row.station_id) if row.station else None
        row.state = state if state in ENDED_STATES else _state(row)
        row.tick_pk = row.station_id if row.station and not row.station.is_void else ""
        row.row_url = _row_url(row, may_write)


def _state(row: Any) -> str:
    if row.station is None:
        return "not_owed" if row.virtual else "none"
    if row.profile is None:
        return "blank"
    return "partial" if any(getattr(row.profile, fact) is None for fact in PROFILE_FACTS) else "full"


def _row_url(row: Any, may_write: bool) -> str:
    if row.station:
        return reverse("offices:station_detail", args=[row.station_id])
    return reverse("offices:station_create", args=[row.pk]) if may_write else ""


def _station_cell(row: Any) -> Any:
    """The station in operation or the way to set one up; under ``ENDED_STATES`` all that are out of operation."""
    if row.ended:
        links = (linked(reverse("offices:station_detail", args=[one.pk]), one.name) for one in row.ended)
        return format_html_join("、", "{}", ((link,) for link in links))
    if row.station:
        return linked(row.row_url, row.station.name)
    if row.row_url:
        return format_html('<a href="{}">设立民政所</a>', row.row_url)
    return "—"


def _state_cell(row: Any) -> Any:
    outcome, word, icon = _WORDS[row.state]
    return format_html(
        '<span class="outcome outcome-{}"><i class="bi bi-{}" aria-hidden="true"></i>{}</span>', outcome, icon, word
    )


def _fact(name: str) -> Any:
    return lambda row: getattr(row.profile, name) if row.profile else None


COLUMNS = [
    Column("county", "县(市、区)", lambda row: row.county_name),
    Column("township", "乡镇(街道)", lambda row: row.name, order=("pinyin",), optional=False),
    Column(
        "station",
        "民政所",
        lambda row: row.station.name if row.station else None,
        show=_station_cell,
        order=("station_name",),
        text=True,
        optional=False,
    ),
    Column("state", "填报情况", lambda row: _WORDS[row.state][1], show=_state_cell),
    Column("area", "办公用房(㎡)", _fact("office_area"), order=("office_area",), number=True),
    Column(
        "equipment",
        f"七有可用(共{len(EQUIPMENT_KINDS)}项)",
        lambda row: row.usable_kinds,
        number=True,
    ),
    Column("sign", "统一标识牌", _fact("sign_hung")),
    Column("as_of", "情况自", _fact("as_of"), order=("as_of",)),
    Column("phone", "办公电话", lambda row: row.station.shown_phone if row.station else None, hidden=True, whole=True),
    Column("address", "地址", lambda row: row.station.address if row.station else None, hidden=True),
    Column("opened", "设立日期", lambda row: row.station and row.station.opened_on, order=("opened_on",), hidden=True),
    Column("paper", "设立依据", lambda row: row.station.founded_by if row.station else None, hidden=True),
    Column("photos", "照片(张)", lambda row: row.photo_count, number=True, hidden=True),
    Column("in_home", "设在敬老院内", _fact("inside_nursing_home"), hidden=True),
    Column("notice", "公示栏", _fact("notice_board"), hidden=True),
    Column("publicity", "宣传栏", _fact("publicity_board"), hidden=True),
    Column("code", "区划代码", lambda row: row.civil_affairs_code or row.stats_code or row.own_code, hidden=True),
]


class StationFilter(ListFilter):
    search_hint = "名称、拼音首字母或代码"

    county = county_filter("path")
    state = StateFilter(states_for, label="填报情况", method="in_state")
    owed = OwedFilter(
        {"station": ("民政所缺资料的", "station", "station_id"), "township": ("乡镇(街道)缺资料的", "township", "pk")}
    )

    def in_state(self, rows: QuerySet[Division], name: str, value: str) -> QuerySet[Division]:
        return with_state(rows, value)

    def search_rows(self, rows: QuerySet[Division], text: str) -> QuerySet[Division]:
        """By the township (name, former name, pinyin, code) or by the station's own name."""
        found = Division.objects.search(text).values("pk")
        return rows.filter(Q(pk__in=found) | text_holds(rows, ("station_name",), text))


LISTING = Listing(
    name="stations",
    title="民政所名册",
    rows=township_rows,
    columns=COLUMNS,
    filters=StationFilter,
    order=("path",),
    load=load_rows,
)
