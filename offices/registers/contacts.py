"""联络人 of units at every level, and who follows whom (三(二)1-6)."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jian_minzheng.core.acting import Acting, Identity
from jian_minzheng.core.editing.values import human_date
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.registers.columns import Column, field_columns, link_column
from jian_minzheng.core.registers.declaration import Ending, Evidence, Link
from jian_minzheng.core.registers.filters import StateFilter
from offices.contacts.forms import ContactForm
from offices.contacts.terms import in_force, one_principal
from offices.listing.filters import UnitFilter
from offices.models import Contact
from offices.models.divisions import Level
from offices.registers.placed import KEPT_AT, UsualFilter, unit_column, usual_register

STATES = {"former": "已卸任", "void": "已作废"}


def contact_rows(identity: Identity, values: Mapping[str, Any]) -> Any:
    """Contacts in one of ``STATES``; those in force when none is asked for."""
    state, rows = values.get("state"), Contact.objects.visible_to(identity)
    if state == "void":
        return rows.filter(voided_at__isnull=False)
    running = in_force(timezone.localdate())
    return rows.live().filter(~running if state == "former" else running)


class ContactFilter(UsualFilter):
    search, search_hint = ("name",), "姓名或单位"

    level = StateFilter(Level.choices, label="层级", field_name="division__level")
    township = UnitFilter(Level.TOWNSHIP, "division__path")
    role = StateFilter(Contact.Role.choices, label="身份", field_name="role")
    state = StateFilter(STATES.items(), label="状态", empty_label="在任", method="as_rows")

    def as_rows(self, rows: Any, name: str, value: str) -> Any:
        return rows  # ``contact_rows`` has begun with those of the state


def _since(contact: Any) -> str:
    return f"{human_date(contact.from_date)}{'' if contact.from_date_known else '(待核实)'}"


COLUMNS = [
    unit_column("所在单位"),
    Column("level", "层级", lambda row: row.division.get_level_display(), hidden=True),
    link_column("name", "姓名"),
    *field_columns(Contact, "role", "title"),
    Column("phone", "联系电话", lambda row: row.phone),  # its order would tell the figures that are masked
    Column("from_date", "担任日期", lambda row: row.from_date, show=_since, order=("from_date",)),
    *field_columns(Contact, "to_date", "from_date_known", "note", hidden=True),
]


def ways_on(actor: Acting) -> list[Link]:
    """To setting the contacts of all villages at once, for those who may."""
    if not keeping.may_write(actor, KEPT_AT, Level.VILLAGE):
        return []
    return [Link("按村级专干设定", reverse("offices:contact_proposals"), "person-lines-fill")]


CONTACTS = usual_register(
    model=Contact,
    name="contact",
    slug="contacts",
    title="四级联络人",
    icon="telephone",
    menu=78,
    evidence=Evidence(
        kind="role", units=("division",), since=("from_date",), since_known="from_date_known", until="to_date"
    ),
    columns=COLUMNS,
    filters=ContactFilter,
    order=("division__path", "-role", "pk"),
    rows=contact_rows,
    form=ContactForm,
    facts=("role", "name", "title", "phone", "from_date", "from_date_known", "to_date", "note"),
    ending=Ending(field="to_date", verb="卸任", help_text="最后一天仍是联络人。卸任后记录保留；接任的另行登记。"),
    bulk=("title",),
    check=one_principal,
    links=ways_on,
    panel_levels=frozenset({Level.CITY, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE}),
    clause="三(二)1-6",
    hint="流浪乞讨人员救助，市、县、乡镇、村各有一名联络人；村(居)的可以按在岗的村级民政专干一次设定。",
)
