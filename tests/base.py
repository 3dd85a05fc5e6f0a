"""Named people and places that tests share: a small 吉安 with two counties, each with townships, villages and accounts.

Places:  吉安市 ─┬─ 吉安县 ─┬─ 敦厚镇 (村: 高塘村; 社区: 城南社区)   ─ 敦厚镇民政所, 敦厚镇敬老院
                │          └─ 永阳镇 (村: 江边村)                 ─ 永阳镇民政所
                ├─ 永新县 ─── 禾川镇 (村: 城东村)                 ─ 禾川镇民政所
                └─ 井冈山管理局 (functional area)

Stations, windows and rosters are complete (清查) since the units stand.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from jian_minzheng.core.acting import SYSTEM
from offices.grants import grant_give
from offices.models import Division, DivisionEra, NursingHome, Station, Stocktake, User
from offices.roles import Role
from offices.vocabulary import ROSTERS, Stock

PASSWORD = "Test-password-2026"
OPENED = datetime.date(2018, 1, 1)


@dataclass
class World:
    """Divisions by name, stations and homes by township name, users by user name."""

    divisions: dict[str, Division] = field(default_factory=dict)
    stations: dict[str, Station] = field(default_factory=dict)
    homes: dict[str, NursingHome] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Division:
        return self.divisions[name]

    def client(self, username: str | None) -> Client:
        """A test client signed in as that user (anonymous for ``None``)."""
        client = Client()
        if username:
            client.force_login(self.users[username], backend="django.contrib.auth.backends.ModelBackend")
        return client


ACCOUNTS: dict[str, tuple[Role, str]] = {
    "city_officer": (Role.CITY_OFFICER, "吉安市"),
    "city_leader": (Role.CITY_LEADER, "吉安市"),
    "county_jian": (Role.COUNTY_OFFICER, "吉安县"),
    "county_yongxin": (Role.COUNTY_OFFICER, "永新县"),
    "finance_jian": (Role.COUNTY_FINANCE, "吉安县"),
    "personnel_jian": (Role.COUNTY_PERSONNEL, "吉安县"),
    "clerk_dunhou": (Role.STATION_CLERK, "敦厚镇"),
    "clerk_hechuan": (Role.STATION_CLERK, "禾川镇"),
    "gov_dunhou": (Role.TOWNSHIP_ASSESSOR, "敦厚镇"),
    "village_gaotang": (Role.VILLAGE_SPECIALIST, "高塘村"),
    "sysadmin": (Role.SYSTEM_ADMIN, "吉安市"),
    "auditor": (Role.SECURITY_AUDITOR, "吉安市"),
}


def make_world() -> World:
    world = World()
    _place(world, "吉安市", "city", "设区市", None, pinyin="jianshi", initials="jas", stats_code="360800000000")
    _place(world, "吉安县", "county", "县", "吉安市", pinyin="jianxian", initials="jax", stats_code="360821000000")
    _place(world, "永新县", "county", "县", "吉安市", pinyin="yongxinxian", initials="yxx", stats_code="360830000000")
    _place(world, "井冈山管理局", "county", "功能区", "吉安市", own_code="GN01")
    _place(
        world, "敦厚镇", "township", "镇", "吉安县", pinyin="dunhouzhen", initials="dhz", civil_affairs_code="360821100"
    )
    _place(world, "永阳镇", "township", "镇", "吉安县", pinyin="yongyangzhen", initials="yyz")
    _place(world, "禾川镇", "township", "镇", "永新县", pinyin="hechuanzhen", initials="hcz")
    _place(world, "高塘村", "village", "村", "敦厚镇")
    _place(world, "城南社区", "village", "社区", "敦厚镇")
    _place(world, "江边村", "village", "村", "永阳镇")
    _place(world, "城东村", "village", "村", "禾川镇")
    for name in ("敦厚镇", "永阳镇", "禾川镇"):
        world.stations[name] = Station.objects.create(township=world[name], name=f"{name}民政所", opened_on=OPENED)
    world.homes["敦厚镇"] = NursingHome.objects.create(township=world["敦厚镇"], name="敦厚镇敬老院", opened_on=OPENED)
    for register in (*ROSTERS, Stock.STATION, Stock.WINDOW):
        Stocktake.objects.create(division=world["吉安市"], stock=register, finished_on=OPENED)
    for username, (role, place) in ACCOUNTS.items():
        user = User.objects.create_user(username, password=PASSWORD, full_name=username, must_change_password=False)
        grant_give(SYSTEM, user=user, role=role, division=world[place])
        world.users[username] = user
    return world


def _place(world: World, name: str, level: str, kind: str, parent: str | None, **codes: Any) -> None:
    values = {"name": name, "level": level, "kind": kind, "valid_from": OPENED, **codes}
    if parent is None:
        node = Division.objects.add_root(values)
    else:
        world.divisions[parent].refresh_from_db()
        node = Division.objects.add_child(world.divisions[parent], values)
    DivisionEra.objects.create(
        division=node, name=name, kind=kind, parent=world.divisions.get(parent or ""), valid_from=OPENED
    )
    world.divisions[name] = node
