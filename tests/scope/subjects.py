"""One record of every kind inside 吉安县·敦厚镇, with names that nobody outside may ever read."""

import datetime
import io
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from assessments.compliance.refresh import refresh_all
from assessments.models import Finding, Standard
from intake.models import ImportBatch
from intake.preview.preview import preview_build
from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.registers.attachments import files_of
from jian_minzheng.core.registers.declaration import Register
from offices.grants import grant_give
from offices.identity import acting_as
from offices.models import (
    Division,
    DivisionGrant,
    HomeCensus,
    NursingHome,
    Photo,
    StationProfile,
    User,
)
from offices.roles import Role
from staffing.models import Appointment, PayTerm, Person
from tests.base import PASSWORD, World
from tests.registers.samples import SAMPLES, key_of, registers

DAY = datetime.date(2025, 1, 1)
SECRET_PERSON, SECRET_NOTE = "查无此人", "机密说明文字"
ELSEWHERE_PERSON, ELSEWHERE_NOTE, ELSEWHERE_NAME = "别处之人", "别处的说明", "禾水那一份"
MOVED_PERSON, NAMESAKE = "已调走的人", "同名之人"
MOVED_FACTS = {"school": ELSEWHERE_NOTE, "phone": "13907965213"}
ELSEWHERE_NUMBER = "360830198503120013"
ELSEWHERE_HOME = "禾水养老院"
NEWCOMER = "newcomer"
ELSEWHERE = ["永新县", "禾川镇", "城东村", ELSEWHERE_HOME, ELSEWHERE_PERSON, ELSEWHERE_NOTE, ELSEWHERE_NAME]
"""What an account of 吉安县 may never read."""


@dataclass
class Subjects:
    """Records by the word that the matrix uses for them, each with the division that it belongs to."""

    world: World
    records: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Division] = field(default_factory=dict)
    secrets: list[str] = field(default_factory=list)
    elsewhere: dict[str, Any] = field(default_factory=dict)

    def add(self, word: str, record: Any, place: str = "敦厚镇") -> None:
        self.records[word], self.places[word] = record, self.world[place]

    def place(self, word: str) -> Division | None:
        """Where the record lies; ``None`` for what belongs to nobody (a standard)."""
        return self.places.get(word)

    @property
    def first_profile(self) -> Any:
        """An earlier row of the station's profile: the newest one is opened anyway."""
        return self.records["station"].profiles.order_by("as_of").first().pk

    @property
    def first_census(self) -> Any:
        return self.records["offices:home"].censuses.order_by("as_of").first().pk

    @property
    def own_grant(self) -> Any:
        return DivisionGrant.objects.get(user=self.world.users["clerk_dunhou"]).pk

    def secrets_from(self, username: str) -> list[str]:
        """Names of places and people that this account must never read."""
        near = ["永阳镇", "江边村", "井冈山管理局", "禾川镇", SECRET_PERSON, SECRET_NOTE, *self.secrets]
        far = ["吉安县", "敦厚镇", "城南社区", "高塘村", "永阳镇", "江边村", SECRET_PERSON, SECRET_NOTE, *self.secrets]
        people = [SECRET_PERSON, SECRET_NOTE, "敦厚镇民政所", "敦厚镇敬老院", *self.secrets]
        return {"village_gaotang": near, "sysadmin": people, "auditor": people}.get(username, far)


def make_subjects(world: World) -> Subjects:
    subjects = Subjects(world)
    subjects.add("township", world["敦厚镇"])
    for register in registers():
        if key_of(register) in SAMPLES:
            _registered(subjects, register)
    _stations(subjects)
    _people(subjects)
    _batch(subjects)
    call_command("load_standards", stdout=io.StringIO())
    refresh_all()
    Finding.objects.update(since=DAY)  # as if the worker had found it out
    subjects.records["standard"] = Standard.objects.get(code="三(三)2-1")
    subjects.add("finding", Finding.objects.get(standard__code="三(三)2-1", division=world["敦厚镇"]))
    _elsewhere(subjects)
    _newcomer(subjects)
    return subjects


