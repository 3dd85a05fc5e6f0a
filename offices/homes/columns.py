"""The list of rural nursing homes."""

from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from jian_minzheng.core.listing import Column
from offices.identity import Identity
from offices.models import Division, HomeCensus, NursingHome
from offices.stations.page import attach_census

STATES = {"open": "在运行", "blank": "在运行,情况未填", "closed": "已停办", "void": "已作废"}


def home_rows(identity: Identity, state: str) -> Any:
    """Homes in one of ``STATES``; those in operation when it is none of them."""
    today = timezone.localdate()
    census = HomeCensus.objects.filter(home=OuterRef("pk"), as_of__lte=today).order_by("-as_of")
    rows = NursingHome.objects.visible_to(identity).select_related("township").annotate(
        census_id=Subquery(census.values("pk")[:1]),
        residents=Subquery(census.values("residents")[:1]),
        beds=Subquery(census.values("beds")[:1]),
    )  # fmt: skip
    if state == "void":
        return rows.filter(voided_at__isnull=False)
    running = Q(closed_on__isnull=True) | Q(closed_on__gte=today)
    rows = rows.live().filter(~Q(running) if state == "closed" else running)
    return rows.filter(census_id__isnull=True) if state == "blank" else rows


def search(rows: Any, text: str) -> Any:
    """By the home's name, or by its township (name, former name, pinyin, code)."""
    text = text.strip()
    if not text:
        return rows
    return rows.filter(Q(name__icontains=text) | Q(township__in=Division.objects.search(text).values("pk")))


def load_rows(rows: list[Any]) -> None:
    """Attach census, county name and URL to the homes of one page."""
    attach_census(rows)
    paths = {home.township.path[: -Division.steplen] for home in rows}
    counties = dict(Division.objects.filter(path__in=paths).values_list("path", "name"))
    for home in rows:
        home.county_name = counties.get(home.township.path[: -Division.steplen], "")
        home.row_url = reverse("offices:home_detail", args=[home.pk])


def _census(name: str) -> Any:
    return lambda home: getattr(home.census, name) if home.census else None


COLUMNS = [
    Column("county", "县(市、区)", lambda home: home.county_name, order=("township__path",)),
    Column("township", "乡镇(街道)", lambda home: home.township.name, order=("township__pinyin",)),
    Column(
        "name",
        "敬老院",
        lambda home: home.name,
        show=lambda home: format_html('<a href="{}">{}</a>', home.row_url, home.name),
        order=("name",),
        optional=False,
    ),
    Column("beds", "床位(张)", _census("beds"), order=("beds",), number=True),
    Column("residents", "供养对象(人)", _census("residents"), order=("residents",), number=True),
    Column("dependent", "其中失能(人)", _census("dependent"), number=True),
    Column("funded", "经费由县级财政安排", _census("county_funded")),
    Column("as_of", "情况自", _census("as_of")),
    Column("address", "地址", lambda home: home.address, hidden=True),
    Column("opened", "开办日期", lambda home: home.opened_on, order=("opened_on",), hidden=True),
    Column("closed", "停办日期", lambda home: home.closed_on, order=("closed_on",), hidden=True),
]
