"""What the inherited cases know of each register: one record as a form sends it, and who keeps it. A register without
a sample fails ``test_every_register_has_a_sample``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jian_minzheng.core.registers.declaration import REGISTRY, Register
from offices.models import ActivityKind, BusinessLine, DocumentKind, Indicator
from tests.base import World

KIND = 900_101
"""Key of the kinds that samples are of, and of the line of business; no sequence comes so far."""


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One record of a register.

    ``values`` are what the form for a new one sends besides the unit, ``change`` what an edit sends differently.
    ``named`` is the field that names a record on its list, ``text`` one that may hold any text. ``keeper`` writes it;
    ``other_level`` sees it and does not keep it; ``other_role`` sees it and keeps nothing; ``outsider`` keeps such
    records elsewhere (empty: there is no elsewhere). ``second`` is what a second record has to say differently.
    ``bulk`` are the values that the fields of ``Register.bulk`` take, where neither ``change`` nor the type of the
    field (a day, yes or no) says one. ``before`` prepares the world.
    """

    values: Mapping[str, Any]
    change: Mapping[str, Any]
    text: str
    named: str = "name"
    place: str = "敦厚镇"
    keeper: str = "clerk_dunhou"
    other_level: str = "city_officer"
    other_role: str = "gov_dunhou"
    outsider: str = "county_yongxin"
    section: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    second: Mapping[str, Any] = field(default_factory=dict)
    bulk: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[World], Any] = lambda world: None

    @property
    def name(self) -> str:
        """What names the record on its list."""
        return str(self.values[self.named])


def _a_kind(world: World) -> None:
    DocumentKind.objects.create(keeper=world["吉安市"], code="work_rules", label="工作规章", pk=KIND)


def _a_kind_of_activity(world: World) -> None:
    kind = {"code": "moral_education", "label": "思想道德教育", "at_township": True}
    ActivityKind.objects.create(keeper=world["吉安市"], pk=KIND, **kind)


def _a_line(world: World) -> None:
    BusinessLine.objects.create(keeper=world["吉安市"], code="care", label="优抚", pk=KIND)


def _an_indicator(world: World) -> None:
    values = {"levels": "county", "period_kind": "year", "over_units": "add", "over_time": "last"}
    Indicator.objects.create(
        keeper=world["吉安市"], pk=KIND, code="projects", label="公益项目数", kind="count", target="年度目标", **values
    )


def _no_station(world: World) -> None:
    world.stations["敦厚镇"].void(by=world.users["county_jian"], reason="误登")


