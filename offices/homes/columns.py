"""The list of rural nursing homes."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.listing import Column
from offices.homes.census import with_census
from offices.models import Division, NursingHome

STATES = {"open": "在运行", "blank": "在运行，情况未填", "closed": "已停办", "void": "已作废"}


def home_rows(identity: Identity, state: str) -> Any:
    """Homes in one of ``STATES``; those in operation when it is none of them."""
    today = timezone.localdate()
    rows = with_census(NursingHome.objects.visible_to(identity).select_related("township"))
    if state == "void":
        return rows.filter(voided_at__isnull=False)
    running = Q(closed_on__isnull=True) | Q(closed_on__gte=today)
    rows = rows.live().filter(~Q(running) if state == "closed" else running)
    return rows.filter(census_on__isnull=True) if state == "blank" else rows


def search(rows: Any, text: str) -> Any:
    """By the home's name, or by its township (name, former name, pinyin, code)."""
    text = text.strip()
    if not text:
        return rows
    return rows.filter(Q(name__icontains=text) | Q(township__in=Division.objects.search(text).values("pk")))


def load_rows(rows: list[Any]) -> None:
    """Attach county name and URL to the homes of one page."""
    paths = {home.township.path[: -Division.steplen] for home in rows}
    counties = dict(Division.objects.filter(path__in=paths).values_list("path", "name"))
    for home in rows:
        home.county_name = counties.get(home.township.path[: -Division.steplen], "")
        home.row_url = reverse("offices:home_detail", args=[home.pk])


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
    Column("beds", "床位(张)", lambda home: home.beds, order=("beds",), number=True),
    Column("residents", "供养对象(人)", lambda home: home.residents, order=("residents",), number=True),
    Column("dependent", "其中失能(人)", lambda home: home.dependent, number=True),
    Column("funded", "经费由县级财政安排", lambda home: home.county_funded),
    Column("as_of", "情况自", lambda home: home.census_on, order=("census_on",)),
    Column("address", "地址", lambda home: home.address, hidden=True),
    Column("opened", "开办日期", lambda home: home.opened_on, order=("opened_on",), hidden=True),
    Column("closed", "停办日期", lambda home: home.closed_on, order=("closed_on",), hidden=True),
]
