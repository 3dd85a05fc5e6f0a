"""Which capability each URL takes, and whose place it is about. New URLs enter here; ``test_matrix`` fails without."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from offices.roles import Capability
from tests.scope.subjects import Subjects

PUBLIC, SIGNED_IN = "public", "signed in"
C = Capability
OK = frozenset({200, 302})


@dataclass(frozen=True)
class Url:
    """One URL.

    ``needs``: the capability, or PUBLIC, or SIGNED_IN. ``subject``: the record it is about (a word of ``Subjects``);
    when its place is out of the account's area, 404 is right. ``argument``: the name of its key in the URL. ``fine``:
    statuses that are right for those who may; a form posted empty is refused with 200 or 400.
    ``tells_administrators``: the administrators' own pages, which do name places. ``or_needs``: another capability that
    opens it as well.
    """

    needs: str
    subject: str = ""
    method: str = "GET"
    argument: str = "pk"
    data: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    fine: frozenset[int] = OK
    tells_administrators: bool = False
    or_needs: str = ""

    def kwargs(self, subjects: Subjects) -> dict[str, Any]:
        own = {self.argument: subjects.records[self.subject].pk} if self.subject else {}
        return {**own, **self.extra}


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
    "offices:population_list": Url(C.VIEW_OFFICES),
    "offices:population_export": Url(C.VIEW_OFFICES),
    "offices:population_create": Url(C.EDIT_OFFICES, or_needs=C.KEEP_CITY),
    "offices:population_bulk": post(C.EDIT_OFFICES, or_needs=C.KEEP_CITY),
    "offices:population_detail": Url(C.VIEW_OFFICES, "population"),
    "offices:population_history": Url(C.VIEW_OFFICES, "population"),
    "offices:population_edit": Url(C.EDIT_OFFICES, "population"),
    "offices:population_void": Url(C.EDIT_OFFICES, "population"),
    "offices:population_restore": post(C.EDIT_OFFICES, "voided_population"),
    "offices:division_change_list": Url(C.ADMINISTER, tells_administrators=True),
    "offices:division_changes": Url(C.ADMINISTER, "township", tells_administrators=True),
    "offices:division_change": Url(C.ADMINISTER, "township", extra={"change": "rename"}, tells_administrators=True),
}

STATIONS = {
    "offices:station_list": Url(C.VIEW_OFFICES),
    "offices:station_export": Url(C.VIEW_OFFICES),
    "offices:station_create": Url(C.EDIT_OFFICES, "township", argument="unit_pk"),
    "offices:station_setup": Url(C.EDIT_OFFICES),
    "offices:station_bulk": post(C.EDIT_OFFICES),
    "offices:station_detail": Url(C.VIEW_OFFICES, "station"),
    "offices:station_history": Url(C.VIEW_OFFICES, "station"),
    "offices:station_edit": Url(C.EDIT_OFFICES, "station"),
    "offices:station_profile": Url(C.EDIT_OFFICES, "station"),
    "offices:station_equipment": Url(C.EDIT_OFFICES, "station"),
    "offices:station_close": Url(C.EDIT_OFFICES, "station"),
    "offices:station_reopen": Url(C.EDIT_OFFICES, "station"),
    "offices:station_void": Url(C.EDIT_OFFICES, "station"),
    "offices:station_restore": post(C.EDIT_OFFICES, "voided_station"),
    "offices:photo_create": Url(C.EDIT_OFFICES, "station"),
    "offices:photo_image": Url(C.VIEW_OFFICES, "photo"),
    "offices:photo_thumbnail": Url(C.VIEW_OFFICES, "photo"),
    "offices:photo_void": Url(C.EDIT_OFFICES, "photo"),
    "offices:photo_restore": post(C.EDIT_OFFICES, "voided_photo"),
    "offices:window_list": Url(C.VIEW_OFFICES),
    "offices:window_export": Url(C.VIEW_OFFICES),
    "offices:window_create": Url(C.EDIT_OFFICES, "township", argument="unit_pk"),
    "offices:window_bulk": post(C.EDIT_OFFICES),
    "offices:window_detail": Url(C.VIEW_OFFICES, "window"),
    "offices:window_history": Url(C.VIEW_OFFICES, "window"),
    "offices:window_close": Url(C.EDIT_OFFICES, "window"),
    "offices:window_reopen": Url(C.EDIT_OFFICES, "window"),
    "offices:window_edit": Url(C.EDIT_OFFICES, "window"),
    "offices:window_void": Url(C.EDIT_OFFICES, "window"),
    "offices:window_restore": post(C.EDIT_OFFICES, "voided_window"),
    "offices:home_list": Url(C.VIEW_OFFICES),
    "offices:home_export": Url(C.VIEW_OFFICES),
    "offices:home_create": Url(C.EDIT_OFFICES),
    "offices:home_bulk": post(C.EDIT_OFFICES),
    "offices:home_history": Url(C.VIEW_OFFICES, "home"),
    "offices:home_detail": Url(C.VIEW_OFFICES, "home"),
    "offices:home_edit": Url(C.EDIT_OFFICES, "home"),
    "offices:home_census": Url(C.EDIT_OFFICES, "home"),
    "offices:home_close": Url(C.EDIT_OFFICES, "home"),
    "offices:home_reopen": Url(C.EDIT_OFFICES, "home"),
    "offices:home_void": Url(C.EDIT_OFFICES, "home"),
    "offices:home_restore": post(C.EDIT_OFFICES, "voided_home"),
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
    "staffing:village_roster": Url(C.VIEW_PEOPLE),
    "staffing:village_file": post(C.EDIT_PEOPLE),
}

IMPORTS = {
    "staffing:import_list": Url(C.IMPORT_ROSTER),
    "staffing:import_new": Url(C.IMPORT_ROSTER),
    "staffing:import_current": post(C.REVEAL_NUMBERS, extra={"kind": "station_staff"}),
    "staffing:import_template": Url(C.IMPORT_ROSTER, extra={"kind": "station_staff"}),
    "staffing:import_detail": Url(C.IMPORT_ROSTER, "batch"),
    "staffing:import_columns": Url(C.IMPORT_ROSTER, "batch"),
    "staffing:import_forget": post(C.IMPORT_ROSTER, "batch"),
    "staffing:import_sheets": post(C.IMPORT_ROSTER, "batch"),
    "staffing:import_left": Url(C.IMPORT_ROSTER, "batch"),
    "staffing:import_next": Url(C.IMPORT_ROSTER, "batch"),
    "staffing:import_row": Url(C.IMPORT_ROSTER, "batch", extra={"number": 2}),
    "staffing:import_cell": Url(C.IMPORT_ROSTER, "batch", extra={"number": 2, "key": "title"}),
    "staffing:import_cell_restore": post(C.IMPORT_ROSTER, "batch", extra={"number": 2, "key": "title"}),
    "staffing:import_row_skip": post(C.IMPORT_ROSTER, "batch", extra={"number": 2}),
    "staffing:import_rows_skip": post(C.IMPORT_ROSTER, "batch"),
    "staffing:import_values": Url(C.IMPORT_ROSTER, "batch"),
    "staffing:import_values_restore": post(C.IMPORT_ROSTER, "batch"),
    "staffing:import_progress": Url(C.IMPORT_ROSTER, "batch"),
    "staffing:import_restart": post(C.IMPORT_ROSTER, "batch"),
    "staffing:import_commit": post(C.IMPORT_ROSTER, "batch"),
    "staffing:import_undo": post(C.IMPORT_ROSTER, "batch"),
    "staffing:import_discard": post(C.IMPORT_ROSTER, "batch"),
    "staffing:import_workbook": Url(C.IMPORT_ROSTER, "batch"),
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

URLS = {**ACCOUNTS, **DIVISIONS, **STATIONS, **PEOPLE, **IMPORTS, **ASSESSMENTS}