SAMPLES: dict[str, Sample] = {
    "offices:population": Sample(
        values={"year": "2024", "basis": "registered", "persons": "32000", "source": "户籍年报表三"},
        change={"persons": "33000"},
        second={"year": "2023"},
        bulk={"source": "人口变动抽样调查"},
        text="source",
        named="source",
    ),
    "offices:station": Sample(
        values={"name": "敦厚镇新民政所", "opened_on": "2020-05-01", "founded_by": "吉县编〔2020〕1号"},
        change={"address": "文山路5号"},
        text="founded_by",
        section={"profile": {"as_of": "2026-01-08", "office_area": "40"}},
        before=_no_station,
    ),
    "offices:window": Sample(
        values={"location": "1号窗口", "opened_on": "2020-05-01"},
        change={"location": "3号窗口"},
        text="location",
        named="location",
    ),
    "offices:home": Sample(
        values={"name": "城北敬老院", "address": "文山路2号", "opened_on": "2020-05-01"},
        change={"address": "文山路5号"},
        text="address",
        second={"name": "城南敬老院"},
        section={"census": {"as_of": "2026-01-08", "beds": "40", "residents": "30"}},
    ),
    "offices:document": Sample(
        values={"title": "民政所工作规章", "dated": "2025-03-01", "kinds": [KIND], "expires_by": "none"},
        change={"number": "敦府发〔2025〕3号"},
        text="note",
        named="title",
        before=_a_kind,
    ),
    "offices:document_kind": Sample(
        values={"label": "值班制度", "code": "duty_roster"},
        second={"label": "请假制度", "code": "leave"},
        change={"everyday_names": "值班表"},
        text="everyday_names",
        named="label",
        place="吉安市",
        keeper="city_officer",
        other_level="",
        other_role="county_jian",
        outsider="",
    ),
    "offices:business_line": Sample(
        values={"label": "医疗救助", "code": "medical", "elsewhere": "on", "department": "医疗保障部门"},
        second={"label": "殡葬管理", "code": "funeral"},
        change={"serves_how": "受理、转办"},
        text="note",
        named="label",
        place="吉安市",
        keeper="city_officer",
        other_level="",
        other_role="county_jian",
        outsider="",
    ),
    "offices:line_standing": Sample(
        values={
            "line": KIND,
            "where": "elsewhere",
            "department": "退役军人事务局",
            "township_serves": "True",
            "paper": "吉府办〔2019〕3号",
        },
        second={"since": "2019-04-01"},
        change={"township_serves": "False"},
        bulk={"confirmed": "on"},
        text="note",
        named="department",
        place="吉安县",
        keeper="county_jian",
        other_level="clerk_dunhou",
        other_role="city_leader",
        before=_a_line,
    ),
    "offices:year_target": Sample(
        values={"indicator": KIND, "year": "2025", "value": "12", "paper": "吉市民字〔2025〕3号"},
        second={"year": "2026"},
        change={"value": "15.00"},
        text="note",
        named="paper",
        place="吉安县",
        keeper="city_officer",
        other_level="county_jian",
        other_role="city_leader",
        outsider="",
        before=_an_indicator,
    ),
    "offices:urban_mark": Sample(
        values={"urban": "", "class_code": "121", "source": "县民政局认定"},
        second={"since": "2025-01-01"},
        change={"urban": "False"},
        bulk={"urban": "True"},
        text="note",
        named="source",
        place="城南社区",
        keeper="county_jian",
        other_level="clerk_dunhou",
    ),
    "offices:stocktake": Sample(
        values={"stock": "station_staff", "started_on": "2025-11-03", "note": "逐人核对"},
        second={"stock": "village_specialist"},
        change={"finished_on": "2025-12-01"},
        bulk={"finished_on": "2025-12-05"},
        text="note",
        named="note",
        place="敦厚镇",
        keeper="county_jian",
        other_level="clerk_dunhou",
    ),
    "offices:exemplar": Sample(
        values={"category": "moral_model", "name": "刘小兰", "named_by": "市民政局", "named_on": "2025-07-01"},
        change={"published_how": "县民政局网站"},
        text="note",
    ),
    "offices:activity": Sample(
        values={"title": "道德讲堂第一讲", "held_on": "2025-03-01", "kinds": [KIND], "participants": "35"},
        change={"venue": "三楼会议室"},
        text="note",
        named="title",
        before=_a_kind_of_activity,
    ),
    "offices:activity_kind": Sample(
        values={"label": "读书活动", "code": "reading", "at_township": "on"},
        second={"label": "义诊活动", "code": "clinic"},
        change={"everyday_names": "读书会"},
        text="everyday_names",
        named="label",
        place="吉安市",
        keeper="city_officer",
        other_level="",
        other_role="county_jian",
        outsider="",
    ),
    "offices:contact": Sample(
        values={"role": "principal", "name": "郭小川", "phone": "0796-8412345", "from_date": "2024-03-01"},
        change={"title": "民政所所长"},
        second={"role": "deputy", "name": "段春华"},
        text="note",
    ),
}


def key_of(register: Register) -> str:
    return f"{register.app}:{register.name}"


def registers() -> list[Register]:
    """Every register that the portal declares."""
    from jian_minzheng import urls  # noqa: F401  (declaring them is part of reading the URLs)

    return REGISTRY.all()


def create_url(world: World, register: Register) -> str:
    """Where a record of the sample's unit is begun."""
    unit = world[SAMPLES[key_of(register)].place].pk
    return register.url("create", unit) if register.begun_at_unit else register.url("create")


def send(world: World, client: Any, register: Register, **more: Any) -> Any:
    """Post the sample as the form for a new record sends it."""
    sample = SAMPLES[key_of(register)]
    unit = {} if register.begun_at_unit else {register.place: world[sample.place].pk}
    return client.post(create_url(world, register), {**unit, **sample.values, **more})


def make_record(world: World, register: Register) -> Any:
    """One record, entered as its keeper enters it."""
    sample = SAMPLES[key_of(register)]
    sample.before(world)
    before = set(register.model.objects.values_list("pk", flat=True))
    answer = send(world, world.client(sample.keeper), register)
    assert answer.status_code == 302, answer.context["form"].errors
    return register.model.objects.exclude(pk__in=before).get()