def _registered(subjects: Subjects, register: Register) -> None:
    """A record of the register as its keeper enters it, one put aside, and a file that hangs on the first."""
    world, key = subjects.world, key_of(register)
    sample = SAMPLES[key]
    sample.before(world)
    keeper = world.client(sample.keeper)
    subjects.add(f"{key} unit", world[sample.place], sample.place)
    if register.voidable:
        gone = record_of(world, register, keeper, **sample.second)
        keeper.post(register.url("void", gone.pk), {"reason": "误填"})
        subjects.add(f"{key} void", gone, sample.place)
    inside = sample.place == "敦厚镇"
    record = record_of(
        world, register, keeper, **({sample.text: SECRET_NOTE, sample.named: sample.name} if inside else {})
    )
    subjects.add(key, record, sample.place)
    if inside:
        subjects.secrets.append(sample.name)
    for section in register.sections:
        for day in ("2025-02-01", "2025-06-01"):
            section.model.objects.create(**{section.owner: record, **sample.section[section.name], "as_of": day})
    if register.attachments:
        keeper.post(register.url("attach", record.pk), {"uploads": SimpleUploadedFile("机密附件.pdf", b"%PDF-1.7 x")})
        subjects.add(f"{key} file", files_of(register, record).get(), sample.place)
        subjects.secrets.append("机密附件")


def record_of(world: World, register: Register, client: Client, place: str = "", **more: Any) -> Any:
    """One record of the sample's values, entered by whoever the client is."""
    sample = SAMPLES[key_of(register)]
    before = set(register.model.objects.values_list("pk", flat=True))
    unit = world[place or sample.place].pk
    address = register.url("create", unit) if register.begun_at_unit else register.url("create")
    client.post(address, {**({} if register.begun_at_unit else {register.place: unit}), **sample.values, **more})
    return register.model.objects.exclude(pk__in=before).get()


def _newcomer(subjects: Subjects) -> None:
    """Somebody who keeps an area of which nothing is on record yet."""
    user = User.objects.create_user(NEWCOMER, password=PASSWORD, full_name=NEWCOMER, must_change_password=False)
    grant_give(SYSTEM, user=user, role=Role.COUNTY_OFFICER, division=subjects.world["井冈山管理局"])
    subjects.world.users[NEWCOMER] = user
    Finding.objects.filter(division=subjects.world["井冈山管理局"]).delete()


def _elsewhere(subjects: Subjects) -> None:
    """Records of 永新县 for accounts of 吉安县: what a parameter may name and nobody there may learn of."""
    world = subjects.world
    away: dict[str, Any] = {}
    town, village = world["禾川镇"], world["城东村"]
    station = world.stations["禾川镇"]
    away["offices:station"] = station  # a second one there is refused
    home = NursingHome.objects.create(township=town, name=ELSEWHERE_HOME, opened_on=DAY)
    person = Person.objects.create(name=ELSEWHERE_PERSON, id_number=ELSEWHERE_NUMBER)
    post = {"kind": "station_staff", "work_division": town, "post_division": town, "from_date": DAY}
    away |= {"county": world["永新县"], "township": town, "village": village, "station": station, "home": home}
    away["profile"] = StationProfile.objects.create(station=station, as_of=DAY, office_area=66, note=ELSEWHERE_NOTE)
    away["census"] = HomeCensus.objects.create(home=home, as_of=DAY, residents=77, dependent=4)
    away["person"], away["appointment"] = person, Appointment.objects.create(person=person, **post)
    former = {"division": town, "scope": town, "kind": "station_staff", "state": ImportBatch.State.PREVIEWED}
    ImportBatch.objects.create(owner=world.users["clerk_dunhou"], file_name=f"{ELSEWHERE_NAME}.xlsx", **former)
    away["grant"] = DivisionGrant.objects.get(user=world.users["clerk_hechuan"])
    for register in registers():
        key = key_of(register)
        if key not in away and key in SAMPLES and SAMPLES[key].place == "敦厚镇":
            away |= _registered_elsewhere(world, register)
    subjects.elsewhere |= away


