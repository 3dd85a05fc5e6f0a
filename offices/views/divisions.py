"""单位树: browse it level by level, search it, open one unit, take a subtree along as a workbook."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Prefetch, Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import Identity, PortalRequest
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.look_alikes import found_otherwise
from jian_minzheng.core.parameters import asked_id, only
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.spreadsheets import xlsx_response
from jian_minzheng.core.texts import clean
from offices.divisions.lines import Line, lines_for, with_actions
from offices.models import Division, DivisionEra, NursingHome, Station, Succession
from offices.models.divisions import Level
from offices.panels import panels_for
from offices.places import parent_path, units_above
from offices.populations import proposals_for
from offices.registers.populations import POPULATIONS
from offices.roles import Capability

PAGE = 30
_FORMER_NAMES = Prefetch(
    "eras", DivisionEra.objects.filter(valid_to__isnull=False).exclude(name=F("division__name")), to_attr="former_names"
)
CHUNK = 500


@require_safe
@needs(Capability.VIEW_OFFICES)
def division_list(request: PortalRequest) -> HttpResponse:
    """The tree below the acting identity's unit, its first level open; with ``?q=`` what was found instead."""
    identity = identity_of(request)
    if request.GET.get("q", "").strip():
        return render(request, "offices/divisions/list.html", _found(request, identity))
    root = Division.objects.fetch_or_404(identity, pk=identity.division_id)
    return render(request, "offices/divisions/list.html", _tree(identity, root))


@require_safe
@needs(Capability.VIEW_OFFICES)
def division_search(request: PortalRequest) -> HttpResponse:
    """Only the hits, for the search box to fill in while somebody types; nothing asked shows the tree again."""
    identity = identity_of(request)
    if request.GET.get("q", "").strip():
        return render(request, "offices/divisions/partials/found.html", _found(request, identity))
    root = Division.objects.fetch_or_404(identity, pk=identity.division_id)
    return render(request, "offices/divisions/partials/tree.html", _tree(identity, root))


@require_safe
@needs(Capability.VIEW_OFFICES)
def division_children(request: PortalRequest, pk: int) -> HttpResponse:
    """Rows of the units directly below one unit, for the tree to insert."""
    identity = identity_of(request)
    unit = Division.objects.fetch_or_404(identity, pk=pk)
    return render(request, "offices/divisions/partials/rows.html", {"lines": _below(identity, unit)})


@require_safe
@needs(Capability.VIEW_OFFICES)
def division_detail(request: PortalRequest, pk: int) -> HttpResponse:
    identity = identity_of(request)
    unit: Division = Division.objects.fetch_or_404(identity, pk=pk)
    stations = list(Station.objects.visible_to(identity).live().filter(township=unit))
    may_keep_figures, successions = keeping.may_write(identity, POPULATIONS.kept_at, unit.level), _successions(unit)
    line, *lines = _with_below(unit, stations)
    context = {
        "unit": unit,
        "line": line,
        "above": units_above([unit], scope=identity)[unit.pk],
        "lines": with_actions(identity, lines),
        "figures": line.figures,
        "stations": stations,
        "homes": NursingHome.objects.visible_to(identity).live().filter(township=unit),
        "eras": unit.eras.select_related("parent").order_by("-valid_from"),
        "successions": successions,
        "may_keep_figures": may_keep_figures,
        "proposals": proposals_for(unit, timezone.localdate()) if may_keep_figures and successions else [],
        "panels": panels_for(identity, unit),
    }
    return render(request, "offices/divisions/detail.html", context)


@require_safe
@needs(Capability.VIEW_OFFICES)
def division_export(request: PortalRequest) -> HttpResponseBase:
    """The subtree below ``?root=`` (the identity's own unit without it) as a workbook; closed units included."""
    identity = identity_of(request)
    asked = asked_id(only(request.GET, "root"))
    root = Division.objects.fetch_or_404(identity, pk=identity.division_id if asked is None else asked)
    units = Division.objects.visible_to(identity).filter(path__under=root.path).order_by("path")
    trail.record(actor_of(request), Action.EXPORTED, subject=root, label="单位树", detail={"行数": units.count()})
    return xlsx_response(f"{root.name}单位树.xlsx", HEADERS, _export_rows(list(units)), sheet="单位树")


HEADERS = [
    "层级",
    "名称",
    "类别",
    "上级",
    "统计用区划代码",
    "民政区划代码",
    "本系统代码",
    "户籍人口",
    "户籍人口年份",
    "常住人口",
    "常住人口年份",
    "村(居)数",
    "民政所数",
    "仅供统计",
    "设立日期",
    "撤销日期",
]


def _export_rows(units: list[Division]) -> Any:
    names = {unit.path: unit.name for unit in units}
    for start in range(0, len(units), CHUNK):
        for line in lines_for(units[start : start + CHUNK]):
            yield _export_row(line, names.get(parent_path(line.unit.path), ""))


def _export_row(line: Line, parent: str) -> list[Any]:
    unit = line.unit
    return [
        unit.get_level_display(),
        unit.name,
        unit.kind,
        parent,
        unit.stats_code,
        unit.civil_affairs_code,
        unit.own_code,
        line.registered.persons if line.registered else None,
        line.registered.year if line.registered else None,
        line.resident.persons if line.resident else None,
        line.resident.year if line.resident else None,
        line.villages,
        line.stations,
        unit.virtual,
        unit.valid_from,
        unit.valid_to,
    ]


def _tree(identity: Identity, root: Division) -> dict[str, Any]:
    return {"root": with_actions(identity, lines_for([root]))[0], "lines": _below(identity, root)}


def _below(identity: Identity, unit: Division) -> list[Line]:
    return with_actions(identity, lines_for(list(Division.objects.get_children(unit))))


def _with_below(unit: Division, stations: list[Station]) -> list[Line]:
    """The unit's own line and those below it; a township's villages and station are counted from what is at hand."""
    children = list(Division.objects.get_children(unit))
    if unit.level != Level.TOWNSHIP:
        return lines_for([unit, *children])
    own, *lines = lines_for([unit, *children], count=False)
    own.villages = sum(not child.virtual and child.valid_to is None for child in children)
    own.stations = sum(station.closed_on is None for station in stations)
    return [own, *lines]


def _found(request: PortalRequest, identity: Identity) -> dict[str, Any]:
    text = clean(request.GET["q"]).strip()
    found = Division.objects.visible_to(identity).search(text).prefetch_related(_FORMER_NAMES)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    units = list(page.object_list)
    above = units_above(units, scope=identity)
    hits = [(line, above[line.unit.pk]) for line in with_actions(identity, lines_for(units))]
    names = (name for unit in units for name in [unit.name, *(era.name for era in unit.former_names)])
    return {"query": text, "page_obj": page, "hits": hits, "otherwise": found_otherwise(text, names)}


def _successions(unit: Division) -> list[Succession]:
    """Mergers and splits that the unit took part in; only names of other units are shown, no links out of scope."""
    rows = Succession.objects.filter(Q(predecessor=unit) | Q(successor=unit))
    return list(rows.select_related("predecessor", "successor").order_by("-on"))
