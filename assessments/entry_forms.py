"""Where the fields stand that would change an outcome: each form opened at its field, for those who may enter it.

Rules and definitions name fields (``compliance.outcome.Field``, in explanations under ``enter``); this is the one table
that turns them into addresses. A form that somebody may not fill in has none.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from assessments.subject_kinds import SUBJECTS
from assessments.vocabulary import SubjectKind
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.registers.declaration import REGISTRY, Register
from jian_minzheng.core.returning import with_way_back
from offices.models import Division
from offices.models.stocktakes import levels_of
from offices.registers.stations import STATIONS
from offices.registers.stocktakes import STOCKTAKES
from offices.registers.targets import YEAR_TARGETS
from offices.roles import Capability
from staffing.models import Appointment, Person
from staffing.vocabulary import Kind

Named = Mapping[str, Any]
"""A field as explanations hold it: ``{"form", "field", "pk", "kind", "label"}``."""


@dataclass(frozen=True, slots=True)
class JudgedSubject:
    """The subject of a finding: its kind and key, and the unit in which it lies."""

    kind: str
    pk: int
    unit: Division

    @classmethod
    def of(cls, finding: Any) -> "JudgedSubject":
        return cls(finding.subject_kind, finding.subject_id, finding.division)


@dataclass(frozen=True, slots=True)
class EntryLink:
    """A form to fill in: what it is called, and its address, with the field marked and the way back."""

    label: str
    url: str


class EntryForms:
    """The forms that whoever acts may fill in, out of all that some findings name; a query per kind of record."""

    def __init__(self, actor: Acting, named: Iterable[Named]) -> None:
        self.actor = actor
        asked: dict[str, set[int]] = {}
        for field in named:
            if field["pk"]:
                asked.setdefault(field["form"], set()).add(field["pk"])
        self._open = {form: self._writable(form, pks) for form, pks in asked.items()}

    def links(self, judged: JudgedSubject, named: Iterable[Named], *, back: str = "") -> list[EntryLink]:
        """One link for each form, in the order named."""
        found = (_FORMS.get(field["form"], _of_register)(self, judged, field) for field in named)
        links = (EntryLink(one.label, with_way_back(one.url, back)) for one in found if one)
        return list({one.url: one for one in links}.values())

    def may(self, capability: Capability) -> bool:
        return self.actor.is_system or self.actor.can(capability)

    def may_keep(self, register: Register, unit: Division) -> bool:
        return self.actor.is_system or keeping.may_write(self.actor, register.kept_at, unit.level)

    def may_correct(self, field: Named) -> bool:
        """Whether the record that is named may be changed by whoever acts."""
        return field["pk"] in self._open.get(field["form"], ())

    def _writable(self, form: str, pks: set[int]) -> set[int]:
        register = _register(form)
        if self.actor.is_system:
            return pks
        if register is None:
            rows = _PEOPLE[form](self.actor.scope).filter(pk__in=pks)
            return set(rows.values_list("pk", flat=True)) if self.may(Capability.EDIT_PEOPLE) else set()
        rows = register.records().visible_to(self.actor.scope).filter(pk__in=pks)
        return {row.pk for row in rows if register.may_write(self.actor, row)}


_PEOPLE = {"post": Appointment.objects.visible_to, "person": Person.objects.kept_by}
"""Whose posts and whose particulars somebody changes who may."""


def _register(form: str) -> Register | None:
    name = form.partition(".")[0]
    return next((one for one in REGISTRY.all() if one.name == name), None)


def _of_register(forms: EntryForms, judged: JudgedSubject, field: Named) -> EntryLink | None:
    """A record that is to be corrected, dated facts of the subject, or a new record of its unit."""
    register, section = _register(field["form"]), field["form"].partition(".")[2]
    if register is None:
        return None
    label, name = field["label"] or register.noun, field["field"] or _deciding(register, field)
    if field["pk"]:
        url = register.url("edit", field["pk"]) if forms.may_correct(field) else ""
    elif not forms.may_keep(register, judged.unit):
        url = ""
    elif section:
        label = next(one.heading for one in register.sections if one.name == section)
        url = register.url(section, judged.pk)
    else:
        url = _new(register, judged.unit, field["kind"])
    return EntryLink(label, f"{url}#id_{name}") if url else None


def _deciding(register: Register, field: Named) -> str:
    """Of evidence the day that counts: of a record that is there its review."""
    if register.evidence is None:
        return ""
    return register.evidence.renewed_by[0] if field["pk"] else register.evidence.since[-1]


def _new(register: Register, unit: Division, kind: str) -> str:
    """A new record of the unit; its kind is chosen already."""
    if register.begun_at_unit:
        return register.url("create", unit.pk)
    kinds = register.evidence.kind.partition("__")[0] if register.evidence else "basis"
    return f"{register.url('create')}?{urlencode({register.place: unit.pk, **({kinds: kind} if kind else {})})}"


def _equipment(forms: EntryForms, judged: JudgedSubject, field: Named) -> EntryLink | None:
    if not forms.may_keep(STATIONS, judged.unit):
        return None
    url = reverse("offices:station_equipment", args=[judged.pk])
    return EntryLink("七有设施", f"{url}#id_{field['kind']}-{field['field']}")


_POSTS = {
    SubjectKind.STATION: Kind.STATION_STAFF,
    SubjectKind.VILLAGE: Kind.VILLAGE_SPECIALIST,
    SubjectKind.NURSING_HOME: Kind.NURSING_HOME_STAFF,
}


def _post(forms: EntryForms, judged: JudgedSubject, field: Named) -> EntryLink | None:
    """A post that is to be corrected, or somebody new at the subject."""
    kind = _POSTS[SubjectKind(judged.kind)]
    if field["pk"]:
        url = reverse("staffing:post_edit", args=[field["pk"]])
        return EntryLink("任职", f"{url}#id_{field['field']}") if forms.may_correct(field) else None
    if not forms.may(Capability.EDIT_PEOPLE):
        return None
    place = judged.pk if kind == Kind.NURSING_HOME_STAFF else judged.unit.pk
    asked = urlencode({"kind": kind.value, "place": place})
    return EntryLink(kind.label, f"{reverse('staffing:person_new')}?{asked}#id_post-{field['field']}")


def _person(forms: EntryForms, judged: JudgedSubject, field: Named) -> EntryLink | None:
    url = reverse("staffing:person_edit", args=[field["pk"]])
    return EntryLink("人员资料", f"{url}#id_{field['field']}") if forms.may_correct(field) else None


def _specialists(forms: EntryForms, judged: JudgedSubject, field: Named) -> EntryLink | None:
    """Those of whom no pay is on record: a list, as there are many."""
    entry = SUBJECTS[SubjectKind.COUNTY].entry
    return EntryLink("专干报酬", entry.url) if entry and forms.may(Capability.EDIT_PEOPLE) else None


def _stocktakes(forms: EntryForms, judged: JudgedSubject, field: Named) -> EntryLink | None:
    """What has not been gone through: a list, for it may be kept above the subject, and many are answered at once."""
    if not any(keeping.may_write(forms.actor, STOCKTAKES.kept_at, level) for level in levels_of(field["kind"])):
        return None
    asked = urlencode({"stock": field["kind"], "state": "open"})
    return EntryLink(STOCKTAKES.title, f"{STOCKTAKES.url('list')}?{asked}")


def _target(forms: EntryForms, judged: JudgedSubject, field: Named) -> EntryLink | None:
    """A target of the year; for which units is left to the city, which usually sets it for all."""
    if not forms.may_keep(YEAR_TARGETS, judged.unit):
        return None
    return EntryLink(YEAR_TARGETS.title, f"{YEAR_TARGETS.url('create')}#id_{field['field']}")


def _parameter(forms: EntryForms, judged: JudgedSubject, field: Named) -> EntryLink | None:
    if not forms.may(Capability.EDIT_PARAMETERS):
        return None
    return EntryLink("参数", reverse("assessments:parameter_change", args=[field["kind"]]))


_FORMS: Mapping[str, Callable[[EntryForms, JudgedSubject, Named], EntryLink | None]] = {
    "equipment": _equipment,
    "post": _post,
    "person": _person,
    "specialists": _specialists,
    "stocktakes": _stocktakes,
    "year_target": _target,
    "parameter": _parameter,
}
"""Forms that are no register's; all others are."""
