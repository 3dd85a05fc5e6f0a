"""Roles and what each of them may do. A role is granted at a division and reaches the whole subtree below it."""

from django.db import models


class Role(models.TextChoices):
    """The codename of the object permission on ``Division`` that stands for the grant."""

    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_AUDITOR = "security_auditor", "安全审计员"
    CITY_OFFICER = "city_officer", "市局业务员"
    CITY_LEADER = "city_leader", "市局领导"
    COUNTY_OFFICER = "county_officer", "县局业务员"
    COUNTY_FINANCE = "county_finance", "县财政协作员"
    COUNTY_PERSONNEL = "county_personnel", "县人社协作员"
    STATION_CLERK = "station_clerk", "民政所填报员"
    TOWNSHIP_ASSESSOR = "township_assessor", "乡镇政府考核员"
    VILLAGE_SPECIALIST = "village_specialist", "村级专干"


class Capability(models.TextChoices):
    """One thing a role may do; views and buttons ask for capabilities, never for roles."""

    VIEW_OFFICES = "view_offices", "查看区划、民政所、敬老院"
    EDIT_OFFICES = "edit_offices", "填报民政所、敬老院情况"
    FILL_RETURNS = "fill_returns", "填报业务报表"
    VIEW_PEOPLE = "view_people", "查看人员"
    EDIT_PEOPLE = "edit_people", "维护人员和任职"
    IMPORT_ROSTER = "import_roster", "导入花名册"
    REVEAL_NUMBERS = "reveal_numbers", "查看完整证件号码"
    VIEW_FINDINGS = "view_findings", "查看核查结果和看板"
    VIEW_STANDARDS = "view_standards", "查看标准与参数"
    EDIT_PARAMETERS = "edit_parameters", "维护标准参数"
    KEEP_CITY = "keep_city", "维护市级台账"
    KEEP_LINES = "keep_lines", "维护业务线归属"
    ADMINISTER = "administer", "管理账号、授权与字典"
    VIEW_AUDIT = "view_audit", "查看审计日志"


_READ = {Capability.VIEW_OFFICES, Capability.VIEW_FINDINGS, Capability.VIEW_STANDARDS}
_KEEP = _READ | {
    Capability.EDIT_OFFICES,
    Capability.FILL_RETURNS,
    Capability.VIEW_PEOPLE,
    Capability.EDIT_PEOPLE,
    Capability.IMPORT_ROSTER,
    Capability.REVEAL_NUMBERS,
}

CAPABILITIES: dict[Role, frozenset[Capability]] = {
    Role.SYSTEM_ADMIN: frozenset({Capability.ADMINISTER}),
    Role.SECURITY_AUDITOR: frozenset({Capability.VIEW_AUDIT}),
    Role.CITY_OFFICER: frozenset(
        _READ
        | {
            Capability.VIEW_PEOPLE,
            Capability.REVEAL_NUMBERS,
            Capability.EDIT_PARAMETERS,
            Capability.KEEP_CITY,
            Capability.KEEP_LINES,
        }
    ),
    Role.CITY_LEADER: frozenset(_READ | {Capability.VIEW_PEOPLE}),
    Role.COUNTY_OFFICER: frozenset(_KEEP | {Capability.KEEP_LINES}),
    Role.COUNTY_FINANCE: frozenset(),
    Role.COUNTY_PERSONNEL: frozenset(),
    Role.STATION_CLERK: frozenset(_KEEP),
    Role.TOWNSHIP_ASSESSOR: frozenset(_READ),
    Role.VILLAGE_SPECIALIST: frozenset({Capability.VIEW_OFFICES, Capability.FILL_RETURNS}),
}

LEVELS: dict[Role, str] = {
    Role.SYSTEM_ADMIN: "city",
    Role.SECURITY_AUDITOR: "city",
    Role.CITY_OFFICER: "city",
    Role.CITY_LEADER: "city",
    Role.COUNTY_OFFICER: "county",
    Role.COUNTY_FINANCE: "county",
    Role.COUNTY_PERSONNEL: "county",
    Role.STATION_CLERK: "township",
    Role.TOWNSHIP_ASSESSOR: "township",
    Role.VILLAGE_SPECIALIST: "village",
}
"""The level of division at which each role is granted."""

SEPARATED_POWERS = (Role.SYSTEM_ADMIN, Role.SECURITY_AUDITOR)
"""Neither may be held together with any other role: the three powers are separate."""
