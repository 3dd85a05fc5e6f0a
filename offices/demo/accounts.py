"""The demonstration accounts: one of every role, and an officer for each county. All share one password."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from jian_minzheng.core.acting import SYSTEM
from offices.divisions.spelling import spell
from offices.grants import grant_give
from offices.models import Division, DivisionGrant, User
from offices.models.divisions import Level
from offices.passwords import DEMO_PASSWORD
from offices.places import parent_path
from offices.roles import Role


@dataclass(frozen=True, slots=True)
class Account:
    """A demonstration account: what is typed, the person's invented name, the role and where it is granted."""

    username: str
    full_name: str
    role: Role
    place: str
    county: str = ""


NAMED = (
    Account("city_officer", "周文斌", Role.CITY_OFFICER, "吉安市"),
    Account("city_leader", "刘建华", Role.CITY_LEADER, "吉安市"),
    Account("county_jian", "罗晓梅", Role.COUNTY_OFFICER, "吉安县"),
    Account("clerk_dunhou", "肖志刚", Role.STATION_CLERK, "敦厚镇", "吉安县"),
    Account("gov_dunhou", "彭丽萍", Role.TOWNSHIP_ASSESSOR, "敦厚镇", "吉安县"),
    Account("sysadmin", "系统管理员", Role.SYSTEM_ADMIN, "吉安市"),
    Account("auditor", "安全审计员", Role.SECURITY_AUDITOR, "吉安市"),
)


def make_accounts(units: Sequence[Division]) -> list[User]:
    """Create every account whose place is among ``units``; the password is hashed once for all of them."""
    by_path = {unit.path: unit for unit in units}
    places = {(unit.name, _above(unit, by_path)): unit for unit in units}
    password = make_password(DEMO_PASSWORD)
    users = []
    for account in (*NAMED, *_county_officers(units)):
        place = places.get((account.place, account.county or ("吉安市" if account.place != "吉安市" else "")))
        if place is not None:
            user = User.objects.create(
                username=account.username,
                full_name=account.full_name,
                password=password,
                must_change_password=False,
            )
            grant_give(SYSTEM, user=user, role=account.role, division=place)
            users.append(user)
    return users


def account_lines() -> list[str]:
    """The demonstration accounts that exist, as a table to print."""
    grants = DivisionGrant.objects.filter(user__in=_demo_users()).select_related("user", "permission", "content_object")
    lines = [
        f"  {grant.user.username:<30}{grant.user}  {Role(grant.permission.codename).label}·{grant.content_object}"
        for grant in grants.order_by("user__pk")
    ]
    return ["演示账号(密码均为 " + DEMO_PASSWORD + "):", *lines] if lines else ["还没有演示账号，请先执行 load_demo。"]


def _demo_users() -> list[User]:
    named = [account.username for account in NAMED]
    return [*User.objects.filter(username__in=named), *User.objects.filter(username__startswith="county_")]


def _county_officers(units: Sequence[Division]) -> list[Account]:
    """``county_<pinyin>`` for every county but 吉安县, whose officer has a name of its own above."""
    return [
        Account(f"county_{_short(unit)}", f"{unit.name}业务员", Role.COUNTY_OFFICER, unit.name)
        for unit in units
        if unit.level == Level.COUNTY and unit.name != "吉安县"
    ]


def _short(county: Division) -> str:
    """永新县 → ``yongxin``; functional areas, which have no official code, keep their whole name."""
    return spell(county.name[:-1] if county.stats_code else county.name)[0]


def _above(unit: Division, by_path: dict[str, Division]) -> str:
    parent = by_path.get(parent_path(unit.path))
    return parent.name if parent else ""
