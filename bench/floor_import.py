"""The least that an import of new rows can be: read the file, read and check every cell, write in bulk.

No history, no stored preview, no comparison with what is known, no issues kept. Our own reader and parsers.
"""

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from bench.roster_files import TOWNSHIPS
from offices.models import Division
from staffing.models import Appointment, Person
from staffing.names import spell_name
from staffing.roster_import.decisions import Decisions
from staffing.roster_import.fields import FIELDS, Target
from staffing.roster_import.grid import read_workbook
from staffing.roster_import.kinds import KINDS
from staffing.roster_import.layout.columns import choose_sheet, read_layout
from staffing.roster_import.lines.checks import check_row
from staffing.roster_import.lines.meaning import Meaning
from staffing.roster_import.lines.rows import Place, RosterRow
from staffing.roster_import.lines.units import Unit

_BATCH = 2000
_PERSON = [key for key, field in FIELDS.items() if field.target is Target.PERSON]
_POST = [key for key, field in FIELDS.items() if field.target is Target.APPOINTMENT]


@transaction.atomic
def floor_import(path: Path) -> None:
    """Raises AssertionError: a row is in error, which none of the measured file is."""
    kind, today = KINDS["station_staff"], timezone.localdate()
    sheet = choose_sheet(read_workbook(path, path.name))
    layout = read_layout(sheet)
    columns = [column for column in layout.columns if column.field in kind.fields]
    meaning = Meaning({column.field or "": column.header for column in columns}, Decisions())
    places = {
        f"{place.name}民政所": Unit(place.pk, place.path, place.name)
        for place in Division.objects.filter(level="township")
    }
    assert len(places) == TOWNSHIPS
    head = Place(sheet.name, {})
    people, posts = [], []
    for number, cells in enumerate(sheet.rows[layout.last_header + 1 :]):
        row = RosterRow(number, head)
        for column in columns:
            meaning.take(row, column.field or "", cells[column.index])
        row.unit = places[row.names["unit"]]
        check_row(row, kind, today)
        assert not row.kept_out(), row.issues
        values = row.values
        person = Person(**{key: values[key] for key in _PERSON if key in values}, pinyin=spell_name(values["name"]))
        held = {"work_division_id": row.unit.division_id, "post_division_id": row.unit.division_id}
        told = {key: values[key] for key in _POST if key in values}
        people.append(person)
        posts.append(Appointment(person=person, kind=kind.kind, **held, **told))
    Person.objects.bulk_create(people, batch_size=_BATCH)
    for post, person in zip(posts, people, strict=True):
        post.person_id = person.pk
    Appointment.objects.bulk_create(posts, batch_size=_BATCH)
