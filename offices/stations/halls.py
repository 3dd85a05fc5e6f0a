"""The list of places that owe a civil-affairs window (三(三)1-6): county halls, township halls, urban communities."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from jian_minzheng.core.listing import Column
from offices.identity import Identity
from offices.models import Division, ServiceWindow
from offices.models.divisions import Level
from offices.roles import Capability
from offices.stations.services import window_place

PLACES = dict(ServiceWindow.Place.choices)
STATES = {
    "missing": ("unmet", "没有窗口", "x-circle-fill"),
    "shared": ("unmet", "不是专用", "x-circle-fill"),
    "unknown": ("unknown", "是否专用未填", "question-circle-fill"),
    "dedicated": ("met", "有专用窗口", "check-circle-fill"),
}

_PLACE_FILTERS = {
    "county_hall": Q(level=Level.COUNTY),
    "township_hall": Q(level=Level.TOWNSHIP),
    "community": Q(level=Level.VILLAGE, kind="社区"),
}


def hall_rows(identity: Identity, place: str = "") -> Any:
    """Units that owe a window, of one kind of place or of all."""
    owed = _PLACE_FILTERS.get(place) or Q(*_PLACE_FILTERS.values(), _connector=Q.OR)
    return Division.objects.visible_to(identity).real().on(timezone.localdate()).filter(owed)


def open_windows(**division: Any) -> Any:
    """Windows in use today."""
    today = timezone.localdate()
    in_use = Q(closed_on__isnull=True) | Q(closed_on__gte=today)
    rows: Any = ServiceWindow.objects.filter(in_use, opened_on__lte=today, voided_at__isnull=True, **division)
    return rows


def with_state(rows: QuerySet[Division], state: str) -> QuerySet[Division]:
    """Narrow to one of ``STATES``; anything else changes nothing."""
    here = open_windows(division=OuterRef("pk"))
    any_window, dedicated = Exists(here), Exists(here.filter(dedicated=True))
    unsaid = Exists(here.filter(dedicated__isnull=True))
    conditions = {
        "missing": ~Q(any_window),
        "dedicated": Q(dedicated),
        "unknown": Q(any_window) & ~Q(dedicated) & Q(unsaid),
        "shared": Q(any_window) & ~Q(dedicated) & ~Q(unsaid),
    }
    return rows.filter(conditions[state]) if state in conditions else rows


def load_rows(identity: Identity, rows: list[Any]) -> None:
    """Attach windows, names of the units above, state and URLs to the rows of one page."""
    windows: dict[int, list[ServiceWindow]] = {}
    for window in open_windows(division__in=rows):
        windows.setdefault(window.division_id, []).append(window)
    above = {path for row in rows for path in _paths_above(row)}
    names = dict(Division.objects.filter(path__in=above).values_list("path", "name"))
    may_edit = identity.can(Capability.EDIT_OFFICES)
    for row in rows:
        row.open_windows = windows.get(row.pk, [])
        row.place = window_place(row)
        row.above = "·".join(names[path] for path in _paths_above(row) if path in names)
        row.state = _state(row.open_windows)
        row.may_edit = may_edit
        row.row_url = ""


def _paths_above(row: Division) -> list[str]:
    """Paths of the county and the township above a unit."""
    return [row.path[:end] for end in range(2 * Division.steplen, len(row.path), Division.steplen)]


def _state(windows: list[ServiceWindow]) -> str:
    said = {window.dedicated for window in windows}
    if not windows:
        return "missing"
    if True in said:
        return "dedicated"
    return "unknown" if None in said else "shared"


def _state_cell(row: Any) -> Any:
    outcome, word, icon = STATES[row.state]
    return format_html(
        '<span class="outcome outcome-{}"><i class="bi bi-{}" aria-hidden="true"></i>{}</span>', outcome, icon, word
    )


def _windows_cell(row: Any) -> Any:
    """Each window with the link to edit it, and the link to open one."""
    if not row.may_edit:
        return _windows_text(row)
    links = format_html_join(
        "、",
        '<a href="{}">{}</a>',
        ((reverse("offices:window_edit", args=[w.pk]), w.location or "窗口") for w in row.open_windows),
    )
    if row.state == "dedicated":
        return links
    new = reverse("offices:window_create", args=[row.pk])
    return format_html('{} <a class="btn btn-sm btn-outline-primary" href="{}">登记窗口</a>', links, new)


def _windows_text(row: Any) -> str:
    return "、".join(window.location or "窗口" for window in row.open_windows) or "—"


COLUMNS = [
    Column("above", "上级单位", lambda row: row.above),
    Column("unit", "单位", lambda row: row.name, order=("pinyin",), optional=False),
    Column("place", "应设地点", lambda row: PLACES[row.place]),
    Column("state", "窗口情况", lambda row: STATES[row.state][1], show=_state_cell, optional=False),
    Column("windows", "窗口位置", _windows_text, show=_windows_cell, optional=False),
    Column("count", "窗口数", lambda row: len(row.open_windows), number=True, hidden=True),
]
