"""The least that an import of new rows can be: read the file, read and check every cell, write in bulk.

No history, no stored preview, no comparison with what is known, no issues kept. Our own reader and parsers.
"""

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from bench.roster_files import TOWNSHIPS
from intake.decisions import Decisions
from intake.grid import read_workbook
from intake.kinds import KINDS
from intake.layout.columns import choose_sheet, read_layout
from intake.lines.books import book_of
from intake.lines.meaning import Meaning
from intake.lines.rows import Place, Row
from intake.units.register import Unit
from offices.models import Division
from staffing.models import Appointment, Person
from staffing.names import spell_name
from staffing.rosters.lexicon import PEOPLE

_BATCH = 2000
_PERSON, _POST = (
    [key for key, field in PEOPLE.fields.items() if field.column is not None and field.column.model is model]
    for model in (Person, Appointment)
)


@transaction.atomic
def floor_import(path: Path) -> None:
    """Raises AssertionError: a row is in error, which none of the measured file is."""
    kind, today = KINDS["station_staff"], timezone.localdate()
    book = book_of(kind)
    sheet = choose_sheet(read_workbook(path, path.name), PEOPLE)
    layout = read_layout(sheet, PEOPLE)
    columns = [column for column in layout.columns if column.field in kind.keys]
    meaning = Meaning(kind, {column.field or "": column.header for column in columns}, Decisions())
    places = {
        f"{place.name}民政所": Unit(place.pk, place.path, place.name, place.level)
        for place in Division.objects.filter(level="township")
    }
    assert len(places) == TOWNSHIPS
    head = Place(kind, sheet.name, {})
    people, posts = [], []
    for number, cells in enumerate(sheet.rows[layout.last_header + 1 :]):
        row = Row(number, head)
        for column in columns:
            meaning.take(row, column.field or "", cells[column.index])
        row.unit = places[row.names["unit"]]
        book.check(row, today)
        assert not row.kept_out(), row.issues
        values = row.values
        person = Person(**{key: values[key] for key in _PERSON if key in values}, pinyin=spell_name(values["name"]))
        held = {"work_division_id": row.unit.division_id, "post_division_id": row.unit.division_id}
        told = {key: values[key] for key in _POST if key in values}
        people.append(person)
        posts.append(Appointment(person=person, kind=kind.key, **held, **told))
    Person.objects.bulk_create(people, batch_size=_BATCH)
    for post, person in zip(posts, people, strict=True):
        post.person_id = person.pk
    Appointment.objects.bulk_create(posts, batch_size=_BATCH)
