"""The side menu: each entry names the capability it takes, and drops itself where the acting role lacks it."""

from dataclasses import dataclass

from django.urls import reverse

from jian_minzheng.core.acting import Identity
from offices.roles import Capability


@dataclass(frozen=True, slots=True)
class Entry:
    """``url_name`` of the page, its label and icon, the capability it takes (``None``: everybody)."""

    url_name: str
    label: str
    icon: str
    needs: Capability | None = None


ENTRIES = (
    Entry("home", "首页", "house"),
    Entry("assessments:dashboard", "达标看板", "speedometer2", Capability.VIEW_FINDINGS),
    Entry("assessments:finding_list", "核查结果", "clipboard-check", Capability.VIEW_FINDINGS),
    Entry("offices:division_list", "单位树", "diagram-3", Capability.VIEW_OFFICES),
    Entry("offices:station_list", "民政所", "building", Capability.VIEW_OFFICES),
    Entry("offices:home_list", "敬老院", "house-heart", Capability.VIEW_OFFICES),
    Entry("staffing:person_list", "人员", "people", Capability.VIEW_PEOPLE),
    Entry("staffing:import_list", "花名册导入", "upload", Capability.IMPORT_ROSTER),
    Entry("assessments:standard_list", "标准与参数", "rulers", Capability.VIEW_STANDARDS),
    Entry("offices:division_change_list", "区划维护", "diagram-3", Capability.ADMINISTER),
    Entry("audit", "审计日志", "shield-check", Capability.VIEW_AUDIT),
    Entry("admin:index", "系统管理", "gear", Capability.ADMINISTER),
)


def menu_for(identity: Identity, path: str) -> list[dict[str, object]]:
    """Entries for the acting role: ``{label, icon, url, active}`` in menu order."""
    shown = []
    for entry in ENTRIES:
        if entry.needs is None or identity.can(entry.needs):
            url = reverse(entry.url_name)
            active = path == url if entry.url_name == "home" else path.startswith(url)
            shown.append({"label": entry.label, "icon": entry.icon, "url": url, "active": active})
    return shown
