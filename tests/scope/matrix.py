"""Which capability each URL takes, and whose place it is about; rows of registers come from their declarations.
New URLs enter here; ``test_matrix`` fails without.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jian_minzheng.core.acting import Acting, Identity
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.registers.declaration import Register
from jian_minzheng.core.registers.urls import urls_of
from offices.roles import Capability
from tests.registers.samples import SAMPLES, key_of, registers
from tests.scope.subjects import Subjects

PUBLIC, SIGNED_IN = "public", "signed in"
C = Capability
OK = frozenset({200, 302})


@dataclass(frozen=True)
class Url:
    """One URL.

    ``needs``: the capability, or PUBLIC, or SIGNED_IN. ``subject``: the record it is about (a word of ``Subjects``);
    when its place is out of the account's area, 404 is right. ``argument``: the name of its key in the URL. ``fine``:
    statuses that are right for those who may; a form posted empty is refused with 200 or 400. ``method``: how it is
    meant to be asked; the other one is tried all the same. ``register``: whose record it is, if it changes one.
    ``tells_administrators``: the administrators' own pages, which do name places. ``owners``: what is posted is
    taken from the record's owner alone.
    """

    needs: str
    subject: str = ""
    method: str = "GET"
    argument: str = "pk"
    data: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    fine: frozenset[int] = OK
    tells_administrators: bool = False
    register: Register | None = None
    also: Mapping[str, str] = field(default_factory=dict)
    owners: bool = False

    def kwargs(self, subjects: Subjects) -> dict[str, Any]:
        own = {self.argument: subjects.records[self.subject].pk} if self.subject else {}
        also = {name: subjects.records[word].pk for name, word in self.also.items()}
        return {**own, **also, **self.extra}

    def role_may(self, identity: Identity) -> bool:
        """Whether the role is let in at all, wherever the record lies."""
        if self.register is not None:
            return any(identity.can(capability) for capability in self.register.needs_to_write)
        return self.needs in (PUBLIC, SIGNED_IN) or identity.can(self.needs)

    def refusal(self, identity: Identity, subjects: Subjects) -> int:
        """The status that an account under this identity must get; 0 where it may. Wrong role 403, wrong place 404,
        a record that another level keeps 403 again.
        """
        if not self.role_may(identity):
            return 403
        place = subjects.place(self.subject)
        if place is None:
            return 0
        if not place.path.startswith(identity.path):
            return 404
        kept_at = self.register.kept_at if self.register else None
        if kept_at is not None and not keeping.may_write(Acting(None, identity), kept_at, place.level):
            return 403
        return 0


def to_owner(url: Url, identity: Identity, subjects: Subjects) -> bool:
    """May this account post there, as far as it matters whose the record is?"""
    return not url.owners or bool(subjects.records[url.subject].owner_id == identity.user_id)


def post(needs: str, subject: str = "", fine: frozenset[int] = OK | {400}, **more: Any) -> Url:
    return Url(needs, subject, method="POST", fine=fine, **more)


ACCOUNTS = {
    "login": Url(PUBLIC),
    "logout": post(SIGNED_IN),
    "healthz": Url(PUBLIC),
    "home": Url(SIGNED_IN),
    "password_change": Url(SIGNED_IN),
    "identity_switch": post(SIGNED_IN, fine=frozenset({404})),
    "sign_out_everywhere": post(SIGNED_IN),
    "audit": Url(C.VIEW_AUDIT, tells_administrators=True),
    "audit_verify": post(C.VIEW_AUDIT),
    "audit_export": Url(C.VIEW_AUDIT, tells_administrators=True),
}

DIVISIONS = {
    "offices:division_list": Url(C.VIEW_OFFICES),
    "offices:division_search": Url(C.VIEW_OFFICES, data={"q": "dhz"}),
    "offices:division_export": Url(C.VIEW_OFFICES),
    "offices:division_detail": Url(C.VIEW_OFFICES, "township"),
    "offices:division_children": Url(C.VIEW_OFFICES, "township"),
    "offices:division_change_list": Url(C.ADMINISTER, tells_administrators=True),
    "offices:division_changes": Url(C.ADMINISTER, "township", tells_administrators=True),
    "offices:division_change": Url(C.ADMINISTER, "township", extra={"change": "rename"}, tells_administrators=True),
}

STATIONS = {
    "offices:station_setup": Url(C.EDIT_OFFICES),
    "offices:contact_proposals": Url(C.EDIT_OFFICES),
    "offices:station_equipment": Url(C.EDIT_OFFICES, "station"),
    "offices:photo_create": Url(C.EDIT_OFFICES, "station"),
    "offices:photo_image": Url(C.VIEW_OFFICES, "photo"),
    "offices:photo_thumbnail": Url(C.VIEW_OFFICES, "photo"),
    "offices:photo_void": Url(C.EDIT_OFFICES, "photo"),
    "offices:photo_restore": post(C.EDIT_OFFICES, "voided_photo"),
}

PEOPLE = {
    "staffing:person_list": Url(C.VIEW_PEOPLE),
    "staffing:person_export": Url(C.VIEW_PEOPLE),
    "staffing:person_export_full": post(C.REVEAL_NUMBERS),
    "staffing:person_new": Url(C.EDIT_PEOPLE),
    "staffing:person_detail": Url(C.VIEW_PEOPLE, "person"),
    "staffing:person_reveal": post(C.REVEAL_NUMBERS, "person"),
    "staffing:number_check": post(C.VIEW_PEOPLE, "person"),
    "staffing:person_edit": Url(C.EDIT_PEOPLE, "person"),
    "staffing:post_new": Url(C.EDIT_PEOPLE, "person"),
    "staffing:post_edit": Url(C.EDIT_PEOPLE, "appointment"),
    "staffing:post_end": Url(C.EDIT_PEOPLE, "appointment"),
    "staffing:post_reinstate": post(C.EDIT_PEOPLE, "ended_appointment"),
    "staffing:post_transfer": Url(C.EDIT_PEOPLE, "appointment"),
    "staffing:post_lend": Url(C.EDIT_PEOPLE, "appointment"),
    "staffing:post_void": Url(C.EDIT_PEOPLE, "appointment"),
    "staffing:post_restore": post(C.EDIT_PEOPLE, "voided_appointment"),
    "staffing:term_new": Url(C.EDIT_PEOPLE, "appointment", extra={"fact": "monthly_pay"}),
    "staffing:term_edit": Url(C.EDIT_PEOPLE, "term", extra={"fact": "monthly_pay"}),
    "staffing:term_void": Url(C.EDIT_PEOPLE, "term", extra={"fact": "monthly_pay"}),
    "staffing:term_restore": post(C.EDIT_PEOPLE, "voided_term", extra={"fact": "monthly_pay"}),
    "staffing:village_roster": Url(C.VIEW_PEOPLE),
    "staffing:village_file": post(C.EDIT_PEOPLE),
}

IMPORTS = {
    "intake:list": Url(C.IMPORT_ROSTER),
    "intake:new": Url(C.IMPORT_ROSTER),
    "intake:current": post(C.REVEAL_NUMBERS, extra={"kind": "population"}),
    "staffing:roster_current": post(C.REVEAL_NUMBERS, extra={"kind": "station_staff"}),
    "intake:template": Url(C.IMPORT_ROSTER, extra={"kind": "station_staff"}),
    "intake:detail": Url(C.IMPORT_ROSTER, "batch"),
    "intake:columns": Url(C.IMPORT_ROSTER, "batch", owners=True),
    "intake:forget": post(C.IMPORT_ROSTER, "batch", owners=True),
    "intake:kind": post(C.IMPORT_ROSTER, "batch", owners=True, data={"kind": "station_staff"}),
    "intake:sheets": post(C.IMPORT_ROSTER, "batch", owners=True),
    "staffing:roster_left": Url(C.IMPORT_ROSTER, "batch"),
    "intake:next": Url(C.IMPORT_ROSTER, "batch"),
    "intake:row": Url(C.IMPORT_ROSTER, "batch", extra={"number": 2}),
    "intake:cell": Url(C.IMPORT_ROSTER, "batch", extra={"number": 2, "key": "title"}),
    "intake:cell_restore": post(C.IMPORT_ROSTER, "batch", extra={"number": 2, "key": "title"}),
    "intake:row_skip": post(C.IMPORT_ROSTER, "batch", extra={"number": 2}),
    "intake:again": post(C.IMPORT_ROSTER, "batch", owners=True),
    "intake:row_reopen": post(C.IMPORT_ROSTER, "batch", extra={"number": 2}),
    "intake:rows_skip": post(C.IMPORT_ROSTER, "batch"),
    "intake:question": post(C.IMPORT_ROSTER, "batch"),
    "intake:values": Url(C.IMPORT_ROSTER, "batch", owners=True),
    "intake:values_restore": post(C.IMPORT_ROSTER, "batch", owners=True),
    "intake:progress": Url(C.IMPORT_ROSTER, "batch"),
    "intake:restart": post(C.IMPORT_ROSTER, "batch"),
    "intake:give_up": post(C.IMPORT_ROSTER, "batch"),
    "intake:commit": post(C.IMPORT_ROSTER, "batch"),
    "intake:undo": post(C.IMPORT_ROSTER, "batch"),
    "intake:discard": post(C.IMPORT_ROSTER, "batch"),
    "intake:workbook": Url(C.IMPORT_ROSTER, "batch"),
}

ASSESSMENTS = {
    "assessments:dashboard": Url(C.VIEW_FINDINGS),
    "assessments:division_dashboard": Url(C.VIEW_FINDINGS, "township"),
    "assessments:station_standings": Url(C.VIEW_FINDINGS, "township"),
    "assessments:heat_download": Url(C.VIEW_FINDINGS, "township"),
    "assessments:finding_list": Url(C.VIEW_FINDINGS),
    "assessments:finding_download": Url(C.VIEW_FINDINGS),
    "assessments:finding_detail": Url(C.VIEW_FINDINGS, "finding"),
    "assessments:standard_list": Url(C.VIEW_STANDARDS),
    "assessments:standard_detail": Url(C.VIEW_STANDARDS, "standard"),
    "assessments:parameter_list": Url(C.VIEW_STANDARDS),
    "assessments:parameter_detail": Url(C.VIEW_STANDARDS, extra={"key": "staff_headcount_bands"}),
    "assessments:parameter_change": Url(C.EDIT_PARAMETERS, extra={"key": "staff_headcount_bands"}),
}


def rows_of(register: Register) -> Iterator[tuple[str, Url]]:
    """A row for each screen of a register; its records are words of ``Subjects`` (``make_subjects``)."""
    for pattern in urls_of(register):
        what = str(pattern.name).removeprefix(f"{register.name}_")
        yield f"{register.app}:{pattern.name}", _row(register, what)


def _row(register: Register, what: str) -> Url:
    key = key_of(register)
    if what in {"list", "export"}:
        return Url(register.view)
    if what == "at":
        return Url(register.view, f"{key} unit", argument="unit_pk")
    if what in {"detail", "history"}:
        return Url(register.view, key)
    if what == "file":
        return Url(register.view, key, also={"file_pk": f"{key} file"})
    needs = sorted(register.needs_to_write)[0]
    if what == "bulk":
        return post(needs, register=register)
    if what == "create":
        at_unit = {"subject": f"{key} unit", "argument": "unit_pk"} if register.begun_at_unit else {}
        return Url(needs, register=register, **at_unit)
    if what in {"file_void", "file_restore"}:
        return Url(needs, key, register=register, also={"file_pk": f"{key} file"})
    return Url(needs, f"{key} void" if what == "restore" else key, register=register)


REGISTERS = {name: row for register in registers() for name, row in rows_of(register) if key_of(register) in SAMPLES}
URLS = {**ACCOUNTS, **DIVISIONS, **STATIONS, **PEOPLE, **IMPORTS, **ASSESSMENTS, **REGISTERS}
