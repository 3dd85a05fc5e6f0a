"""Parameters that name a unit or a record, per URL: with one inside the account's area, and with ones outside."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from jian_minzheng.core.registers.declaration import Register
from tests.registers.samples import SAMPLES, key_of, registers
from tests.scope.subjects import Subjects

NOBODY = 987654321
"""An id that no record has."""


@dataclass(frozen=True)
class Named:
    """``inside``: what the account may name (``None``: naming it changes nothing that the account sees); ``outside``:
    words of ``Subjects.elsewhere``. ``who`` asks, where that is not the narrowest who may. ``data`` goes along.
    """

    parameter: str
    inside: Callable[[Subjects], Any] | None
    outside: tuple[str, ...]
    who: str = ""
    method: str = "GET"
    data: Mapping[str, Any] = field(default_factory=dict)
    htmx: bool = False

    def sent(self, subjects: Subjects, key: Any) -> dict[str, Any]:
        return {**self.data, self.parameter: key}


def unit(name: str) -> Callable[[Subjects], Any]:
    return lambda subjects: subjects.world[name].pk


def record(word: str) -> Callable[[Subjects], Any]:
    return lambda subjects: subjects.records[word].pk


COUNTY = Named("county", unit("吉安县"), ("county", "township"), who="county_jian")
UNIT = Named("division", unit("敦厚镇"), ("county", "township", "village"), who="county_jian")
TOWNSHIP = Named("township", unit("敦厚镇"), ("township", "county"), who="county_jian")
_POST = {"title": "办事员", "from_date": "2025-03-01", "working_mode": "full_time", "employment": "public_institution"}
_NEW = {f"post-{name}": value for name, value in _POST.items()} | {"person-name": "新来的人"}
_AT = Named("place", unit("敦厚镇"), ("township", "county", "village"), method="POST", who="county_jian", data=_POST)
_HOLDER = {"holder": "other"}
_NEW_HOLDER = {**_NEW, "post-holder": "other"}
_MOVED = Named("pk", record("person"), ("moved", "person"), who="county_jian")

NAMED: dict[str, tuple[Named, ...]] = {
    **{f"staffing:person_{what}": (replace(COUNTY, inside=None),) for what in ("list", "export")},
    "offices:division_export": (Named("root", unit("敦厚镇"), ("county", "township", "village"), who="county_jian"),),
    "offices:station_profile": (Named("row", lambda subjects: subjects.first_profile, ("profile",)),),
    "offices:home_census": (Named("row", lambda subjects: subjects.first_census, ("census",)),),
    "staffing:person_new": (
        Named("place", unit("敦厚镇"), ("township", "county"), who="county_jian"),
        Named("post-place", unit("敦厚镇"), ("township", "county"), "county_jian", "POST", _NEW),
        Named(
            "post-post_division", unit("永阳镇"), ("township",), "county_jian", "POST", {**_NEW, "post-holder": "other"}
        ),
    ),
    "staffing:post_new": (_AT, _MOVED),
    "staffing:person_detail": (replace(_MOVED, inside=lambda subjects: subjects.elsewhere["moved"].pk, outside=()),),
    "staffing:person_edit": (_MOVED,),
    "staffing:person_reveal": (replace(_MOVED, method="POST"),),
    "staffing:number_check": (replace(_MOVED, method="POST", data={"last_four": "0013"}),),
    "staffing:post_edit": (
        Named("post_division", unit("永阳镇"), ("township",), "county_jian", "POST", {**_POST, **_HOLDER}),
    ),
    "staffing:post_transfer": (_AT,),
    "staffing:post_lend": (replace(_AT, inside=unit("永阳镇")),),
    "intake:new": (
        Named("division", unit("敦厚镇"), ("township", "county"), "county_jian", "POST", {"kind": "station_staff"}),
    ),
    "staffing:village_roster": (TOWNSHIP,),
    "staffing:village_file": (
        Named("post", record("specialist"), ("appointment",), method="POST", data={"filed_on": "2025-05-01"}),
    ),
    "assessments:finding_list": (UNIT,),
    "assessments:finding_download": (UNIT,),
    "identity_switch": (Named("grant", lambda subjects: subjects.own_grant, ("grant",), "clerk_dunhou", "POST"),),
}


ALSO_ASKED: dict[str, tuple[Callable[[Subjects], Mapping[str, Any]], ...]] = {
    "offices:division_detail": (lambda subjects: {"pk": subjects.world["吉安县"].pk},),
    "staffing:person_detail": (lambda subjects: {"pk": subjects.records["namesake"].pk},),
    "staffing:person_new": (lambda subjects: {"kind": "nursing_home_staff"},),
    "staffing:person_list": (lambda subjects: {"state": "all"}, lambda subjects: {"state": "void"}),
    "offices:station_list": (lambda subjects: {"state": "closed"}, lambda subjects: {"state": "void"}),
    "offices:window_list": (lambda subjects: {"state": "closed"}, lambda subjects: {"state": "void"}),
}
"""Further ways to ask for a page, when it is compared with what it says of the reader's area alone."""


def of_register(register: Register) -> Iterator[tuple[str, Named]]:
    """Parameters of a register's screens: its unit, the ticked records, the county of its list, the files."""
    key, name = key_of(register), f"{register.app}:{register.name}"
    if SAMPLES[key].place != "敦厚镇":
        return
    if "county" in register.listing.filters.base_filters:
        yield f"{name}_list", COUNTY
        yield f"{name}_export", COUNTY
    if not register.begun_at_unit:
        place = Named(register.place, unit("敦厚镇"), ("township",), "county_jian", data=SAMPLES[key].values)
        yield f"{name}_create", replace(place, method="POST")
        yield f"{name}_create", replace(place, data={})
    if register.bulk:
        yield f"{name}_bulk", Named("record", record(key), (key,), method="POST", data={"field": register.bulk[0]})
    for what in ("file", "file_void", "file_restore") if register.attachments else ():
        yield f"{name}_{what}", Named("file_pk", record(f"{key} file"), (f"{key} file",))


for _register in registers():
    for _name, _named in of_register(_register) if key_of(_register) in SAMPLES else ():
        NAMED[_name] = (*NAMED.get(_name, ()), _named)
