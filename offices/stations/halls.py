"""The list of places that owe a civil-affairs window (三(三)1-6): county halls, township halls, urban communities."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.parameters import LARGEST
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.registers.columns import Column
from jian_minzheng.core.registers.filters import ListFilter, StateFilter
from jian_minzheng.core.registers.listing import Listing
from offices.listing.filters import county_filter
from offices.listing.owed import owed_filter
from offices.models import Division, ServiceWindow, UrbanMark
from offices.models.divisions import Level
from offices.places import Places
from offices.roles import Capability
from offices.urban import urban_communities_on

KEPT_AT: keeping.KeptAt = dict.fromkeys([Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE], Capability.EDIT_OFFICES)

PLACES = dict(ServiceWindow.Place.choices)
STATES = {
    "missing": ("unmet", "没有窗口", "x-circle-fill"),
    "shared": ("unmet", "不是专用", "x-circle-fill"),
    "unknown": ("unknown", "是否专用未填", "question-circle-fill"),
    "open": ("unknown", "是否城市社区未定", "question-circle-fill"),
    "dedicated": ("met", "有专用窗口", "check-circle-fill"),
}
ENDED_STATES = {
    "closed": ("not_applicable", "已停用", "dash-circle"),
    "void": ("not_applicable", "已作废", "slash-circle"),
}
"""Units with windows out of use: for those who may bring one back."""

_WORDS = {**STATES, **ENDED_STATES}
_PLACE_FILTERS = {
    "county_hall": Q(level=Level.COUNTY),
    "township_hall": Q(level=Level.TOWNSHIP),
    "community": Q(level=Level.VILLAGE, kind="社区"),
}


def states_for(identity: Identity) -> list[tuple[str, str]]:
    """The states that the identity may narrow the list to."""
    offered = {**STATES, **(ENDED_STATES if keeping.levels_written_by(identity, KEPT_AT) else {})}
    return [(key, word) for key, (_, word, _) in offered.items()]


def window_place(division: Any) -> str:
    """Where a window of this unit stands: county hall, township hall or urban community; empty where none is owed."""
    if division.is_community:
        return ServiceWindow.Place.COMMUNITY
    return {"county": ServiceWindow.Place.COUNTY_HALL, "township": ServiceWindow.Place.TOWNSHIP_HALL}.get(
        division.level, ""
    )


def owing_units(identity: Identity) -> Any:
    """Units that owe a window or may, those that are no more included; a community that is not urban only with one."""
    owing = Division.objects.visible_to(identity).real().filter(Q(*_PLACE_FILTERS.values(), _connector=Q.OR))
    return owing.exclude(Q(pk__in=_communities(urban=False)) & ~Exists(open_windows(division=OuterRef("pk"))))


def _communities(**said: Any) -> Any:
    """Keys of communities of which it is said today whether they are 城市社区."""
    return UrbanMark.objects.on(timezone.localdate()).filter(**said).values("division")


def hall_rows(identity: Identity, values: Mapping[str, Any]) -> Any:
    """Units that owe a window, of one kind of place or of all; for ``ENDED_STATES`` also units that are no more."""
    state = values.get("state", "")
    units = owing_units(identity).filter(_PLACE_FILTERS.get(values.get("place", ""), Q()))
    return units if state in ENDED_STATES else units.on(timezone.localdate())


def open_windows(**division: Any) -> Any:
    """Windows in use today."""
    today = timezone.localdate()
    in_use = Q(closed_on__isnull=True) | Q(closed_on__gte=today)
    rows: Any = ServiceWindow.objects.filter(in_use, opened_on__lte=today, voided_at__isnull=True, **division)
    return rows


def ended_windows(state: str, **division: Any) -> Any:
    """Windows of one of ``ENDED_STATES``."""
    rows: Any = ServiceWindow.objects.filter(voided_at__isnull=state == "closed", **division)
    return rows.filter(closed_on__lt=timezone.localdate()) if state == "closed" else rows


def with_state(rows: QuerySet[Division], state: str) -> QuerySet[Division]:
    """Narrow to one of ``STATES`` or ``ENDED_STATES``; anything else changes nothing."""
    if state in ENDED_STATES:
        return rows.filter(Exists(ended_windows(state, division=OuterRef("pk"))))
    here = open_windows(division=OuterRef("pk"))
    any_window, dedicated = Exists(here), Exists(here.filter(dedicated=True))
    unsaid = Exists(here.filter(dedicated__isnull=True))
    is_open = _PLACE_FILTERS["community"] & ~Q(pk__in=_communities(urban__isnull=False)) & ~Q(any_window)
    conditions = {
        "missing": ~Q(any_window) & ~is_open,
        "open": is_open,
        "dedicated": Q(dedicated),
        "unknown": Q(any_window) & ~Q(dedicated) & Q(unsaid),
        "shared": Q(any_window) & ~Q(dedicated) & ~Q(unsaid),
    }
    return rows.filter(conditions[state]) if state in conditions else rows


def load_rows(identity: Identity, rows: list[Any], values: Mapping[str, Any]) -> None:
    """Attach windows (those out of use for ``ENDED_STATES``), names of the units above and state to one page's rows."""
    state = values.get("state", "")
    windows: dict[int, list[ServiceWindow]] = {}
    ended = state in ENDED_STATES
    for window in ended_windows(state, division__in=rows) if ended else open_windows(division__in=rows):
        windows.setdefault(window.division_id, []).append(window)
    places = Places.of(rows)
    written = keeping.levels_written_by(identity, KEPT_AT)
    urban = urban_communities_on(timezone.localdate(), [row.pk for row in rows if row.is_community])
    for row in rows:
        row.shown_windows = windows.get(row.pk, [])
        row.place = window_place(row)
        row.above = "·".join(one.name for one in places.above(row) if one.level in (Level.COUNTY, Level.TOWNSHIP))
        row.state = state if ended else _state(row.shown_windows, urban=urban.get(row.pk, True))
        row.may_write = row.level in written
        row.tick_pk = ",".join(str(window.pk) for window in row.shown_windows if not window.is_void)
        row.row_url = _window_url(row.shown_windows[0]) if len(row.shown_windows) == 1 else ""


