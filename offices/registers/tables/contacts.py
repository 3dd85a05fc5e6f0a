"""四级联络人名单."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from jian_minzheng.core.registers.table_columns import attributes_of
from jian_minzheng.core.registers.tables import RegisterTable, TablePart, texts_of
from offices.contacts.forms import HIDDEN
from offices.contacts.terms import in_force
from offices.models import Contact, Division
from offices.models.divisions import Level
from offices.places import Places
from offices.registers.contacts import CONTACTS
from offices.registers.tables.names import NAMES, UNITS, column
from offices.registers.tables.over import CONTACT_OVER

_ROLES = [
    *((word, Contact.Role.PRINCIPAL) for word in ("主要联络人", "第一联络人", "正", "主")),
    *((word, Contact.Role.DEPUTY) for word in ("副", "备用联络人", "第二联络人", "后备联络人", "协助联络人")),
]


def _as_shown(text: str) -> dict[str, str] | None:
    """A number of which some figures are masked: compared with the one on record, and taken for no other."""
    return {_PHONE.key: text} if HIDDEN in text else None


_NAME = column("contact_name", "姓名", Contact, "name", reads="name", sample="某某")
_ROLE = column(
    "contact_role",
    "身份",
    Contact,
    "role",
    reads="choice",
    alternatives=_ROLES,
    help="联络人 或 副联络人；一个单位同时只有一名联络人，副联络人不限",
)
_PHONE = column("contact_phone", "联系电话", Contact, "phone", reads="phone", says=_as_shown, sample="0796-8412345")
_FROM = column("contact_from", "担任日期", Contact, "from_date", reads="date", help="不填的，新登记时以导入当天暂代")
_CONTACT = [
    _NAME,
    _ROLE,
    column("contact_title", "职务", Contact, "title"),
    _PHONE,
    _FROM,
    column("contact_note", "备注", Contact, "note"),
]


def _since_when(given: Mapping[str, Any], before: Contact | None) -> dict[str, Any]:
    """The day of the import stands for one that nobody wrote, until somebody does."""
    if "from_date" in given:
        return {"from_date_known": True}
    return {} if before else {"from_date": timezone.localdate(), "from_date_known": False}


def _lines(division: Division, today: datetime.date) -> Iterator[dict[str, str]]:
    """Contacts in force. A day that only stands for one goes out empty."""
    held = Contact.objects.all().live().filter(in_force(today), division__path__under=division.path)
    contacts = list(held.select_related("division").order_by("division__path", "-role", "pk"))
    places = Places.of(contact.division for contact in contacts)
    (part,) = CONTACT_TABLE.parts
    for contact in contacts:
        unit = contact.division
        named = {"unit": places.name(unit, Level.TOWNSHIP) or unit.name}
        if unit.level == Level.VILLAGE:
            named["village"] = unit.name
        texts = texts_of(part, contact)
        yield {**named, **texts, **({} if contact.from_date_known else {"contact_from": ""})}


CONTACT_TABLE: RegisterTable = RegisterTable(
    key="contact",
    label="四级联络人",
    title="流浪乞讨人员救助四级联络人名单",
    group="台账",
    levels=(Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE),
    named_by=_NAME.key,
    villages_apart=True,
    wanted="“单位”和“姓名”",
    synonyms={**UNITS, "unit": [*UNITS["unit"], *NAMES["contact_unit"]]},
    over=CONTACT_OVER,
    columns=_CONTACT,
    parts=[
        TablePart(
            key="contact",
            register=CONTACTS,
            attributes=attributes_of(_CONTACT),
            identified_by=attributes_of([_NAME]),
            alone={_ROLE.key: Contact.Role.PRINCIPAL},
            complete=_since_when,
            silence={_FROM.key: "没有写“担任日期”的行，新登记的以导入当天暂代，标“待核实”；知道的请补填。"},
        )
    ],
    lines=_lines,
)
