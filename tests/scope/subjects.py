"""One record of every kind inside 吉安县·敦厚镇, with names that nobody outside may ever read."""

import datetime
import io
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from assessments.compliance.refresh import refresh_all
from assessments.models import Finding, Standard
from offices.identity import acting_as
from offices.models import (
    Division,
    HomeCensus,
    NursingHome,
    Photo,
    PopulationFigure,
    ServiceWindow,
    Station,
    StationProfile,
)
from staffing.models import Appointment, Person
from staffing.roster_import.previewing.preview import preview_build
from tests.base import World

DAY = datetime.date(2025, 1, 1)
SECRET_PERSON, SECRET_NOTE = "查无此人", "机密说明文字"


@dataclass
class Subjects:
    """Records by the word that the matrix uses for them, each with the division that it belongs to."""

    world: World
    records: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Division] = field(default_factory=dict)

    def add(self, word: str, record: Any, place: str = "敦厚镇") -> None:
        self.records[word], self.places[word] = record, self.world[place]

    def place(self, word: str) -> Division | None:
        """Where the record lies; ``None`` for what belongs to nobody (a standard)."""
        return self.places.get(word)

    def secrets_from(self, username: str) -> list[str]:
        """Names of places and people that this account must never read."""
        near = ["永阳镇", "江边村", "井冈山管理局", "禾川镇", SECRET_PERSON, SECRET_NOTE]
        far = ["吉安县", "敦厚镇", "城南社区", "高塘村", "永阳镇", "江边村", SECRET_PERSON, SECRET_NOTE]
        people = [SECRET_PERSON, SECRET_NOTE, "敦厚镇民政所", "敦厚镇敬老院"]
        return {"village_gaotang": near, "sysadmin": people, "auditor": people}.get(username, far)


def make_subjects(world: World) -> Subjects:
    subjects = Subjects(world)
    subjects.add("township", world["敦厚镇"])
    figure = {"division": world["敦厚镇"], "year": 2025, "basis": "registered", "persons": 32000}
    subjects.add("population", PopulationFigure.objects.create(**figure))
    gone = {**figure, "basis": "resident", "voided_at": timezone.now(), "void_reason": "误填"}
    subjects.add("voided_population", PopulationFigure.objects.create(**gone))
    _stations(subjects)
    _people(subjects)
    _batch(subjects)
    call_command("load_standards", stdout=io.StringIO())
    refresh_all()
    subjects.records["standard"] = Standard.objects.get(code="三(三)2-1")
    subjects.add("finding", Finding.objects.get(standard__code="三(三)2-1", division=world["敦厚镇"]))
    return subjects


def _stations(subjects: Subjects) -> None:
    world, voided = subjects.world, {"voided_at": timezone.now(), "void_reason": "误填"}
    town = world["敦厚镇"]
    station, home = world.stations["敦厚镇"], world.homes["敦厚镇"]
    StationProfile.objects.create(station=station, as_of=DAY, office_area=20, note=SECRET_NOTE)
    HomeCensus.objects.create(home=home, as_of=DAY, residents=20, dependent=4)
    subjects.add("station", station)
    subjects.add("home", home)
    gone = {"township": town, "opened_on": DAY, **voided}
    subjects.add("voided_station", Station.objects.create(name="敦厚镇民政所(误)", **gone))
    subjects.add("voided_home", NursingHome.objects.create(name="敦厚镇敬老院(误)", **gone))
    window = {"division": town, "place": "township_hall", "opened_on": DAY, "location": SECRET_NOTE}
    subjects.add("window", ServiceWindow.objects.create(**window))
    subjects.add("voided_window", ServiceWindow.objects.create(**window, **voided))
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
    gone = {"voided_at": timezone.now(), "void_reason": "误填"}
    subjects.add("voided_appointment", Appointment.objects.create(person=person, **post, **gone))


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