def _registered_elsewhere(world: World, register: Register) -> dict[str, Any]:
    """Another such record at 禾川镇 with a file, under another name than the one inside."""
    key = key_of(register)
    client = world.client("county_yongxin" if SAMPLES[key].keeper == "county_jian" else "clerk_hechuan")
    told = {SAMPLES[key].text: ELSEWHERE_NOTE, SAMPLES[key].named: ELSEWHERE_NAME}
    record = record_of(world, register, client, "禾川镇", **told)
    found = {key: record}
    if register.attachments:
        client.post(register.url("attach", record.pk), {"uploads": SimpleUploadedFile("别处.pdf", b"%PDF-1.7 y")})
        found[f"{key} file"] = files_of(register, record).get()
    return found


def _stations(subjects: Subjects) -> None:
    world, voided = subjects.world, {"voided_at": timezone.now(), "void_reason": "误填"}
    station, home = subjects.records["offices:station"], world.homes["敦厚镇"]
    StationProfile.objects.create(station=station, as_of=DAY, office_area=20, note=SECRET_NOTE)
    HomeCensus.objects.create(home=home, as_of=DAY, residents=20, dependent=4)
    subjects.add("station", station)
    for word, more in (("photo", {}), ("voided_photo", voided)):
        photo = Photo(station=station, kind="office", taken_on=DAY, caption=SECRET_NOTE, **more)
        photo.uploaded_by = world.users["clerk_dunhou"]
        photo.image.save(f"{word}.jpg", ContentFile(b"image"), save=False)
        photo.thumbnail.save(f"{word}-small.jpg", ContentFile(b"image"), save=False)
        photo.save()
        subjects.add(word, photo)


def _people(subjects: Subjects) -> None:
    town = subjects.world["敦厚镇"]
    person = Person.objects.create(name=SECRET_PERSON)
    post = {"kind": "station_staff", "work_division": town, "post_division": town, "from_date": DAY}
    subjects.add("person", person)
    subjects.add("appointment", Appointment.objects.create(person=person, **post))
    subjects.add("ended_appointment", Appointment.objects.create(person=person, **post, to_date=DAY))
    village = subjects.world["高塘村"]
    held = {"kind": "village_specialist", "work_division": village, "post_division": village, "from_date": DAY}
    subjects.add("specialist", Appointment.objects.create(person=Person.objects.create(name=SECRET_PERSON), **held))
    gone = {"voided_at": timezone.now(), "void_reason": "误填"}
    paid = {"appointment": subjects.records["appointment"], "monthly_pay": 1234}
    subjects.add("term", PayTerm.objects.create(since=DAY, **paid))
    subjects.add("voided_term", PayTerm.objects.create(since=DAY, **paid, **gone))
    other = Person.objects.create(name=SECRET_PERSON)
    subjects.add("voided_appointment", Appointment.objects.create(person=other, **post, **gone))
    # Somebody who has left: 吉安县 still sees who it was, and keeps nothing of hers any more.
    moved, away = Person.objects.create(name=MOVED_PERSON, **MOVED_FACTS), subjects.world["禾川镇"]
    Appointment.objects.create(person=moved, **post, to_date=DAY)
    Appointment.objects.create(person=moved, **{**post, "work_division": away, "post_division": away})
    namesake = Person.objects.create(name=MOVED_PERSON)
    Appointment.objects.create(person=namesake, **{**post, "work_division": away, "post_division": away})
    subjects.elsewhere["moved"] = moved
    subjects.add("namesake", _namesakes(subjects))


def _namesakes(subjects: Subjects) -> Person:
    """Somebody of 吉安县 whose name somebody elsewhere bears too."""
    for name in ("禾川镇", "敦厚镇"):
        person = Person.objects.create(name=NAMESAKE)
        place = {"work_division": subjects.world[name], "post_division": subjects.world[name]}
        Appointment.objects.create(person=person, kind="station_staff", from_date=DAY, **place)
    return person


def _batch(subjects: Subjects) -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "性别", "乡镇", "编制类型"])
    book.active.append([SECRET_PERSON, "男", "敦厚镇", "事业编制"])
    user = subjects.world.users["clerk_dunhou"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.xlsx"
        book.save(path)
        batch = preview_build(
            acting_as(user),
            path=path,
            file_name="敦厚镇花名册.xlsx",
            kind="station_staff",
            division=subjects.world["敦厚镇"],
        )
    subjects.add("batch", batch)
