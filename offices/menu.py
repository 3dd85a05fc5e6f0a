"""The side menu: each entry names the capability it takes, and drops itself where the acting role lacks it."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.urls import reverse

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.registers.declaration import REGISTRY
from offices.roles import Capability


@dataclass(frozen=True, slots=True)
class Entry:
    """``url_name`` of the page, its label and icon, the capability it takes (``None``: everybody), its place."""

    url_name: str
    label: str
    icon: str
    needs: TextChoices | None = None
    order: int = 0


ENTRIES = (
    Entry("home", "首页", "house", order=10),
    Entry("assessments:dashboard", "达标看板", "speedometer2", Capability.VIEW_FINDINGS, 20),
    Entry("assessments:finding_list", "核查结果", "clipboard-check", Capability.VIEW_FINDINGS, 30),
    Entry("offices:division_list", "单位树", "diagram-3", Capability.VIEW_OFFICES, 40),
    Entry("staffing:person_list", "人员", "people", Capability.VIEW_PEOPLE, 100),
    Entry("intake:list", "表格导入", "upload", Capability.IMPORT_ROSTER, 110),
    Entry("assessments:standard_list", "标准与参数", "rulers", Capability.VIEW_STANDARDS, 200),
    Entry("offices:division_change_list", "区划维护", "diagram-3", Capability.ADMINISTER, 210),
    Entry("audit", "审计日志", "shield-check", Capability.VIEW_AUDIT, 220),
    Entry("admin:index", "系统管理", "gear", Capability.ADMINISTER, 230),
)
"""Pages that are no register's; registers name their place in the menu themselves."""


def menu_for(identity: Identity, path: str) -> list[dict[str, object]]:
    """Entries for the acting role: ``{label, icon, url, active}`` in menu order."""
    shown = []
    for entry in sorted([*ENTRIES, *_of_registers()], key=lambda entry: entry.order):
        if entry.needs is None or identity.can(entry.needs):
            url = reverse(entry.url_name)
            active = path == url if entry.url_name == "home" else path.startswith(url)
            shown.append({"label": entry.label, "icon": entry.icon, "url": url, "active": active})
    return shown


def _of_registers() -> list[Entry]:
    return [
        Entry(f"{one.app}:{one.name}_list", one.title, one.icon, one.view, one.menu)
        for one in REGISTRY.all()
        if one.menu
    ]
