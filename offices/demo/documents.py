"""Invented papers of the city, its counties and their townships; some are wanting, some are past their review."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from jian_minzheng.core.bulk.records import bulk_insert, replace_choices
from offices.demo import SOURCE
from offices.demo.luck import answer, diligence, in_county, luck
from offices.demo.stations import TOUR
from offices.documents import kinds_load
from offices.models import Division, DocumentKind, OfficeDocument, StationProfile
from offices.models.divisions import Level
from offices.models.stations import PAPER_KINDS


@dataclass(frozen=True, slots=True)
class Usual:
    """A paper that units of a level usually have; ``kinds`` are codes, ``years`` how old it may be at most."""

    title: str
    kinds: tuple[str, ...]
    years: int = 3


USUAL = {
    Level.CITY: (
        Usual("民政信息化专项规划", ("it_plan",)),
        Usual("国民经济和社会发展规划纲要", ("development_plan",), years=1),
    ),
    Level.COUNTY: (
        Usual("廉政风险防控手册", ("integrity_rules", "integrity_risk_list")),
        Usual("困难群众基本生活保障工作协调机制", ("assistance_coordination",)),
        Usual("“救急难”工作实施方案", ("urgent_relief",)),
        Usual("监督检查和责任追究办法", ("supervision_rules", "accountability_rules")),
        Usual("国民经济和社会发展规划纲要", ("development_plan",), years=1),
        Usual("自然灾害救助应急预案", ("disaster_plan",)),
    ),
    Level.TOWNSHIP: (
        Usual("权责清单", ("power_list", "duty_list")),
        Usual("民政所工作规章和岗位职责", ("work_rules", "post_duties")),
        Usual("民政服务办事指南和服务承诺", ("service_guide", "service_pledge")),
        Usual("民政所工作制度", ("station_system",)),
        Usual("民政所工作职责", ("station_duties",)),
        Usual("民政所工作流程", ("station_flow",)),
        Usual("自然灾害救助应急预案", ("disaster_plan",)),
    ),
    Level.VILLAGE: (Usual("村规民约", ("village_rules",), years=7),),
}


def make_documents(units: Sequence[Division]) -> None:
    """Write what the real units at and below the city have on file, of the kinds that come with the project."""
    kinds_load()
    kinds = dict(DocumentKind.objects.values_list("code", "pk"))
    today = timezone.localdate()
    none = _said_to_be_none()
    held = [
        (document, usual)
        for unit in units
        if not unit.virtual
        for document, usual in _held(unit, today)
        if not none[unit.pk] & {*usual.kinds}
    ]
    served = {id(document): [kinds[code] for code in usual.kinds] for document, usual in held}

    def also(records: Sequence[Any]) -> None:
        replace_choices(OfficeDocument, "kinds", {one.pk: served[id(one)] for one in records})

    bulk_insert([document for document, _ in held], user=None, reason=SOURCE, also=also)


def _said_to_be_none() -> dict[int, set[str]]:
    """Kinds of which the station of a township says that there is none, by township."""
    found: dict[int, set[str]] = defaultdict(set)
    for profile in StationProfile.objects.select_related("station").order_by("as_of"):
        answers = zip(PAPER_KINDS.values(), profile.papers, strict=True)
        found[profile.station.township_id] = {kind for kind, answer in answers if answer is False}
    return found


def _held(unit: Division, today: datetime.date) -> Iterator[tuple[OfficeDocument, Usual]]:
    code = unit.stats_code or unit.own_code
    chance, likely = luck("documents", code), diligence(in_county(code))
    for usual in USUAL[Level(unit.level)]:
        drawn, age = chance.random(), chance.randint(30, usual.years * 365)
        published, displayed = (answer(chance, likely) for _ in range(2))
        if code == TOUR or drawn < likely:
            title = "居民公约" if unit.kind == "社区" and usual.kinds == ("village_rules",) else usual.title
            yield _document(unit, title, today - datetime.timedelta(days=age), published, displayed), usual


def _document(
    unit: Division, title: str, dated: datetime.date, published: bool | None, displayed: bool | None
) -> OfficeDocument:
    return OfficeDocument(
        keeper=unit, title=f"{unit.name}{title}", dated=dated, published=published, displayed=displayed
    )