def _state(windows: list[ServiceWindow], *, urban: bool | None) -> str:
    said = {window.dedicated for window in windows}
    if not windows:
        return "open" if urban is None else "missing"
    if True in said:
        return "dedicated"
    return "unknown" if None in said else "shared"


def _state_cell(row: Any) -> Any:
    outcome, word, icon = _WORDS[row.state]
    return format_html(
        '<span class="outcome outcome-{}"><i class="bi bi-{}" aria-hidden="true"></i>{}</span>', outcome, icon, word
    )


def _windows_cell(row: Any) -> Any:
    """Each window with the link to its page, and the link to open one."""
    if not (row.shown_windows or row.may_write):
        return "—"
    links = format_html_join(
        "、",
        '<a href="{}">{}</a>',
        ((_window_url(window), _window_label(window)) for window in row.shown_windows),
    )
    if not row.may_write or row.state == "dedicated" or row.state in ENDED_STATES:
        return links
    new = reverse("offices:window_create", args=[row.pk])
    return format_html('{} <a class="btn btn-sm btn-outline-primary" href="{}">登记窗口</a>', links, new)


def _window_url(window: ServiceWindow) -> str:
    return reverse("offices:window_restore" if window.is_void else "offices:window_detail", args=[window.pk])


def _window_label(window: ServiceWindow) -> str:
    """Its location; of a window out of use also what can be done about it."""
    where = mask_text(window.location) or "窗口"
    if window.is_void:
        return f"恢复“{where}”"
    return f"{where}({window.closed_on:%Y-%m-%d} 停用)" if window.closed_on else where


def _windows_text(row: Any) -> str:
    return "、".join(window.location or "窗口" for window in row.shown_windows) or "—"


COLUMNS = [
    Column("above", "上级单位", lambda row: row.above),
    Column("unit", "单位", lambda row: row.name, order=("pinyin",), optional=False),
    Column("place", "应设地点", lambda row: PLACES[row.place]),
    Column("state", "窗口情况", lambda row: _WORDS[row.state][1], show=_state_cell),
    Column("windows", "窗口位置", _windows_text, show=_windows_cell, optional=False),
    Column("count", "窗口数", lambda row: len(row.shown_windows), number=True, hidden=True),
]


class UnitItself(django_filters.Filter):
    """One unit; where a page's link asks for it, the list keeps that."""

    field_class = forms.IntegerField

    def __init__(self) -> None:
        super().__init__(field_name="pk", label="单位", widget=forms.HiddenInput, min_value=1, max_value=LARGEST)


class HallFilter(ListFilter):
    search_hint = "单位名称、拼音首字母或代码"

    county = county_filter("path")
    unit = UnitItself()
    place = StateFilter(PLACES.items(), label="应设地点", method="as_rows")
    state = StateFilter(states_for, label="窗口情况", method="in_state")
    owed = owed_filter("hall")

    def as_rows(self, rows: Any, name: str, value: str) -> Any:
        return rows  # ``hall_rows`` has begun with those of the place

    def in_state(self, rows: QuerySet[Division], name: str, value: str) -> QuerySet[Division]:
        return with_state(rows, value)

    def search_rows(self, rows: QuerySet[Division], text: str) -> QuerySet[Division]:
        return rows.filter(pk__in=Division.objects.search(text).values("pk"))


LISTING = Listing(
    name="windows",
    title="民政服务窗口",
    rows=hall_rows,
    columns=COLUMNS,
    filters=HallFilter,
    order=("path",),
    load=load_rows,
)
